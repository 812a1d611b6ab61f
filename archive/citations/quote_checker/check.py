"""The checker: from what was pasted to an answer."""

from django.utils.translation import gettext

from archive.citations.quote_checker.answer import Answer, Place
from archive.citations.quote_checker.candidates import (
    MOST_STATEMENTS,
    Find,
    current_and_earlier,
    earlier_wordings,
    loose_query,
    strict_query,
)
from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.joined import joined
from archive.citations.quote_checker.naming import is_named
from archive.citations.quote_checker.quotation import Quotation, readings
from archive.citations.quote_checker.text import Text
from archive.models import Revision

LONGEST_QUOTATION = 5000
MOST_PLACES = 20
# An altered quotation this like one text was not put together from several.
SURELY_ONE_TEXT = 0.9
AS_GOOD = 0.05
LAST = (len(Verdict), True, 0.0)


class NothingToCheck(Exception):
    """What was pasted cannot be checked, with a sentence for the reader."""


def check_quotation(pasted: str, *, find: Find, name: str = "") -> Answer:
    """Return whether the archive has published the quotation, and where.

    ``find`` is a search: it proposes statements, and only their stored words decide. Every published wording of public
    statements counts, earlier ones too. ``name`` is who is said to have said it, if known. Raise NothingToCheck for a
    text without words or longer than LONGEST_QUOTATION characters.
    """
    if len(pasted) > LONGEST_QUOTATION:
        raise NothingToCheck(
            gettext("Please check at most %(number)s characters at a time.") % {"number": f"{LONGEST_QUOTATION:,}"}
        )
    ways = readings(pasted)
    if not ways:
        raise NothingToCheck(gettext("Paste the words of a quotation to check it."))
    name = name.strip() or ways[-1].attribution
    look = Look(ways)
    look.at([*current_and_earlier(find(strict_query(ways[-1]), MOST_STATEMENTS)), *earlier_wordings(ways[-1])])
    if not look.found_word_for_word:
        look.at(current_and_earlier(find(loose_query(ways[-1]), MOST_STATEMENTS)))
    return _answer(look, name)


class Look:
    """What has been looked at for a quotation, and what was found in it by each way to read the quotation."""

    def __init__(self, ways: list[Quotation]) -> None:
        self.texts: dict[int, tuple[Revision, Text]] = {}
        self._found: dict[Quotation, list[tuple[Revision, Finding]]] = {reading: [] for reading in ways}

    def at(self, revisions: list[Revision]) -> None:
        """Look at texts not seen before."""
        for revision in revisions:
            if revision.pk in self.texts:
                continue
            text = Text(revision.text)
            self.texts[revision.pk] = (revision, text)
            for reading, found in self._found.items():
                if finding := examine(reading, text):
                    found.append((revision, finding))

    @property
    def best(self) -> tuple[Quotation, list[tuple[Revision, Finding]]]:
        """The reading that fares best, the literal one of equals, and what was found by it, the best first."""
        ordered = [(reading, sorted(found, key=lambda pair: pair[1].rank)) for reading, found in self._found.items()]
        return min(ordered, key=lambda outcome: outcome[1][0][1].rank if outcome[1] else LAST)

    @property
    def found_word_for_word(self) -> bool:
        """Say whether some text has all the words in a row."""
        found = self.best[1]
        return bool(found) and found[0][1].verdict in {Verdict.VERBATIM, Verdict.PUNCTUATION}


def _answer(look: Look, name: str) -> Answer:
    reading, findings = look.best
    best = findings[0][1] if findings else None
    if best is None or (best.verdict == Verdict.ALTERED and best.likeness < SURELY_ONE_TEXT):
        parts = joined(reading, list(look.texts.values()))
        if parts:
            places = tuple(_place(part.revision, part.finding, name, part.words) for part in parts)
            speakers = {_speaker(part.revision) for part in parts}
            verdict = Verdict.JOINED if len(speakers) > 1 else Verdict.ALTERED
            return Answer(verdict, reading, places, joined=True, name=name)
    if best is None:
        return Answer(Verdict.NOT_FOUND, reading, name=name)
    as_good = [
        pair for pair in findings if pair[1].rank[:2] == best.rank[:2] and pair[1].likeness >= best.likeness - AS_GOOD
    ]
    places = [_place(revision, finding, name) for revision, finding in _one_a_statement(as_good)]
    places.sort(key=lambda place: (not place.said_by_the_named, place.until is not None))
    return Answer(best.verdict, reading, tuple(places[:MOST_PLACES]), name=name)


def _one_a_statement(findings: list[tuple[Revision, Finding]]) -> list[tuple[Revision, Finding]]:
    """Keep of each statement the latest of its wordings that has the words."""
    latest: dict[int, tuple[Revision, Finding]] = {}
    for revision, finding in findings:
        known = latest.get(revision.statement_id)
        if known is None or known[0].number < revision.number:
            latest[revision.statement_id] = (revision, finding)
    return list(latest.values())


def _place(revision: Revision, finding: Finding, name: str, part: str = "") -> Place:
    until = None
    if revision.pk != revision.statement.current_revision_id:
        until = revision.statement.revisions.published().get(number=revision.number + 1).published_at
    return Place(revision, finding, until, is_named(revision.statement, name) if name else None, part)


def _speaker(revision: Revision) -> tuple[str, int | str]:
    """Return who spoke, so that nobody is taken for another: two statements without a name are not one speaker's."""
    statement = revision.statement
    if statement.speaker_id:
        return "speaker", statement.speaker_id
    if statement.attribution:
        return f"board {statement.board_id}", statement.attribution
    return "statement", statement.number
