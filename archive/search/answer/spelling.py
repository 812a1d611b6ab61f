"""Did you mean: correct a misspelt search with the archive's own words, if the corrected search finds something."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice, product, takewhile

from django.utils.translation import gettext

from archive.language.function_words import FUNCTION_WORDS, TITLES
from archive.search.answer.asking import count, mentions
from archive.search.answer.dictionary import is_right
from archive.search.engines import PER_SEARCH, MarkedSegment, Respelling, SearchResults, allows, get_backend, spend
from archive.search.names.public_names import public_names
from archive.search.question import FacetNames, SearchRequest, fold, query_string, swapped, tokens
from archive.search.question.grammar.nodes import Fuzzy, Leaf, Near, Node, Not, Prefix, Words, with_leaves
from archive.search.question.grammar.structure import read

FEW = 5
"""A search that finds this many statements needs no correction."""

NEXT_TO_NOTHING = 2
"""A word that at most this many statements have may be a misspelling in them."""

PLAINLY_MORE = 20
"""How many times more statements must have a word than its misspelling."""

MUCH_MORE = 20
"""How many times more statements a correction must find than a search that finds some."""

MORE_THAN_A_NAME = 1000
"""How many times more statements a name must have than another one that is taken for a slip of the record."""

MOST_TRIES = 24
MOST_WORDS = 12
MOST_SPELLINGS = 6
SHORTEST_WORD = 3
ADDRESS = re.compile(r"@|://|^www\.|\w\.(?:com|org|net|gov|edu|us|ca|uk)\b", re.IGNORECASE)
LONG_WORD = 6
SAME_START = 2
SAME_START_LOOKED_AT = 300
ALIKE = 0.8


Changes = Mapping[str, str]


@dataclass(frozen=True)
class _Word:
    """A word of a search: how many statements have it, and its other spellings, the most likely first."""

    word: str
    known: int
    spellings: list[str]
    counts: list[int]


def correction(results: SearchResults) -> Respelling | None:
    """Return the search with its misspelt words corrected if nothing else can be meant, or None.

    A word is misspelt if hardly any statement has it and if it is neither correct in a language of the site nor part of
    a name that people have. The correction is the most likely other spelling with which the search finds something,
    else the most likely one.
    """
    if results.total >= FEW or not results.request.text.strip():
        return None
    tree, _ = read(results.request.text)
    if tree is None:
        return None
    changes: dict[str, str] = {}
    for word in islice(_words_to_check(tree, results.request.text), MOST_WORDS):
        if spelling := _plain_spelling(word, results.request, tree):
            changes[word] = spelling
            tree = _changed(tree, {word: spelling})
    if not changes:
        return None
    request = results.request.changed(text=str(tree), page=1)
    return Respelling(_segments(request.text, changes), query_string(request), 0, changes)


def _plain_spelling(typed: str, request: SearchRequest, tree: Node) -> str:
    """Return the spelling that is clearly meant by a word of the tree, or an empty text if the word may be right."""
    known = mentions(typed)
    if known > NEXT_TO_NOTHING or is_right(typed) or not _may_go_on(typed):
        return ""
    known = max(known, count(SearchRequest(text=typed)))
    if known > NEXT_TO_NOTHING:
        return ""
    word = _looked_up(typed)
    counts = dict(zip(word.spellings, word.counts, strict=True))
    spellings = [other for other in word.spellings if counts[other] > known * PLAINLY_MORE]
    named = public_names().statements_with([typed, *spellings])
    if statements := named.get(typed):
        # Another person, unless the record has the other name so often that this one is its slip.
        spellings = [one for one in spellings if named.get(one, 0) > statements * MORE_THAN_A_NAME]
    successful = (other for other in spellings if count(request.changed(text=str(_changed(tree, {typed: other})))))
    return next(successful, "") or next(iter(spellings), "")


def did_you_mean(results: SearchResults, known: FacetNames | None = None) -> Respelling | None:
    """Return the search that the reader may have meant, or None. Only words of public statements are suggested.

    Names, words in quotation marks and addresses are never corrected, nor correct words if something was found.

    ``known`` names are not looked up again.
    """
    if results.correction:
        return results.correction
    tree, _ = read(results.request.text)
    if tree is None or results.total >= FEW:
        return None
    doubtful = (word for word in _words_to_check(tree, results.request.text) if not (results.total and is_right(word)))
    asked = takewhile(_may_go_on, islice(doubtful, MOST_WORDS))
    words = sorted(map(_looked_up, asked), key=lambda word: word.known)
    attempts = takewhile(_may_go_on, _for_few(words, results.total) if results.total else _for_none(words))
    names = FacetNames(results.request.filters, known)
    corrections = (_correction(results, tree, changes, names) for changes in islice(attempts, MOST_TRIES))
    best = next(filter(None, corrections), None)
    best = _with_best_spelling(best, results, tree, words, names) if best else None
    # Readers need not know the sign for any spelling.
    return best if best and "~" not in best.text else None


def _may_go_on(_: object) -> bool:
    return allows(gettext("This search is long, so we did not check every other spelling."))


def _for_few(words: list[_Word], total: int) -> Iterator[Changes]:
    """Yield the most likely spelling of each word that hardly any statement has."""
    for word in words:
        if word.known <= total:
            yield from ({word.word: spelling} for spelling in word.spellings[:1])


def _for_none(words: list[_Word]) -> Iterator[Changes]:
    """Yield first a correction of all unknown words, then any spelling of one of the other words: ``word~``."""
    unknown = [word for word in words if not word.known]
    if unknown and all(word.spellings for word in unknown):
        deep = 2 if len(unknown) > 1 else MOST_SPELLINGS
        for spellings in product(*(word.spellings[:deep] for word in unknown)):
            yield {word.word: spelling for word, spelling in zip(unknown, spellings, strict=True)}
    doubtful = (word for word in words if word.known < FEW or not is_right(word.word))
    yield from ({word.word: f"{word.word}~"} for word in doubtful if word.spellings)


def _correction(results: SearchResults, tree: Node, changes: Changes, names: FacetNames) -> Respelling | None:
    """Return the search with the changes if it finds more; much more, if the reader's own search finds some."""
    request = results.request.changed(text=str(_changed(tree, changes)), page=1)
    total = count(request)
    if total <= results.total * MUCH_MORE:
        return None
    return Respelling(_segments(request.text, changes), query_string(request, names), total, changes)


def _with_best_spelling(
    respelling: Respelling, results: SearchResults, tree: Node, words: list[_Word], names: FacetNames
) -> Respelling:
    """Return the correction with "any spelling" replaced with the spelling that finds most."""
    any_spelling = next((word for word in words if respelling.changes.get(word.word) == f"{word.word}~"), None)
    if any_spelling is None:
        return respelling
    spellings = takewhile(_may_go_on, any_spelling.spellings)
    named = [_correction(results, tree, {any_spelling.word: spelling}, names) for spelling in spellings]
    return max(filter(None, named), key=lambda correction: correction.total, default=respelling)


def _looked_up(word: str) -> _Word:
    spend(PER_SEARCH)
    backend = get_backend()
    spellings = {entry.word: entry.count for entry in backend.words_like(word, swapped(word))}
    known = spellings.pop(word, 0)
    if not spellings and len(word) >= LONG_WORD:
        near = {entry.word: entry.count for entry in backend.words(word[:SAME_START], limit=SAME_START_LOOKED_AT)}
        spellings = {other: near[other] for other in get_close_matches(word, near, n=MOST_SPELLINGS, cutoff=ALIKE)}
        spellings.pop(word, None)
    likeliest = sorted(spellings, key=lambda other: spellings[other] * _likelihood(word, other), reverse=True)
    likeliest = likeliest[:MOST_SPELLINGS]
    return _Word(word, known, likeliest, [spellings[other] for other in likeliest])


def _likelihood(typed: str, meant: str) -> int:
    """Return how much more likely this slip is than another one of one letter.

    A slip seldom hits the first letter, and letters are more often left out or swapped than wrong. Words such as
    "after" are short and frequent, so many words are near them by chance.
    """
    same_start = 4 if meant[0] == typed[0] else 1
    kept_letters = 3 if len(meant) > len(typed) or sorted(meant) == sorted(typed) else 1
    return same_start * kept_letters * (1 if meant in FUNCTION_WORDS else 100)


def _words_to_check(node: Node, typed: str) -> Iterator[str]:
    """Yield the words that may be misspelt, without duplicates, short words, names, titles and excluded words.

    A name that hardly any statement has may be a slip of the record. Words beside a * are the reader's wildcards, also
    where the search ignores the sign.
    """
    texts = [leaf.text for leaf in _leaves(node) if not ADDRESS.search(leaf.text)]
    starred = {token.word for chunk in typed.split() if "*" in chunk for token in tokens(chunk)}
    spelt = (token.word for text in texts for token in tokens(text))
    wanted = dict.fromkeys(word for word in spelt if len(word) >= SHORTEST_WORD and word[0].isalpha())
    named = public_names().statements_with(wanted) if wanted else {}
    often = {word for word, statements in named.items() if not 0 < statements <= NEXT_TO_NOTHING}
    right = often | starred | TITLES
    yield from (word for word in wanted if word not in right)


def _leaves(node: Node) -> Iterator[Words | Fuzzy]:
    if isinstance(node, Words | Fuzzy):
        yield node
    elif not isinstance(node, Not):
        for part in node.parts:
            yield from _leaves(part)


def _changed(tree: Node, changes: Changes) -> Node:
    """Return the tree with some words spelt differently."""

    def change(leaf: Leaf) -> list[Leaf]:
        if isinstance(leaf, Prefix):
            return [leaf]
        if isinstance(leaf, Near):
            respelt = (replace(part, text=_respelt(part.text, changes).replace("~", "")) for part in leaf.nodes)
            return [Near(tuple(respelt), leaf.distance)]
        text = _respelt(leaf.text, changes)
        if isinstance(leaf, Words) and text.endswith("~"):
            return [Fuzzy(text.removesuffix("~"))]
        return [replace(leaf, text=text.replace("~", ""))]

    return with_leaves(tree, change)


def _respelt(text: str, changes: Changes) -> str:
    respelt, at = "", 0
    for token in tokens(text):
        if token.word in changes:
            respelt += text[at : token.start] + changes[token.word]
            at = token.end
    return respelt + text[at:]


def _segments(text: str, changes: Changes) -> list[MarkedSegment]:
    """Return the text of a search with the changed words marked."""
    corrected = {fold(spelling.removesuffix("~")) for spelling in changes.values()}
    pieces, at = [], 0
    for token in tokens(text):
        if token.word in corrected:
            pieces += [MarkedSegment(text[at : token.start], False), MarkedSegment(text[token.start : token.end], True)]
            at = token.end
    pieces.append(MarkedSegment(text[at:], False))
    return [segment for segment in pieces if segment.text]
