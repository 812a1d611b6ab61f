"""The objects that statements need: boards, meetings, agenda items, speakers and sources, found or created."""

import hashlib
import re

from archive.actions.rules import FieldChange, Verb, Why, audit, change_in_public
from archive.loading.statement_lines import rules
from archive.loading.statement_lines.line import StatementLine
from archive.models import AgendaItem, Board, Meeting, Office, Source, Speaker, SpeakerName, current_site, new_board

LONGEST_NAME = 300
NEW_HEADING = "The source has statements under another heading."
URL = re.compile(r"https?://[^\s<>\"]+")


class KnownObjects:
    """Finds each object once and remembers it; creates missing ones in the caller's transaction.

    Existing objects stay the same, because staff may have given a meeting a better date or a speaker a better name.
    """

    def __init__(self) -> None:
        self._boards: dict[str, Board] = {}
        self._meetings: dict[str, Meeting] = {}
        self._items: dict[int, dict[str, AgendaItem]] = {}
        self._speakers: dict[tuple[int, str], Speaker] = {}
        self._offices: set[tuple[int, int, str]] = set()
        self._sources: dict[str, Source] = {}
        # What was missing, by its kind, and the meetings that readers see from this import on.
        self.made: set[tuple[str, str]] = set()
        self._new_meetings: set[int] = set()

    def board(self, name: str) -> Board:
        """Return the board of that name."""
        if name not in self._boards:
            known = Board.objects.filter(name=name).first()
            self._boards[name] = board = known or new_board(name, current_site())
            if known is None:
                board.save()
            self._note("board", name, known)
        return self._boards[name]

    def meeting(self, board: Board, line: StatementLine) -> Meeting:
        """Return the board's meeting of that date and title."""
        name = _external_name(line.body, line.meeting_date.isoformat(), line.meeting_title)
        if name not in self._meetings:
            known = Meeting.objects.filter(external_id=name).first()
            self._meetings[name] = known or Meeting.objects.create(
                external_id=name,
                board=board,
                title=line.meeting_title,
                date=line.meeting_date,
                kind=Meeting.Kind.OTHER,
            )
            self._note("meeting", name, known)
            if known is None:
                self._new_meetings.add(self._meetings[name].pk)
        return self._meetings[name]

    def agenda_item(self, meeting: Meeting, heading: str) -> AgendaItem | None:
        """Return the agenda item with that label and title; new ones come last.

        If readers saw the meeting before this import, the corrections log tells them of a new one.
        """
        if not heading:
            return None
        if meeting.pk not in self._items:
            self._items[meeting.pk] = {str(item): item for item in meeting.agenda_items.all()}
        items = self._items[meeting.pk]
        if heading not in items:
            last = max((item.position for item in items.values()), default=0)
            items[heading] = AgendaItem.objects.create(meeting=meeting, position=last + 1, title=heading)
            # A trial makes the meeting once a batch, each time with another key.
            self._note("agenda item", f"{meeting.external_id or meeting.pk} {heading}", None)
            if meeting.pk not in self._new_meetings:
                change = FieldChange("agenda item", "", heading)
                change_in_public(owner=meeting, changes=[change], why=Why(NEW_HEADING), actor=None)
                audit(actor=None, verb=Verb.CHANGED, instance=meeting, note=f"agenda item: {heading}")
        return items[heading]

    def speaker(self, board: Board, line: StatementLine) -> Speaker | None:
        """Return the speaker with that name in the board's sources, with the line's office; None without a name."""
        name = line.speaker
        if not rules.is_somebody(name):
            return None
        if (board.pk, name) not in self._speakers:
            known = _speaker_of(board, name)
            self._speakers[board.pk, name] = known or _new_speaker(board, name)
            self._note("speaker", f"{name} / {board.name}", known)
        speaker = self._speakers[board.pk, name]
        if rules.is_office(line.speaker_role):
            self._give_office(speaker, board, line)
        return speaker

    def source(self, line: StatementLine, text_status: str) -> Source:
        """Return the document that the line names, whose texts are so close to what was said."""
        name = line.source
        if name not in self._sources:
            known = Source.objects.filter(external_id=name).first()
            url = URL.search(name)
            self._sources[name] = known or Source.objects.create(
                external_id=name,
                title=name,
                kind=line.source_kind or rules.KINDS_OF_SOURCE.get(text_status, Source.Kind.OTHER),
                url=url[0] if url else "",
                licence=line.licence,
            )
        return self._sources[name]

    def _note(self, kind: str, name: str, known: object) -> None:
        if known is None:
            self.made.add((kind, name))

    def _give_office(self, speaker: Speaker, board: Board, line: StatementLine) -> None:
        """Store the office. Its start is not known, unless it follows another one at the same board."""
        title = line.speaker_role
        if (speaker.pk, board.pk, title) in self._offices:
            return
        held = list(Office.objects.filter(speaker=speaker, board=board).values_list("title", flat=True))
        if title not in held:
            since = line.meeting_date if held else None
            Office.objects.create(speaker=speaker, board=board, title=title, from_date=since)
        self._offices.add((speaker.pk, board.pk, title))


def _speaker_of(board: Board, name: str) -> Speaker | None:
    """Return the speaker of that name in the board's sources, or else the holder of an office there of that name."""
    called = SpeakerName.objects.filter(board=board, name=name).select_related("speaker").first()
    return called.speaker if called else Speaker.objects.filter(name=name, offices__board=board).first()


def _new_speaker(board: Board, name: str) -> Speaker:
    speaker = Speaker.objects.create(name=name)
    # In bulk, which does not tell the index. It learns of the new speaker with their statements.
    SpeakerName.objects.bulk_create([SpeakerName(speaker=speaker, name=name, board=board)])
    return speaker


def _external_name(*parts: str) -> str:
    """Return the parts as one name; if that is too long, its beginning with a checksum of the whole."""
    name = " / ".join(parts)
    if len(name) <= LONGEST_NAME:
        return name
    checksum = hashlib.sha256(name.encode()).hexdigest()
    return f"{name[: LONGEST_NAME - len(checksum) - 1]} {checksum}"
