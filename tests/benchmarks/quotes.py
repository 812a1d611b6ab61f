"""Measures the quote checker: python -m tests.benchmarks.quotes --data FILE --set hostile --cases 600 --seed 4

The statements of the file must be loaded and indexed in the database of DATA_DIR (import_statements). Quotations are
made from them by seed. ``press`` has those that newspapers print, right ones (``press.py``) and the same with a fault;
``hostile`` has words altered in each way, and names of others beside right words (``quote_hostile.py``). Each is
checked by itself and in an article.

*False* has to be 0: altered words that are called right; somebody who is taken for the record's speaker and is not;
another known person beside the words, without the speaker and without a warning. *Missed* are right words that are not
called so, the speaker's name that is not marked, and a warning where there should be none. ``--article FILE`` writes an
article of 100 KB with such quotations, and prints the processor time that it takes.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tests.benchmarks import press
from tests.benchmarks.quote_cases import Beside, Case, Stock, keyed, mixed, sources, stock_of
from tests.benchmarks.quote_hostile import HOSTILE

SETS = {"press": (press.RIGHT, press.FAULTY), "hostile": (HOSTILE,)}
BEFORE, AFTER = "The meeting took two hours.", "A vote is expected."
FILLER = (
    "The meeting went on for two hours. Nobody left early, and a vote is expected next month. ",
    "Mayor Robin Example and Councillor Kim Sample were absent. The Finance Committee will look at it in March. ",
)
ARTICLE_SIZE = 98_500


def main(arguments: list[str] | None = None) -> None:
    """Make the quotations, check them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=SETS, default="hostile")
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    parser.add_argument("--article", type=Path, help="write an article of 100 KB, and time it")
    options = parser.parse_args(arguments)
    django.setup()
    chance = random.Random(options.seed)
    stock = stock_of(sources(options.data), chance)
    if options.article:
        time_article(stock, chance, options.article)
        return
    for makers in SETS[options.set]:
        report(list(islice(mixed(makers, stock, chance), options.cases)), show=options.show)


def report(cases: list[Case], *, show: bool) -> None:
    """Check the cases and print what went wrong, alone and in an article."""
    total, wrong = Counter(), Counter()
    for case in cases:
        total[case.kind] += 1
        for where, answers in (("alone", _alone(case)), ("article", _in_an_article(case))):
            for fault in _faults_of_all(case, answers):
                wrong[case.kind, where, fault.split()[0]] += 1
                if show:
                    print(f"{case.kind}, {where}: {fault}: {case.pasted} [{case.speaker}] {_told(answers)}")
    print(f"{'quotations':20} {'number':>6} {'false':>6} {'':>6} {'missed':>6}")
    for kind in [*total, None]:
        counts = [
            sum(number for key, number in wrong.items() if key[1:] == at and kind in {key[0], None})
            for at in (("alone", "false"), ("article", "false"), ("alone", "missed"), ("article", "missed"))
        ]
        number = total[kind] if kind else total.total()
        print(f"{kind or 'all':20} {number:6}", *(f"{count:6}" for count in counts))
    print()


def faults(case: Case, answer: Any) -> Iterator[str]:
    """Yield what is false or missed in an answer."""
    is_right = _is_right(answer)
    if is_right and not case.is_right and not _is_elsewhere(case, answer):
        yield "false verdict"
    if not is_right and case.is_right:
        yield "missed words"
    if not answer.places:
        return
    beside = answer.beside
    is_speaker, is_warned = (beside.names_the_speaker, beside.names_another) if beside else (False, False)
    if is_speaker and case.named in {Beside.ANOTHER, Beside.NOBODY, Beside.OPEN} and case.is_right:
        yield "false speaker"
    if not is_warned and case.named is Beside.ANOTHER and is_right:
        yield "false silence"
    if is_warned and case.named is not Beside.ANOTHER and case.is_right:
        yield "missed calm"
    if not is_speaker and case.named in {Beside.SPEAKER, Beside.BOTH} and case.is_right:
        yield "missed speaker"


def _faults_of_all(case: Case, answers: list[Any]) -> Iterable[str]:
    """Return what went wrong in the answers to one quotation. An article may list its parts: one of them is altered."""
    wrong = {fault for answer in answers for fault in faults(case, answer)}
    return wrong - ({"false verdict"} if not all(map(_is_right, answers)) else set()) or _unseen(case, answers)


def _unseen(case: Case, answers: list[Any]) -> Iterable[str]:
    return () if answers or not case.is_right else ("missed quotation",)


def _is_right(answer: Any) -> bool:
    """Return whether the words are called right without a doubt."""
    from archive.citations.quote_checker import Verdict

    is_exact = answer.verdict in {Verdict.VERBATIM, Verdict.PUNCTUATION} or answer.only_where_marked
    return is_exact and not answer.is_turned and not answer.missing


def _is_elsewhere(case: Case, answer: Any) -> bool:
    """Return whether a text has the altered words in a row after all. One that lost its question has them, too."""
    is_of_words = "question" not in case.kind and not case.kind.startswith("cut")
    return is_of_words and any(keyed(case.words) in keyed(place.revision.text) for place in answer.places)


def _alone(case: Case) -> list[Any]:
    from archive.citations.quote_checker import check_quotation
    from archive.search import numbers

    return [check_quotation(case.pasted, find=numbers)]


def _in_an_article(case: Case) -> list[Any]:
    from archive.citations.articles import check_article
    from archive.search import numbers

    answer = check_article(f"{BEFORE}\n\n{case.pasted}\n\n{AFTER}", find=numbers)
    return [one.answer for one in answer.passages if one.answer]


def _told(answers: list[Any]) -> str:
    return "; ".join(
        " ".join([str(one.headline), *([one.beside.warning, *one.beside.facts] if one.beside else [])])
        for one in answers
    )


def time_article(stock: Stock, chance: random.Random, path: Path) -> None:
    """Write an article, check it, and print how long that took."""
    from archive.citations.articles import check_article
    from archive.search import numbers

    made, pieces, size = mixed(press.RIGHT, stock, chance), [], 0
    while size < ARTICLE_SIZE:
        pieces.append(f"{next(made).pasted}\n\n{FILLER[len(pieces) % 2] * 3}\n\n")
        size += len(pieces[-1])
    path.write_text("".join(pieces))
    check_article("".join(pieces[:5]), find=numbers)
    start = time.process_time()
    answer = check_article("".join(pieces), find=numbers)
    print(f"{size:,} characters, {len(pieces)} quotations: {time.process_time() - start:.2f} s of processor time")
    print(answer.summary)


if __name__ == "__main__":
    main()
