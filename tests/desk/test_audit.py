"""The audit trail: who did what, when, to which object. Entries stay for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from archive.actions.objects import save_object
from archive.actions.rules import Verb, audit, audit_unknown, version_of, version_with_waiting
from archive.actions.statements import (
    change_statement,
    correct,
    delete_draft,
    publish,
    publish_meeting,
    submit_for_review,
    withdraw,
)
from archive.models import AuditEntry, AuditIsAppendOnly, PartialDate, Role
from tests.record import make_draft, make_meeting
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def deeds(instance):
    """Return the entries about the object, in order, as (who, what, note)."""
    entries = AuditEntry.objects.about(instance).order_by("id")
    return [(entry.actor, entry.verb, entry.note) for entry in entries]


def test_every_step_of_a_statement_is_listed_in_order():
    clerk, editor = make_person(Role.CLERK), make_person(Role.EDITOR)
    statement = make_draft("We meet on Monday.", actor=clerk)
    change_statement(statement=statement, text="We will meet on Monday.", seen=version_of(statement), actor=clerk)
    submit_for_review(statement=statement, seen=version_of(statement), actor=clerk)
    statement = publish(statement=statement, seen=version_of(statement), actor=editor)
    given = {"text": "We will meet on Tuesday.", "reason": "Misheard.", "seen": version_of(statement)}
    statement = correct(statement=statement, actor=editor, **given)
    given = {"category": "privacy", "reason": "Said in closed session.", "seen": version_of(statement)}
    withdraw(statement=statement, actor=editor, **given)
    assert deeds(statement) == [
        (clerk, "created", ""),
        (clerk, "changed", "words"),
        (clerk, "submitted", ""),
        (editor, "published", ""),
        (editor, "corrected", "Misheard."),
        (editor, "withdrawn", "Said in closed session."),
    ]


def test_publishing_a_meeting_is_logged_for_it_and_for_each_statement():
    editor, meeting = make_person(Role.EDITOR), make_meeting()
    first, second = make_draft(meeting=meeting), make_draft(meeting=meeting)
    publish_meeting(meeting=meeting, seen=version_with_waiting(meeting), actor=editor)
    assert deeds(meeting) == [(editor, "published", "With 2 statements.")]
    assert deeds(first)[-1] == deeds(second)[-1] == (editor, "published", "")


def test_moving_a_meeting_logs_its_former_date_and_board():
    editor, meeting = make_person(Role.EDITOR), make_meeting(date="2024-03-05")
    was = str(meeting)
    meeting.date = PartialDate.parse("2024-03-06")
    save_object(instance=meeting, seen=version_of(meeting), actor=editor)
    assert deeds(meeting) == [(editor, "changed", f"date. It was {was}.")]


def test_a_deleted_draft_is_remembered_by_its_first_words():
    clerk, statement = make_person(Role.CLERK), make_draft("We meet on Monday.")
    number = statement.number
    delete_draft(statement=statement, seen=version_of(statement), actor=clerk)
    entry = AuditEntry.objects.get(verb="deleted")
    assert (entry.subject, entry.subject_id, entry.note) == ("statement", number, "We meet on Monday.")


def test_a_refused_action_leaves_no_entry():
    statement = make_draft()
    with pytest.raises(ValidationError):
        withdraw(statement=statement, category="privacy", reason="Never published.")
    assert [verb for _, verb, _ in deeds(statement)] == ["created"]


def test_entries_cannot_be_changed_or_removed():
    make_draft()
    entry = AuditEntry.objects.get()
    entry.note = "Nothing happened."
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(note="Nothing happened."),
        lambda: AuditEntry.objects.bulk_update([entry], ["note"]),
        lambda: AuditEntry.objects.bulk_create(
            [entry], update_conflicts=True, update_fields=["note"], unique_fields=["id"]
        ),
    ):
        with pytest.raises(AuditIsAppendOnly):
            attempt()
    assert AuditEntry.objects.get().note == ""


def test_the_page_can_be_narrowed_to_one_person_or_object():
    clerk, other = make_person(Role.CLERK), make_person(Role.CLERK)
    mine, theirs = make_draft(actor=clerk), make_draft(actor=other)
    client = signed_in(clerk)
    everything = client.get(reverse("desk:audit")).content.decode()
    assert str(mine) in everything
    assert str(theirs) in everything
    by_other = client.get(reverse("desk:audit"), {"by": other.username}).content.decode()
    assert str(mine) + "<" not in by_other
    assert str(theirs) + "<" in by_other
    of_mine = client.get(reverse("desk:object-audit", args=["statement", mine.pk])).content.decode()
    assert clerk.username in of_mine
    assert other.username not in of_mine


def test_markup_in_names_and_notes_is_shown_as_text():
    editor = make_person(Role.EDITOR, username="eve")
    editor.first_name = "<script>alert(1)</script>"
    editor.save()
    statement = make_draft(actor=editor)
    statement = publish(statement=statement, seen=version_of(statement), actor=editor)
    given = {"category": "privacy", "reason": "<img src=x onerror=alert(1)>", "seen": version_of(statement)}
    withdraw(statement=statement, actor=editor, **given)
    page = signed_in(editor).get(reverse("desk:audit")).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_only_administrators_and_the_person_see_where_they_sign_in():
    clerk, other, boss = (make_person(role) for role in (Role.CLERK, Role.CLERK, Role.ADMINISTRATOR))
    for person, address in ((clerk, "192.0.2.1"), (other, "192.0.2.2")):
        audit(actor=person, verb=Verb.SIGNED_IN, instance=person, note=f"with a password, from {address}")
    audit_unknown(verb=Verb.SIGN_IN_REFUSED, kind="user", name="an unknown name", note="wrong, from 192.0.2.3")
    trail, client = reverse("desk:audit"), signed_in(clerk)
    of_other = reverse("desk:object-audit", args=["user", other.pk])
    for path in (trail, f"{trail}?by={other.username}", reverse("desk:object-audit", args=["user", clerk.pk])):
        page = client.get(path).content.decode()
        assert "192.0.2.2" not in page
        assert "192.0.2.3" not in page
    assert "192.0.2.1" in client.get(trail).content.decode()
    assert client.get(of_other).status_code == 403
    seen = signed_in(boss).get(trail).content.decode()
    assert all(f"192.0.2.{number}" in seen for number in (1, 2, 3))
    assert "192.0.2.2" in signed_in(boss).get(of_other).content.decode()
