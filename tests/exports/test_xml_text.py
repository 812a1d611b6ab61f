"""Every file in XML can be read, whatever characters the record has."""

import io
import zipfile

import pytest
from django.test import Client
from lxml import etree

from archive.search.engines import outbox
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
# No XML can express these. The record may have them: a file had, or a program sent them.
ODD = "a\x01b\x0bc\x1bd\ufffe"


def test_what_xml_cannot_express_breaks_no_file(client: Client):
    ada = make_speaker(f"Ada {ODD}")
    meeting = make_meeting(make_board(f"Board {ODD}"), date="2024-03-05", title=f"Hearing {ODD}", place=f"Hall {ODD}")
    item = meeting.agenda_items.create(position=1, title=f"Item {ODD}")
    said = make_statement(f"The buses {ODD} run.", speaker=ada, meeting=meeting, agenda_item=item)
    facts = {"mover_name": f"Kim {ODD}", "printed_result": f"Carried {ODD}"}
    make_decision(f"To open {ODD}.", ballots=[f"Kim {ODD}: yes"], facts=facts, meeting=meeting, agenda_item=item)
    outbox.drain()
    here = f"/meetings/{meeting.pk}"
    share = f"/oembed/?format=xml&url=http://testserver/statements/{said.pk}/"
    feeds = ["/meetings/feed/", "/search/feed/?q=buses", f"/boards/{meeting.board.slug}/feed/"]
    for path in (f"{here}/akn.xml", f"{here}/transcript.docx", f"{here}/minutes.docx", share, *feeds):
        response = client.get(path)
        assert response.status_code == 200, path
        files = {path: response.content}
        if path.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
                files = {name: packed.read(name) for name in packed.namelist() if name.endswith(".xml")}
        for content in files.values():
            etree.fromstring(content)
