"""The Spanish catalogue has every sentence of code and templates, and is compiled. These tests need no gettext."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

FOLDER = settings.BASE_DIR / "archive" / "locale" / "es" / "LC_MESSAGES"
SOURCE, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
# Staff pages are in English.
ENGLISH_ALONE = ("templates/desk",)
SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
CALL = re.compile(r"\b(?:n?p?gettext(?:_lazy|_noop)?|_)\(")
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?[a-z][^>]*>")
# Context, sentence.
Key = tuple[str, str]


def calls(tree: ast.AST) -> Iterator[Key]:
    """Yield the sentences that calls in a piece of Python translate."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in SINGULAR | PLURAL | WITH_CONTEXT:
            continue
        words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        assert words, f"{ast.unparse(node)} translates what no catalogue can have"
        yield (str(words[0]), str(words[1])) if name in WITH_CONTEXT else ("", str(words[0]))


def calls_of_a_template(text: str) -> Iterator[Key]:
    """Yield the sentences that a template translates. Django converts it to Python calls among filler."""
    written = templatize(text)
    for match in CALL.finditer(written):
        end = match.end()
        while end := written.find(")", end) + 1:
            try:
                tree = ast.parse(written[match.start() : end])
            except SyntaxError:
                continue
            yield from calls(tree)
            break


def used() -> dict[Key, Path]:
    """Return every sentence to translate with a file that uses it."""
    found: dict[Key, Path] = {}
    for path in sorted((settings.BASE_DIR / "archive").rglob("*.py")):
        written = path.read_text()
        if "migrations" not in path.parts and "gettext" in written:
            found |= dict.fromkeys(calls(ast.parse(written)), path)
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.*")):
        if not str(path.relative_to(settings.BASE_DIR)).startswith(ENGLISH_ALONE):
            found |= dict.fromkeys(calls_of_a_template(path.read_text()), path)
    return found


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(SOURCE))


def sentences(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_sentence_has_a_reviewed_translation(catalogue: polib.POFile):
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    needed = used()
    assert len(needed) > 400
    missing = {key[1]: str(path.relative_to(settings.BASE_DIR)) for key, path in needed.items() if key not in known}
    assert not missing, "run make messages and translate: " + "\n".join(map(str, missing.items()))
    bare = [entry.msgid for entry in known.values() if entry.fuzzy or not all(sentences(entry))]
    assert not bare
    assert not {sentence for _, sentence in known.keys() - needed.keys()}, "run make messages: these are not used"


def test_translations_have_the_same_placeholders_and_tags(catalogue: polib.POFile):
    for entry in catalogue:
        originals = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        for original, sentence in zip(originals, sentences(entry), strict=True):
            assert sorted(PLACEHOLDERS.findall(sentence)) == sorted(PLACEHOLDERS.findall(original)), entry.msgid
            assert sentence.endswith((".", ":", "?", "…")) == original.endswith((".", ":", "?", "…")), entry.msgid


def test_the_compiled_catalogue_is_made_from_this_one(catalogue: polib.POFile):
    with COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue:
        context = entry.msgctxt
        if entry.msgid_plural:
            numbers = {0: 1, 1: 2}
            for place, sentence in entry.msgstr_plural.items():
                assert compiled.ngettext(entry.msgid, entry.msgid_plural, numbers[place]) == sentence
        elif context:
            assert compiled.pgettext(context, entry.msgid) == entry.msgstr
        else:
            assert compiled.gettext(entry.msgid) == entry.msgstr
    assert len(polib.mofile(str(COMPILED))) == len(catalogue)
