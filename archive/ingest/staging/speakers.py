"""The speaker that a label means: certainly or perhaps one of the archive, or nobody.

Pure: it gets the speakers to choose from and never creates one. Uncertain matches are offered with a score, and a
person decides once for the label. A match is never certain for a similar spelling ("Jon Sample" and "John Sample" may
be two people), for an initial ("J. Sample" may be Jo, Jan or somebody new) or one that only the label has, for a short
form of a given name, for another order of the words unless the label has the person's office too, for a missing first
or middle name, for a missing or another "Jr.", for somebody whom only other boards know, and for a surname alone,
unless one person of that name held an office of the board that day. How two names compare is in
``archive.language.people``. An initial that fits is offered first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from archive.ingest.text.speaker_labels import Label, read_label
from archive.language.people import (
    Likeness,
    fold,
    generation,
    kinds_of_place,
    likeness_of_names,
    names_nobody,
    office_words,
    without_suffixes,
)

CLOSE = 0.76
SUGGESTIONS = 5
BY_NAME, BY_WORDS, BY_OFFICE, BY_SURNAME, BY_SHORT_FORM, BY_BARE_SURNAME = 1.0, 0.98, 0.95, 0.93, 0.85, 0.8
# Titles that any member may have, whatever their office is called.
ANY_MEMBER = frozenset(
    ("member", "councillor", "commissioner", "director", "trustee", "representative", "delegate", "senator")
)
# "Speaker" is an office if somebody holds it. Otherwise it names nobody.
SPEAKER = frozenset({"speaker"})


class Certainty(StrEnum):
    """How certain a match is."""

    SURE = "sure"
    UNSURE = "unsure"
    UNIDENTIFIED = "unidentified"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class KnownSpeaker:
    """A speaker to choose from: name, other spellings, the offices held at the board that day.

    ``parent_offices`` are those held that day at the parent board. ``of_board`` says that they have spoken at the board
    or ever held an office there; ``of_other_board`` says the same of another board.
    """

    pk: int
    name: str
    spellings: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    parent_offices: tuple[str, ...] = ()
    of_board: bool = False
    of_other_board: bool = False

    @property
    def is_known_here(self) -> bool:
        """Whether the board knows them, or at least no other board does."""
        return bool(self.offices or self.parent_offices) or self.of_board or not self.of_other_board


@dataclass(frozen=True)
class SpeakerMatch:
    """The result for a label; ``suggestions`` are speakers with their score from 0 to 1, the best first."""

    certainty: Certainty
    suggestions: tuple[tuple[int, float], ...] = ()

    @property
    def speaker(self) -> int | None:
        """The speaker, if the match is certain."""
        return self.suggestions[0][0] if self.certainty is Certainty.SURE else None

    @property
    def score(self) -> float:
        """How good the best suggestion is, from 0 to 1."""
        return self.suggestions[0][1] if self.suggestions else 0.0


class SpeakerMatcher:
    """Matches labels to the speakers it was made with."""

    def __init__(self, speakers: Iterable[KnownSpeaker]) -> None:
        self.speakers = {speaker.pk: speaker for speaker in speakers}
        self.by_name: dict[str, set[int]] = defaultdict(set)
        self.by_words: dict[frozenset[str], set[int]] = defaultdict(set)
        self.by_family_name: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self.by_office: dict[frozenset[str], set[int]] = defaultdict(set)
        for speaker in self.speakers.values():
            for spelling in (speaker.name, *speaker.spellings):
                self._know(fold(spelling), speaker.pk)
                # "Mr. Burns", stored as another spelling, also matches as it is. Its name alone is a surname.
                self._know(" ".join(read_label(spelling).name), speaker.pk)
            for office in speaker.offices:
                self.by_office[office_words(office)].add(speaker.pk)
        self.by_office.pop(frozenset(), None)

    def match(self, printed: str, role: str = "") -> SpeakerMatch:
        """Return the speaker that the label means, given the office if the file has a separate field for it."""
        label = read_label(printed, role)
        is_office = label.office >= SPEAKER or not names_nobody(printed)
        if not label.name and is_office and (match := self._by_office(label)):
            return match
        if names_nobody(printed):
            return SpeakerMatch(Certainty.UNIDENTIFIED)
        exact = self.by_name.get(fold(printed), set())
        if exact and len(label.name) > 1:
            return self._decide(exact | self._of_any_generation(label), label, BY_NAME)
        return self._by_name(label) or self._by_surname(label) or self._by_close_spelling(label)

    def _know(self, name: str, pk: int) -> None:
        if name:
            self.by_name[name].add(pk)
            self.by_words[frozenset(name.split())].add(pk)
            self.by_family_name[without_suffixes(name.split())[-1]].add((name, pk))

    def _by_office(self, label: Label) -> SpeakerMatch | None:
        holders = self.by_office.get(label.office, set())
        if not holders:
            return None
        # Perhaps only one of many members is on record, so the title alone says nothing.
        return (
            _unsure(dict.fromkeys(holders, BY_OFFICE))
            if label.office <= ANY_MEMBER or not all(self._is_of_such_a_place(pk, label) for pk in holders)
            else self._decide(holders, label, BY_OFFICE)
        )

    def _is_of_such_a_place(self, pk: int, label: Label) -> bool:
        claimed = kinds_of_place(label.printed)
        held = [kinds_of_place(title) for title in self.speakers[pk].offices if office_words(title) == label.office]
        return not claimed or any(not places or claimed & places for places in held)

    def _by_name(self, label: Label) -> SpeakerMatch | None:
        if len(label.name) < 2:  # noqa: PLR2004 - one word is a surname or a given name
            return None
        if speakers := self.by_name.get(" ".join(label.name)):
            return self._decide(speakers | self._of_any_generation(label), label, BY_NAME)
        if speakers := self.by_words.get(frozenset(label.name)):
            # In another order it may be another name, unless the office says who it is.
            has_initials = any(len(word) == 1 for word in label.name)
            in_office = set() if has_initials else speakers & self.by_office.get(label.office, set())
            return self._decide(in_office, label, BY_WORDS) if in_office else _unsure(dict.fromkeys(speakers, BY_WORDS))
        return None

    def _of_any_generation(self, label: Label) -> set[int]:
        """Return those for whom a label without "Jr." may stand as well: "Lee Sample" may be Lee Sample Jr."""
        if generation(label.name):
            return set()
        alike = self.by_family_name.get(label.name[-1], ())
        return {pk for name, pk in alike if without_suffixes(name.split()) == label.name}

    def _by_surname(self, label: Label) -> SpeakerMatch | None:
        """Find those for whose name the label may be short."""
        if not label.name:
            return None
        of_that_name = self.by_family_name.get(without_suffixes(label.name)[-1], ())
        speakers = {pk for name, pk in of_that_name if _is_short_for(label.name, name.split())}
        if not speakers:
            alike = {pk for name, pk in of_that_name if likeness_of_names(label.name, name.split())}
            return _unsure(dict.fromkeys(alike, BY_SHORT_FORM)) if alike else None
        if any(len(word) == 1 for word in label.name):
            # "J. Sample" may also be somebody new.
            here = {pk for pk in speakers if self.speakers[pk].is_known_here}
            return _unsure({**dict.fromkeys(speakers, BY_BARE_SURNAME), **dict.fromkeys(here, BY_SURNAME)})
        return self._nearest_of_surname(speakers, label)

    def _nearest_of_surname(self, speakers: set[int], label: Label) -> SpeakerMatch:
        """Return whom of these the board knows best: those in office that day, then those who spoke there."""
        in_office = {pk for pk in speakers if self.speakers[pk].offices or self.speakers[pk].parent_offices}
        of_board = {pk for pk in speakers if self.speakers[pk].of_board}
        if in_office and all(self._may_hold(pk, label.office) for pk in in_office):
            # A person with an office on the day is more likely than one who only spoke there once.
            return self._decide(in_office, label, BY_SURNAME, others=speakers)
        if of_board and not in_office and len(label.name) > 1:
            return self._decide(of_board, label, BY_SURNAME, others=speakers)
        near = dict.fromkeys(of_board | in_office, BY_SURNAME)
        return _unsure({**dict.fromkeys(speakers, BY_BARE_SURNAME), **near})

    def _may_hold(self, pk: int, office: frozenset[str]) -> bool:
        """Return whether the office in a label may be one that the speaker held that day.

        A title that nobody on record has may be anyone's for an hour, such as the chair of a meeting, unless it is one
        that members do not have: "Mayor Sample" is not Councillor Sample.
        """
        speaker = self.speakers[pk]
        held = [office_words(title) for title in (*speaker.offices, *speaker.parent_offices)]
        if not office or any(office & words for words in held):
            return True
        return office <= ANY_MEMBER or (office == {"chair"} and not self.by_office.get(office))

    def _by_close_spelling(self, label: Label) -> SpeakerMatch:
        wanted = " ".join(label.name) or fold(label.printed)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        scores: dict[int, float] = {}
        surname_only = len(label.name) == 1
        for name, speakers in self.by_name.items():
            matcher.set_seq1(name.rpartition(" ")[2] if surname_only else name)
            if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE:
                ratio = matcher.ratio()
                if ratio >= CLOSE:
                    for pk in speakers:
                        scores[pk] = max(scores.get(pk, 0), min(ratio, BY_BARE_SURNAME) if surname_only else ratio)
        # The office identifies its holder, even if the name is badly misspelt.
        for pk in self.by_office.get(label.office, ()):
            scores.setdefault(pk, CLOSE)
        return _unsure(scores) if scores else SpeakerMatch(Certainty.NOT_FOUND)

    def _decide(self, speakers: set[int], label: Label, score: float, others: Iterable[int] = ()) -> SpeakerMatch:
        """Return the one speaker found, or the one with the office in the label; else leave the choice to a person."""
        if len(speakers) > 1 and label.office:
            speakers = speakers & self.by_office.get(label.office, set()) or speakers
        if len(speakers) == 1 and all(self.speakers[pk].is_known_here for pk in speakers):
            return _sure(speakers, score)
        return _unsure({**dict.fromkeys(others, BY_BARE_SURNAME), **dict.fromkeys(speakers, score)})


def _is_short_for(label: tuple[str, ...], name: list[str]) -> bool:
    """Return whether a label has the name's words, only its family name, or initials: "burns", "van dyke", "j sample".

    Other short forms that a quotation may use are only offered.
    """
    likeness = likeness_of_names(label, name)
    if likeness < Likeness.FITS or generation(label) != generation(name):
        return False
    is_family_name = tuple(name[-len(label) :]) == label
    return likeness is Likeness.SAME or is_family_name or any(len(word) == 1 for word in label)


def _sure(speakers: set[int], score: float) -> SpeakerMatch:
    (pk,) = speakers
    return SpeakerMatch(Certainty.SURE, ((pk, score),))


def _unsure(scores: dict[int, float]) -> SpeakerMatch:
    best = sorted(scores.items(), key=lambda entry: (-entry[1], entry[0]))[:SUGGESTIONS]
    return SpeakerMatch(Certainty.UNSURE, tuple((pk, round(score, 2)) for pk, score in best))
