"""Whoever deletes something at the desk is asked first, and told what goes with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from archive.models import Role, Statement
from tests.desk.acting import do, send, sentences
from tests.record import (
    make_board,
    make_concept,
    make_document,
    make_draft,
    make_meeting,
    make_speaker,
    make_statement,
    make_topic,
)
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db
UNDO = "Nobody can undo this."


def filed_topic() -> models.Model:
    topic = make_topic("Parks")
    statement = make_draft(topics=[topic], meeting=make_meeting())
    statement.meeting.agenda_items.create(position=1, title="Benches").topics.add(topic)
    return topic


def public_topic() -> models.Model:
    topic = make_topic()
    make_statement(topics=[topic])
    return topic


def office(speaker: Any) -> models.Model:
    return speaker.offices.create(title="Chair", board=make_board())


# For each page that deletes: makes an object, and what the question says of it.
DELETIONS: dict[str, tuple[Callable[[], models.Model], str]] = {
    "topic:delete": (filed_topic, "No longer filed under it: 1 statement and 1 agenda item."),
    "source:delete": (lambda: make_document(make_meeting()), "It is no longer a document of"),
    "concept:delete": (make_concept, "A search for one of these terms no longer finds the others."),
    "office:delete": (lambda: office(make_speaker()), "If it ended, set its end."),
    "speaker:remove-name": (lambda: make_speaker().names.create(name="Z."), "no longer lead to the speaker"),
    "speaker:delete": (make_speaker, "Their spellings and offices are deleted too."),
    "meeting-edit:delete": (make_meeting, "Its agenda and documents are deleted too."),
}


@pytest.mark.parametrize("page", DELETIONS)
def test_a_deletion_asks_first_and_says_what_it_takes_away(page: str) -> None:
    make, told = DELETIONS[page]
    client, row = signed_in(make_person(Role.ADMINISTRATOR)), make()
    asked = do(client, page, row, sure="").content.decode()
    assert told in asked
    assert UNDO in asked
    assert type(row)._default_manager.filter(pk=row.pk).exists()
    send(client, page, row)
    assert not type(row)._default_manager.filter(pk=row.pk).exists()


def test_what_readers_see_on_a_page_goes_with_the_reason_given_before_the_question() -> None:
    speaker = make_statement(speaker=make_speaker()).speaker
    client, held = signed_in(make_person(Role.EDITOR)), office(speaker)
    asked = do(client, "office:delete", held, sure="", reason="It was never hers.").content.decode()
    assert "Readers see this in the corrections log" in asked
    assert 'name="reason" value="It was never hers."' in asked
    send(client, "office:delete", held, reason="It was never hers.")
    assert speaker.corrections.get().own_reason == "It was never hers."


@pytest.mark.parametrize(
    ("page", "make", "why"),
    [
        ("topic:delete", public_topic, "Readers can see"),
        ("source:delete", lambda: make_draft(source=make_document(make_meeting())).source, "Statements come from"),
        ("speaker:delete", lambda: make_draft(speaker=make_speaker()).speaker, "Merge or split instead."),
    ],
)
def test_nobody_is_asked_about_a_deletion_that_is_refused(
    page: str, make: Callable[[], models.Model], why: str
) -> None:
    client = signed_in(make_person(Role.ADMINISTRATOR))
    answer = do(client, page, make(), sure="")
    assert any(why in sentence for sentence in sentences(answer))
    assert UNDO not in answer.content.decode()


def test_a_deletion_from_an_old_page_is_refused_before_the_question() -> None:
    client, row = signed_in(make_person(Role.ADMINISTRATOR)), make_topic("Parks")
    answer = do(client, "topic:delete", row, sure="", seen="0" * 32)
    assert "has changed since you opened the page" in sentences(answer)[0]


def test_a_clerk_is_not_asked_about_an_office_that_readers_see() -> None:
    held = office(make_statement(speaker=make_speaker()).speaker)
    assert send(signed_in(make_person(Role.CLERK)), "office:delete", held, sure="").status_code == 403
    assert Statement.objects.public().exists()
