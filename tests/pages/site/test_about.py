"""What the archive tells about itself: how many statements come from each type of source."""

import pytest
from django.test import Client

from archive.models import Source, Statement
from archive.search.engines import outbox
from tests.pages.page import Page
from tests.record import make_meeting, make_statements

pytestmark = pytest.mark.django_db


def test_statements_without_a_text_status_on_record_are_counted_too(client: Client):
    meeting, source = make_meeting(), Source.objects.create(kind="other", title="Sample source")
    _said, *unsaid = make_statements(["One bus.", "Two buses.", "Three buses."], meeting=meeting)
    Statement.objects.filter(pk__in=[one.pk for one in unsaid]).update(text_status="", source=source)
    outbox.drain()
    told = [" ".join(term.text.split()) for term in Page(client.get("/about/").content.decode()).all("dt")]
    assert "Verbatim text: 1 statement" in told
    assert "Text status not recorded: 2 statements" in told
    Statement.objects.update(text_status="verbatim")
    outbox.add(outbox.OutboxEntry.Subject.MEETING, [meeting.pk], seen=())
    outbox.drain()
    assert not [term for term in Page(client.get("/about/").content.decode()).all("dt") if "not recorded" in term.text]
