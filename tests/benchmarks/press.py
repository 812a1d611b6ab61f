"""Quotations as newspapers print them, made from real statements: right ones in each style, and the same with a fault.

python -m tests.benchmarks.press --data FILE is python -m tests.benchmarks.quotes --data FILE --set press.
"""

import random
import re
from collections.abc import Callable

from tests.benchmarks.quote_cases import Beside, Case, Stock, drawn, family_of, have_said, stranger_to
from tests.benchmarks.quote_hostile import asked_no_more, not_lost, number_changed, word_changed

# A quotation that leaves one of these out is not right: "can't | build a way out", "we share it | if".
LIMITS = re.compile(
    r"\b(?:if|unless|until|except|only|just|not|no|never|neither|nor|hardly|whether|cannot)\b|n['’]t\b", re.I
)
# Nor is one that begins, ends or leaves something out inside an amount: "within this $100 | million".
FIGURE, MAGNITUDE = re.compile(r"\d"), re.compile(r"(?:hundred|thousand|million|billion|trillion|percent)\b", re.I)
FIGURES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
REWRITTEN = (
    (re.compile(r"(?<=\d) ?percent\b"), "%"),
    (re.compile(r"(?<=\d)%"), " percent"),
    (re.compile(r"\$(\d+(?:\.\d+)?) (million|billion)\b(?! dollars)"), r"\1 \2 dollars"),
    (re.compile(r"(?<![\w.,$-])(\d+(?:\.\d+)?) (million|billion) dollars\b"), r"$\1 \2"),
    # "One second" is a time.
    (
        re.compile(r"(?<!\bone )(?<!\ba )\b(?:second|third|fifth)\b"),
        lambda found: {"s": "2nd", "t": "3rd", "f": "5th"}[found[0][0]],
    ),
    (re.compile(r"(?<![\w.,$%:/-])[2-9](?![\w.,:/%-])"), lambda found: FIGURES[int(found[0])]),
)


def typeset(text: str) -> str:
    """Return the text with the marks of print."""
    return re.sub(r"\s*--\s*", " — ", text.replace("'", "’"))


def capital(text: str) -> str:
    """Return the text with a capital."""
    return text[0].upper() + text[1:]


def _after(words: str, name: str) -> str:
    return f"“{words}” {name} asked." if words.endswith("?") else f"“{words[:-1]},” {name} said."


def _comma(sentence: str, name: str, _chance: random.Random) -> str:
    return _after(sentence, name)


def _said_before(sentence: str, name: str, chance: random.Random) -> str:
    return chance.choice(["{name} said: “{words}”", "{name} said, “{words}”", "According to {name}, “{words}”"]).format(
        name=name, words=sentence
    )


def _cut(sentence: str, name: str, chance: random.Random) -> str | None:
    words = sentence[:-1].split()
    if len(words) < 12 or sentence.endswith("?"):
        return None
    stop = chance.randint(8, len(words) - 2)
    if _is_in_an_amount(words, stop) or LIMITS.search(" ".join(words[stop:])):
        return None
    return _after(" ".join(words[:stop]).rstrip(",;:—-") + ".", name)


def _is_in_an_amount(words: list[str], at: int) -> bool:
    return bool(FIGURE.search(words[at - 1]) and MAGNITUDE.match(words[at]))


def _begun_later(sentence: str, name: str, chance: random.Random) -> str | None:
    words = sentence.split()
    if len(words) < 12 or sentence.endswith("?"):
        return None
    first = chance.randint(1, 4)
    if _is_in_an_amount(words, first) or LIMITS.search(" ".join(words[:first])):
        return None
    return _after(capital(" ".join(words[first:])), name)


def _split(sentence: str, name: str, chance: random.Random) -> str | None:
    words = sentence.split()
    if len(words) < 10:
        return None
    at = chance.randint(3, len(words) - 4)
    first = " ".join(words[:at]).rstrip(",;:—-")
    return f"“{first},” {name} said, “{' '.join(words[at:])}”"


def _broken(sentence: str, name: str, chance: random.Random) -> str | None:
    """Split at a comma, as if another sentence began there."""
    parts = sentence.split(", ")
    if len(parts) < 2 or sentence.endswith("?"):
        return None
    at = chance.randint(1, len(parts) - 1)
    first, rest = ", ".join(parts[:at]), ", ".join(parts[at:])
    return f"“{first},” {name} said. “{capital(rest)}”" if len(first.split()) > 3 else None


def _left_out(sentence: str, name: str, chance: random.Random) -> str | None:
    words = sentence.split()
    if len(words) < 16:
        return None
    at = chance.randint(4, len(words) - 9)
    is_in_an_amount = _is_in_an_amount(words, at) or _is_in_an_amount(words, at + 3)
    if is_in_an_amount or LIMITS.search(" ".join(words[at : at + 3])):
        return None
    return _after(f"{' '.join(words[:at])} … {' '.join(words[at + 3 :])}", name)


def _bracketed(sentence: str, name: str, _chance: random.Random) -> str | None:
    found = re.search(r"(?<=\w )(?:they|he|she|it|this|that)\b(?= \w)", sentence)
    return _after(f"{sentence[: found.start()]}[the district]{sentence[found.end() :]}", name) if found else None


def _counted(sentence: str, name: str, _chance: random.Random) -> str | None:
    for pattern, instead in REWRITTEN:
        if pattern.search(sentence):
            return _after(pattern.sub(instead, sentence), name)
    return None


Style = Callable[[str, str, random.Random], str | None]
STYLES: dict[str, Style] = {
    "comma": _comma,
    "said before": _said_before,
    "cut": _cut,
    "capital": _begun_later,
    "split": _split,
    "new sentence": _broken,
    "ellipsis": _left_out,
    "bracket": _bracketed,
    "numbers": _counted,
}


def _right(style: Style) -> Callable:
    def make(kind: str, stock: Stock, chance: random.Random) -> Case | None:
        sentence, source = drawn(stock, chance)
        printed = style(sentence, _named(source.speaker, chance), chance)
        return Case(kind, typeset(printed), sentence, source.speaker, named=Beside.SPEAKER) if printed else None

    return make


def _faulty(fault: Callable) -> Callable:
    def make(kind: str, stock: Stock, chance: random.Random) -> Case | None:
        sentence, source = drawn(stock, chance)
        changed = fault(sentence, source, stock, chance)
        style = chance.choice([_comma, _said_before, _split])
        printed = style(changed, _named(source.speaker, chance), chance) if changed else None
        if not printed:
            return None
        return Case(kind, typeset(printed), changed, source.speaker, is_right=False, named=Beside.SPEAKER)

    return make


def _of_another(kind: str, stock: Stock, chance: random.Random) -> Case | None:
    sentence, source = drawn(stock, chance)
    other = stranger_to(source.speaker, stock, chance)
    if have_said(sentence, other, stock):
        return None
    return Case(kind, typeset(_comma(sentence, other, chance)), sentence, source.speaker, named=Beside.ANOTHER)


def _named(speaker: str, chance: random.Random) -> str:
    family = family_of(speaker)
    family = family.capitalize() if family.isupper() else family
    return chance.choice([speaker, family]) if not speaker.isupper() else family


RIGHT = {kind: _right(style) for kind, style in STYLES.items()}
FAULTY = {
    "word changed": _faulty(word_changed),
    "number changed": _faulty(number_changed),
    "not lost": _faulty(not_lost),
    "question lost": _faulty(asked_no_more),
    "other speaker": _of_another,
}


if __name__ == "__main__":
    import sys

    from tests.benchmarks.quotes import main

    main([*sys.argv[1:], "--set", "press"])
