"""Articles with planted quotations: right, altered, attributed to another speaker, or invented."""

import random
import time
from collections import Counter

from tests.benchmarks.quote_cases import Source, chain, one_changed, span, stock_of, stranger_to

PLANTED = ("word_for_word", "altered", "other_speaker", "not_on_record")
QUOTATIONS = 20
FRAMES = (
    "“{words},” {name} said.",
    "“{words},” said {name}, who had been asked about it twice.",
    "According to {name}, “{words}.”",
    "{name} told the meeting: “{words}.”",
)
FILLER = "The meeting went on for two hours. Nobody left early, and a vote is expected next month.\n\n"


def report_articles(rows: list[Source], number: int, chance: random.Random, *, show: bool) -> None:
    """Check that many articles and print how many planted quotations were found and judged correctly."""
    from archive.citations.articles import check_article
    from archive.search import numbers

    stock = stock_of(rows, chance)
    judged, most = Counter(), 0.0
    for _ in range(number):
        planted = []
        paragraphs = []
        while len(planted) < QUOTATIONS:
            source = chance.choice(stock.rows)
            words = span(source.text, chance, 10, 22).rstrip(".,;:")
            if any(mark in words for mark in '“”"‘«»[]…'):
                continue
            kind = chance.choice(PLANTED)
            name = stranger_to(source.speaker, stock, chance) if kind == "other_speaker" else source.speaker
            if kind == "altered":
                words = one_changed(words, stock, chance)
            if kind == "not_on_record":
                words = "".join(mark for mark in chain(stock, chance) if mark not in '“”"‘«»[]…').rstrip(".,;:")
            planted.append((kind, words, source, name))
            paragraphs.append(chance.choice(FRAMES).format(words=words, name=name))
        start = time.process_time()
        answer = check_article(FILLER.join(f"{paragraph}\n\n" for paragraph in paragraphs), find=numbers)
        most = max(most, time.process_time() - start)
        found = {" ".join(one.passage.written.rstrip(".,").split()): one for one in answer.passages}
        for kind, words, source, name in planted:
            one = found.get(" ".join(words.split()))
            is_right = one is not None and (one.outcome == kind or _is_told(kind, one, name))
            judged[kind, is_right] += 1
            if show and not is_right:
                print(f"{kind} of {source.speaker} -> {one and one.outcome} {one and one.headline}: {words} ({name})")
    total = sum(judged.values())
    right = sum(count for (_, is_right), count in judged.items() if is_right)
    print(f"articles: {number}, planted quotations: {total}, found and rightly judged: {right / max(1, total):.1%}")
    print(", ".join(f"{kind} {judged[kind, True]} of {judged[kind, True] + judged[kind, False]}" for kind in PLANTED))
    print(f"most processor time for an article of {QUOTATIONS} quotations: {most:.2f} s")


def _is_told(kind: str, one: object, name: str) -> bool:
    """Return whether the name of another speaker is told, or they said the same words in another statement."""
    places = one.answer.places if one.answer else ()
    said_it_too = any(name.rsplit(maxsplit=1)[-1] in place.speaker for place in places)
    return kind == "other_speaker" and bool(places) and (one.answer.names_another or said_it_too)
