"""What readers see of decisions: on a meeting, on their own pages, in the list, and on a speaker."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.actions.redaction import redact
from archive.actions.statements import correct, withdraw
from archive.citations.passages.quote_range import from_ends
from archive.models import AgendaItem, Ballot, Office, Statement
from archive.models.decided import Decided
from archive.pages.http.caching.middleware import kept_pages
from tests.pages.page import Page
from tests.record import make_decision, make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db

SPLIT = ("Kim Example: yes", "Robin Sample: no", "Lee Person: absent")


def text_of(client: Client, path: str) -> str:
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def decided(**fields) -> Decided:
    decision = make_decision(**fields).decision
    return Decided(decision, list(decision.ballots.order_by("position")))


@pytest.mark.parametrize(
    ("facts", "ballots", "sentence"),
    [
        ({"result": "carried", "method": "roll_call"}, SPLIT, "Carried, 1 to 1, 1 absent, roll call."),
        ({"result": "carried", "yes_count": 5, "no_count": 0, "method": "voice"}, (), "Carried, 5 to 0, voice vote."),
        ({"result": "carried", "method": "voice"}, (), "Carried, voice vote."),
        ({"result": "failed", "yes_count": 2}, (), "Failed, 2 yes."),
        ({"printed_result": "adopted as amended"}, (), "Adopted as amended."),
        ({"kind": "roll_call"}, ("Kim Example: present", "Lee Person: absent"), "1 present, 1 absent."),
        ({"result": "carried"}, ("Robin Sample: no",), "Carried, 1 no."),
        ({"result": "carried"}, ("Robin Sample: absent",), "Carried, 1 absent."),
        ({"result": "carried"}, ("Kim Example: yes",), "Carried, 1 to 0."),
        ({"result": ""}, (), "The result is not stated."),
    ],
)
def test_the_sentence_says_what_is_known(facts, ballots, sentence):
    assert decided(facts=facts, ballots=ballots).sentence == sentence


def test_a_roll_of_those_against_alone_has_no_bar():
    told = decided(facts={"result": "carried"}, ballots=["Robin Sample: no"])
    assert told.shares == []
    assert [ballot.name for ballot in told.against] == ["Robin Sample"]
    assert [share.number for share in decided(ballots=SPLIT).shares] == [1, 1, 1]


@pytest.mark.parametrize("facts", [{"yes_count": 5}, {"no_count": 2}, {"yes_count": 5, "absent_count": 1}])
def test_a_count_that_is_not_printed_draws_no_bar(facts):
    assert decided(facts=facts).shares == []
    assert decided(facts={"yes_count": 5, "no_count": 0}).shares[0].end == 100


@pytest.mark.parametrize("withdrawn", [True, False])
def test_what_it_amends_is_named_only_if_readers_may_see_it(client: Client, withdrawn: bool):
    motion = make_decision("Moved to open.")
    amendment = make_decision("Moved to amend it.", facts={"kind": "amendment", "amends": motion.decision})
    link = f'href="/en/decisions/{motion.pk}/"'
    paths = (f"/en{amendment.get_absolute_url()}", f"/en{amendment.meeting.get_absolute_url()}", "/en/decisions/")
    for path in paths:
        assert link in text_of(client, path)
    if withdrawn:
        withdraw(statement=motion, category="mistake", reason="Printed by mistake.")
    else:
        Statement.objects.filter(pk=motion.pk).update(status="draft", published_at=None)
    for path in paths:
        assert link not in text_of(client, path)
        assert "What it amends" not in text_of(client, path)


def test_counts_against_the_roll_are_both_told():
    told = decided(facts={"result": "carried", "yes_count": 4, "no_count": 1}, ballots=SPLIT)
    assert told.sentence == "Carried, 4 to 1, 1 absent."
    assert told.notices == ["The printed count of “Yes” is 4, and the list has 1 name."]


def test_a_name_that_is_twice_on_the_roll_stays_and_is_told():
    told = decided(ballots=["Kim Example: yes", "KIM EXAMPLE: no"])
    assert [name for name, _ in told.by_choice] == ["Yes", "No"]
    assert told.notices == ["Kim Example is on the roll 2 times."]


def test_a_choice_of_the_source_keeps_its_word():
    decision = make_decision().decision
    ballot = Ballot(decision=decision, position=1, name="Kim Example", choice="other", word="pass")
    assert Decided(decision, [ballot]).by_choice == [("pass", [ballot])]


def test_a_meeting_begins_with_its_decisions(client: Client):
    meeting = make_meeting()
    robin = make_speaker("Robin Sample")
    said = make_statement(meeting=meeting, speaker=robin)
    make_decision(
        "To open on Saturdays.",
        meeting=meeting,
        ballots=SPLIT,
        speakers=[robin],
        facts={"result": "carried", "put_in": said},
    )
    page = text_of(client, meeting.get_absolute_url())
    assert page.index("Carried, 1 to 1, 1 absent.") < page.index("We will open the library")
    assert 'Voted no: <a href="/speakers/' in page
    assert "<dt>Absent</dt>" in page
    assert f'href="?at={Statement.objects.get(kind="decision").pk}#statement-' in page
    assert "1 statement: 1 unidentified" not in page


def test_drafts_and_withdrawn_decisions_are_nowhere(client: Client):
    draft = make_decision("Secretly moved.", ballots=SPLIT)
    Statement.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    for path in ("/decisions/", draft.meeting.get_absolute_url()):
        assert "Secretly" not in text_of(client, path)
    assert client.get(f"/decisions/{draft.pk}/").status_code == 404


def test_a_withdrawn_decision_leads_to_no_address_with_its_words(client: Client):
    decision = make_decision("Secretly moved.")
    withdraw(statement=decision, category="privacy", reason="It named a child.")
    response = client.get(f"/decisions/{decision.pk}/")
    assert response.status_code == 410
    assert "secretly" not in f"{response.headers} {response.content.decode()}".lower()


def test_a_decision_has_a_page_and_its_item_leads_there(client: Client):
    meeting = make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Library")
    kim = make_speaker("Kim Example")
    Office.objects.create(speaker=kim, title="Member", board=meeting.board, from_date="2010", to_date="2012")
    said = make_statement(meeting=meeting, agenda_item=item)
    decision = make_decision("To open.", meeting=meeting, agenda_item=item, ballots=SPLIT, speakers=[kim])
    page = text_of(client, f"/decisions/{decision.pk}/")
    assert "Carried, 1 to 1, 1 absent." in page
    assert "No office of Kim Example at this board is on record for that day." in page
    assert decision.get_absolute_url() in text_of(client, said.get_absolute_url())


def test_who_holds_no_office_is_named_only_where_offices_of_the_day_are_known(client: Client):
    meeting = make_meeting()
    kim, lee = make_speaker("Kim Example"), make_speaker("Lee Third", slug="lee")
    decision = make_decision(
        "To open.", meeting=meeting, ballots=["Kim Example: yes", "Lee Third: no"], speakers=[kim, lee]
    )
    notice = "No office of Lee Third at this board is on record for that day."
    assert "No office of" not in text_of(client, f"/decisions/{decision.pk}/")
    Office.objects.create(speaker=kim, title="Member", board=meeting.board)
    page = text_of(client, f"/decisions/{decision.pk}/")
    assert notice in page
    assert page.count("No office of") == 1


def test_the_list_is_filtered_by_member_vote_result_and_split(client: Client):
    kim = make_speaker("Kim Example")
    make_decision("First motion.", ballots=["Kim Example: yes"], speakers=[kim])
    make_decision("Second motion.", ballots=SPLIT, speakers=[kim], facts={"result": "failed", "method": "voice"})
    make_decision("Third motion.", facts={"result": "tabled", "no_count": 2})
    found = {
        "": {"First", "Second", "Third"},
        f"?member={kim.slug}": {"First", "Second"},
        f"?member={kim.slug}&voted=no": set(),
        "?voted=no": {"Second", "Third"},
        "?voted=other": set(),
        "?result=failed": {"Second"},
        "?split=yes": {"Second"},
        "?method=voice": {"Second"},
        "?from=2024-04": set(),
        "?to=2024-03": {"First", "Second", "Third"},
    }
    for query, wanted in found.items():
        page = text_of(client, f"/decisions/{query}")
        assert {word for word in ("First", "Second", "Third") if f"{word} motion" in page} == wanted, query


def test_a_speaker_who_only_voted_has_a_page_with_their_votes(client: Client):
    meeting = make_meeting()
    kim = make_speaker("Kim Example")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Library")
    make_decision("To open.", meeting=meeting, agenda_item=item, ballots=SPLIT, speakers=[kim])
    page = text_of(client, kim.get_absolute_url())
    assert "Votes and attendance" in page
    assert "1 vote " in page
    assert "0 statements" not in page
    assert "What they said there" not in page
    assert "1 vote" in text_of(client, "/speakers/").replace("\xa0", " ")
    make_statement(meeting=meeting, agenda_item=item, speaker=kim)
    assert "What they said there" in text_of(client, kim.get_absolute_url())


def test_a_meeting_takes_at_most_two_queries_more_than_without_decisions(client: Client):
    def queries(path: str) -> int:
        client.get(path)
        kept_pages.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(
            [query for query in captured if "archive_decision" in query["sql"] or "archive_ballot" in query["sql"]]
        )

    kim = make_speaker("Kim Example")
    meeting = make_meeting()
    for _ in range(5):
        make_decision(meeting=meeting, ballots=SPLIT, speakers=[kim])
    assert queries(meeting.get_absolute_url()) <= 2


def test_more_decisions_named_by_their_items_take_no_more_queries(client: Client):
    kim, meeting = make_speaker("Kim Example"), make_meeting()
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Library")
    said = make_statement(meeting=meeting, agenda_item=item)

    def decide(number: int) -> list[int]:
        for _ in range(number):
            one = make_decision(meeting=meeting, agenda_item=item, ballots=SPLIT, speakers=[kim])
            correct(statement=one, text=f"{one.text} Indeed.", reason="Misheard.")
        queries = []
        for path in (kim.get_absolute_url(), said.get_absolute_url(), "/corrections/"):
            client.get(path)
            kept_pages.clear()
            with CaptureQueriesContext(connection) as captured:
                assert "Library" in client.get(path).content.decode()
            queries.append(len([query for query in captured if 'FROM "archive_agendaitem"' in query["sql"]]))
        return queries

    assert decide(1) == decide(4)


def test_redacted_words_of_a_decision_leave_the_pages_of_those_who_voted_at_once(client: Client):
    kim = make_speaker("Kim Example")
    decision = make_decision("To expel Charlie Pupil from the school.", ballots=SPLIT, speakers=[kim])
    path = kim.get_absolute_url()
    assert "Charlie Pupil" in text_of(client, path)
    revision = decision.current_revision
    passage = from_ends(revision.text, "Charlie", "Pupil")
    redact(revision=revision, passage=passage, category="privacy", reason="A child.")
    assert "Charlie Pupil" not in text_of(client, path)


def test_a_decision_is_named_by_its_agenda_item_wherever_it_is_listed(client: Client):
    meeting, robin = make_meeting(date="2024-03-05"), make_speaker("Robin Sample")
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Cost of longer library hours")
    facts = {"meeting": meeting, "agenda_item": item, "ballots": ["Robin Sample: yes"], "speakers": [robin]}
    untitled = make_decision("Moved to approve.", **facts)
    titled = make_decision("Moved to thank them.", title="Thanks to the staff", **facts)
    loose = make_decision("Moved to adjourn at nine.", ballots=["Robin Sample: no"], speakers=[robin], meeting=meeting)
    assert [one.title for one in (untitled, titled, loose)] == [
        item.title,
        "Thanks to the staff",
        "Decision: “Moved to adjourn at nine.”",
    ]
    for path in ("/decisions/", meeting.get_absolute_url(), robin.get_absolute_url(), "/api/v1/decisions/"):
        page = text_of(client, path)
        assert page.count(item.title) >= 1, path
        assert "Thanks to the staff" in page, path
    for path in ("/decisions/", meeting.get_absolute_url(), robin.get_absolute_url()):
        headings = re.findall(
            r'<a href="[^"]*/statements/[^"]*"[^>]*>\s*([^<]*?)\s*</a>', client.get(path).content.decode()
        )
        assert {one.title for one in (untitled, titled, loose)} <= set(headings), path
    assert "<title> Cost of longer library hours" in text_of(client, untitled.get_absolute_url())
    heading = {row["number"]: row["heading"] for row in client.get("/api/v1/decisions/").json()["results"]}
    assert heading == {one.pk: one.title for one in (untitled, titled, loose)}
    for form in ("feed/", "feed.json"):
        assert item.title in client.get(f"/statements/{form}").content.decode()


def test_the_front_page_shows_contested_decisions_with_their_titles_and_no_others(client: Client):
    make_decision("To close.", title="Hours of the pool", ballots=["Kim Example: yes", "Ola Example: yes"])
    contested = make_decision("To open.", title="Hours of the library", ballots=SPLIT)
    page = text_of(client, "/")
    assert (page.count(contested.title), page.count("Hours of the pool")) == (1, 0)
    assert "Carried, 1 to 1, 1 absent." in page


def test_a_tally_is_said_once_and_drawn_once(client: Client):
    decision = make_decision("To open.", title="Hours of the library", ballots=SPLIT)
    for path in ("/", "/decisions/", decision.get_absolute_url()):
        html = client.get(path).content.decode()
        assert text_of(client, path).partition("</head>")[2].count("1 to 1") == 1, path
        assert html.count('class="tally"') == 1, path
        assert "In the source:" not in html, path


def test_votes_of_a_speaker_begin_with_the_title_and_the_contested_decisions(client: Client):
    robin, alike = make_speaker("Robin Sample"), make_meeting(date="2024-03-06")
    contested = make_decision("To open.", title="Hours of the library", ballots=SPLIT, speakers=[robin])
    agreed = make_decision("To close.", ballots=["Robin Sample: yes"], speakers=[robin], title="Pool", meeting=alike)
    page = Page(client.get(robin.get_absolute_url()).content.decode())
    (votes,) = page.all("section", **{"aria-labelledby": "votes"})
    entries = [one.text for one in page.all("li") if one.text and one.text in votes.text]
    titles = [contested.title, agreed.title]
    assert len(entries) == len(titles)
    assert all(entry.startswith(title) for entry, title in zip(entries, titles, strict=True))
