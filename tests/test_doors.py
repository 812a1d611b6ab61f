"""No door reveals what is not or no longer public. The tests walk through all of them."""

import json
import secrets
from difflib import unified_diff
from functools import partial
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.serializers import serialize
from django.template import defaulttags
from django.test import Client
from django.utils import timezone

from archive.alerts import outbox as mails
from archive.alerts.webhooks.delivery import payload
from archive.exports.bulk import publish
from archive.exports.bulk.parts import remake_parts
from archive.models import (
    Alert,
    AlertHit,
    Change,
    ChangeNote,
    CorrectionToTell,
    Mail,
    PublicationToTell,
    Statement,
    WebhookDelivery,
)
from archive.models.record import revision
from archive.pages.http.caching import middleware
from archive.pages.http.caching.state import State
from tests.alerts import reader
from tests.alerts.searches.reader import follow, sign_up
from tests.doors import Answer, asking_for, every_door, every_route, leaks, numbers_told, salts_told, unpacked, walk
from tests.hidden_words import (
    BEGINNING,
    BEGINNING_OF_NOTHING,
    hidden_words_in,
    hide_published,
    hide_unpublished,
    make_public_record,
    never_published,
    publish_to_hide,
    salts_on_record,
    word,
)
from tests.record import make_webhook

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Doors that never answer 200 to a reader, and why.
WITHOUT_AN_ANSWER = {
    ".well-known/security.txt": "the site has no address for email here",
    "site-colour.css": "the site has no colour of its own here",
    "site-logo": "the site has no logo here",
    "decisions/<int:number>/": "leads to the page of its statement",
    "statements/<int:number>/": "leads to the address with the title",
    "statements/<int:number>/timegate/": "leads to the wording of a day",
    "log/tile/<int:level>/<path:name_of_tile>": "a whole tile has 256 hashes",
    "log/tile/entries/<path:name_of_tile>": "a whole tile has 256 entries",
    **dict.fromkeys(("metrics", "api/v1/alerts/", "api/v1/alerts/<int:pk>/"), "needs a token"),
    **dict.fromkeys(
        (f"data/files/ocd_{kind}.jsonl.gz" for kind in ("organizations", "people", "events", "votes")),
        "leads to the table that it was made from",
    ),
    "search.pdf": "leads to the search",
    "statements/<int:number>/cited-by/": "leads to the statement",
    "statements/<int:number>/timemap/": "leads to the statement",
    "meetings/<int:pk>/": "leads to the address with the title",
}
ROWS_THAT_WAIT = (Mail, AlertHit, Alert, Change, ChangeNote, CorrectionToTell, PublicationToTell)


@pytest.fixture(autouse=True)
def one_state(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock and the calendar, cache no page, lift the rate limits, and give each state the same ETag.

    Pages name the day. Two walks that are compared with each other may have a midnight between them.

    An ETag is made of random tokens, which reveal nothing. Its other parts must not reveal anything either.
    """
    moment, local_day = timezone.now(), timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: local_day(value or moment, timezone))
    monkeypatch.setattr(defaulttags, "datetime", SimpleNamespace(now=moment.astimezone))
    monkeypatch.setattr(middleware, "this_minute", lambda: 0)
    monkeypatch.setattr(middleware, "read_state", lambda: State("the same", "", ""))
    monkeypatch.setattr(middleware, "kept_pages", middleware.KeptPages(0))
    settings.API_REQUESTS_PER_MINUTE = settings.API_QUOTES_PER_MINUTE = 1_000_000


@pytest.fixture
def public() -> Statement:
    """A public record, with readers who follow it and webhooks."""
    statement = make_public_record()
    reader.told_of(statement)
    follow({"q": "nobody OR buses"})
    # These two readers never follow the confirmation link.
    reader.sign_up(statement, email="asked@example.org")
    sign_up("q=buses", "asked@example.org")
    make_webhook()
    return statement


def make_files() -> None:
    """Make the files of the whole record, and those of its parts."""
    publish()
    remake_parts()


@pytest.fixture
def salts(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the set that each new salt comes into."""
    made: set[str] = set()

    def token_hex(size: int) -> str:
        made.add(token := secrets.token_hex(size))
        return token

    monkeypatch.setattr(revision, "secrets", SimpleNamespace(token_hex=token_hex))
    return made


def test_no_door_reveals_a_hidden_word(client: Client, salts: set[str], public: Statement):
    hide_unpublished(public)
    hide_published(*publish_to_hide(public))
    make_files()
    found = walk(client, every_door())
    assert leaks(found) == {}
    assert salts_told(found, salts - salts_on_record()) == {}
    assert len(salts_told(found, salts & salts_on_record())) > 50
    assert numbers_told(found, never_published()) == {}
    assert {door.route for door in found} == {*every_route()}, "tests/doors.py has no door for an address."
    of_readers = {route for route in every_route() if not route.startswith("desk/")}
    answered = {door.route for door, answer in found.items() if answer.status == 200}
    assert of_readers - answered == {*WITHOUT_AN_ANSWER}
    assert len(found) > 1_000


def test_unpublished_objects_change_no_answer(client: Client, public: Statement):
    """Not a byte, a count or the ETag."""
    make_files()
    # The metrics of the server count its requests.
    doors = [door for door in every_door() if door.path != "/metrics"]
    before = walk(client, doors)
    hide_unpublished(public)
    after = walk(client, doors)
    assert {door.path: differences(before[door], after[door]) for door in before if before[door] != after[door]} == {}
    assert before.keys() == after.keys()


def test_searching_for_a_hidden_word_is_like_searching_for_an_absent_one(client: Client, public: Statement):
    """Each door answers a hidden word in the same way as a word that is nowhere."""
    hide_unpublished(public)
    hide_published(*publish_to_hide(public))
    for state in ("draft", "review", "embargoed", "withdrawn", "redacted"):
        hidden = walk(client, asking_for(partial(word, state)))
        nowhere = walk(client, asking_for(partial(absent, state)))
        for (door, one), other in zip(hidden.items(), nowhere.values(), strict=True):
            assert differences(one, other) == [], door


def absent(state: str, field: str) -> str:
    return word(state, field).replace(BEGINNING, BEGINNING_OF_NOTHING)


def differences(one: Answer, other: Answer) -> list[str]:
    """Return the lines that only one answer has, ignoring the searched word and names made from the URL."""

    def lines(answer: Answer) -> list[str]:
        said = answer.text.replace(BEGINNING_OF_NOTHING, BEGINNING).splitlines()
        # An image of the searched words differs for other words.
        kept = [] if answer.is_picture else said
        # A PDF of the searched words is as long as they are wide; its text is compared.
        ignored = ("ETag", "Content-Length") if answer.is_pdf else ("ETag",)
        return [str(answer.status), *(line for line in kept if not line.startswith(ignored))]

    return list(unified_diff(lines(one), lines(other), n=0, lineterm=""))


def test_unpublished_objects_change_no_byte_of_the_files(public: Statement):
    before = {path.name: path.read_bytes() for path in publish().path.iterdir()}
    hide_unpublished(public)
    after = {path.name: path.read_bytes() for path in publish().path.iterdir()}
    assert before == after
    hide_published(*publish_to_hide(public))
    for path in publish().path.iterdir():
        assert not hidden_words_in(unpacked(path.read_bytes()).decode(errors="replace")), path.name


def test_no_email_or_webhook_message_contains_a_hidden_word(public: Statement, settings: LazySettings, monkeypatch):
    monkeypatch.setattr("archive.alerts.searches.matching.is_news", lambda _date: True)
    mail.outbox.clear()
    settings.MAILERS = {"default": {"BACKEND": "tests.alerts.backends.Unreachable"}}
    hide_unpublished(public)
    gone, blanked = publish_to_hide(public)
    for statement in (gone, blanked):
        reader.sign_up(statement, email="late@example.org")
    mails.drain()
    assert {gone.pk, blanked.pk} == {*AlertHit.objects.values_list("statement", flat=True)}
    hide_published(gone, blanked)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    Mail.objects.update(try_at=timezone.now())
    waiting = serialize("json", [row for model in ROWS_THAT_WAIT for row in model.objects.all()])
    assert not hidden_words_in(waiting)
    mails.drain()
    assert [message.to for message in mail.outbox]
    for message in mail.outbox:
        assert not hidden_words_in(message.message().as_string())
    told = [payload(delivery) for delivery in WebhookDelivery.objects.all()]
    assert told
    assert not hidden_words_in(json.dumps([body.decode() for body in told]))
    assert not never_published() & {*Change.objects.filter(subject="statement").values_list("subject_id", flat=True)}
