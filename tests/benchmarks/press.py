"""Measures what the checker says of quotations as newspapers print them: python -m tests.benchmarks.press --data FILE

The statements of the file must be loaded and indexed in the database of DATA_DIR (import_statements). Quotations are
made from them by seed: with the comma of press style before the attribution, a capital where a sentence was cut, split
around the name, with curly marks, ellipses, brackets, numbers written otherwise. Of those, the share is printed that is
called exact without a doubt, with the name of the speaker marked beside the words. Then the same with a fault: a
changed word or number, a lost "not", a question that became a statement, or another speaker. Of those, none may be
called so. Each quotation is checked by itself and in an article.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.quote_cases import Source, Stock, family_of, one_changed, sources, stock_of, stranger_to

SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
# A full stop inside ends nothing, and marks inside make a quotation of their own.
PLAIN = re.compile(r"[A-Z][^.?!\"“”‘«»\[\]()…\n]+[.?]")
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Sen|Rep|Jr|[A-Z])\.$")
FEWEST, MOST = 6, 45
# A quotation that leaves one of these out is not right: "can't | build a way out", "we share it | if".
LIMITS = re.compile(
    r"\b(?:if|unless|until|except|only|just|not|no|never|neither|nor|hardly|whether|cannot)\b|n['’]t\b", re.I
)
NUMBER = re.compile(r"(?<![\w.,$])\d{1,3}(?:\.\d+)?(?![\w.,]*\d)")
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


@dataclass(frozen=True)
class Printed:
    """A quotation with its attribution, as an article prints it."""

    kind: str
    pasted: str
    speaker: str
    is_right: bool = True


def sentences(text: str) -> list[str]:
    """Return the plain sentences of a text: those without marks inside."""
    found = [" ".join(sentence.split()) for sentence in SENTENCE.split(text)]
    # What follows "Mr." is the rest of a sentence.
    return [
        sentence
        for before, sentence in pairwise(["", *found])
        if PLAIN.fullmatch(sentence)
        and FEWEST <= len(sentence.split()) <= MOST
        and not (ABBREVIATED.search(sentence) or ABBREVIATED.search(before))
    ]


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
    if LIMITS.search(" ".join(words[stop:])):
        return None
    return _after(" ".join(words[:stop]).rstrip(",;:—-") + ".", name)


def _begun_later(sentence: str, name: str, chance: random.Random) -> str | None:
    words = sentence.split()
    if len(words) < 12 or sentence.endswith("?"):
        return None
    first = chance.randint(1, 4)
    if LIMITS.search(" ".join(words[:first])):
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
    if LIMITS.search(" ".join(words[at : at + 3])):
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


def _word_changed(sentence: str, stock: Stock, chance: random.Random) -> str | None:
    return one_changed(sentence[:-1], stock, chance) + sentence[-1]


def _number_changed(sentence: str, _stock: Stock, chance: random.Random) -> str | None:
    if not (found := NUMBER.search(sentence)):
        return None
    written = found[0]
    ways = [str(int(written.replace(".", "")) + 1), f"{written}0", f"1{written}"]
    if "." in written:
        ways.append(written.replace(".", ""))
    return sentence[: found.start()] + chance.choice(ways) + sentence[found.end() :]


def _not_lost(sentence: str, _stock: Stock, _chance: random.Random) -> str | None:
    lost = re.sub(r"\bnot |n['’]t\b", "", sentence, count=1)
    return lost if lost != sentence else None


def _asked_no_more(sentence: str, _stock: Stock, _chance: random.Random) -> str | None:
    return f"{sentence[:-1]}." if sentence.endswith("?") else None


FAULTS: dict[str, Callable[[str, Stock, random.Random], str | None]] = {
    "word changed": _word_changed,
    "number changed": _number_changed,
    "not lost": _not_lost,
    "question lost": _asked_no_more,
}


def right_ones(stock: Stock, chance: random.Random) -> Iterator[Printed]:
    """Yield quotations without end, in each style in turn."""
    while True:
        for kind, style in STYLES.items():
            sentence, source = _drawn(stock, chance)
            if printed := style(sentence, _named(source, chance), chance):
                yield Printed(kind, typeset(printed), family_of(source.speaker))


def faulty_ones(stock: Stock, chance: random.Random) -> Iterator[Printed]:
    """Yield quotations without end, with each fault in turn, or of another speaker."""
    while True:
        for kind, fault in FAULTS.items():
            sentence, source = _drawn(stock, chance)
            style = chance.choice([_comma, _said_before, _split])
            changed = fault(sentence, stock, chance)
            if changed and (printed := style(changed, _named(source, chance), chance)):
                yield Printed(kind, typeset(printed), family_of(source.speaker), is_right=False)
        sentence, source = _drawn(stock, chance)
        other = stranger_to(source.speaker, stock, chance)
        if _have_said(sentence, other, stock):
            continue
        yield Printed("other speaker", typeset(_comma(sentence, other, chance)), family_of(other), is_right=False)


def _drawn(stock: Stock, chance: random.Random) -> tuple[str, Source]:
    while True:
        source = chance.choice(stock.rows)
        if found := sentences(source.text):
            return chance.choice(found), source


def _have_said(sentence: str, speaker: str, stock: Stock) -> bool:
    """Return whether somebody of that family name said the words too: "Motion passed unanimously"."""
    from archive.citations.passages.words import keys

    words = keys(sentence)
    return any(
        family_of(row.speaker) == family_of(speaker) and " ".join(words) in " ".join(keys(row.text))
        for row in stock.rows
    )


def _named(source: Source, chance: random.Random) -> str:
    family = family_of(source.speaker)
    family = family.capitalize() if family.isupper() else family
    return chance.choice([source.speaker, family]) if not source.speaker.isupper() else family


def main() -> None:
    """Make the quotations, check them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    options = parser.parse_args()
    django.setup()
    chance = random.Random(options.seed)
    stock = stock_of(sources(options.data), chance)
    for make in (right_ones, faulty_ones):
        made = make(stock, chance)
        report([next(made) for _ in range(options.cases)], show=options.show)


def report(cases: list[Printed], *, show: bool) -> None:
    """Check the cases and print how many are called exact."""
    total, exact, in_article = Counter(), Counter(), Counter()
    for case in cases:
        for answers, is_exact in ((exact, _is_exact(case)), (in_article, _is_exact_in_an_article(case))):
            answers[case.kind] += not is_exact[0] if case.is_right else is_exact[0]
            if show and is_exact[0] != case.is_right:
                print(f"{case.kind}: {is_exact[1]}: {case.pasted}")
        total[case.kind] += 1
    wrong = "not called exact" if cases[0].is_right else "called exact"
    print(f"{'quotations':16} {'number':>6}  {wrong}: alone, in an article")
    for kind, number in total.items():
        print(f"{kind:16} {number:6} {exact[kind]:6} {in_article[kind]:6}")
    print(f"{'all':16} {total.total():6} {exact.total():6} {in_article.total():6}\n")


def _is_exact(case: Printed) -> tuple[bool, str]:
    from archive.citations.quote_checker import check_quotation
    from archive.search import numbers

    answer = check_quotation(case.pasted, find=numbers)
    return _is_right(answer), f"{answer.headline} {answer.warning} {_told(answer)}"


def _is_right(answer: Any) -> bool:
    """Return whether the words are called exact without a doubt, and the speaker's name beside them is marked."""
    from archive.citations.quote_checker import Verdict

    is_exact = answer.verdict == Verdict.VERBATIM or answer.only_where_marked
    is_named = answer.beside is not None and answer.beside.names_the_speaker
    return is_exact and is_named and not answer.is_turned and not answer.missing


def _told(answer: Any) -> str:
    return " ".join([answer.beside.warning, *answer.beside.facts]) if answer.beside else ""


def _is_exact_in_an_article(case: Printed) -> tuple[bool, str]:
    from archive.citations.articles import check_article
    from archive.search import numbers

    answer = check_article(f"The meeting took two hours.\n\n{case.pasted}\n\nA vote is expected.", find=numbers)
    checked = [one for one in answer.passages if one.answer]
    told = "; ".join(f"{one.outcome} {one.headline} {_told(one.answer)}" for one in checked) or "; ".join(
        one.reason for one in answer.passages
    )
    return bool(checked) and all(_is_right(one.answer) for one in checked), told


if __name__ == "__main__":
    main()
