"""What leads the home page: sentences proposed by counting, one ticked by an editor, none after its words changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from archive.actions.meetings import tick_lead
from archive.actions.redaction import redact
from archive.actions.rules import SaidBy
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.models import AgendaItem, AuditEntry, Correction, Meeting, Office, Role, Statement
from archive.search.engines import outbox
from tests.desk.acting import send
from tests.language.test_telling_sentence import PROCEDURE
from tests.pages.page import Page
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db

LEAD = "The reservoir needs new pumps before the reservoir runs dry in August."


@pytest.fixture
def meeting() -> Meeting:
    """A meeting on pumps and the reservoir, and what else was said there."""
    meeting, chair, guest = make_meeting(), make_speaker("Ana Chair"), make_speaker("Kim Guest")
    Office.objects.create(speaker=chair, title="Chair", board=meeting.board, from_date="2020")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Water supply")
    texts = [(chair, " ".join([PROCEDURE[2], LEAD, "Pumps."])), (guest, f"{LEAD} I said so about the pumps.")]
    texts += [(chair, words) for words in PROCEDURE] + [
        (chair, "And the pumps of the reservoir are old and rusty too.")
    ]
    for place, (speaker, words) in enumerate(texts):
        make_statement(words, meeting=meeting, speaker=speaker, agenda_item=item, position=place)
    for _ in range(3):
        make_statement("The teachers asked for smaller classes.", meeting=make_meeting(date="2020-01-01"))
    outbox.drain()
    return meeting


def lead_of(client: Client) -> str:
    return Page(client.get("/").content.decode()).one("h2", id="lead").text.strip()


def test_an_editor_ticks_a_whole_sentence_of_an_officer_and_it_leads_the_home_page_uncut(meeting: Meeting):
    client = signed_in(make_person(Role.EDITOR), Client())
    page = Page(client.get(f"/desk/meetings/{meeting.pk}/?add=lead").content.decode())
    offered = [one.attributes["value"] for one in page.all("input", name="sentence")]
    said = Statement.objects.get(meeting=meeting, position=0)
    assert offered == [f"{said.current_revision_id}:{said.text.index(LEAD)}", ""]
    assert LEAD in page.text
    assert lead_of(Client()) == "Water supply"
    send(client, "meeting:lead", meeting, sentence=offered[0])
    assert lead_of(Client()) == LEAD
    assert AuditEntry.objects.latest("id").note == f"A sentence of statement {said.pk} leads the home page."
    send(client, "meeting:lead", meeting, sentence="")
    assert lead_of(Client()) == "Water supply"


def _redact(said: Statement) -> Any:
    passage = from_ends(said.text, "new", "pumps")
    return redact(revision=said.published_revision, passage=passage, category="privacy", reason="A name.")


CHANGES: tuple[Callable[[Statement], Any], ...] = (
    _redact,
    lambda said: correct(statement=said, text=f"{said.text} Yes.", reason="As it was said."),
    lambda said: correct(
        statement=said,
        said_by=SaidBy(make_speaker("Robin Sample")),
        kind=Correction.Kind.ATTRIBUTION,
        reason="Not she.",
    ),
    lambda said: withdraw(statement=said, category="mistake", reason="It was said elsewhere."),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_sentence_leads_no_longer_than_its_statement_is_as_it_was(
    client: Client, meeting: Meeting, change: Callable[[Statement], Any]
):
    said = Statement.objects.get(meeting=meeting, position=0)
    tick_lead(meeting=meeting, revision=said.published_revision, start=said.text.index(LEAD))
    assert lead_of(client) == LEAD
    change(said)
    assert lead_of(client) == "Water supply"
    meeting.refresh_from_db()
    assert meeting.lead is None


def test_only_a_whole_sentence_of_a_public_statement_of_the_meeting_may_lead(meeting: Meeting):
    said, draft = Statement.objects.get(meeting=meeting, position=0), make_draft(LEAD, meeting=meeting)
    elsewhere = make_statement(LEAD)
    for revision, start in (
        (said.published_revision, said.text.index(LEAD) + 1),
        (draft.revisions.get(), 0),
        (elsewhere.published_revision, 0),
    ):
        with pytest.raises(ValidationError, match="Choose again"):
            tick_lead(meeting=meeting, revision=revision, start=start)
