"""The metadata of pages, read back by other people's parsers and compared with the vocabulary of schema.org."""

import json

import extruct
import pytest
from django.test import Client

from archive.actions.redaction import redact
from archive.actions.rules import SaidBy
from archive.actions.statements import correct
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Meeting, Office, Source, Statement, current_site
from archive.upkeep.drain import drain
from tests.pages.page import Page
from tests.pages.vocabulary import expanded, faults
from tests.record import make_board, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
HOSTILE = '</script><script>alert(1)</script> <!-- ]]> \u2028 \u202eהצעה\u202c & “quotes” \'n "braces" {}'


def read(client: Client, path: str) -> tuple[Page, list[dict], dict[str, str]]:
    """Return the page, the nodes of its JSON-LD, and its ``<meta>`` by name."""
    html = client.get(path).content.decode()
    page = Page(html)
    (document,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    meta: dict[str, str] = {}
    for element in page.all("meta"):
        name = element.attributes.get("name") or element.attributes.get("property")
        if name:
            meta.setdefault(name, element.attributes["content"] or "")
    assert not faults(document)
    assert expanded(document)
    return page, document["@graph"], meta


@pytest.fixture
def spoken() -> Statement:
    """A statement with every kind of metadata."""
    board = make_board("Sample School Board", place="Sample Lake", language="es", timezone="America/Chicago")
    speaker = make_speaker("Ana Sample")
    Office.objects.create(speaker=speaker, title="Superintendent", board=board, from_date="2017", to_date="2019-06")
    Office.objects.create(speaker=speaker, title="Member", board=board, from_date="2021")
    source = Source.objects.create(
        kind="press_report", title="Board news", publisher="Sample Gazette", licence="Public domain"
    )
    meeting = make_meeting(board, date="2018-02-23", start="18:30", recording_url="https://video.example/1")
    return make_statement(
        "First words. We will not close the library. Last words.",
        title="On the library",
        meeting=meeting,
        speaker=speaker,
        source=source,
        text_status="as_reported",
        topics=[make_topic("Libraries")],
    )


def test_a_statement_is_a_quotation_with_speaker_office_meeting_and_status(client: Client, spoken: Statement):
    _, (quotation, event), _ = read(client, spoken.get_absolute_url())
    assert quotation["@type"] == "Quotation"
    assert quotation["@id"] == f"{SITE}/statements/{spoken.number}/r/1/"
    assert quotation["text"] == spoken.text
    assert quotation["creativeWorkStatus"] == "As reported"
    assert (quotation["dateCreated"], quotation["version"], quotation["inLanguage"]) == ("2018-02-23", 1, "es")
    assert quotation["license"] == {"@type": "CreativeWork", "name": "Public domain"}
    assert quotation["isBasedOn"]["publisher"]["name"] == "Sample Gazette"
    assert quotation["keywords"] == ["Libraries"]
    assert "correction" not in quotation
    person = quotation["creator"]
    assert (person["@type"], person["name"]) == ("Person", "Ana Sample")
    (role,) = person["memberOf"]
    assert (role["roleName"], role["startDate"], role["endDate"]) == ("Superintendent", "2017", "2019-06")
    assert role["memberOf"]["name"] == "Sample School Board"
    assert quotation["recordedAt"]["@id"] == event["@id"]
    assert quotation["isPartOf"]["about"]["@id"] == event["@id"]
    assert (event["@type"], event["startDate"]) == ("Event", "2018-02-23T18:30:00-06:00")
    assert event["organizer"]["name"] == "Sample School Board"


def test_a_passage_is_a_quotation_and_part_of_the_wording(client: Client, spoken: Statement):
    path = f"/statements/{spoken.number}/r/1/?quote=13-42"
    _, (quotation, _), meta = read(client, path)
    assert quotation["text"] == "We will not close the library"
    assert (quotation["@id"], quotation["isPartOf"]["@id"]) == (SITE + path, f"{SITE}/statements/{spoken.number}/r/1/")
    assert meta["og:title"] == "“We will not close the library”"
    assert meta["og:url"] == meta["DC.identifier"] == meta["citation_public_url"] == SITE + path


def test_corrections_are_listed_up_to_the_wording_shown(client: Client, spoken: Statement):
    correct(statement=spoken, text="We will close the library.", reason="A “not” was misheard.")
    spoken = Statement.objects.get(pk=spoken.pk)
    correct(statement=spoken, text="We may close the library.", reason="So was the verb.")
    _, (now, _), _ = read(client, spoken.get_absolute_url())
    assert [(entry["@type"], entry["text"]) for entry in now["correction"]] == [
        ("CorrectionComment", "So was the verb."),
        ("CorrectionComment", "A “not” was misheard."),
    ]
    for entry in now["correction"]:
        assert client.get(entry["url"].removeprefix(SITE)).status_code == 200
    _, (second, _), _ = read(client, f"/statements/{spoken.number}/r/2/")
    assert [entry["text"] for entry in second["correction"]] == ["A “not” was misheard."]
    _, (first, _), _ = read(client, f"/statements/{spoken.number}/r/1/")
    assert "correction" not in first


def test_corrections_have_a_kind_and_include_changed_speakers_and_redactions(client: Client, spoken: Statement):
    other = make_speaker("Ben Sample")
    correct(
        statement=spoken,
        reason="The clerk called the wrong name.",
        kind="attribution",
        said_by=SaidBy(other),
        evidence_url="https://video.example/1",
    )
    spoken = Statement.objects.get(pk=spoken.pk)
    correct(statement=spoken, text=spoken.text.replace("Last", "Final"), reason="Misheard.", kind="clarification")
    spoken = Statement.objects.get(pk=spoken.pk)
    redact(
        revision=spoken.current_revision,
        passage=QuoteRange(spoken.text.index("Final"), len(spoken.text)),
        category="privacy",
        reason="It named a child.",
    )
    _, (now, _), _ = read(client, f"/statements/{spoken.number}/r/2/")
    attribution = {"name": "Attribution", "text": "The clerk called the wrong name."}
    redaction = {"name": "Redaction", "text": "It named a child."}
    told = [{key: entry[key] for key in ("name", "text")} for entry in now["correction"]]
    assert told == [redaction, {"name": "Clarification", "text": "Misheard."}, attribution]
    assert now["correction"][2]["citation"] == "https://video.example/1"
    assert "Final" not in json.dumps(now)
    _, (first, _), _ = read(client, f"/statements/{spoken.number}/r/1/")
    assert [{key: entry[key] for key in ("name", "text")} for entry in first["correction"]] == [redaction, attribution]


def test_catalogues_and_reference_managers_find_their_fields(client: Client, spoken: Statement):
    html = client.get(spoken.get_absolute_url()).content.decode()
    (dublin_core,) = extruct.extract(html, syntaxes=["dublincore"])["dublincore"]
    found = {entry["name"].lower(): entry["content"] for entry in [*dublin_core["elements"], *dublin_core["terms"]]}
    assert found["dc.title"] == "On the library"
    assert (found["dc.creator"], found["dc.date"], found["dc.language"]) == ("Ana Sample", "2018-02-23", "es")
    assert found["dc.rights"] == "Public domain"
    _, _, meta = read(client, spoken.get_absolute_url())
    assert meta["citation_title"] == "On the library"
    assert (meta["citation_author"], meta["citation_publication_date"]) == ("Ana Sample", "2018/02/23")
    assert meta["citation_conference_title"] == "Regular meeting, Sample School Board"


def test_social_networks_get_speaker_date_and_text_status(client: Client, spoken: Statement):
    html = client.get(spoken.get_absolute_url()).content.decode()
    (graph,) = extruct.extract(html, syntaxes=["opengraph"])["opengraph"]
    found = dict(graph["properties"])
    assert (found["og:type"], found["og:title"]) == ("article", "On the library")
    assert found["og:url"] == SITE + spoken.get_absolute_url()
    for part in ("Ana Sample", "Sample School Board", "23 February 2018", "As reported"):
        assert part in found["og:description"]


def test_a_shared_passage_keeps_the_words_around_it_and_the_office(client: Client, spoken: Statement):
    _, _, meta = read(client, f"/statements/{spoken.number}/r/1/?quote=13-30")
    assert meta["og:title"] == "“We will not close”"
    assert meta["og:description"] == (
        "Ana Sample, Superintendent, Sample School Board. "
        "Regular meeting, Sample School Board, Friday 23 February 2018. "
        "As reported. Before: “First words.” After: “the library.”"
    )
    _, _, whole = read(client, f"/statements/{spoken.number}/r/1/")
    assert "Before it" not in whole["og:description"]
    assert "earlier wording" not in whole["og:description"]


def test_an_earlier_wording_is_shared_as_an_earlier_one(client: Client, spoken: Statement):
    correct(statement=spoken, text="We will close the library.", reason="A “not” was misheard.")
    for path, is_earlier in ((f"/statements/{spoken.number}/r/1/?quote=13-42", True), ("r/1/", True), ("r/2/", False)):
        address = path if path.startswith("/") else f"/statements/{spoken.number}/{path}"
        _, _, meta = read(client, address)
        assert ("This is an earlier wording." in meta["og:description"]) == is_earlier


def test_a_long_passage_is_cut_at_the_end_of_a_word(client: Client):
    statement = make_statement("Opening words. " + "word " * 20_000)
    _, _, meta = read(client, f"/statements/{statement.number}/r/1/?quote=15-90000")
    assert len(meta["og:title"]) <= 302
    assert meta["og:title"].endswith(" word…”")
    assert len(meta["og:description"]) < 600
    assert "Before: “Opening words.”" in meta["og:description"]


def test_a_card_says_that_no_speaker_is_named(client: Client):
    _, _, meta = read(client, make_statement().get_absolute_url())
    assert meta["og:description"].startswith("Unidentified speaker. Regular meeting, ")


def test_a_date_known_to_the_month_stays_a_month(client: Client):
    meeting = make_meeting(date="2017-02", start="18:30")
    statement = make_statement(meeting=meeting)
    _, (quotation, event), meta = read(client, statement.get_absolute_url())
    assert quotation["dateCreated"] == event["startDate"] == meta["DC.date"] == "2017-02"
    assert meta["citation_publication_date"] == "2017/02"


def test_no_speaker_is_invented(client: Client):
    _, (quotation, _), _ = read(client, make_statement(attribution="SEVERAL.").get_absolute_url())
    assert "creator" not in quotation
    assert quotation["creditText"] == "SEVERAL."


@pytest.mark.parametrize("field", ["text", "title", "attribution"])
def test_hostile_words_are_escaped(client: Client, field: str):
    statement = make_statement(**{"text": "Plain.", "title": "Plain", field: HOSTILE})
    page, (quotation, _), meta = read(client, statement.get_absolute_url())
    scripts = page.all("script")
    assert [script.attributes.get("type") for script in scripts].count("application/ld+json") == 1
    assert not page.faults
    (block,) = page.all("script", type="application/ld+json")
    assert not set(block.text) & set("<>&\u2028\u2029")
    told = {"text": quotation["text"], "title": quotation["name"], "attribution": quotation["creditText"]}
    stored = {"text": statement.text, "title": statement.title, "attribution": statement.attribution}[field]
    assert stored.startswith("</script>")
    assert stored in told[field].replace("\u2068", "").replace("\u2069", "")
    assert field != "title" or meta["og:title"] == stored


def test_a_meeting_a_speaker_and_a_board_have_their_types(client: Client, spoken: Statement):
    _, (event,), _ = read(client, spoken.meeting.get_absolute_url())
    assert (event["@type"], event["recordedIn"]["url"]) == ("Event", "https://video.example/1")
    _, (person,), _ = read(client, spoken.speaker.get_absolute_url())
    assert [role["roleName"] for role in person["memberOf"]] == ["Member", "Superintendent"]
    _, (board,), _ = read(client, spoken.board.get_absolute_url())
    assert (board["@type"], board["areaServed"]) == ("GovernmentOrganization", "Sample Lake")


def test_home_topics_and_searches_say_what_they_are(client: Client, spoken: Statement):
    topic = make_topic('Libraries & "reading"', description="")
    spoken.topics.add(topic)
    drain()
    for path, title in (
        ("/", current_site().name),
        (topic.get_absolute_url(), topic.name),
        ("/search/?q=library", "library"),
        ("/search/", current_site().name),
    ):
        page = Page(client.get(path).content.decode())
        told = [one.attributes for one in page.all("meta") if "property" in one.attributes]
        meta = {one["property"]: one["content"] for one in told}
        assert (meta["og:title"], meta["og:type"], meta["og:url"]) == (title, "website", SITE + path)
        assert meta["og:description"]


def test_a_cancelled_meeting_says_so(client: Client):
    meeting = make_meeting(status=Meeting.Status.CANCELLED)
    make_statement(meeting=meeting)
    _, (event,), _ = read(client, meeting.get_absolute_url())
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
