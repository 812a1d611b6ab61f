"""A meeting as plain text, for people: headings, then the speakers and their words."""

from archive.exports.meeting.turns import ExportedTurn
from archive.models import Meeting


def plain_text(meeting: Meeting, turns: list[ExportedTurn], address: str) -> str:
    """Return the text; ``address`` is the URL of the meeting's page."""
    parts = [f"{meeting.board.name}\n{meeting.date}\n{address}"]
    for turn in turns:
        if turn.starts_item:
            parts.append(f"# {turn.statement.agenda_item}")
        words = f"{turn.label}: {turn.text}" if turn.speaker else turn.text
        title = turn.statement.published_revision.title
        parts.append(f"## {title}\n\n{words}" if title else words)
    return "\n\n".join(parts) + "\n"
