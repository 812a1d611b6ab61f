"""The checker: from the pasted text to an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from archive.citations.quote_checker.answer import Answer, FoundWording
from archive.citations.quote_checker.beside import beside
from archive.citations.quote_checker.candidates import Find, narrowed, strict_query
from archive.citations.quote_checker.finding import IN_A_ROW, Finding, NothingToCheck, Verdict
from archive.citations.quote_checker.joined import JoinedPart, joined, missing, runs_on_record
from archive.citations.quote_checker.look import Look, look_at, look_for, still_stands
from archive.citations.quote_checker.printed_text import PrintedText, TextAround, is_named_in
from archive.citations.quote_checker.quotation import chosen, is_all_marked, readings
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.typed import TypedName, typed_days
from archive.language.dates import Day
from archive.models import Revision, fetch_public_offices

LONGEST_QUOTATION = 5000
MOST_PLACES = 20
# A quotation this similar to one text is altered, not joined from several.
SURELY_ONE_TEXT = 0.9
# Below this, a part may be right and the rest chance.
HARDLY_ONE_TEXT = 0.8
HALF = 0.5
AS_GOOD = 0.05


@dataclass(frozen=True)
class AskedQuotation:
    """A quotation to check.

    ``name`` and ``date`` are who is said to have said it and on which day, as somebody typed it; they are compared with
    the record. ``around`` is where it stands in a longer text; without it, the pasted text is all there is.
    """

    pasted: str
    name: str = ""
    date: str = ""
    around: TextAround | None = None


def check_quotation(pasted: str, *, find: Find, name: str = "", date: str = "") -> Answer:
    """Return whether the archive has published the quotation, where, and who is named beside it.

    Only the words inside quotation marks are judged; without any, the longest run of words on record. ``find`` is a
    search. It proposes statements, and only their stored words decide. Every published wording of public statements
    counts, including earlier ones. Raise NothingToCheck for a text without words or longer than LONGEST_QUOTATION
    characters, and for a date that is none.
    """
    return check_quotations([AskedQuotation(pasted, name, date)], find=find)[0]


def check_quotations(asked: Sequence[AskedQuotation], *, find: Find) -> list[Answer]:
    """Check several quotations as ``check_quotation`` does. The database is read for all of them at once."""
    for one in asked:
        if len(one.pasted) > LONGEST_QUOTATION:
            raise NothingToCheck(
                gettext("You can check up to %(number)s characters at a time.") % {"number": f"{LONGEST_QUOTATION:,}"}
            )
        if not readings(one.pasted):
            raise NothingToCheck(gettext("Paste a quotation to check it."))
    days = [typed_days(one.date) for one in asked]
    looks = [Look(one.pasted, find) for one in asked]
    look_for(looks)
    replies = [_Reply(*of_one) for of_one in zip(looks, asked, days, strict=True)]
    _fetch_names([revision for reply in replies for revision, _ in reply.findings])
    return [reply.answer for reply in replies]


class _Reply:
    """Makes the answer from what was found."""

    def __init__(self, look: Look, asked: AskedQuotation, days: tuple[Day, ...]) -> None:
        self._look, self._days, self._around = look, days, asked.around
        self._name, self._date = TypedName(asked.name), asked.date.strip()
        self._reading, self.findings = look.best
        self._text = look.text

    @property
    def answer(self) -> Answer:
        """The verdict on the words, with the places that support it and what stands beside them."""
        best = self.findings[0][1] if self.findings else None
        if best is None or self._may_be_a_part(best):
            texts = list(self._look.texts.values())
            if parts := joined(self._reading, texts):
                speakers = {_speaker(part.revision) for part in parts}
                return self._in_parts(Verdict.JOINED if len(speakers) > 1 else Verdict.ALTERED, parts, joined=True)
            if reply := self._partly(texts, best):
                return reply
        return self._whole(best) if best else self._answer_with_places(Verdict.NOT_FOUND, ())

    @property
    def _is_marked(self) -> bool:
        """Whether the text shows what the quotation is. An article does, for each of its quotations."""
        return self._around is not None or self._reading.is_marked or is_all_marked(self._look.text)

    def _may_be_a_part(self, best: Finding) -> bool:
        """Return whether a part of the words may be on record by itself, better than all of them altered."""
        is_apart = best.is_one_run and not self._is_marked
        return best.verdict == Verdict.ALTERED and (best.likeness < SURELY_ONE_TEXT or is_apart)

    def _partly(self, texts: list[tuple[Revision, SplitText]], best: Finding | None) -> Answer | None:
        """Return the runs of words on record, unless an altered wording has more of them.

        Without marks only the longest is judged, and the other words are outside it.
        """
        reading = self._reading
        if self._is_marked:
            parts = runs_on_record(reading, texts)
            size = sum(part.size for part in parts)
            if not parts or (best and (best.likeness >= HARDLY_ONE_TEXT or size < HALF * len(reading.keys))):
                return None
            return self._in_parts(Verdict.PARTLY, parts, missing=missing(reading, parts))
        # Literally, because brackets and dots may be in the record.
        reading = self._look.readings[0]
        longest = max(runs_on_record(reading, texts), key=lambda part: part.size, default=None)
        if longest is None or (best and not best.is_one_run):
            return None
        self._reading, self._text = chosen(reading, longest.first, longest.size), reading.text
        return self._in_parts(Verdict.PARTLY, [longest])

    def _in_parts(
        self, verdict: Verdict, parts: list[JoinedPart], *, joined: bool = False, missing: tuple[str, ...] = ()
    ) -> Answer:
        places = self._places([(part.revision, part.finding) for part in parts])
        of_parts = [replace(wording, part=part.words) for wording, part in zip(places, parts, strict=True)]
        return self._answer_with_places(verdict, of_parts, joined=joined, missing=missing)

    def _whole(self, best: Finding) -> Answer:
        places = self._places(_one_a_statement(self._as_good(best)))
        query = narrowed(strict_query(self._reading), self._families, self._days) if self._look.is_full else ""
        if query and not any(self._is_as_typed(wording) for wording in places):
            # If many statements have the words, the search has proposed only some. Now look at those of the person
            # named.
            look_at([(self._look, self._look.proposed(query))])
            self.findings = self._look.found(self._reading)
            places = self._places(_one_a_statement(self._as_good(best)))
        elif self._look.is_full and self._name.written and not self._name.family:
            # An office cannot be searched for. A text that was not compared may fit.
            places = [replace(wording, said_by_the_named=wording.said_by_the_named or None) for wording in places]
        places.sort(key=self._likeliness)
        if places and places[0].said_by_the_named:
            others = self._name.namesakes(places[0].revision.statement)
            places[0] = replace(places[0], namesakes=tuple(others))
        is_more = self._look.is_full and len(places) >= MOST_PLACES
        return self._answer_with_places(best.verdict, places[:MOST_PLACES], total=len(places), is_more=is_more)

    def _answer_with_places(self, verdict: Verdict, places: Iterable[FoundWording], **known: Any) -> Answer:
        shown = tuple(places)
        around = self._place_of_quotation
        named = beside(around, [place.revision.statement for place in shown]) if around else None
        return Answer(verdict, self._reading, shown, name=self._name.written, date=self._date, beside=named, **known)

    @cached_property
    def _place_of_quotation(self) -> TextAround | None:
        """Where the quotation stands in its text."""
        reading = self._reading
        if self._around or not reading.end:
            return self._around
        return TextAround(PrintedText([self._text]), reading.start, reading.end, reading.unmarked)

    @cached_property
    def _families(self) -> list[str]:
        """The last words of the names of the typed person, or of those beside the quotation."""
        if self._name.family:
            return [self._name.family]
        around = self._place_of_quotation
        names = around.names if around else []
        return list(
            dict.fromkeys(one.words[-1] for one in names if one.words and around and around.whole.known.named(one))
        )

    def _is_as_typed(self, wording: FoundWording) -> bool:
        is_named = wording.said_by_the_named or (wording.said_by_the_named is None and not self._families)
        return bool(is_named) and wording.said_that_day is not False

    def _as_good(self, best: Finding) -> list[tuple[Revision, Finding]]:
        alike = [pair for pair in self.findings if pair[1].rank[:2] == best.rank[:2]]
        good = [pair for pair in alike if pair[1].likeness >= best.likeness - AS_GOOD]
        if best.verdict in IN_A_ROW or not self._name.written:
            return good
        # If the words are altered anyway, the person named is meant, even if others are slightly closer.
        near = {id(pair) for pair in good}
        _fetch_names([revision for revision, _ in alike])
        return good + [pair for pair in alike if id(pair) not in near and self._name.is_of(pair[0].statement)]

    def _places(self, findings: list[tuple[Revision, Finding]]) -> list[FoundWording]:
        _fetch_names([revision for revision, _ in findings])
        return [self._found_wording(revision, finding) for revision, finding in findings]

    def _found_wording(self, revision: Revision, finding: Finding) -> FoundWording:
        statement, until = revision.statement, None
        if not still_stands(revision):
            until = statement.revisions.published().get(number=revision.number + 1).published_at
        return FoundWording(
            revision,
            finding,
            until,
            said_by_the_named=self._name.is_of(statement),
            said_that_day=any(day.fits(statement.date) for day in self._days) if self._days else None,
        )

    def _likeliness(self, wording: FoundWording) -> tuple[bool, bool, bool, bool, int]:
        """Order places: by the person typed, on the day typed, by one named beside, current, then the nearest."""
        statement = wording.revision.statement
        date = statement.date.first
        named = next((day.first for day in self._days if day.first), None)
        far = abs((date - named).days) if named else -date.toordinal()
        is_beside = not self._name.written and self._is_named_beside(wording)
        return not wording.said_by_the_named, not wording.said_that_day, not is_beside, wording.until is not None, far

    def _is_named_beside(self, wording: FoundWording) -> bool:
        around = self._place_of_quotation
        return bool(around and is_named_in(around.names, wording.revision.statement))


def _fetch_names(revisions: Iterable[Revision]) -> None:
    """Fetch the names and offices of speakers that were not fetched before."""
    speakers = {id(one): one for one in (revision.statement.speaker for revision in revisions) if one}
    new = [one for one in speakers.values() if "names" not in getattr(one, "_prefetched_objects_cache", ())]
    if new:
        prefetch_related_objects(new, "names")
        fetch_public_offices(new)


def _one_a_statement(findings: list[tuple[Revision, Finding]]) -> list[tuple[Revision, Finding]]:
    """Keep, of each statement, the latest wording that has the words."""
    latest: dict[int, tuple[Revision, Finding]] = {}
    for revision, finding in findings:
        known = latest.get(revision.statement_id)
        if known is None or known[0].number < revision.number:
            latest[revision.statement_id] = (revision, finding)
    return list(latest.values())


def _speaker(revision: Revision) -> tuple[str, int | str]:
    """Return a key for the speaker. Two statements without a name do not count as one speaker's."""
    statement = revision.statement
    if statement.speaker_id:
        return "speaker", statement.speaker_id
    if statement.attribution:
        return f"board {statement.board_id}", statement.attribution
    return "statement", statement.number
