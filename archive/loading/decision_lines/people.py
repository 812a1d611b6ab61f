"""Whom a file of decisions means by a name: one speaker, or nobody if several may be meant.

A member of one board is not the namesake at another. A name means the same person at several boards only if the file
has one person of that name, by the ids of its people and votes.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from archive.loading.decision_lines.file import DecisionFile
from archive.loading.decision_lines.line import LONGEST_NAME, name_in, rows, words
from archive.loading.statement_lines import rules
from archive.models import Ballot, Board, Speaker, SpeakerName


class PeopleOfFile:
    """Finds the speaker of each name at each board once, and creates those whom nobody knows."""

    def __init__(self, file: DecisionFile) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._ids_at: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._boards_of: dict[str, set[str]] = defaultdict(set)
        self._people_called: dict[str, int] = defaultdict(int)
        for person in file.people.values():
            name = words(person.get("name"))
            self._people_called[name] += 1
            self._ids[name].add(person["id"])
        for line in file.decisions.values():
            board = name_in(file.meetings.get(line["event"], {}).get("organization"))
            for vote in rows(line.get("votes")):
                self._read_vote(words(vote.get("voter_name")), board, words(vote.get("voter_id")))
        self._source = "/".join((*next(iter(file.meetings), "").split("/")[:2], ""))  # "legistar/nyc/"
        self._at_board: dict[int, dict[str, set[int]]] = {}
        self._earlier: dict[str, set[int]] = {}
        self._found: dict[str, dict[int, Speaker | None]] = defaultdict(dict)

    def _read_vote(self, name: str, board: str, identifier: str) -> None:
        self._boards_of[name].add(board)
        if identifier:
            self._ids[name].add(identifier)
            self._ids_at[board, name].add(identifier)

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
        if self._ids_at.get((board.name, name)) == {identifier}:
            return by_board.get(board.pk)
        if self._ids.get(name, set()) - {identifier}:
            return None
        elsewhere = {speaker for speaker in by_board.values() if speaker}
        return by_board[board.pk] if board.pk in by_board else elsewhere.pop() if len(elsewhere) == 1 else None

    def _find(self, name: str, board: Board) -> Speaker | None:
        several = self._people_called[name] > 1 or len(self._ids_at[board.name, name]) > 1
        if several or not rules.is_somebody(name):
            return None
        known = self._known_at([board], name)
        if not known and len(self._ids[name]) == 1:
            boards = Board.objects.filter(name__in=self._boards_of[name])
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
            earlier = Ballot.objects.filter(decision__statement__external_id__startswith=self._source, name=name)
            current = Speaker.objects.current().filter(pk__in=earlier.order_by().values("speaker"))
            self._earlier[name] = set(current.values_list("pk", flat=True))
        return set(self._earlier[name])

    def _new(self, name: str, board: Board) -> Speaker:
        speaker = Speaker.objects.create(name=name[:LONGEST_NAME])
        SpeakerName.objects.bulk_create([SpeakerName(speaker=speaker, name=speaker.name, board=board)])
        self._names_at(board)[name].add(speaker.pk)
        return speaker
