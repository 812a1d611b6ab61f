"""A meeting with everything that its files must hold."""

from archive.models import AgendaItem, Meeting, Source
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement

HOSTILE = 'If a < b & c > d, "say" so --> now.\n\nSecond paragraph.'


def make_full_meeting() -> Meeting:
    """Return a public meeting: two items, a named turn with times, one without a speaker, one hostile, one draft."""
    meeting = make_meeting(make_board("Open Board"), date="2024-03-05", title="Budget hearing")
    first = AgendaItem.objects.create(meeting=meeting, position=1, label="1.", title="Buses & <roads>")
    second = AgendaItem.objects.create(meeting=meeting, position=2, title="Library")
    ada = make_speaker("Ada Public", slug="ada-public")
    ada.offices.create(title="Trustee", board=meeting.board)
    source = Source.objects.create(kind="minutes", title="Minutes of 5 March", licence="CC BY 4.0")
    said = {"meeting": meeting, "source": source}
    make_statement("The buses run.", speaker=ada, agenda_item=first, position=1, start_seconds=3.5, **said)
    make_statement(HOSTILE, agenda_item=first, position=2, start_seconds=9, attribution="Mr. Sample", **said)
    make_statement("Nobody is named here.", agenda_item=second, position=3, text_status="minutes", **said)
    bea = make_speaker("Bea Sample")
    make_statement("I move we open it.", speaker=bea, agenda_item=second, position=5, **said)
    make_statement("I second that.", speaker=ada, agenda_item=second, position=6, **said)
    make_draft("Xylograph.", agenda_item=second, position=4, **said)
    meeting.refresh_from_db()
    return meeting
