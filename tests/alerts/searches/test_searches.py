"""Email me new results: what is sent, what is not, to whom, and never twice."""

import datetime
import json
from email.header import decode_header, make_header
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive.actions.objects import merge_speakers, save_object
from archive.actions.rules import Why
from archive.actions.statements import correct, publish_meeting, withdraw
from archive.alerts import outbox
from archive.alerts.searches.matching import next_time
from archive.alerts.sign_up import LINKS_A_DAY
from archive.models import Alert, AlertHit, Mail, Statement
from archive.search.engines import outbox as index
from tests.alerts import reader as passages
from tests.alerts.backends import Unreachable
from tests.alerts.reader import ADDRESS, link_in, text_of
from tests.alerts.searches.reader import delivered, follow, html_of, sign_up
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_statements, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A meeting of today."""
    index.keep_up()
    return make_meeting(make_board("Open Board", slug="open-board"), date=timezone.localdate().isoformat())


def at(year: int, month: int, day: int, hour: int) -> datetime.datetime:
    """Return a time in the time zone of the site."""
    return datetime.datetime(year, month, day, hour, tzinfo=timezone.get_current_timezone())


def test_a_new_hit_is_emailed_once_with_its_passage_and_context(meeting):
    follow({"q": "library"})
    speaker = make_speaker("Ada Reader")
    text = "We heard the report. The library will open on Saturdays. We thank the staff."
    one = make_statement(text, meeting=meeting, speaker=speaker)
    make_statement("The budget was passed.", meeting=meeting)
    (message,) = delivered()
    assert message["To"] == ADDRESS
    assert str(make_header(decode_header(message["Subject"]))) == "1 new result: “library”"
    said = text_of(message)
    assert "We heard the report. The *library* will open on Saturdays. We thank the staff." in said
    assert "Ada Reader" in said
    assert "Open Board" in said
    assert one.get_absolute_url() in said
    assert "budget" not in said
    assert "<mark>library</mark>" in html_of(message)
    assert "<img" not in html_of(message)
    assert delivered() == []


def test_corrections_renames_and_merges_send_no_second_email(meeting):
    follow({"q": "library"})
    one = make_statement("The library is open.", meeting=meeting, speaker=make_speaker())
    assert len(delivered()) == 1
    other = make_statement("The pool is open.", meeting=meeting)
    assert delivered() == []
    correct(statement=one, text="The library is closed.", reason="Heard again.")
    correct(statement=other, text="The library pool is open.", reason="Heard again.")
    merge_speakers(kept=make_speaker(), gone=one.speaker)
    meeting.board.refresh_from_db()
    meeting.board.name = "Library Board"
    save_object(instance=meeting.board, why=Why("A new name."))
    assert delivered() == []


def test_importing_a_file_again_sends_no_second_email(tmp_path):
    index.keep_up()
    follow({"q": "library"})
    path, about = (
        tmp_path / "council.jsonl",
        {
            "id": "1",
            "body": "Sample Town Council",
            "meeting_title": "Council meeting",
            "meeting_date": timezone.localdate().isoformat(),
            "seq": 1,
            "source": "Minutes of Sample Town, https://www.example.org/minutes/1",
        },
    )
    said = ["The library is open.", "The library is open.", "The library is closed."]
    for text, mails in zip(said, [1, 0, 0], strict=True):
        path.write_text(json.dumps(about | {"text": text}) + "\n")
        call_command("import_statements", str(path), stdout=StringIO(), stderr=StringIO())
        assert len(delivered()) == mails, text
    assert Statement.objects.get().current_revision.number == 2


def test_old_meetings_are_emailed_only_if_the_publisher_says_so():
    index.keep_up()
    follow({"q": "library"})
    old = (timezone.localdate() - datetime.timedelta(days=31)).isoformat()
    for tell, number in ((None, 0), (False, 0), (True, 1)):
        past = make_meeting(date=old)
        make_draft("The library was open.", meeting=past)
        publish_meeting(meeting=past, tell_readers=tell)
        assert len(delivered()) == number, tell


def test_the_publisher_can_suppress_alerts_for_new_meetings(meeting):
    follow({"q": "library"})
    make_draft("The library was open.", meeting=meeting)
    publish_meeting(meeting=meeting, tell_readers=False)
    assert delivered() == []


def test_nothing_published_before_the_alert_was_confirmed_is_emailed(meeting):
    make_statement("The library is open.", meeting=meeting)
    follow({"q": "library"})
    assert delivered() == []


def test_what_is_published_after_the_clock_was_set_back_is_emailed(meeting):
    follow({"q": "levy"})
    Alert.objects.update(confirmed_at=timezone.now() + datetime.timedelta(hours=1))
    make_statement("The levy passed.", meeting=meeting)
    (told,) = delivered()
    assert "levy" in text_of(told)


def test_procedural_turns_are_emailed_only_on_request(meeting):
    follow({"q": "order"})
    follow({"q": "order"}, "other@example.org", procedural=True)
    make_statement("Call to order.", meeting=meeting, kind="procedural")
    assert [message["To"] for message in delivered()] == ["other@example.org"]


def test_each_address_gets_one_email_for_all_due_alerts(meeting):
    follow({"q": "library"})
    follow({"q": "buses"})
    make_statement("Before.", meeting=meeting)
    index.keep_up()
    follow("board=open-board", "other@example.org")
    make_statement("The library is open.", meeting=meeting)
    make_statement("The buses run.", meeting=meeting)
    messages = delivered()
    assert sorted(message["To"] for message in messages) == ["other@example.org", ADDRESS]
    mine = next(message for message in messages if message["To"] == ADDRESS)
    assert "“library”" in text_of(mine)
    assert "“buses”" in text_of(mine)


def test_an_alert_for_a_board_speaker_or_topic_survives_merges(meeting):
    speaker, topic = make_speaker("Ada Gone", slug="ada-gone"), make_topic("Parks", slug="parks")
    make_statement("Before.", meeting=meeting, speaker=speaker, topics=[topic])
    index.keep_up()
    follow("speaker=ada-gone")
    follow("topic=parks", "other@example.org")
    kept = make_speaker("Ada Kept", slug="ada-kept")
    merge_speakers(kept=kept, gone=speaker)
    make_statement("After.", meeting=meeting, speaker=kept, topics=[topic])
    assert len(delivered()) == 2


def test_a_search_whose_board_was_deleted_finds_nothing_rather_than_everything(meeting):
    one = make_statement("Before.", meeting=make_meeting(make_board(slug="gone-board")))
    index.keep_up()
    follow("q=library&board=gone-board")
    withdraw(statement=one, category="privacy", reason="It named a child.")
    Statement.objects.filter(pk=one.pk).update(board=meeting.board, meeting=meeting)
    one.meeting.__class__.objects.filter(pk=one.meeting_id).update(published_at=None)
    make_statement("The library is open.", meeting=meeting)
    assert delivered() == []


def test_daily_and_weekly_emails_are_sent_on_their_morning(meeting):
    follow({"q": "library"}, frequency="daily")
    make_statement("The library is open.", meeting=meeting)
    assert delivered() == []
    AlertHit.objects.update(due_at=timezone.now())
    assert len(delivered()) == 1
    friday = at(2026, 11, 27, 12)
    assert next_time("at_once", friday) == friday
    assert next_time("daily", friday) == at(2026, 11, 28, 7)
    assert next_time("weekly", friday) == at(2026, 11, 30, 7)
    early = at(2026, 11, 30, 6)
    assert next_time("weekly", early) == at(2026, 11, 30, 7)


def test_no_waiting_email_holds_withdrawn_or_redacted_words(meeting, settings):
    follow({"q": "library"})
    one = make_statement("The library names Xylograph.", meeting=meeting)
    two = make_statement("The library is open.", meeting=meeting)
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    assert Unreachable
    assert delivered() == []
    withdraw(statement=one, category="privacy", reason="It named a child.")
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    Mail.objects.update(try_at=timezone.now())
    (message,) = delivered()
    assert "Xylograph" not in message.as_string()
    assert two.get_absolute_url() in text_of(message)


def test_one_click_stops_an_alert_and_a_link_lists_and_stops_all(meeting):
    follow({"q": "library"})
    follow({"q": "buses"})
    make_statement("The library is open.", meeting=meeting)
    (message,) = delivered()
    stop = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    listing = Client().get(link_in(message, "/alerts/all/"))
    assert "“library”" in listing.content.decode()
    assert "“buses”" in listing.content.decode()
    assert Client().get(stop).status_code == 200
    assert Alert.objects.count() == 2
    assert Client().post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Alert.objects.get().query == "q=buses"
    Client().post("/alerts/all/", {"email": ADDRESS.upper(), "website": ""}, secure=True)
    (link,) = delivered()
    path = link_in(link, "/alerts/all/")
    assert "“buses”" in Client().get(path).content.decode()
    Client().post(f"{path}stop/")
    assert not Alert.objects.exists()
    assert Client().get(path).status_code == 404


def ask_for_all(network: str, email: str = ADDRESS) -> int:
    """Ask for a link to all alerts of the address, from a network, and return the status of the answer."""
    sent = {"email": email, "website": ""}
    return Client().post("/alerts/all/", sent, secure=True, REMOTE_ADDR=network).status_code


def test_links_to_all_alerts_are_limited_per_network_and_per_email_address(meeting):
    follow({"q": "library"})
    statuses = [ask_for_all("198.51.100.7", f"r{n}@example.org") for n in range(6)]
    assert statuses == [202] * 5 + [429]
    delivered()
    links = 0
    for n in range(5):
        assert ask_for_all(f"192.0.2.{n}", ADDRESS.upper() if n % 2 else ADDRESS) == 202
        links += len(delivered())
    assert links == LINKS_A_DAY


def test_the_preview_shows_what_would_have_been_sent(meeting):
    lately = timezone.localdate() - datetime.timedelta(days=40)
    for _ in range(3):
        make_statement("The library is open.", meeting=make_meeting(date=lately.isoformat()))
    make_statement("The library was open.", meeting=make_meeting(date="2019-03-01"))
    make_statement("The library comes to order.", meeting=meeting, kind="procedural")
    index.keep_up()
    page = Client().get("/alerts/new/?q=library").content.decode()
    assert "3 results in the last year." in page
    assert 'name="q" value="library"' in page
    assert page.count("is open") >= 3
    assert "was open" not in page
    assert "comes" not in page


@pytest.mark.parametrize("query", ["", "kind=remark", "from=2020", "year=2024"])
def test_a_search_for_everything_is_refused_with_a_message(query):
    index.keep_up()
    page = Client().get(f"/alerts/new/?{query}").content.decode()
    assert "This search finds everything." in page
    assert sign_up(query).status_code == 200
    assert not Alert.objects.exists()


def test_a_search_that_is_too_broad_is_refused_with_a_message(meeting, monkeypatch):
    monkeypatch.setattr("archive.alerts.searches.asked.MOST_A_WEEK", 0)
    make_statements(["The library is open."] * 60, meeting=meeting)
    index.keep_up()
    assert "too broad" in Client().get("/alerts/new/?q=library").content.decode()
    assert sign_up("q=library").status_code == 200
    assert not Alert.objects.exists()


def test_sign_ups_are_limited_per_email_address_and_network(meeting):
    for _ in range(4):
        sign_up("q=library", REMOTE_ADDR=f"192.0.2.{_}")
    assert len(delivered()) == 3
    statuses = [sign_up("q=library", f"r{n}@example.org", REMOTE_ADDR="198.51.100.7").status_code for n in range(6)]
    assert statuses == [202] * 5 + [429]
    assert len(delivered()) == 5
    # Passages and searches share one limit, for a network and for an address.
    one = make_statement("The library is open.", meeting=meeting)
    assert passages.sign_up(one, email="new@example.org", REMOTE_ADDR="198.51.100.7").status_code == 429
    assert passages.sign_up(one, REMOTE_ADDR="203.0.113.20").status_code == 202
    assert delivered() == []
    assert Client().post("/alerts/all/", {"email": "nobody@example.org", "website": ""}, secure=True).status_code == 202
    assert delivered() == []
    assert sign_up("q=buses", "robot@example.org", REMOTE_ADDR="203.0.113.9", website="x").status_code == 202
    mail.outbox.clear()


def test_a_failed_email_is_sent_later_and_only_once(meeting, settings):
    follow({"q": "library"})
    make_statement("The library is open.", meeting=meeting)
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    assert delivered() == []
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    Mail.objects.update(try_at=timezone.now())
    assert len(delivered()) == 1
    outbox.drain()
    assert delivered() == []
    assert AlertHit.objects.get().told_at


def test_signing_up_again_for_the_same_search_repeats_no_result(meeting):
    follow({"q": "library"})
    make_statement("The library is open.", meeting=meeting)
    assert len(delivered()) == 1
    follow({"q": "library"})
    assert Alert.objects.count() == 1
    assert delivered() == []


def test_two_simultaneous_publications_are_sent_in_one_email(meeting):
    follow({"q": "library"})
    for position in range(15):
        make_draft(f"The library has {position} rooms.", meeting=meeting, position=position)
    publish_meeting(meeting=meeting)
    (message,) = delivered()
    assert "And 5 more" in text_of(message)


def test_an_automatic_topic_sends_what_its_rule_finds_before_the_index_has_it(meeting):
    topic = make_topic("Libraries", slug="libraries", rule="library")
    make_statement("The library is open.", meeting=meeting)
    index.keep_up()
    follow({"topic": topic.slug})
    make_statement("The library is closed.", meeting=meeting)
    make_statement("The pool is closed.", meeting=meeting)
    outbox.drain()
    (message,) = delivered()
    assert "library" in text_of(message)
    assert "pool" not in text_of(message)
