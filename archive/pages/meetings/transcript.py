"""A meeting's transcript: an overview of all its turns, cut into parts that a phone can handle, grouped by speaker."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.utils.safestring import SafeString

from archive.machine.queries import Prepared
from archive.machine.web.cost import let_others_pass
from archive.models import AgendaItem, Decision, Meeting, Source, Statement, fetch_public_offices
from archive.pages.meetings.turns import TurnWriter
from archive.pages.statements.paragraphs import is_broken, paragraphs
from archive.search.answer.marking import Marker

TURNS_A_PART = 75


_turns = Prepared(
    lambda numbers: (
        Statement.objects.public()
        .filter(number__in=numbers)
        .select_related("current_revision", "speaker")
        .order_by("position", "number")
    )
)


class TurnOverview(NamedTuple):
    """What the overview knows about a public statement of the meeting. Its words are fetched with its part."""

    number: int
    agenda_item: int | None
    speaker: int | None
    speaker_name: str | None
    speaker_slug: str | None
    attribution: str
    kind: str
    text_status: str
    source: int | None
    start: float | None
    end: float | None
    checked_at: datetime.datetime | None = None

    @property
    def is_speech(self) -> bool:
        """Whether somebody says it. A note of what happened is nobody's words."""
        return self.kind not in Statement.UNSAID

    @property
    def named(self) -> tuple[str, str] | tuple[()]:
        """The name and slug of the speaker, or the name that the source prints; empty if unknown."""
        if self.speaker_name:
            return self.speaker_name, self.speaker_slug or ""
        return (self.attribution, "") if self.attribution else ()


class TurnRun(NamedTuple):
    """Consecutive turns under one agenda item, or under none, and the position of the first in the meeting."""

    item_id: int | None
    item: AgendaItem | None
    place: int
    turns: list[TurnOverview]

    @property
    def part(self) -> int:
        """The part of the transcript where they begin."""
        return self.place // TURNS_A_PART + 1


@dataclass
class Section:
    """Consecutive turns under one agenda item, or under none, as HTML. Consecutive turns of one speaker are a group.

    ``continued`` says that it began in an earlier part. ``anchor`` is its fragment, and ``documents`` are the official
    ones of what was decided on the item; if the part returns to an item, only the first section has them.
    """

    item: AgendaItem | None
    groups: list[list[SafeString]]
    anchor: str = ""
    continued: bool = False
    documents: Sequence[Source] = ()


class Transcript:
    """The public turns of a meeting in order. It takes two queries for the overview and two for each part."""

    def __init__(self, meeting: Meeting) -> None:
        rows = (
            Statement.objects.public()
            .filter(meeting=meeting)
            .order_by("position", "number")
            .values_list(
                "number",
                "agenda_item",
                "speaker",
                "speaker__name",
                "speaker__slug",
                "attribution",
                "kind",
                "text_status",
                "source",
                "start_seconds",
                "end_seconds",
                "checked_at",
            )
        )
        self.turns = [TurnOverview(*row) for row in rows]
        self.meeting = meeting
        self.items, self.topics = _agenda(meeting)
        self._official: dict[int | None, list[Source]] = defaultdict(list)

    @property
    def parts(self) -> int:
        """The number of parts, at least one."""
        return max(1, -(-len(self.turns) // TURNS_A_PART))

    @cached_property
    def speakers(self) -> int:
        """The number of different speakers. An unidentified one counts by the name that the source prints."""
        return len({turn.speaker or turn.attribution for turn in self.turns if turn.speaker or turn.attribution})

    @cached_property
    def unidentified(self) -> int:
        """The number of turns whose speaker is not known."""
        return sum(turn.is_speech and not turn.named for turn in self.turns)

    @cached_property
    def attributed(self) -> int:
        """The number of turns that have a speaker's name."""
        return sum(bool(turn.named) for turn in self.turns)

    @cached_property
    def text_statuses(self) -> list[str]:
        """The text statuses of the turns, each once, in the order of the choices."""
        used = {turn.text_status for turn in self.turns}
        return [status for status in (*Statement.TextStatus.values, "") if status in used]

    @cached_property
    def sources(self) -> set[int]:
        """The ids of the sources that the texts come from."""
        return {turn.source for turn in self.turns if turn.source}

    @cached_property
    def seconds(self) -> float:
        """The length of the recorded turns from the start of the recording; 0 if no time is known."""
        return max((turn.end or turn.start or 0 for turn in self.turns), default=0)

    @cached_property
    def places(self) -> dict[int, int]:
        """The position of each turn in the meeting, by its number."""
        return {turn.number: index for index, turn in enumerate(self.turns)}

    @property
    def has_decisions(self) -> bool:
        """Whether anything was decided."""
        return any(turn.kind == Statement.Kind.DECISION for turn in self.turns)

    def part_of(self, number: int) -> int:
        """Return the part with the statement, counted from 1; the first part if the meeting has no such turn."""
        return self.places.get(number, 0) // TURNS_A_PART + 1

    @cached_property
    def runs(self) -> list["TurnRun"]:
        """The runs of consecutive turns under one agenda item, or under none, in order."""
        runs: list[TurnRun] = []
        for index, turn in enumerate(self.turns):
            if not runs or turn.agenda_item != runs[-1].item_id:
                runs.append(TurnRun(turn.agenda_item, self.items.get(turn.agenda_item or 0), index, []))
            runs[-1].turns.append(turn)
        return runs

    def part(self, number: int, marker: Marker | None = None) -> list[Section]:
        """Return a part, counted from 1, as sections by agenda item, with the marker's words marked."""
        return self._sections((number - 1) * TURNS_A_PART, TURNS_A_PART, marker)

    def whole(self, marker: Marker | None = None) -> list[Section]:
        """Return all parts as one."""
        return self._sections(0, len(self.turns), marker)

    def put_beside_items(self, documents: Iterable[Source]) -> None:
        """Of the documents of the meeting, put the official ones of decisions beside their items; at most one query."""
        there = {document.pk: document for document in documents} if self.has_decisions else {}
        decided = Decision.objects.public().filter(statement__meeting=self.meeting, document__in=there)
        rows = decided.order_by("statement__position").values_list("statement__agenda_item", "document")
        for item, document in dict.fromkeys(rows if there else ()):
            self._official[item].append(there[document])

    def _sections(self, start: int, most: int, marker: Marker | None) -> list[Section]:
        shown = [turn.number for turn in self.turns[start : start + most]]
        before = self.turns[start - 1].agenda_item if start and self.turns else None
        statements = _turns(numbers=shown)
        for statement in statements:
            # Already known, and the same for all.
            statement.board = self.meeting.board
            statement.agenda_item = self.items.get(statement.agenda_item_id or 0)
        fetch_public_offices(statement.speaker for statement in statements)
        status = self.text_statuses[0] if len(self.text_statuses) == 1 else None
        sections = in_sections(statements, marker, self.meeting.recording_url, status)
        for section in sections:
            if section.anchor and section.item:
                section.documents = self._official[section.item.pk]
        if sections and sections[0].item:
            sections[0].continued = sections[0].item.pk == before
        return sections


def _agenda(meeting: Meeting) -> tuple[dict[int, AgendaItem], dict[int, list[tuple[str, str]]]]:
    """Return the agenda items in order, with the names and slugs of their topics, in one query."""
    rows = meeting.agenda_items.annotate(topic_name=F("topics__name"), topic_slug=F("topics__slug"))
    items: dict[int, AgendaItem] = {}
    topics: dict[int, list[tuple[str, str]]] = {}
    for item in rows.order_by("position", "id", "topics__name"):
        items[item.pk] = item
        if item.topic_slug:
            topics.setdefault(item.pk, []).append((item.topic_name, item.topic_slug))
    return items, topics


def in_sections(
    statements: Iterable[Statement], marker: Marker | None = None, recording: str = "", status: str | None = None
) -> list[Section]:
    """Group consecutive statements by agenda item, and within it by speaker.

    Their times link to the ``recording``, if its URL is given. ``status`` is the text status that the page names.
    """
    writer = TurnWriter(recording, status)
    sections: list[Section] = []
    anchors: set[str] = set()
    previous: Statement | None = None
    for statement in statements:
        let_others_pass()
        if previous is None or statement.agenda_item_id != previous.agenda_item_id:
            anchor = statement.agenda_item.anchor if statement.agenda_item else ""
            sections.append(Section(statement.agenda_item, [], "" if anchor in anchors else anchor))
            anchors.add(anchor)
            previous = None
        begins = previous is None or not _same_speaker(previous, statement)
        if begins:
            sections[-1].groups.append([])
        marks = marker.spans(statement.text) if marker else ()
        shown = paragraphs(statement.text, marks, broken=is_broken(statement))
        sections[-1].groups[-1].append(writer.html(statement, shown, names_speaker=begins))
        previous = statement
    return sections


def _same_speaker(one: Statement, other: Statement) -> bool:
    """Return whether the same speaker continues. For two unnamed turns this is not known."""
    is_narrative = one.kind in Statement.UNSAID
    return (
        one.speaker_id == other.speaker_id
        and (one.speaker_id is not None or one.attribution == other.attribution)
        and (one.speaker_id is not None or bool(one.attribution) or is_narrative)
        and is_narrative == (other.kind in Statement.UNSAID)
    )
