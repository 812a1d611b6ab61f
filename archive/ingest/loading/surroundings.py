"""The objects that statements need: boards, meetings, agenda items, people and sources, found or created."""

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from django.utils import timezone

from archive.actions.removed_words.memory import find_removed
from archive.actions.rules import FieldChange, Verb, Why, audit, change_in_public
from archive.actions.statements import NewDecision
from archive.ingest.loading.line import MeetingLine, SpeakerLine, StatementLine
from archive.ingest.loading.offices import KnownOffices, has_removed_words
from archive.ingest.loading.people import NamesOfFile, PeopleOfFile
from archive.models import AgendaItem, Ballot, Board, Meeting, Office, Source, Statement, current_site, new_board

LONGEST_NAME = 300
NEW_HEADING = "The source has statements under another heading."
URL = re.compile(r"https?://[^\s<>\"]+")
PUBLIC_COMMENTER = re.compile(r"public comment(er|ers)?|members? of the public", re.IGNORECASE)
# What a source is, from how close somebody said that its texts are.
KINDS_OF_SOURCE: Mapping[str, str] = {
    Statement.TextStatus.MACHINE_TRANSCRIPT: Source.Kind.MACHINE_TRANSCRIPT,
    Statement.TextStatus.MINUTES: Source.Kind.MINUTES,
}


class KnownObjects:
    """Finds each object once and remembers it; creates missing ones in the caller's transaction.

    Existing objects stay the same, because staff may have given a meeting a better date or a speaker a better name.
    """

    def __init__(self, names: NamesOfFile) -> None:
        self._boards: dict[str, Board] = {}
        self._meetings: dict[str, Meeting] = {}
        # By their ids in the source, or by what they are called.
        self._items: dict[int, dict[str, AgendaItem]] = {}
        self._sources: dict[str, Source] = {}
        self.offices = KnownOffices()
        # What was missing, by its kind, and the meetings that readers see from this import on.
        self.made: set[tuple[str, str]] = set()
        self._people = PeopleOfFile(names, self.made)
        self._new_meetings: set[int] = set()
        # Rules of topics may find the new items of these meetings.
        self.with_new_items: set[int] = set()

    def statement(self, line: StatementLine, *, text_status: str, source_kind: str) -> Statement:
        """Return an unsaved statement; what a person says of all lines holds for those that do not say it."""
        board = self._board(line.body)
        name = line.meeting_id or _external_name(line.body, line.meeting_date.isoformat(), line.meeting_title)
        meeting = self._meeting(name, board, line)
        speaker = self._people.speaker(line.speaker, board)
        of_the_public = PUBLIC_COMMENTER.fullmatch(line.speaker) or PUBLIC_COMMENTER.fullmatch(line.speaker_role)
        if speaker and line.speaker_role and not PUBLIC_COMMENTER.fullmatch(line.speaker_role):
            self.offices.hold(speaker, board, line.speaker_role, line.meeting_date)
        status = line.text_status or text_status
        return Statement(
            external_id=line.id,
            kind=line.kind or (Statement.Kind.PUBLIC_COMMENT if of_the_public else Statement.Kind.REMARK),
            text_status=status,
            board_id=meeting.board_id,
            meeting=meeting,
            date=meeting.date,
            agenda_item=self._agenda_item(meeting, line),
            position=line.seq,
            speaker=speaker,
            attribution=line.speaker,
            source_id=self._source(line, source_kind or KINDS_OF_SOURCE.get(status, Source.Kind.OTHER)).pk,
        )

    def decision(self, line: StatementLine) -> NewDecision | None:
        """Return what was decided, with the speakers whom its names mean."""
        if line.facts is None:
            return None
        board = self._board(line.body)
        people = {name: self._people.speaker(line.facts[f"{name}_name"], board) for name in ("mover", "seconder")}
        roll = [Ballot(**row, speaker=self._people.speaker(row["name"], board)) for row in line.roll]
        return NewDecision({**line.facts, **people}, roll)

    def hold(self, line: MeetingLine) -> None:
        """Find a meeting with its agenda, or create it, public at once, as its source is."""
        meeting = self._meeting(line.id, self._board(line.body), line)
        if meeting.pk in self._new_meetings:
            meeting.place = "" if find_removed([line.place], meeting) else line.place
            meeting.start, meeting.status = line.start, line.status or meeting.status
            meeting.recording_url, meeting.published_at = line.recording_url, timezone.now()
            meeting.save()
            audit(actor=None, verb=Verb.IMPORTED, instance=meeting, note="From a file.")
        self._find_agenda(meeting, line)

    def seat(self, line: SpeakerLine) -> None:
        """Note the offices of a person at the boards of this file, if it is known who that is."""
        for name, term in line.offices:
            board = self._boards.get(name)
            speaker = self._people.holder(line.name, line.id, board) if board else None
            if speaker:
                self.offices.add(Office(speaker=speaker, board=board, **term))

    def _board(self, name: str) -> Board:
        if name not in self._boards:
            known = Board.objects.filter(name=name).first()
            self._boards[name] = board = known or new_board(name, current_site())
            if known is None:
                board.save()
                self.made.add(("board", name))
        return self._boards[name]

    def _meeting(self, name: str, board: Board, line: StatementLine | MeetingLine) -> Meeting:
        if name not in self._meetings:
            known = Meeting.objects.filter(external_id=name).first()
            self._meetings[name] = known or Meeting.objects.create(
                external_id=name,
                board=board,
                title=line.meeting_title,
                date=line.meeting_date,
                kind=Meeting.Kind.OTHER,
            )
            if known is None:
                self._new_meetings.add(self._meetings[name].pk)
                self.made.add(("meeting", name))
        return self._meetings[name]

    def _agenda_item(self, meeting: Meeting, line: StatementLine) -> AgendaItem | None:
        """Return the agenda item with that id or that label and title; a new one comes last.

        None if the source names none, or if it has redacted words.
        """
        if meeting.pk not in self._items:
            self._items[meeting.pk] = {str(item): item for item in meeting.agenda_items.all()}
        items = self._items[meeting.pk]
        if line.agenda_item_id in items or not line.agenda_item:
            return items.get(line.agenda_item_id)
        if line.agenda_item not in items:
            items |= {str(item): item for item in self._added(meeting, [AgendaItem(title=line.agenda_item)])}
        return items.get(line.agenda_item)

    def _find_agenda(self, meeting: Meeting, line: MeetingLine) -> None:
        """Find the agenda items of a meeting by their ids in the source, and add those that are missing at the end."""
        unmet: dict[tuple[str, str], deque[AgendaItem]] = defaultdict(deque)
        for item in meeting.agenda_items.all():
            unmet[item.label, item.title].append(item)
        items: dict[str, AgendaItem] = {}
        new = []
        for name, label, title in line.agenda:
            # Two of one name are two: each is met once.
            known = unmet[label, title]
            items[name] = known.popleft() if known else AgendaItem(label=label, title=title)
            new += [] if items[name].pk else [items[name]]
        added = self._added(meeting, new)
        self._items[meeting.pk] = {str(item): item for item in added} | {
            name: item for name, item in items.items() if item.pk
        }

    def _added(self, meeting: Meeting, new: Sequence[AgendaItem]) -> Sequence[AgendaItem]:
        """Store new items as the last of a meeting, and return those that have no redacted words.

        If readers saw the meeting before this import, the corrections log tells them.
        """
        for item in new:
            item.meeting = meeting
        is_clear = not new or not find_removed([item.title for item in new], new[0], alone=True)
        kept = [item for item in new if is_clear or not has_removed_words(item)]
        if not kept:
            return kept
        last = max(meeting.agenda_items.values_list("position", flat=True), default=0)
        for position, item in enumerate(kept, start=last + 1):
            item.position = position
            # A trial makes the meeting once a batch, each time with another key.
            self.made.add(("agenda item", f"{meeting.external_id or meeting.pk} {item}"))
        AgendaItem.objects.bulk_create(kept)
        self.with_new_items.add(meeting.pk)
        if meeting.pk not in self._new_meetings:
            changes = [FieldChange("agenda item", "", str(item)) for item in kept]
            change_in_public(owner=meeting, changes=changes, why=Why(NEW_HEADING), actor=None)
            for item in kept:
                audit(actor=None, verb=Verb.CHANGED, instance=meeting, note=f"agenda item: {item}")
        return kept

    def _source(self, line: StatementLine, kind: str) -> Source:
        name = line.source_id or line.source
        if name not in self._sources:
            known = Source.objects.filter(external_id=name).first()
            in_title = URL.search(line.source)
            self._sources[name] = known or Source.objects.create(
                external_id=name,
                title=line.source,
                kind=line.source_kind or kind,
                url=line.source_url or (in_title[0] if in_title else ""),
                licence=line.licence,
            )
        return self._sources[name]


def _external_name(*parts: str) -> str:
    """Return the parts as one name; if that is too long, its beginning with a checksum of the whole."""
    name = " / ".join(parts)
    if len(name) <= LONGEST_NAME:
        return name
    checksum = hashlib.sha256(name.encode()).hexdigest()
    return f"{name[: LONGEST_NAME - len(checksum) - 1]} {checksum}"
