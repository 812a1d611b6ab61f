"""Reads the files that wait, finds the meeting of each, and stages it there as an upload would be."""

import re
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.objects import save_object
from archive.actions.redaction import WordsReturned
from archive.actions.rules import NotAllowed
from archive.ingest.confined import read_meetings_confined
from archive.ingest.folder.given import Given
from archive.ingest.parsed import ParsedMeeting
from archive.ingest.refusals import Busy, EncodingUnclear, Refused
from archive.ingest.staging.board_of_file import boards_of, is_called, named_in, plain
from archive.ingest.staging.kind_of_file import USUAL_STATUS
from archive.ingest.staging.stage import keep_stored, names_known_to, refuse, stage
from archive.ingest.text.guide import NO_GUIDE, Guide
from archive.language.dates import date_in_name
from archive.machine.database import one_at_a_time
from archive.models import Board, ImportBatch, IncomingFile, Meeting, PartialDate, Source, current_site
from archive.models.record.board import new_board

FORGOTTEN = "The archive has not kept the file, because it contained redacted words. Import it again."
Status = IncomingFile.Status


class Asked(StrEnum):
    """What a person must say about a file."""

    BOARD = "board"
    DATE = "date"
    MEETING = "meeting"


class MeetingUnclear(Exception):
    """The meeting of a file is not known without an answer: what is asked, and what the file says of it."""

    def __init__(self, *asks: tuple[Asked, str]) -> None:
        self.asks = asks
        super().__init__(*asks)


def stage_waiting(should_stop: Callable[[], bool] = lambda: False) -> Iterator[IncomingFile]:
    """Read and stage the files that wait, one after the other, and yield each when it is done.

    Each meeting of a file is staged in a transaction, so that a killed run goes on where it was.
    """
    last = 0
    while not should_stop() and (row := IncomingFile.objects.waiting().filter(pk__gt=last).first()):
        last = row.pk
        stage_file(row)
        yield row


def stage_file(row: IncomingFile) -> None:
    """Read the file and stage each of its meetings. The row says afterwards what became of it.

    If the machine is too busy, it waits on.
    """
    given, boards = Given.of(row.given), list(Board.objects.all())
    if not row.file or not row.file.storage.exists(row.file.name):
        _end(row, Status.REFUSED, refusal=FORGOTTEN)
        return
    with row.file.open("rb") as file:
        data = file.read()
    try:
        meetings: Sequence[ParsedMeeting] = read_meetings_confined(data, row.name, _guide(given, row.name, boards))
    except Busy:
        return
    except EncodingUnclear as unclear:
        _stage_each(row, [_Part(row, given, ParsedMeeting("", ()), boards, unclear=unclear, data=data)])
    except Refused as refused:
        _end(row, Status.REFUSED, refusal=str(refused))
    else:
        several = len(meetings) > 1
        _stage_each(row, [_Part(row, given, meeting, boards, several=several) for meeting in meetings])


def _stage_each(row: IncomingFile, parts: "Sequence[_Part]") -> None:
    asks: dict[tuple[Asked, str], None] = {}
    for part in parts:
        try:
            part.stage()
        except MeetingUnclear as question:
            asks.update(dict.fromkeys(question.asks))
        except ValidationError as error:
            _end(row, Status.REFUSED, refusal=" ".join(error.messages))
            return
        except NotAllowed as error:
            _end(row, Status.REFUSED, refusal=str(error) or "Whoever sent the file may not add its meeting.")
            return
        except WordsReturned:
            _end(row, Status.REFUSED, refusal="Its title has words that were removed from the record. Add it by hand.")
            return
    _end(row, Status.ASKS if asks else Status.STAGED, asks=[[what.value, said] for what, said in asks])


@transaction.atomic
def _end(row: IncomingFile, status: IncomingFile.Status, *, refusal: str = "", asks: Sequence[list[str]] = ()) -> None:
    row.status, row.refusal, row.asks = status, refusal, list(asks)
    if status == Status.STAGED:
        # Its imports have the stored file now.
        row.file = ""
    row.save(update_fields=["status", "refusal", "asks", "file"])


@dataclass(frozen=True)
class _Part:
    """One meeting of a file."""

    row: IncomingFile
    given: Given
    parsed: ParsedMeeting
    boards: Sequence[Board]
    several: bool = False
    unclear: EncodingUnclear | None = None
    data: bytes = b""

    def stage(self) -> None:
        """Stage it for its meeting, unless that was done before. Raise MeetingUnclear if the meeting is not clear."""
        board, date = self._board(), self._date()
        asks = [] if board else [(Asked.BOARD, self._board_as_named())]
        asks += [] if date else [(Asked.DATE, self._title())]
        with transaction.atomic():
            one_at_a_time(f"file {self.row.file_sha256}", *([f"meetings of board {board.pk}"] if board else []))
            if self._is_done():
                return
            if board is None or date is None:
                raise MeetingUnclear(*asks)
            batch = keep_stored(
                meeting=self._meeting(board, date),
                row=self.row,
                reading=self._key(),
                source_publisher=self.given.publisher,
                source_url=self.given.url,
            )
            if self.unclear:
                refuse(batch, ImportBatch.Status.ENCODING, self.unclear, self.data)
                return
            stage(batch, self.parsed)
            if self.given.kind:
                kind = Source.Kind(self.given.kind)
                batch.source_kind, batch.text_status = kind, USUAL_STATUS.get(kind, batch.text_status)
                batch.save(update_fields=["source_kind", "text_status"])

    def _key(self) -> str:
        return self.parsed.readings[0].key if self.several else ""

    def _is_done(self) -> bool:
        """Return whether it was staged before: by a run that was killed, or by another process."""
        done = ImportBatch.objects.of_file(self.row.file_sha256)
        return (done.filter(reading=self._key()) if self.several else done).exists()

    def _board(self) -> Board | None:
        """Return the board: the one that a person named, that the file names, or whose name its own name has."""
        if answered := self.given.boards.get(self._board_as_named()):
            return next((board for board in self.boards if board.pk == answered), None)
        printed = next((board for board in self.boards if is_called(board, self.parsed.board)), None)
        if self.several and (printed or not self.given.board):
            return printed
        if self.given.board:
            return self._given_board()
        return self._said[0] if len(self._said) == 1 else None

    @cached_property
    def _said(self) -> Sequence[Board]:
        """The boards that the file names: if there are two, a person is asked."""
        return boards_of(self.parsed, self.row.name, self.boards)

    def _board_as_named(self) -> str:
        """Return what a question about the board calls it: as the file or the manifest does, or the file's folder."""
        folder, slash, _ = self.row.name.rpartition("/")
        if len(self._said) > 1 and not self.several and not self.given.board:
            return " or ".join(sorted(board.name for board in self._said))
        return self.parsed.board or self.given.board or folder + slash

    def _given_board(self) -> Board | None:
        """Return the board that a manifest names; a new one of that name, if the person may add boards."""
        with transaction.atomic():
            one_at_a_time("new board")
            named = next((board for board in Board.objects.all() if is_called(board, self.given.board)), None)
            actor = self.row.uploaded_by
            if named is None and (actor is None or actor.has_perm("archive.add_board")):
                named = new_board(self.given.board, current_site())
                save_object(instance=named, actor=actor)
        return named

    def _date(self) -> PartialDate | None:
        of_person = self.given.date
        # Where a file has two days, in its words or its name, a person says which it is.
        of_file = "" if self.parsed.other_date else self.parsed.date
        answered = self.given.dates.get(self._title(), "")
        date = answered or of_file or of_person if self.several else of_person or of_file
        if not date and self.unclear:
            date = date_in_name(self.row.name)
        try:
            return PartialDate.parse(date)
        except ValueError:
            return None

    def _title(self) -> str:
        """Return what a question about the date calls it, if the file has several meetings."""
        return self.parsed.readings[0].title if self.several else ""

    def _meeting(self, board: Board, date: PartialDate) -> Meeting:
        """Return the meeting of the board on that date; a new one if there is none."""
        title = self.given.title or (self.parsed.title if self.several else "")
        kind = kind_of_meeting(f"{self.row.name} {title}")
        there = self._meetings_meant(list(board.meetings.filter(date=date).order_by("pk")), title)
        if len(there) > 1:
            there = [meeting for meeting in there if meeting.kind == kind] or there
        if len(there) > 1:
            raise MeetingUnclear((Asked.MEETING, f"{board.pk} {date.isoformat()}"))
        if there:
            return there[0]
        is_to_come = date.first > timezone.localdate(timezone=zoneinfo.ZoneInfo(board.timezone))
        status = Meeting.Status.SCHEDULED if is_to_come else Meeting.Status.HELD
        new = Meeting(board=board, date=date, title=title[:300], kind=kind, status=status)
        save_object(instance=new, actor=self.row.uploaded_by)
        return new

    def _meetings_meant(self, of_day: list[Meeting], title: str) -> list[Meeting]:
        """Return which meetings of the day the file can be of: the one that a person chose, or those of its title."""
        if self.given.meeting:
            of_day = [meeting for meeting in of_day if meeting.pk == self.given.meeting] or of_day
        titled = [meeting for meeting in of_day if title and plain(meeting.title) == plain(title)]
        if titled or (self.several and title and all(meeting.title for meeting in of_day)):
            return titled
        return of_day


def _guide(given: Given, name: str, boards: Sequence[Board]) -> Guide:
    """Return the names that the board knows, if it is clear before the file is read which board it is."""
    board = next((board for board in boards if is_called(board, given.board)), None) or named_in(name, boards)
    return Guide(known=names_known_to(board)) if board else NO_GUIDE


KINDS = (
    (Meeting.Kind.WORK_SESSION, r"work ?(?:session|shop)|study session|sesion de trabajo"),
    (Meeting.Kind.HEARING, r"hearing|audiencia"),
    (Meeting.Kind.EMERGENCY, r"emergency|emergencia"),
    (Meeting.Kind.SPECIAL, r"special|extraordinari[ao]|especial"),
    (Meeting.Kind.COMMITTEE, r"committee|subcommittee|comite|comision"),
)


def kind_of_meeting(words: str) -> Meeting.Kind:
    """Return the kind of meeting that a name or title says, else a regular one."""
    said = plain(words)
    return next((kind for kind, pattern in KINDS if re.search(rf"\b(?:{pattern})\b", said)), Meeting.Kind.REGULAR)
