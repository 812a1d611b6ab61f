"""What somebody typed on purpose: who is said to have said the words, and on which day."""

from collections.abc import Sequence

from django.utils.translation import gettext

from archive.citations.quote_checker.finding import NothingToCheck
from archive.citations.quote_checker.known_speakers import KnownSpeakers, is_of_the_board, is_office, speaker_on_record
from archive.citations.quote_checker.names_in_text import PrintedName, names_in
from archive.language import people
from archive.language.dates import Day, days_in
from archive.language.people import Likeness, likeness_of_names
from archive.models import Statement


class UnreadableDay(NothingToCheck):
    """What was typed as a day is none. Has a sentence for the reader."""


def typed_days(written: str) -> tuple[Day, ...]:
    """Return the days that a typed one may mean; none for an empty text. Raise UnreadableDay."""
    if not written.strip():
        return ()
    days, _ = days_in(written)
    if not days:
        sentence = gettext("“%(date)s” is not a day. Write it like 12 July 2026.")
        raise UnreadableDay(sentence % {"date": written.strip()})
    return days


class TypedName:
    """A typed name or office, compared with those on record."""

    def __init__(self, written: str) -> None:
        self.written = " ".join(written.split())
        words = people.name_words(self.written)
        cased = self.written if any(map(str.isupper, self.written)) else self.written.title()
        self._names: Sequence[PrintedName] = [one for one in names_in(cased) if not one.is_beside_an_office]
        self._whole = words
        self._known = KnownSpeakers(self._names)

    @property
    def family(self) -> str:
        """The last word of the name; empty for an office alone."""
        return next((one.words[-1] for one in self._names if one.words), "")

    def is_of(self, statement: Statement) -> bool | None:
        """Return whether it names the speaker of a statement; None if the record does not show it.

        A given name alone is enough. It also fails to show it if somebody else is named beside.
        """
        if not self.written:
            return None
        own = speaker_on_record(statement)
        if not own.is_person:
            return self._is_of_no_person(own.label, statement)
        if not self.family:
            return self._is_of_an_office(statement)
        likeness = max(
            *(likeness_of_names(self._whole, name) for name in own.names),
            *(own.likeness(one) for one in self._names),
        )
        if likeness >= Likeness.FITS:
            others = [one for one in self._names if own.likeness(one) < Likeness.FITS and self._known.named(one)]
            return None if others else True
        return None if likeness is Likeness.PERHAPS else False

    def namesakes(self, statement: Statement) -> list[str]:
        """Return who else has the name, each with a board."""
        own = statement.speaker
        others = {one.label: one for printed in self._names for one in self._known.named(printed) if one.speaker != own}
        return sorted(map(self._known.with_board, others.values()))

    def _is_of_no_person(self, label: str, statement: Statement) -> bool | None:
        own, typed = set(people.fold(label).split()), set(people.fold(self.written).split())
        if own and own <= typed:
            return True
        is_organisation = statement.speaker is not None and not people.names_nobody(label)
        return False if is_organisation and self.family else self._is_of_an_office(statement)

    def _is_of_an_office(self, statement: Statement) -> bool | None:
        printed = next((one for one in self._names if one.office), None)
        if printed is None or not is_of_the_board(printed, statement):
            return None
        office = printed.office
        label = statement.speaker.name if statement.speaker else statement.attribution
        held = [one.speaker_id for one in self._known.holders(statement, office)]
        if is_office(office, label) or (statement.speaker_id and statement.speaker_id in held):
            return True
        return False if held and statement.speaker_id else None
