"""A meeting as JSON Lines that ``manage.py import_statements`` reads, with other facts about each statement."""

import json
from collections.abc import Iterator

from archive.exports.meeting.turns import ExportedTurn
from archive.models import Meeting


def json_lines(meeting: Meeting, turns: list[ExportedTurn], origin: str) -> Iterator[str]:
    """Yield a line for each statement; ``origin`` is the URL of the site."""
    for turn in turns:
        row = turn.statement
        line = {
            "id": row.external_id or f"{origin}/statements/{row.number}/",
            "body": meeting.board.name,
            "meeting_title": meeting.title or str(meeting),
            "meeting_date": meeting.date.isoformat(),
            "agenda_item": str(row.agenda_item or ""),
            "speaker": turn.speaker,
            "speaker_role": turn.office,
            "seq": row.position,
            "text": row.published_revision.text,
            "source": row.source.title if row.source else f"{origin}{meeting.get_absolute_url()}",
            "licence": row.source.licence if row.source else "",
            "kind": row.kind,
            "text_status": row.text_status,
            "source_kind": row.source.kind if row.source else "",
            "number": row.number,
            "title": row.published_revision.title,
            "start_seconds": row.start_seconds,
            "end_seconds": row.end_seconds,
            "salt": row.published_revision.salt,
            "sha256": row.published_revision.sha256,
            "remaining_sha256": row.published_revision.remaining_sha256,
            "url": f"{origin}{row.get_absolute_url()}",
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"
