"""Every entry of every list begins with what it is about, and never with a greeting, an answer or an adjournment."""

import re
from html import unescape

import pytest
from django.test import Client

from archive.actions.statements import correct
from archive.models import Board, Meeting, Speaker, Statement, Topic
from archive.search.engines import outbox
from tests.alerts.reader import delivered, text_of, told_of
from tests.language.test_telling_sentence import PROCEDURE
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db

SUBJECT = "The library at the lake closes in June."
HEADING = r'<(?:h\d|p) class="entry-(?:title|item)\b[^>]*>(.*?)</(?:h\d|p)>'
ANCHOR = r"<(?:li|td|h3)>\s*<a [^>]*>(.*?)</a>"
TITLE_OF_FEED = r"<entry>.*?<title[^>]*>(.*?)</title>"
NAME_OF_API = r'"heading":\s*"(.*?)"'


@pytest.fixture
def board() -> Board:
    """A board that spoke of procedure, under an item and under none, and twice of something else."""
    board, speaker, topic = make_board("Sample Board"), make_speaker("Ana Sample"), make_topic("Libraries")
    days = ("2024-03-05", "2024-03-06", "2024-03-07")
    bare, longer, listed = (make_meeting(board, date=day, kind="other") for day in days)
    item = listed.agenda_items.create(position=0, title="Buses")
    kinds = ("remark", "motion", "public_comment")
    for place, words in enumerate(PROCEDURE):
        said = {"speaker": speaker, "topics": [topic], "position": place, "kind": kinds[place % 3]}
        make_statement(words, meeting=listed, agenda_item=item, **said)
        make_statement(words, meeting=bare, **said)
    make_statement(" ".join([PROCEDURE[2], SUBJECT, PROCEDURE[5]]), meeting=longer, speaker=speaker, topics=[topic])
    roll = ["Ana Sample: no", "Kim Example: yes"]
    make_decision("So moved.", meeting=listed, agenda_item=item, ballots=roll, speakers=[speaker])
    outbox.drain()
    return board


def beginnings(client: Client, path: str, form: str) -> list[str]:
    """Return what the entries of a list begin with."""
    response = client.get(path, follow=True)
    assert response.status_code == 200, path
    named = re.findall(
        form, response.content.decode().partition("</header>")[2] or response.content.decode(), re.DOTALL
    )
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", name)).split()) for name in named]


def test_every_entry_begins_with_its_subject(client: Client, board: Board):
    listed = Meeting.objects.get(board=board, date="2024-03-07")
    speaker, topic = Speaker.objects.get(name="Ana Sample"), Topic.objects.get()
    for statement in Statement.objects.filter(meeting=listed, kind="motion"):
        correct(statement=statement, text=f"{statement.text} Uh.", reason="As it was said.")
    outbox.drain()
    lists = {
        **dict.fromkeys(("/", "/meetings/", "/decisions/", "/statements/", "/statements/?turns=every"), HEADING),
        **dict.fromkeys((one.get_absolute_url() for one in (board, speaker, topic, listed)), HEADING),
        **dict.fromkeys(
            ("/search/?board=sample", "/search/?q=library", "/search/?speaker=ana", "/corrections/"), HEADING
        ),
        **dict.fromkeys((listed.get_absolute_url(), "/data/changes/"), ANCHOR),
        **dict.fromkeys(("/statements/feed/", "/meetings/feed/", f"{board.get_absolute_url()}feed/"), TITLE_OF_FEED),
        "/api/v1/decisions/": NAME_OF_API,
    }
    for path, form in lists.items():
        names = beginnings(client, path, form)
        assert names, path
        for name in names:
            assert name not in ("", "Meeting"), path
            assert not name.lstrip("…\xa0“").startswith(PROCEDURE), (path, name)


def test_an_email_about_a_statement_without_a_subject_names_its_item(board: Board):
    statement = Statement.objects.filter(current_revision__text=PROCEDURE[0], agenda_item__isnull=False).get()
    told_of(statement)
    correct(statement=statement, text="Five.", reason="As it was said.")
    (message,) = delivered()
    assert message["Subject"] == "Transcription error: Buses"
    assert "Five." in text_of(message)
