"""The contents of a meeting's files: its public statements in order, with speaker and office."""

from dataclasses import dataclass

from django.db.models import Prefetch

from archive.models import Meeting, Office, Statement, shown


@dataclass(frozen=True)
class ExportedTurn:
    """A statement as a file shows it; ``speaker`` is empty if nobody is named."""

    statement: Statement
    speaker: str
    office: str
    text: str
    starts_item: bool
    word_times: bytes = b""

    @property
    def label(self) -> str:
        """The speaker, as a transcript prints it: “Ada Public (Trustee)”."""
        return f"{self.speaker} ({self.office})" if self.speaker and self.office else self.speaker


def turns_of(meeting: Meeting) -> list[ExportedTurn]:
    """Return the turns of a public meeting. A note replaces each redacted passage."""
    rows = (
        Statement.objects.public()
        .filter(meeting=meeting)
        .select_related("current_revision__word_times", "agenda_item", "speaker", "source", "board")
        .prefetch_related(Prefetch("speaker__offices", Office.objects.public()))
        .order_by("position", "number")
    )
    turns: list[ExportedTurn] = []
    item: int | None = None
    for row in rows:
        name = row.speaker.name if row.speaker else row.attribution
        office = row.office.title if row.office else ""
        starts = row.agenda_item_id is not None and row.agenda_item_id != item
        timed = getattr(row.current_revision, "word_times", None)
        turns.append(ExportedTurn(row, name, office, shown(row.text), starts, bytes(timed.packed) if timed else b""))
        item = row.agenda_item_id
    return turns
