"""The contents of the objects, and how a client chooses among their fields."""

from itertools import product

import pytest

from archive.actions.statements import correct, withdraw
from archive.models import Board, Source
from tests.api.client import ApiClient
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


def test_a_statement_names_its_url_and_its_source(api: ApiClient):
    source = Source.objects.create(kind="minutes", title="Minutes", publisher="The clerk", licence="CC BY 4.0")
    meeting = make_meeting(make_board("Open Board"), date="2024-03-05")
    ada = make_speaker("Ada Public", slug="ada-public")
    ada.offices.create(title="Trustee", board=meeting.board, from_date="2024")
    first = make_statement("We open.", meeting=meeting)
    one = make_statement(
        "The buses run.",
        meeting=meeting,
        speaker=ada,
        source=source,
        topics=[make_topic("Buses", slug="buses")],
        responds_to=first,
        text_status="minutes",
        start_seconds=12.5,
    )
    found = api.read(f"statements/{one.pk}/")
    assert found["url"] == f"http://testserver{one.get_absolute_url()}"
    assert found["revision_url"] == f"http://testserver/statements/{one.pk}/r/1/"
    assert found["sha256"] == one.current_revision.sha256
    assert (found["text"], found["text_status"], found["date"]) == ("The buses run.", "minutes", "2024-03-05")
    assert found["board"]["name"] == "Open Board"
    assert found["meeting"]["id"] == meeting.pk
    assert (found["speaker"]["slug"], found["speaker"]["office"]) == ("ada-public", "Trustee")
    assert (found["source"]["title"], found["licence"]) == ("Minutes", "CC BY 4.0")
    assert [topic["slug"] for topic in found["topics"]] == ["buses"]
    assert (found["responds_to"], found["start_seconds"]) == (first.pk, 12.5)


def test_a_link_to_a_statement_that_is_not_public_is_left_out(api: ApiClient):
    draft = make_draft("Not yet.")
    one = make_statement("In answer.", meeting=draft.meeting, responds_to=draft)
    assert api.read(f"statements/{one.pk}/")["responds_to"] is None


def test_the_parent_of_a_board_is_named_only_if_it_is_public(api: ApiClient):
    parent = make_board("Parent", slug="parent")
    child = make_board("Child", slug="child", parent=parent)
    make_statement(board=child, date="2024")
    assert api.read("boards/child/")["parent"] is None
    make_statement(board=parent, date="2024")
    assert api.read("boards/child/")["parent"] == "parent"
    assert Board.objects.count() == 2


def test_a_correction_leaves_both_wordings_readable(api: ApiClient):
    one = make_statement("The buses ran at noon.")
    correct(statement=one, text="The buses ran at nine.", reason="The recording says nine.")
    first, second = api.all(f"statements/{one.pk}/revisions/")
    assert (first["text"], first["is_current"]) == ("The buses ran at noon.", False)
    assert (second["reason"], second["is_current"]) == ("The recording says nine.", True)
    assert second["previous_sha256"] == first["sha256"]
    assert api.read(f"statements/{one.pk}/revisions/1/") == first
    assert api.all("corrections/")[0]["statement"] == one.pk


def test_a_withdrawn_statement_returns_its_tombstone(api: ApiClient):
    one = make_statement("It named a child.")
    withdraw(statement=one, category="privacy", reason="It names a child.")
    paths = (f"statements/{one.pk}/", f"statements/{one.pk}/revisions/", f"statements/{one.pk}/revisions/1/")
    for path, query in product(paths, ("", "?fields=nothing", "?nothing=1")):
        response = api.ask(f"{path}{query}")
        assert response.status_code == 410
        assert response.headers["Content-Type"] == "application/problem+json"
        tombstone = response.json()["tombstone"]
        assert (tombstone["category"], tombstone["reason"]) == ("privacy", "It names a child.")
        assert "named" not in response.content.decode()


def test_a_path_that_names_nothing_is_told_before_a_wrong_parameter(api: ApiClient):
    one = make_statement()
    for kind, key in product(("statements", "decisions", "meetings", "sources", "corrections"), (one.pk + 99, 2**63)):
        assert api.ask(f"{kind}/{key}/?fields=nothing").status_code == 404
    for path in ("boards/nothing/", "speakers/nothing/", "topics/nothing/", f"statements/{one.pk}/revisions/9/"):
        assert api.ask(f"{path}?fields=nothing").status_code == 404
    assert api.ask(f"statements/{one.pk}/?fields=nothing").status_code == 400


def test_a_client_can_choose_fields(api: ApiClient):
    one = make_statement()
    assert set(api.read(f"statements/{one.pk}/?fields=number,text")) == {"number", "text"}
    everything = api.read(f"statements/{one.pk}/")
    assert set(everything) - set(api.read(f"statements/{one.pk}/?omit=text,source")) == {"text", "source"}
    assert api.read("statements/?fields=url")["results"] == [{"url": everything["url"]}]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("statements/?boar=x", "boar"),
        ("statements/?fields=words", "fields"),
        ("statements/?omit=words", "omit"),
        ("statements/?limit=0", "limit"),
        ("statements/?limit=1001", "limit"),
        ("statements/?limit=²", "limit"),
        ("statements/?limit=2&limit=3", "limit"),
        ("statements/?sort=loudest", "sort"),
        ("statements/?board=none-such", "board"),
        ("statements/?kind=speech", "kind"),
        ("statements/?from=yesterdayish", "from"),
        ("statements/?meeting=x", "meeting"),
        ("statements/?speaker=%00", "speaker"),
        ("meetings/?board=none-such", "board"),
        ("boards/?limit=-1", "limit"),
        ("corrections/?statement=x", "statement"),
        ("search/?limit=101", "limit"),
        ("search/?page=0", "page"),
        ("search/?facets=maybe", "facets"),
        ("search/?format=xml", "format"),
    ],
)
def test_an_unusable_parameter_is_named(api: ApiClient, path: str, parameter: str):
    response = api.ask(path)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["parameter"] == parameter
    assert body["detail"].endswith(".")


@pytest.mark.parametrize(
    "path", ["nowhere/", "statements/1/", f"statements/{2**70}/", "meetings/1/", f"sources/{10**30}/", "boards/x/"]
)
def test_a_missing_object_is_reported_as_a_problem(api: ApiClient, path: str):
    response = api.ask(path)
    assert response.status_code == 404
    assert response.json()["status"] == 404


def test_only_reading_is_allowed(api: ApiClient):
    response = api.client.post("/api/v1/statements/", {}, content_type="application/json")
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "GET" in response.headers["Allow"]


def test_the_accept_header_is_ignored(api: ApiClient):
    make_statement()
    answers = {api.ask("statements/", accept=kind).content for kind in ("text/html", "application/xml", "*/*")}
    assert len(answers) == 1
    assert api.ask("statements/").headers["Vary"] == "Accept-Encoding"


def test_an_answer_keeps_its_etag_until_the_record_changes(api: ApiClient):
    one = make_statement()
    first = api.ask("statements/")
    assert api.ask("statements/", if_none_match=first.headers["ETag"]).status_code == 304
    correct(statement=one, text="Other words.", reason="Misheard.")
    again = api.ask("statements/", if_none_match=first.headers["ETag"])
    assert again.status_code == 200
    assert again.json()["results"][0]["text"] == "Other words."
