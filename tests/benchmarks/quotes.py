"""Measures the quote checker on generated cases: python -m tests.benchmarks.quotes --data statements.jsonl.gz

The statements of the file must be loaded and indexed in the database of DATA_DIR (import_statements). The same number
of cases of each kind is generated from them, by seed (``quote_cases.py``), and articles with known quotations
(``quote_articles.py``). Times are processor time. Four figures have to be 0: verdicts "verbatim" on words that no
statement has in a row, by an independent comparison; wrong speakers without a word in the headline; right ones said to
be others; and words that reverse the meaning without a word in the headline.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import django

from tests.benchmarks.quote_cases import KINDS, Case, make, sources


def main() -> None:
    """Make the cases, check them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=0, help="also check so many articles of 20 quotations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    options = parser.parse_args()
    django.setup()
    chance = random.Random(options.seed)
    rows = sources(options.data)
    cases = [case for kind in KINDS for case in make(kind, rows, -(-options.cases // len(KINDS)), chance)]
    chance.shuffle(cases)
    report(cases[: options.cases], show=options.show)
    if options.articles:
        from tests.benchmarks.quote_articles import report_articles

        report_articles(rows, options.articles, chance, show=options.show)


def report(cases: list[Case], *, show: bool) -> None:
    """Check the cases and print verdicts, hits, errors and times."""
    from archive.citations.quote_checker import check_quotation
    from archive.search import numbers

    verdicts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    found, wrong, times = Counter(), Counter(), []
    for case in cases:
        start = time.process_time()
        answer = check_quotation(case.pasted, find=numbers, name=case.name)
        times.append(1000 * (time.process_time() - start))
        verdicts[case.kind][answer.verdict] += 1
        is_found = _is_found(case, answer)
        found[case.kind] += is_found
        faults = list(_faults(case, answer))
        wrong.update(faults)
        if show and (faults or is_found == (case.kind == "invented")):
            print(f"{case.kind} {faults} -> {answer.headline}: {case.pasted!r} {case.name}")
    print(f"{'kind':12} {'cases':>5} {'found':>7}  verdicts")
    for kind in KINDS:
        total = sum(verdicts[kind].values())
        told = ", ".join(f"{verdict} {count}" for verdict, count in verdicts[kind].most_common())
        print(f"{kind:12} {total:5} {found[kind] / max(1, total):7.1%}  {told}")
    for fault in ("false verbatim", "another speaker without headline", "false another speaker", "meaning not told"):
        print(f"{fault}: {wrong[fault]}")
    quantiles = statistics.quantiles(times, n=100)
    print(
        "milliseconds of processor time an answer: "
        f"p50 {quantiles[49]:.0f}, p95 {quantiles[94]:.0f}, p99 {quantiles[98]:.0f}, most {max(times):.0f}"
    )


def _is_found(case: Case, answer: object) -> bool:
    published = {tuple(place.revision.text.split()) for place in answer.places}
    has_sources = all(tuple(source.text.split()) in published for source in case.sources)
    if has_sources and answer.places and case.sources:
        return True
    # Words that are in very many statements may be shown in others, but must be in those too.
    return (
        bool(answer.places)
        and not case.is_changed
        and any(_in_a_row(case.words, place.revision.text) for place in answer.places)
    )


def _faults(case: Case, answer: object) -> list[str]:
    from archive.citations.quote_checker import Verdict

    faults = []
    is_sure = answer.verdict in {Verdict.VERBATIM, Verdict.PUNCTUATION}
    if is_sure and not any(_in_a_row(case.words, place.revision.text) for place in answer.places):
        faults.append("false verbatim")
    by_the_named = any(case.speaker.split()[-1].casefold() in place.speaker.casefold() for place in answer.places)
    if case.claim == "wrong" and is_sure and not answer.said_by_another and not by_the_named:
        faults.append("another speaker without headline")
    if case.claim == "right" and answer.said_by_another and answer.verdict != Verdict.PARTLY:
        faults.append("false another speaker")
    if case.turns and is_sure | answer.only_where_marked and not answer.turns:
        faults.append("meaning not told")
    return faults


def _in_a_row(words: str, text: str) -> bool:
    return f" {_plain(words)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    """Return letters, digits and signs in lower case: marks and hyphens separate words."""
    from archive.citations.passages.words import keys

    return " ".join(keys(text))


if __name__ == "__main__":
    main()
