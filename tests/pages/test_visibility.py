"""Nothing that is not published is ever visible: one walk over every address with telling words hidden everywhere."""

import re
from itertools import product

import pytest
from django.test import Client

from archive.actions.draft_revision import draft_revision
from archive.actions.publish import publish
from archive.actions.withdraw import withdraw
from archive.models import AgendaItem, ErrorReport, Meeting, Office, Source, SpeakerName, Statement
from archive.search import outbox
from tests.pages.addresses import every_path
from tests.pages.page import Page
from tests.record import (
    make_board,
    make_document,
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_topic,
)

TELLING = "xylograph"
ADDRESS_OF_STATEMENT = re.compile(r"/statements/(\d+)/")
ANSWERS = {200, 301, 302, 400, 404, 410}


@pytest.fixture
def hidden() -> set[int]:
    """Hide telling words in every field of a draft, one in review and a withdrawn one; return their numbers."""
    speaker = make_speaker("Ada Public", slug="ada-public")
    meeting = make_meeting(make_board("Open Board", slug="open-board"), date="2024-03-05")
    topic = make_topic("Buses", slug="buses")
    answered = make_statement("The buses run.", meeting=meeting, speaker=speaker, topics=[topic], position=2)
    make_statement(
        "The buses ran.", meeting=meeting, speaker=speaker, kind="policy_statement", title="On buses", position=4
    )
    draft_revision(statement=answered, text=f"The {TELLING} runs.", title=f"On the {TELLING}", reason=f"A {TELLING}")

    def secret(name: str) -> dict:
        return {
            "text": f"Nobody may read of the {TELLING} yet.",
            "title": f"The {TELLING} {name}",
            "speaker": make_speaker(f"{TELLING} speaker {name}", slug=f"{TELLING}-speaker-{name}", description=TELLING),
            "attribution": f"Dr. {TELLING}",
            "topics": [make_topic(f"{TELLING} topic {name}", slug=f"{TELLING}-topic-{name}"), topic],
            "source": Source.objects.create(kind="other", title=f"{TELLING} source {name}"),
            "kind": "policy_statement",
        }

    shared = {"meeting": meeting, "responds_to": answered}
    waiting = make_meeting(make_board(f"{TELLING} board", slug=f"{TELLING}-board"), title=TELLING, place=TELLING)
    AgendaItem.objects.create(meeting=waiting, position=1, title=TELLING)
    Office.objects.create(speaker=speaker, title=f"{TELLING} warden", board=waiting.board)
    SpeakerName.objects.create(speaker=speaker, name=f"Ms. {TELLING}", board=waiting.board)
    make_document(waiting, TELLING, TELLING.encode(), publisher=TELLING, url=f"https://example.org/{TELLING}")
    make_document(meeting)
    in_review = make_draft(**secret("review"), **shared, position=1)
    Statement.objects.filter(pk=in_review.pk).update(status=Statement.Status.IN_REVIEW)
    withdrawn = publish(statement=make_draft(**secret("withdrawn"), **shared, position=3))
    make_report(withdrawn, problem=f"No {TELLING} said that.")
    make_report(answered, problem=f"No {TELLING} ran.", reporter_email=f"{TELLING}@example.org")
    withdraw(statement=withdrawn, category="privacy", reason="It named a child.")
    drafts = [
        make_draft(**secret("draft"), **shared, position=5),
        make_draft(**secret("elsewhere"), meeting=waiting),
        make_draft(**secret("outside"), board=meeting.board, date="2024"),
    ]
    outbox.drain()
    return {statement.pk for statement in [in_review, withdrawn, *drafts]}


@pytest.mark.django_db
def test_no_address_shows_a_trace_of_what_is_not_public(client: Client, hidden: set[int]):
    paths = sorted({*every_path()})
    assert len(paths) > 100
    for path in paths:
        response = client.get(path)
        assert response.status_code in ANSWERS, path
        said = response.getvalue().decode(errors="replace") + response.headers.get("Location", "")
        assert TELLING not in said.lower(), path
        shown = {int(number) for number in ADDRESS_OF_STATEMENT.findall(said)}
        own = {int(number) for number in ADDRESS_OF_STATEMENT.findall(path)}
        if path.startswith("/reports/"):
            # The tombstone of the statement it was about, which gives that statement's own address.
            own = set(ErrorReport.objects.filter(pk=int(path.split("/")[2])).values_list("statement_id", flat=True))
        if path.startswith("/corrections/"):
            # The log says that it was withdrawn, and leads to its tombstone.
            own = set(Statement.objects.filter(status=Statement.Status.WITHDRAWN).values_list("pk", flat=True))
        assert not (shown - own) & hidden, path


@pytest.mark.django_db
def test_documents_are_sent_of_public_meetings_alone(client: Client, hidden: set[int]):
    sent = set()
    for meeting, document in product(Meeting.objects.all(), Source.objects.all()):
        response = client.get(f"/meetings/{meeting.pk}/documents/{document.pk}/")
        response.close()
        if response.status_code != 404:
            sent.add((meeting.pk, document.pk))
    meeting = Meeting.objects.public().get()
    assert sent == {(meeting.pk, meeting.documents.get().pk)}


@pytest.mark.django_db
def test_drafts_are_not_found_and_withdrawn_ones_are_gone(client: Client, hidden: set[int]):
    for number in hidden:
        status = Statement.objects.get(pk=number).status
        expected = 410 if status == Statement.Status.WITHDRAWN else 404
        for path in (f"/statements/{number}/", f"/statements/{number}/anything/", f"/statements/{number}/r/1/"):
            assert client.get(path).status_code == expected, path


@pytest.mark.django_db
def test_what_is_known_only_from_drafts_is_not_found(client: Client, hidden: set[int]):
    for path in (
        f"/speakers/{TELLING}-speaker-draft/",
        f"/topics/{TELLING}-topic-review/",
        f"/boards/{TELLING}-board/",
    ):
        assert client.get(path).status_code == 404, path


@pytest.mark.django_db
def test_what_is_not_public_is_not_counted(client: Client, hidden: set[int]):
    home = re.sub(r"<[^>]+>|\s+", " ", client.get("/").content.decode())
    assert re.search(r"\b2\s+statements from\s+1\s+meeting of\s+1\s+board\b", home)
    assert "2 statements" in Page(client.get("/meetings/").content.decode()).text
    assert "2 statements" in Page(client.get("/speakers/").content.decode()).text


SEARCHES = (
    TELLING,
    f"{TELLING}~",
    f"{TELLING[:4]}*",
    f"speaker:{TELLING}",
    f"topic:{TELLING}",
    f"board:{TELLING}",
    f"Ms. {TELLING}",
)


@pytest.mark.parametrize("words", SEARCHES)
@pytest.mark.django_db
def test_no_search_finds_what_is_not_public(client: Client, hidden: set[int], words: str):
    for narrowed in ("", f"&speaker={TELLING}-speaker-draft", f"&topic={TELLING}-topic-withdrawn", "&meeting=2"):
        page = Page(client.get(f"/search/?q={words}{narrowed}").content.decode())
        assert page.one("h1").text == "Nothing found"
        assert not ADDRESS_OF_STATEMENT.findall(page.html)
        # The words come back only where the page repeats what was asked.
        asked = re.compile(r"Statements (with|said|filed|at) .*?\.|“[^”]*”")
        assert TELLING not in asked.sub("", page.one("main").text).lower()


@pytest.mark.django_db
def test_nothing_that_is_not_public_is_suggested(client: Client, hidden: set[int]):
    for typed in (TELLING, TELLING[:4], f"ms {TELLING}", f"the {TELLING[:5]}"):
        assert client.get(f"/search/suggest/?q={typed}").json() == {"suggestions": []}


@pytest.mark.django_db
def test_no_facet_names_what_is_not_public(client: Client, hidden: set[int]):
    for query in ("", "buses", "kind:policy_statement"):
        page = client.get(f"/search/?q={query}")
        assert TELLING not in page.content.decode().lower()
        assert page.context["results"].total <= 2


@pytest.mark.django_db
def test_names_known_only_from_drafts_find_nobody(client: Client, hidden: set[int]):
    for path in (f"/speakers/?name={TELLING}", f"/statements/?speaker={TELLING}"):
        assert "Ada Public" not in client.get(path).content.decode(), path
