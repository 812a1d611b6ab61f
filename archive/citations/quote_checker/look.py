"""The texts that were compared with a quotation, and what each reading of it found in them."""

from collections.abc import Sequence

from archive.citations.quote_checker.candidates import (
    MOST_STATEMENTS,
    Find,
    current_and_earlier,
    earlier_wordings,
    loose_query,
    strict_query,
)
from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.finding import IN_A_ROW, Finding, Verdict
from archive.citations.quote_checker.quotation import LINE_END, PastedQuotation, cleaned, readings, rejoined
from archive.citations.quote_checker.text import SplitText
from archive.models import Revision

# What stands outside a term may belong to the quotation after all.
MOST_READINGS = 2
LAST = (len(Verdict), True, 0.0)
Outcome = tuple[PastedQuotation, list[tuple[Revision, Finding]]]


class Look:
    """The texts compared so far with a quotation, and what was found in them by each reading of the quotation."""

    def __init__(self, pasted: str, find: Find) -> None:
        self._pasted, self._find = pasted, find
        self.text = cleaned(rejoined(pasted, ()))
        self.texts: dict[int, tuple[Revision, SplitText]] = {}
        self.readings = readings(rejoined(pasted, ()))
        self._found: dict[PastedQuotation, list[tuple[Revision, Finding]]] = {reading: [] for reading in self.readings}
        self.is_full = False

    @property
    def worth_a_search(self) -> list[PastedQuotation]:
        """The readings to search with, at most MOST_READINGS."""
        return [self.likeliest, self.readings[0]] if self.likeliest.is_term else [self.likeliest]

    @property
    def likeliest(self) -> PastedQuotation:
        """The reading to search with: the one that takes the fewest words as quoted."""
        return self.readings[-1]

    def proposed(self, query: str) -> list[int]:
        """Return the statements that the search proposes, and note whether there may be more."""
        numbers = list(self._find(query, MOST_STATEMENTS))
        self.is_full = self.is_full or len(numbers) >= MOST_STATEMENTS
        return numbers

    def at(self, revisions: list[Revision]) -> None:
        """Compare texts that were not compared before."""
        for revision in revisions:
            if revision.pk in self.texts:
                continue
            text = SplitText(revision.text)
            self.texts[revision.pk] = (revision, text)
            for reading in self._readings_for(text):
                if finding := examine(reading, text):
                    self._found.setdefault(reading, []).append((revision, finding))

    def _readings_for(self, text: SplitText) -> list[PastedQuotation]:
        """Return the readings of the quotation. Words split at line ends are joined as this text has them."""
        settled = rejoined(self._pasted, text.vocabulary) if LINE_END.search(self._pasted) else ""
        return readings(settled) if settled else self.readings

    def found(self, reading: PastedQuotation) -> list[tuple[Revision, Finding]]:
        """Return what a reading found, the best first."""
        return sorted(self._found[reading], key=lambda pair: pair[1].rank)

    @property
    def best(self) -> Outcome:
        """The reading that is judged, and what it found, the best first.

        It is the most literal one that the record has in a row. Else the words inside the marks are judged, if there
        are any, and without marks the most successful reading. A term in marks may be inside a quotation without any.
        """
        outcomes = [(reading, self.found(reading)) for reading in self._found]
        literal = min((one for one in outcomes if not one[0].is_marked), key=_rank)
        marked = min((one for one in outcomes if one[0].is_marked), key=_rank, default=None)
        if marked is None or _has_all(literal) or (marked[0].is_term and literal[1]):
            return literal
        return marked

    def is_settled(self, reading: PastedQuotation) -> bool:
        """Return whether another search with this reading cannot find anything better in a current text."""
        found = self.best[1] if not reading.is_term else self._found[reading]
        return any(
            (finding.verdict in IN_A_ROW or finding.only_where_marked) and still_stands(revision)
            for revision, finding in found
        )


def look_for(looks: Sequence[Look]) -> None:
    """Compare the texts that may have some quotations. The database is read once for all of them at each step."""
    for look, revisions in zip(looks, earlier_wordings([look.likeliest for look in looks]), strict=True):
        look.at(revisions)
    for query in (strict_query, loose_query):
        for at in range(MOST_READINGS):
            open_ones = [(look, reading) for look in looks for reading in look.worth_a_search[at : at + 1]]
            look_at([(look, look.proposed(query(one))) for look, one in open_ones if not look.is_settled(one)])


def look_at(proposed: Sequence[tuple[Look, list[int]]]) -> None:
    """Compare all wordings of the statements that are proposed for each quotation."""
    wordings: dict[int, list[Revision]] = {}
    for revision in current_and_earlier(number for _, numbers in proposed for number in numbers):
        wordings.setdefault(revision.statement_id, []).append(revision)
    for look, numbers in proposed:
        look.at([revision for number in numbers for revision in wordings.get(number, [])])


def _rank(outcome: Outcome) -> tuple[int, bool, float]:
    return outcome[1][0][1].rank if outcome[1] else LAST


def _has_all(outcome: Outcome) -> bool:
    return bool(outcome[1]) and outcome[1][0][1].verdict in IN_A_ROW


def still_stands(revision: Revision) -> bool:
    """Return whether a wording is the current one."""
    return revision.pk == revision.statement.current_revision_id
