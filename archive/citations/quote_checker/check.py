"""The checker: from the pasted text to an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from archive.citations.quote_checker.answer import Answer, FoundWording
from archive.citations.quote_checker.candidates import (
    MOST_STATEMENTS,
    Find,
    current_and_earlier,
    earlier_wordings,
    loose_query,
    narrowed,
    strict_query,
)
from archive.citations.quote_checker.claim import claim_of
from archive.citations.quote_checker.claimed import Claim
from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.finding import IN_A_ROW, Finding, Verdict
from archive.citations.quote_checker.joined import JoinedPart, joined, runs
from archive.citations.quote_checker.naming import namesakes, said_by
from archive.citations.quote_checker.quotation import LINE_END, PastedQuotation, readings, rejoined
from archive.citations.quote_checker.text import SplitText
from archive.citations.quote_checker.venue import said_at
from archive.models import Revision, Statement, fetch_public_offices

# Shorter runs may be in the record by chance. Slightly shorter ones count if they are a large part of the quotation.
LONGEST_BY_CHANCE = 7
SHORTEST_RUN = 6
GOOD_PART = 0.4


def partly(quotation: PastedQuotation, texts: list[tuple[Revision, SplitText]]) -> list[JoinedPart]:
    """Return the runs of words on record, in order; none if they may be there by chance."""
    size = len(quotation.keys)
    return [
        part
        for part in runs(quotation, texts)
        if part.size > LONGEST_BY_CHANCE or (part.size >= SHORTEST_RUN and part.size >= GOOD_PART * size)
    ]


def missing(quotation: PastedQuotation, parts: list[JoinedPart]) -> tuple[str, ...]:
    """Return the words of the quotation between the parts."""
    left_out, at = [], 0
    for part in [*parts, None]:
        stop = part.first if part else len(quotation.words)
        if at < stop:
            left_out.append(quotation.text[quotation.words[at].start : quotation.words[stop - 1].end])
        at = part.first + part.size if part else stop
    return tuple(left_out)


LONGEST_QUOTATION = 5000
MOST_PLACES = 20
# A quotation this similar to one text is altered, not joined from several.
SURELY_ONE_TEXT = 0.9
# Below this, a part may be right and the rest chance.
HARDLY_ONE_TEXT = 0.8
HALF = 0.5
AS_GOOD = 0.05
LAST = (len(Verdict), True, 0.0)
Outcome = tuple[PastedQuotation, list[tuple[Revision, Finding]]]


class NothingToCheck(Exception):
    """The pasted text cannot be checked; has a sentence for the reader."""


def check_quotation(pasted: str, *, find: Find, name: str = "", is_asked: bool = False) -> Answer:
    """Return whether the archive has published the quotation, where, and whether the claim about it is true.

    ``find`` is a search. It proposes statements, and only their stored words decide. Every published wording of public
    statements counts, including earlier ones. ``name`` is who said it, as the reader claims, perhaps with day and
    meeting. ``is_asked`` says that it is introduced as a question. Raise NothingToCheck for a text without words or
    longer than LONGEST_QUOTATION characters.
    """
    if len(pasted) > LONGEST_QUOTATION:
        raise NothingToCheck(
            gettext("You can check up to %(number)s characters at a time.") % {"number": f"{LONGEST_QUOTATION:,}"}
        )
    if not readings(pasted):
        raise NothingToCheck(gettext("Paste a quotation to check it."))
    look = Look(pasted, find, name, is_asked=is_asked)
    look.at(earlier_wordings(look.likeliest))
    for query in (strict_query, loose_query):
        for reading in look.worth_a_search:
            if not look.is_settled(reading):
                look.at(look.proposed(query(reading)))
    return _Reply(look, name.strip()).answer


class Look:
    """The texts compared so far with a quotation, and what was found in them by each reading of the quotation."""

    def __init__(self, pasted: str, find: Find, name: str, *, is_asked: bool) -> None:
        self._pasted, self._find, self._name, self._is_asked = pasted, find, name, is_asked
        self.texts: dict[int, tuple[Revision, SplitText]] = {}
        self.readings = self._read(rejoined(pasted, ()))
        self._found: dict[PastedQuotation, list[tuple[Revision, Finding]]] = {reading: [] for reading in self.readings}
        self.is_full = False

    @property
    def worth_a_search(self) -> list[PastedQuotation]:
        """The readings to search with. Text outside the marks may belong to the quotation after all."""
        return [self.likeliest, self.readings[0]] if self.likeliest.outside else [self.likeliest]

    @property
    def likeliest(self) -> PastedQuotation:
        """The reading to search with: the one that takes the fewest words as quoted."""
        return self.readings[-1]

    def proposed(self, query: str) -> list[Revision]:
        """Return the wordings of the statements that the search proposes, and note whether there may be more."""
        numbers = list(self._find(query, MOST_STATEMENTS))
        self.is_full = self.is_full or len(numbers) >= MOST_STATEMENTS
        return current_and_earlier(numbers)

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
        return self._read(settled) if settled else self.readings

    def _read(self, pasted: str) -> list[PastedQuotation]:
        return [replace(reading, name=self._name, is_asked=self._is_asked) for reading in readings(pasted)]

    @property
    def best(self) -> Outcome:
        """The most successful reading, the literal one if several are equal, and what it found, the best first.

        Words outside the marks that the record does not have either are better listed than counted as altered.
        """
        best = min(self.outcomes, key=_rank)
        partly = min((one for one in self.outcomes if one[1] and one[0].outside), key=_rank, default=None)
        return partly if partly and self._is_apart(best, partly[0]) else best

    @staticmethod
    def _is_apart(best: Outcome, marked: PastedQuotation) -> bool:
        """Return whether the text outside the marks is not in the record, so that it is a tag, not altered words."""
        reading, findings = best
        if not findings or findings[0][1].verdict != Verdict.ALTERED or reading.outside:
            return False
        outside = len(reading.keys) - len(marked.keys)
        on_record = findings[0][1].likeness * len(reading.keys) - len(marked.keys)
        return outside > 0 and on_record < HALF * outside

    @property
    def outcomes(self) -> list[Outcome]:
        """What each reading found, the best first."""
        return [(reading, sorted(findings, key=lambda pair: pair[1].rank)) for reading, findings in self._found.items()]

    def is_settled(self, reading: PastedQuotation) -> bool:
        """Return whether another search with this reading cannot find anything better in a current text.

        If something is outside the quotation, the quoted words may be found complete, and yet the answer depends on a
        search with the other reading.
        """
        if self._found_in_a_current_text or not self.likeliest.outside:
            return self._found_in_a_current_text
        if reading.outside:
            return any(text.places(reading.keys) for _, text in self._current_texts)
        return any(
            finding.verdict == Verdict.ALTERED and finding.likeness >= SURELY_ONE_TEXT
            for revision, finding in self._found[reading]
            if _still_stands(revision)
        )

    @property
    def _current_texts(self) -> Iterator[tuple[Revision, SplitText]]:
        return (pair for pair in self.texts.values() if _still_stands(pair[0]))

    @property
    def _found_in_a_current_text(self) -> bool:
        """Whether some current text has all the words in a row."""
        return any(finding.verdict in IN_A_ROW and _still_stands(revision) for revision, finding in self.best[1])


class _Reply:
    """Makes the answer from what was found."""

    def __init__(self, look: Look, name: str) -> None:
        self.look = look
        self.reading, self.findings = look.best
        if not self.findings and len(look.readings) > 1:
            self.reading = look.likeliest
        self.name = name or self.reading.attribution
        self.claim = self._claim(name)

    def _claim(self, name: str) -> Claim:
        """Return the claim: first what was typed next to the quotation, then day and meeting of either."""
        if not name:
            return self.reading.claim
        typed, written = claim_of(name, is_typed=True), self.reading.claim
        return typed if typed.days or not written.days else replace(typed, days=written.days)

    @property
    def answer(self) -> Answer:
        best = self.findings[0][1] if self.findings else None
        if best is None or best.verdict == Verdict.PARTLY or self._is_weak(best):
            texts = self._texts
            if parts := joined(self.reading, texts):
                speakers = {_speaker(part.revision) for part in parts}
                return self._in_parts(Verdict.JOINED if len(speakers) > 1 else Verdict.ALTERED, parts, joined=True)
            if (best is None or best.likeness < HARDLY_ONE_TEXT) and (reply := self._partly(texts, best)):
                return reply
        if best is None:
            return Answer(Verdict.NOT_FOUND, self.reading, name=self.name, claim=self.claim)
        return self._whole(best)

    @property
    def _texts(self) -> list[tuple[Revision, SplitText]]:
        """The compared texts, those of the person named first."""
        texts = list(self.look.texts.values())
        if self.claim.names_somebody:
            self._fetch_names(revision.statement for revision, _ in texts)
            texts.sort(key=lambda pair: not said_by(self.claim, pair[0].statement))
        return texts

    def _partly(self, texts: list[tuple[Revision, SplitText]], best: Finding | None) -> Answer | None:
        """Return the runs of words on record, if they are most of what a similar text would have."""
        # Literally first, because brackets and dots may be in the record.
        for reading in dict.fromkeys([self.look.readings[0], self.reading]):
            parts = partly(reading, texts)
            if parts and (best is None or sum(part.size for part in parts) >= HALF * len(reading.keys)):
                self.reading = reading
                return self._in_parts(Verdict.PARTLY, parts)
        return None

    @staticmethod
    def _is_weak(best: Finding) -> bool:
        return best.verdict == Verdict.ALTERED and best.likeness < SURELY_ONE_TEXT

    def _in_parts(self, verdict: Verdict, parts: list[JoinedPart], *, joined: bool = False) -> Answer:
        places = self._places([(part.revision, part.finding) for part in parts])
        joined_places = tuple(replace(wording, part=part.words) for wording, part in zip(places, parts, strict=True))
        left = missing(self.reading, parts) if verdict == Verdict.PARTLY else ()
        return Answer(
            verdict, self.reading, joined_places, joined=joined, name=self.name, claim=self.claim, missing=left
        )

    def _whole(self, best: Finding) -> Answer:
        places = self._places(_one_a_statement(self._as_good(best)))
        query = narrowed(strict_query(self.reading), self.claim) if self.look.is_full else ""
        if query and not any(_is_as_claimed(wording) for wording in places):
            # If many statements have the words, the search has proposed only some. Now look at those of the person
            # named.
            self.look.at(self.look.proposed(query))
            self.findings = next(findings for reading, findings in self.look.outcomes if reading == self.reading)
            places = self._places(_one_a_statement(self._as_good(best)))
        elif self.look.is_full and not self.claim.is_empty and not query:
            # An office, or a day without a year, cannot be searched for. A text that was not compared may fit the
            # claim.
            places = [replace(wording, said_by_the_named=wording.said_by_the_named or None) for wording in places]
        places.sort(key=self._likeliness)
        places = _with_namesakes(places, self.claim)
        left = (self.reading.outside,) if self.reading.outside else ()
        return Answer(
            best.verdict,
            self.reading,
            tuple(places[:MOST_PLACES]),
            name=self.name,
            claim=self.claim,
            total=len(places),
            is_more=self.look.is_full and len(places) >= MOST_PLACES,
            missing=left,
        )

    def _as_good(self, best: Finding) -> list[tuple[Revision, Finding]]:
        alike = [pair for pair in self.findings if pair[1].rank[:2] == best.rank[:2]]
        good = [pair for pair in alike if pair[1].likeness >= best.likeness - AS_GOOD]
        if best.verdict in IN_A_ROW:
            return good
        # If the words are altered anyway, the person named is meant, even if others are slightly closer.
        near = {id(pair) for pair in good}
        return good + [
            pair for pair in alike if id(pair) not in near and said_by(self.claim, pair[0].statement) is True
        ]

    def _places(self, findings: list[tuple[Revision, Finding]]) -> list[FoundWording]:
        if not self.claim.is_empty:
            self._fetch_names(revision.statement for revision, _ in findings)
        return [self._place(revision, finding) for revision, finding in findings]

    @staticmethod
    def _fetch_names(statements: Iterable[Statement]) -> None:
        speakers = [statement.speaker for statement in statements if statement.speaker]
        prefetch_related_objects(speakers, "names")
        fetch_public_offices(speakers)

    def _place(self, revision: Revision, finding: Finding) -> FoundWording:
        statement, until = revision.statement, None
        if revision.pk != statement.current_revision_id:
            until = statement.revisions.published().get(number=revision.number + 1).published_at
        days = self.claim.days
        return FoundWording(
            revision,
            finding,
            until,
            said_by_the_named=said_by(self.claim, statement),
            said_that_day=any(day.fits(statement.date) for day in days) if days else None,
            said_at_the_meeting=said_at(self.claim, statement),
        )

    def _likeliness(self, wording: FoundWording) -> tuple[bool, bool, bool, int]:
        """Order places: by the person named, on the day named, current, then the nearest to that day."""
        date = wording.revision.statement.date.first
        named = next((day.first for day in self.claim.days if day.first), None)
        far = abs((date - named).days) if named else -date.toordinal()
        return not wording.said_by_the_named, not wording.said_that_day, wording.until is not None, far


def _rank(outcome: Outcome) -> tuple[int, bool, float]:
    return outcome[1][0][1].rank if outcome[1] else LAST


def _still_stands(revision: Revision) -> bool:
    return revision.pk == revision.statement.current_revision_id


def _is_as_claimed(wording: FoundWording) -> bool:
    return wording.said_by_the_named is not False and wording.said_that_day is not False


def _with_namesakes(places: list[FoundWording], claim: Claim) -> list[FoundWording]:
    """List at the first place who else has the name: the family name, or the whole one if the claim has it."""
    if not places or not places[0].said_by_the_named or not claim.name_runs:
        return places
    is_full = any(len(run) > 1 for run in claim.name_runs)
    others = namesakes(places[0].revision.statement, of_full_name=is_full)
    return [replace(places[0], namesakes=tuple(others)), *places[1:]]


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
