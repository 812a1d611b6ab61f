"""Whom a file means by a name: one speaker, or nobody if several may be meant.

A member of one board is not the namesake at another. A name means the same person at several boards only if the file
has one person of that name, by the ids of its people and votes.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from archive.language.people import names_nobody
from archive.models import Ballot, Board, Speaker, SpeakerName


class NamesOfFile:
    """What a file that gives people ids says of those behind its names. Other files say nothing."""

    def __init__(self) -> None:
        # How the ids of its meetings begin.
        self.source = ""
        self.ids: dict[str, set[str]] = defaultdict(set)
        self.ids_at: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.boards_of: dict[str, set[str]] = defaultdict(set)
        self.called: dict[str, int] = defaultdict(int)

    def add_person(self, name: str, identifier: str) -> None:
        """Note that a person has that name."""
        self.called[name] += 1
        self.ids[name].add(identifier)

    def add_vote(self, name: str, board: str, identifier: str) -> None:
        """Note that somebody of that name voted at the board; the id may be empty."""
        self.boards_of[name].add(board)
        if identifier:
            self.ids[name].add(identifier)
            self.ids_at[board, name].add(identifier)


class PeopleOfFile:
    """Finds the speaker of each name at each board once, and creates those whom nobody knows."""

    def __init__(self, names: NamesOfFile, made: set[tuple[str, str]]) -> None:
        """Add each who is created to ``made``."""
        self._names, self._made = names, made
        self._at_board: dict[int, dict[str, set[int]]] = {}
        self._earlier: dict[str, set[int]] = {}
        self._found: dict[str, dict[int, Speaker | None]] = defaultdict(dict)

    def speaker(self, name: str, board: Board) -> Speaker | None:
        """Return the speaker of that name; nobody if several people of the source, or of the archive, have it."""
        by_board = self._found[name]
        if board.pk not in by_board:
            by_board[board.pk] = self._find(name, board)
        return by_board[board.pk]

    def holder(self, name: str, identifier: str, board: Board) -> Speaker | None:
        """Return the speaker of that name at the board, or else at the other boards of the file, if it is one.

        If the votes under that name there are of another person of the source, it is nobody.
        """
        by_board = self._found.get(name, {})
        if self._names.ids_at.get((board.name, name)) == {identifier}:
            return by_board.get(board.pk)
        if self._names.ids.get(name, set()) - {identifier}:
            return None
        elsewhere = {speaker for speaker in by_board.values() if speaker}
        return by_board[board.pk] if board.pk in by_board else elsewhere.pop() if len(elsewhere) == 1 else None

    def _find(self, name: str, board: Board) -> Speaker | None:
        names = self._names
        several = names.called[name] > 1 or len(names.ids_at[board.name, name]) > 1
        if several or names_nobody(name):
            return None
        known = self._known_at([board], name)
        if not known and len(names.ids[name]) == 1:
            boards = Board.objects.filter(name__in=names.boards_of[name])
            known = self._known_at(boards, name) or self._known_in_earlier_decisions(name)
        if not known:
            return self._new(name, board)
        return Speaker.objects.get(pk=known.pop()) if len(known) == 1 else None

    def _known_at(self, boards: Iterable[Board], name: str) -> set[int]:
        return {pk for board in boards for pk in self._names_at(board).get(name, ())}

    def _names_at(self, board: Board) -> dict[str, set[int]]:
        """Return who has an office or a spelling at the board, by their names there."""
        if board.pk not in self._at_board:
            at_board = Q(board=board) | Q(board=None, speaker__offices__board=board)
            spelled = SpeakerName.objects.filter(at_board, speaker__merged_into=None).values_list("name", "speaker")
            holders = Speaker.objects.current().filter(offices__board=board).values_list("name", "pk")
            named = self._at_board[board.pk] = defaultdict(set)
            for name, pk in (*spelled, *holders):
                named[name].add(pk)
        return self._at_board[board.pk]

    def _known_in_earlier_decisions(self, name: str) -> set[int]:
        """Return who had that name in earlier files. They are looked up before this file changes any of it."""
        if name not in self._earlier:
            earlier = Ballot.objects.filter(decision__statement__external_id__startswith=self._names.source, name=name)
            current = Speaker.objects.current().filter(pk__in=earlier.order_by().values("speaker"))
            self._earlier[name] = set(current.values_list("pk", flat=True))
        return set(self._earlier[name])

    def _new(self, name: str, board: Board) -> Speaker:
        speaker = Speaker.objects.create(name=name)
        # In bulk, which does not tell the index. It learns of the new speaker with their statements.
        SpeakerName.objects.bulk_create([SpeakerName(speaker=speaker, name=speaker.name, board=board)])
        self._names_at(board)[name].add(speaker.pk)
        self._made.add(("speaker", f"{name} / {board.name}"))
        return speaker
