"""Whom the archive knows by the names in a text: speakers, and who held an office on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import prefetch_related_objects

from archive.citations.quote_checker.names_in_text import PrintedName
from archive.language import people
from archive.language.function_words import EVERYDAY_WORDS, FUNCTION_WORDS
from archive.language.people import Likeness, likeness_of_names
from archive.machine.database.parts import in_parts
from archive.models import Named, NameWord, Office, OutdatedName, Speaker, Statement

AT_ONCE = 500
MOST_OF_A_WORD = 200
SHORTEST_BEHIND_O = 3
NOBODY = (Likeness.OTHER, 0)
# "Will" and "May" are names, too.
NO_NAMES = (FUNCTION_WORDS | EVERYDAY_WORDS) - {"will", "may"}


@dataclass(frozen=True)
class RecordedSpeaker:
    """Somebody whom the record names, with the words of each of their names.

    ``speaker`` is None if the record has only a label. ``is_person`` is false for organisations, and for labels that
    name nobody.
    """

    label: str
    names: tuple[tuple[str, ...], ...]
    speaker: Speaker | None = None
    is_person: bool = True

    def likeness(self, printed: PrintedName) -> Likeness:
        """Return whether a printed name can be theirs. A given name alone is nobody's."""
        return self.match(printed)[0]

    def match(self, printed: PrintedName) -> tuple[Likeness, PrintedName]:
        """Return whether a printed name can be theirs, and the part of it that is."""
        likeness, at = max((_likeness(printed, name) for name in self.names), default=NOBODY)
        return likeness, replace(printed, start=printed.starts[-at]) if at else printed

    def may_be(self, printed: PrintedName) -> bool:
        """Return whether all the printed words can be a name of theirs, although the record may not show it."""
        return any(likeness_of_names(printed.words, name) > Likeness.OTHER for name in self.names)

    def has_family_name_in(self, printed: PrintedName) -> bool:
        """Return whether a family name of theirs stands among the printed words, whatever stands beside it."""
        return any(
            not _is_given_alone((word,), name) and likeness_of_names((word,), name) >= Likeness.FITS
            for word in _may_be_family_names(printed)
            for name in self.names
        )


def known_speaker(speaker: Speaker) -> RecordedSpeaker:
    """Return a speaker with the words of all their names. The names must be fetched."""
    is_person = speaker.kind == Speaker.Kind.PERSON and not people.names_nobody(speaker.name)
    names = {people.name_words(name) for name in (speaker.name, *speaker.other_names())} - {()}
    return RecordedSpeaker(speaker.name, tuple(sorted(names)), speaker, is_person and bool(names))


def speaker_on_record(statement: Statement) -> RecordedSpeaker:
    """Return who said a statement as the record has it, by all their names and the label of the source."""
    own = known_speaker(statement.speaker) if statement.speaker else RecordedSpeaker(statement.attribution, ())
    label = people.name_words(statement.attribution)
    is_name = bool(label) and not people.names_nobody(statement.attribution)
    names = {*own.names, label} if is_name else set(own.names)
    return replace(own, names=tuple(sorted(names)), is_person=own.is_person and bool(names))


class KnownSpeakers:
    """The speakers who have one of some words in their names. The database is asked once."""

    def __init__(self, printed: Iterable[PrintedName]) -> None:
        self._words = {word for name in printed for word in _may_be_family_names(name)}
        self._offices: dict[int, list[Office]] = {}
        self._with_board: dict[str, str] = {}

    def named(self, printed: PrintedName) -> list[RecordedSpeaker]:
        """Return the people whose name it can be."""
        return [one for one in self.of_family(printed) if one.likeness(printed) >= Likeness.FITS]

    def of_family(self, printed: PrintedName) -> list[RecordedSpeaker]:
        """Return the people whose family name stands among the words, beside words that are no name of theirs."""
        may_be = [one for word in _may_be_family_names(printed) for one in self._by_word.get(word, [])]
        return [one for one in dict.fromkeys(may_be) if one.is_person and one.has_family_name_in(printed)]

    @cached_property
    def others(self) -> list[RecordedSpeaker]:
        """Organisations, and labels that name nobody."""
        return list({one.label: one for some in self._by_word.values() for one in some if not one.is_person}.values())

    def holders(self, statement: Statement, office: frozenset[str]) -> list[Office]:
        """Return who held an office on the day of a statement at its board, as far as the record has it."""
        if statement.board_id not in self._offices:
            of_the_board = Office.objects.public().filter(board=statement.board_id).select_related("speaker")
            self._offices[statement.board_id] = list(of_the_board.prefetch_related("speaker__names"))
        day = statement.date.first
        return [one for one in self._offices[statement.board_id] if one.held_on(day) and is_office(office, one.title)]

    def with_board(self, known: RecordedSpeaker) -> str:
        """Return a name with a board at which they spoke, which tells people of one name apart."""
        if known.label not in self._with_board:
            spoken = Statement.objects.public().filter(speaker=known.speaker).select_related("board")
            last = spoken.order_by("date", "pk").last()
            self._with_board[known.label] = f"{known.label}, {last.board}" if last else known.label
        return self._with_board[known.label]

    @cached_property
    def _by_word(self) -> dict[str, list[RecordedSpeaker]]:
        by_word: dict[str, list[RecordedSpeaker]] = {}
        for one in map(known_speaker, _speakers_with(self._words)):
            labels = {*(word for name in one.names for word in name), *people.fold(one.label).split()}
            for word in labels & self._words:
                by_word.setdefault(word, []).append(one)
        return by_word


def _speakers_with(words: Collection[str]) -> list[Speaker]:
    """Return public speakers with one of the words in their names.

    Names that the site has not yet taken apart into words are among them.
    """
    may_be = set(
        OutdatedName.objects.filter(kind=Named.SPEAKER).order_by("-id").values_list("record", flat=True)[:AT_ONCE]
    )
    # The kept words of "O’Connell" are "o" and "connell".
    behind_o = {word[1:] for word in words if word.startswith("o") and len(word) > SHORTEST_BEHIND_O}
    for some in in_parts(sorted({*words, *behind_o}), AT_ONCE):
        # Many people have a given name. It is of interest as a family name only.
        given_names = list(filter(people.is_given_name, some))
        kept = NameWord.objects.filter(kind=Named.SPEAKER, word__in=some).order_by("rank", "record")
        kept = kept.exclude(word__in=given_names, place=0, name__contains=" ")
        may_be.update(kept.values_list("record", flat=True)[: MOST_OF_A_WORD * len(some)])
    speakers = [
        speaker
        for some in in_parts(sorted(may_be), AT_ONCE)
        for speaker in Speaker.objects.public().current().filter(pk__in=some).order_by("pk")
    ]
    prefetch_related_objects(speakers, "names")
    return speakers


def is_of_the_board(printed: PrintedName, statement: Statement) -> bool:
    """Return whether the place beside an office is that of a statement's board, or none is."""
    labels = (statement.board.name, statement.board.place)
    return {word for label in labels for word in people.fold(label).split()}.issuperset(printed.place)


def is_office(printed: frozenset[str], title: str) -> bool:
    """Return whether a title on record is the printed office: the mayor is no vice mayor, an acting one is."""
    known, sought = people.office_words(title) - people.ACTING, printed - people.ACTING
    return bool(sought) and sought <= known and sought & people.OTHER_OFFICE == known & people.OTHER_OFFICE


def _likeness(printed: PrintedName, kept: tuple[str, ...]) -> tuple[Likeness, int]:
    """Compare printed words with a name on record. What stands before it with a capital may be a part of it.

    Return how many words before it are not, as a negative number.
    """
    words = printed.words
    if not words or _is_given_alone(words, kept):
        return NOBODY
    whole = likeness_of_names(words, kept)
    if whole >= Likeness.FITS:
        return whole, 0
    for at in range(1, len(words)):
        before, rest = words[:at], words[at:]
        if _is_given_alone(rest, kept) or likeness_of_names(rest, kept) < Likeness.FITS:
            continue
        if any(len(word) == 1 or people.is_given_name(word) for word in before):
            return whole, 0
        # "But Driver said", "Laut Robin Sample"; "Tyrese Driver" and "Tyrese Hardy-Driver" may be somebody else.
        is_apart = printed.begins and NO_NAMES.issuperset(before)
        is_whole = len(people.without_suffixes(rest)) > 1 and (rest == kept or rest != kept[-len(rest) :])
        is_theirs = is_apart or is_whole
        return (Likeness.FITS, -at) if is_theirs else (Likeness.PERHAPS, 0)
    return whole, 0


def _may_be_family_names(printed: PrintedName) -> list[str]:
    """Return the words that may be a family name. An everyday word before others is none."""
    others = [word for word in printed.words if word not in NO_NAMES]
    return list(dict.fromkeys([*others, *printed.words[-1:], *printed.apart]))


def _is_given_alone(words: tuple[str, ...], kept: tuple[str, ...]) -> bool:
    return len(words) == 1 < len(kept) and words[0] == kept[0] and words[0] not in kept[1:]
