"""What a text has beside a quotation: the sentence as printed, with the names and offices in it that the archive knows.

Nothing is inferred from it. Each sentence says what stands there and what the record has, so that a reader can compare.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from django.utils.translation import gettext, ngettext

from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.known_speakers import (
    RecordedSpeaker,
    is_of_the_board,
    is_office,
    known_speaker,
    speaker_on_record,
)
from archive.citations.quote_checker.names_in_text import COVER, PrintedName
from archive.citations.quote_checker.printed_text import TextAround
from archive.language import people
from archive.language.people import Likeness, likeness_of_names
from archive.models import Speaker, Statement

MOST_NAMED = 3
COVERED = re.compile(rf"{COVER}+\.?")


class NameKind(StrEnum):
    """What a marked name is."""

    NAME = "name"
    FAMILY_NAME = "family_name"
    OFFICE = "office"
    ORGANISATION = "organisation"
    LABEL = "label"


@dataclass(frozen=True)
class NamedSpeaker:
    """A name or an office in the sentence, from ``start`` to ``end``, and whose it is.

    ``is_record_speaker`` is None if the record does not show it. ``also`` are others of that name, with a board.
    """

    start: int
    end: int
    written: str
    kind: NameKind
    name: str
    speaker: Speaker | None
    is_record_speaker: bool | None
    also: tuple[str, ...] = ()

    @property
    def is_another_person(self) -> bool:
        """Whether it is a person, and not the one on record."""
        return self.is_record_speaker is False and self.kind not in {NameKind.ORGANISATION, NameKind.LABEL}


@dataclass(frozen=True)
class SentencePiece:
    """A piece of the sentence around a quotation, and whom it names."""

    text: str
    named: NamedSpeaker | None = None


@dataclass(frozen=True)
class NamesBeside:
    """The sentence around a quotation, which stands from ``start`` to ``end`` of it.

    ``outside`` is the sentence with every quotation covered. ``on_record`` names who said the words on record.
    ``elsewhere`` is a name of theirs in another sentence, if this one has no name.
    """

    text: str
    start: int
    end: int
    outside: str
    named: tuple[NamedSpeaker, ...] = ()
    on_record: str = ""
    is_on_record: bool = True
    elsewhere: str = ""

    @property
    def names_the_speaker(self) -> bool:
        """Whether a name of the record's speaker stands there."""
        return any(one.is_record_speaker for one in self.named)

    @property
    def names_another(self) -> bool:
        """Whether another known person is named there, and the record's speaker is not."""
        return self.is_on_record and not self.names_the_speaker and any(one.is_another_person for one in self.named)

    @property
    def warning(self) -> str:
        """A sentence if another known person is named and the record's speaker is not; else empty."""
        if not self.names_another:
            return ""
        names = _joined(_with_owner(one) for one in self.named if one.is_another_person)
        if not self.on_record:
            return gettext("Your text names %(names)s beside these words; the record does not name their speaker.") % {
                "names": names
            }
        return gettext("Your text names %(names)s beside these words; on record they are %(speaker)s’s.") % {
            "names": names,
            "speaker": self.on_record,
        }

    @property
    def facts(self) -> list[str]:
        """What stands there and what the record has, one sentence each."""
        told = [_fact(one) for one in self.named if one.is_record_speaker is not False]
        others = [one for one in self.named if one.is_another_person]
        if told and others and not self.names_another:
            told.append(gettext("It also names %(names)s.") % {"names": _joined(map(_with_owner, others))})
        if not self.is_on_record:
            return list(dict.fromkeys(map(_known_here, self.named)))
        if not told and not others:
            told = [gettext("No name that this archive knows stands in this sentence.")]
            if self.elsewhere:
                told.append(gettext("Elsewhere in your text: “%(name)s”.") % {"name": self.elsewhere})
        return list(dict.fromkeys(told))

    @cached_property
    def pieces(self) -> list[SentencePiece]:
        """The sentence in pieces. "…" stands for the words of a quotation, which the page shows anyway."""
        named = {one.start: one for one in self.named}
        quoted = {match.start(): match.end() for match in COVERED.finditer(self.outside)}
        ends = [one.end for one in self.named]
        edges = {0, len(self.text), *named, *ends, *quoted, *quoted.values()}
        return [
            SentencePiece(_opened(self.text[start]) if start in quoted else self.text[start:end], named.get(start))
            for start, end in pairwise(sorted(edges))
        ]


def beside(around: TextAround, statements: Sequence[Statement]) -> NamesBeside | None:
    """Return what stands beside a quotation that these statements have; None if nothing does.

    Speakers must be fetched with their names.
    """
    sentence = around.sentence
    if around.stands_alone:
        return None
    record = _Record(around, statements)
    named = [
        # "J. Sample": an initial may seem to end a sentence.
        replace(one, start=max(0, one.start - sentence.start), end=min(sentence.end, one.end) - sentence.start)
        for one in record.named(sentence)
    ]
    is_named = any(one.is_record_speaker is not False or one.is_another_person for one in named)
    return NamesBeside(
        around.whole.text[sentence.start : sentence.end],
        around.start - sentence.start,
        around.end - sentence.start,
        around.outside,
        tuple(named),
        on_record=_joined(one.label for one in record.speakers if one.is_person or one.speaker),
        is_on_record=bool(statements),
        elsewhere="" if is_named else record.elsewhere,
    )


class _Record:
    """Compares the names of a text with the speakers of some statements."""

    def __init__(self, around: TextAround, statements: Sequence[Statement]) -> None:
        self._around, self._statements = around, statements
        self._known = around.whole.known
        self._each = list(map(speaker_on_record, statements))
        self.speakers = list({one.label: one for one in self._each}.values())

    def named(self, sentence: QuoteRange) -> list[NamedSpeaker]:
        """Return the names and offices of a sentence that the archive knows, in order."""
        found = [one for printed in self._around.names if (one := self._of(printed))]
        found += [one for one in self._organisations(sentence) if not any(_overlap(one, other) for other in found)]
        return sorted(found, key=lambda one: one.start)

    @cached_property
    def elsewhere(self) -> str:
        """The first name of the record's speaker anywhere in the text, as written."""
        matches = (own.match(one) for one in self._around.whole.names for own in self.speakers)
        text = self._around.whole.text
        return next((text[one.start : one.end] for likeness, one in matches if likeness >= Likeness.FITS), "")

    def _of(self, printed: PrintedName) -> NamedSpeaker | None:
        named = None if printed.words else self._of_an_office(printed)
        return named or (self._of_a_name(printed) if printed.words or printed.apart else None)

    def _of_a_name(self, printed: PrintedName) -> NamedSpeaker | None:
        likeness, own = self._likeness(printed)
        own_labels = {one.label for one in self.speakers}
        family = [one for one in self._known.of_family(printed) if one.label not in own_labels]
        fitting = [one for one in family if one.likeness(printed) >= Likeness.FITS]
        others = fitting or (family if likeness < Likeness.FITS else [])
        is_family = len(people.without_suffixes(printed.words)) == 1 or not (fitting or likeness >= Likeness.FITS)
        kind = NameKind.FAMILY_NAME if is_family else NameKind.NAME
        # "Tyrese Driver" may be the record's Driver, but not if a Tyrese Driver is known.
        if own and (likeness >= Likeness.FITS or own.may_be(printed) or not fitting):
            is_theirs = True if likeness >= Likeness.FITS and not self._is_doubtful(printed, own) else None
            return self._marked(printed, kind, own, is_record_speaker=is_theirs, others=others)
        if others:
            return self._marked(printed, kind, others[0], is_record_speaker=False, others=others[1:])
        return None

    def _likeness(self, printed: PrintedName) -> tuple[Likeness, RecordedSpeaker | None]:
        alike = [(one.likeness(printed), at) for at, one in enumerate(self.speakers)]
        likeness, at = max(alike, key=lambda pair: (pair[0], -pair[1]), default=(Likeness.OTHER, -1))
        if likeness > Likeness.OTHER:
            return likeness, self.speakers[at]
        return likeness, next((one for one in self.speakers if one.has_family_name_in(printed)), None)

    def _is_doubtful(self, printed: PrintedName, own: RecordedSpeaker) -> bool:
        """Return whether "Driver" may be another one (Tom Driver, whom the text names; Sheriff Driver) or a place."""
        if printed.is_beside_an_office or len(printed.words) > 1:
            return printed.is_beside_an_office
        if printed.office & people.OFFICES_OF_ONE_PERSON and own.speaker:
            held = [one for one in self._statements if one.speaker == own.speaker and one.office]
            if held and not any(is_office(printed.office, one.office.title) for one in held if one.office):
                return True
        return any(
            own.likeness(other) is Likeness.OTHER
            for other in self._around.whole.names
            if len(other.words) > 1 and other.words[-1] == printed.words[-1]
        )

    def _of_an_office(self, printed: PrintedName) -> NamedSpeaker | None:
        """Return whose office it was at the board on the day, or whom the record calls by it."""
        for statement, own in zip(self._statements, self._each, strict=True):
            if not is_of_the_board(printed, statement):
                continue
            if _is_called(statement, printed.office):
                return self._marked(printed, NameKind.OFFICE, own, is_record_speaker=True)
            held = {
                one.speaker_id: known_speaker(one.speaker) for one in self._known.holders(statement, printed.office)
            }
            owners = sorted(held.values(), key=lambda one: not _are_one(one, own))
            if owners:
                is_theirs = _are_one(owners[0], own) if len(owners) == 1 else None
                return self._marked(printed, NameKind.OFFICE, owners[0], is_record_speaker=is_theirs, others=owners[1:])
        return None

    def _organisations(self, sentence: QuoteRange) -> Iterator[NamedSpeaker]:
        known = {one.label: one for one in (*self._known.others, *self.speakers) if not one.is_person and one.label}
        for one in known.values():
            words = re.findall(r"\w+", one.label)
            match = re.search(
                r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)", self._around.outside, re.IGNORECASE
            )
            if words and match:
                is_organisation = one.speaker is not None and one.speaker.kind == Speaker.Kind.ORGANISATION
                yield NamedSpeaker(
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                    match[0],
                    NameKind.ORGANISATION if is_organisation else NameKind.LABEL,
                    one.label,
                    one.speaker,
                    any(one.label == two.label for two in self.speakers),
                )

    def _marked(
        self,
        printed: PrintedName,
        kind: NameKind,
        known: RecordedSpeaker,
        *,
        is_record_speaker: bool | None,
        others: Sequence[RecordedSpeaker] = (),
    ) -> NamedSpeaker:
        if printed.words:
            printed = known.match(printed)[1]
        written = self._around.whole.text[printed.start : printed.end]
        also = [self._known.with_board(one) for one in others[:MOST_NAMED]]
        if more := len(others) - len(also):
            also.append(ngettext("%(number)s other", "%(number)s others", more) % {"number": more})
        return NamedSpeaker(
            printed.start, printed.end, written, kind, known.label, known.speaker, is_record_speaker, tuple(also)
        )


def _is_called(statement: Statement, office: frozenset[str]) -> bool:
    """Return whether the record calls the speaker by the office alone: "The Chair"."""
    label = statement.speaker.name if statement.speaker else statement.attribution
    return bool(label) and not people.name_words(label) and is_office(office, label)


def _are_one(one: RecordedSpeaker, own: RecordedSpeaker) -> bool:
    """Return whether somebody is the record's speaker, who may have a label only."""
    if own.speaker or not own.names:
        return one.speaker == own.speaker
    return any(likeness_of_names(name, label) >= Likeness.FITS for name in one.names for label in own.names)


def _fact(one: NamedSpeaker) -> str:
    values = {"written": one.written, "name": one.name, "also": "; ".join(one.also)}
    if one.kind == NameKind.OFFICE and one.also:
        return gettext("Your text says “%(written)s”: on that day this board had several, %(name)s; %(also)s.") % values
    if one.kind == NameKind.OFFICE:
        return gettext("Your text says “%(written)s”: on that day this board’s %(written)s was %(name)s.") % values
    if one.kind == NameKind.NAME and one.is_record_speaker and not one.also:
        return gettext("Your text names %(written)s beside these words.") % values
    if one.also:
        return gettext("Your text has “%(written)s”: on record %(name)s; also known here: %(also)s.") % values
    return gettext("Your text has “%(written)s”: on record %(name)s.") % values


def _known_here(one: NamedSpeaker) -> str:
    """Return what is known of a name beside words that are not on record: nothing says that it is theirs."""
    if people.fold(one.name) == people.fold(one.written) and not one.also:
        return gettext("Your text names %(written)s beside these words.") % {"written": one.written}
    values = {"written": one.written, "names": "; ".join([one.name, *one.also])}
    return gettext("Your text has “%(written)s”. Known here by that name: %(names)s.") % values


def _opened(mark: str) -> str:
    """Return what stands for a quotation before its closing mark."""
    return "…" if mark.isalnum() else f"{mark}…"


def _with_owner(one: NamedSpeaker) -> str:
    """Return a name as written, with the whole name if it is shorter."""
    is_whole = people.fold(one.name) == people.fold(one.written)
    owners = "; ".join([*([] if is_whole else [one.name]), *one.also])
    written = one.name if is_whole else f"“{one.written}”"
    return f"{written} ({owners})" if owners else written


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))


def _overlap(one: NamedSpeaker, other: NamedSpeaker) -> bool:
    return one.start < other.end and other.start < one.end
