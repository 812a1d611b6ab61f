"""Offices of speakers: those that the archive has, and new ones, which are stored together."""

import datetime
from collections import defaultdict

from django.db.models import Model

from archive.actions.objects import add_offices
from archive.actions.redaction import WordsReturned
from archive.actions.redaction.asking import ask_about_returned
from archive.models import Board, Office, PartialDate, Speaker


class KnownOffices:
    """Knows the offices at each board, and takes each term of a new one once."""

    def __init__(self) -> None:
        self._at_board: dict[int, dict[int, list[Office]]] = {}
        self._new: list[Office] = []

    def add(self, office: Office) -> None:
        """Note a term of an office, unless the archive has it, or it ends before it begins."""
        held = self._held_at(office.board)[office.speaker_id]
        begins, ends = _days(office)
        if begins <= ends and not any(_is_term_of(office, one) for one in held if one.title == office.title):
            held.append(office)
            self._new.append(office)

    def hold(self, speaker: Speaker, board: Board, title: str, seen: PartialDate) -> None:
        """Note that somebody held an office on a date. When it began is known only if it follows another one there."""
        held = self._held_at(board)[speaker.pk]
        if all(one.title != title for one in held):
            self.add(Office(speaker=speaker, board=board, title=title, from_date=seen if held else None))

    def store(self) -> None:
        """Store the new ones, without those that have redacted words."""
        new, self._new = self._new, []
        add_offices([office for office in new if not has_removed_words(office)])

    def _held_at(self, board: Board | None) -> dict[int, list[Office]]:
        pk = board.pk if board else 0
        if pk not in self._at_board:
            held = self._at_board[pk] = defaultdict(list)
            for office in Office.objects.filter(board=board):
                held[office.speaker_id].append(office)
        return self._at_board[pk]


def has_removed_words(instance: Model) -> bool:
    """Return whether saving an object would bring redacted words back."""
    try:
        ask_about_returned(instance)
    except WordsReturned:
        return True
    return False


def _days(office: Office) -> tuple[datetime.date, datetime.date]:
    begins = office.from_date.first if office.from_date else datetime.date.min
    return begins, office.to_date.last if office.to_date else datetime.date.max


def _is_term_of(one: Office, other: Office) -> bool:
    """Return whether the days of one office are among those of the other: the same term, perhaps corrected since."""
    (begins, ends), (from_day, to_day) = _days(one), _days(other)
    return (from_day <= begins and ends <= to_day) or (begins <= from_day and to_day <= ends)
