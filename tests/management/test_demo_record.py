"""The record that ``manage.py demo`` loads."""

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from archive.ingest.loading.demo import FIXTURES
from archive.models import Board, Meeting, Revision, Speaker, Statement, revision_hash
from tests.databases import EmptyDatabase
from tests.folders import settings_for
from tests.management.test_demo import demo

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(
    django_db_setup: EmptyDatabase, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Load the demo once for all tests of this module, which only read it, and return the command's output."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(**settings_for(folder)), transaction.atomic():
        yield demo()
        transaction.set_rollback(True)


@pytest.mark.slow
def test_the_demo_has_the_real_meeting_and_the_sample_board(loaded: str):
    assert "fixtures/mps-2017-02-23.jsonl: 5 statements added." in loaded
    meeting = Meeting.objects.public().get(board__name="Milwaukee Board of School Directors")
    assert meeting.date.isoformat() == "2017-02-23"
    assert meeting.statements.public().count() == 4
    assert set(Board.objects.public().exclude(pk=meeting.board_id).values_list("name", flat=True)) == {
        "Sample Lake School Board",
        "Sample Lake Finance Committee",
    }


def test_the_superintendent_is_one_speaker_under_both_spellings():
    speaker = Speaker.objects.get(name="Darienne Driver")
    assert speaker.other_names() == ["Darienne Drier"]
    assert speaker.statements.public().count() == 4
    statement = speaker.statements.get(kind="policy_statement")
    assert str(statement.office) == "Superintendent, Milwaukee Public Schools"
    assert statement.text_status == "as_reported"
    assert statement.source.publisher == "FOX6 News, Milwaukee"


def test_the_reply_is_outside_the_meeting_and_dated_by_month():
    reply = Statement.objects.public().get(speaker__name="Wisconsin Institute for Law & Liberty")
    assert reply.meeting is None
    assert reply.date.isoformat() == "2017-02"
    assert "we will not share that information" in reply.responds_to.text


def test_every_revision_is_sealed_and_chained():
    for revision in Revision.objects.all():
        assert revision.sha256 == revision_hash(
            salt=revision.salt,
            statement=revision.statement_id,
            number=revision.number,
            previous_hash=revision.previous_hash,
            title=revision.title,
            text=revision.text,
        )
    corrected = Revision.objects.get(number=2)
    assert corrected.previous_hash == corrected.statement.revisions.get(number=1).sha256


def test_every_kind_of_statement_and_text_status_has_an_example():
    assert set(Statement.objects.public().values_list("kind", flat=True)) == set(Statement.Kind)
    assert set(Statement.objects.public().values_list("text_status", flat=True)) == set(Statement.TextStatus)


@pytest.mark.parametrize("name", FIXTURES)
def test_every_statement_of_a_fixture_is_in_the_record_word_for_word(name):
    lines = (settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8").splitlines()
    entries = [entry for entry in map(json.loads, lines) if entry.get("table") == "statements"]
    assert len(entries) >= 5
    for entry in entries:
        statement = Statement.objects.get(external_id=entry["external_id"])
        assert statement.revisions.get(number=1).text == entry["text"]
        assert statement.attribution == entry.get("attribution", "")
