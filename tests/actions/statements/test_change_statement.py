"""Facts about a statement change field by field. Its words change only if it was never public."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.statements import change_statement, withdraw
from archive.models import AuditEntry, OutboxEntry, Statement
from tests.record import make_draft, make_meeting, make_statement, make_topic

pytestmark = pytest.mark.django_db


def test_only_the_given_fields_change():
    """Two people change different things of the same statement, each having read it before the other saved."""
    first = make_draft(attribution="The chair")
    second = Statement.objects.get(pk=first.pk)
    topic = make_topic()
    change_statement(statement=first, text_status=Statement.TextStatus.MINUTES)
    change_statement(statement=second, kind=Statement.Kind.MOTION, topics=[topic])
    first.refresh_from_db()
    assert (first.text_status, first.kind, first.attribution) == ("minutes", "motion", "The chair")
    assert [*first.topics.all()] == [topic]
    notes = AuditEntry.objects.about(first).filter(verb="changed").values_list("note", flat=True)
    assert [*notes] == ["kind, topics", "text status"]


def test_the_title_and_text_of_a_draft_change_separately():
    draft = make_draft("First words.", title="Title")
    change_statement(statement=draft, text="Second words.")
    change_statement(statement=draft, title="")
    draft.refresh_from_db()
    assert (draft.current_revision.title, draft.text) == ("", "Second words.")
    with pytest.raises(ValidationError, match="Type the words"):
        change_statement(statement=draft, text="")


def test_new_words_of_a_published_statement_wait_for_publication():
    statement = make_statement("Published words.", title="Title")
    change_statement(statement=statement, text="Next words.", reason="A typing error.")
    change_statement(statement=statement, title="Next title")
    statement.refresh_from_db()
    assert (statement.title, statement.text) == ("Title", "Published words.")
    draft = statement.revisions.get(number=2)
    assert (draft.title, draft.text, draft.reason) == ("Next title", "Next words.", "A typing error.")


def test_a_withdrawn_statement_cannot_be_changed():
    with pytest.raises(ValidationError, match="is withdrawn"):
        change_statement(
            statement=withdraw(statement=make_statement(), category="privacy", reason="A mistake."),
            attribution="The chair",
        )


def test_invalid_values_are_refused():
    with pytest.raises(ValidationError, match="belongs to another meeting"):
        change_statement(
            statement=make_draft(), agenda_item=make_meeting().agenda_items.create(position=1, title="Minutes")
        )


def test_a_change_without_values_does_nothing():
    statement = make_statement()
    OutboxEntry.objects.all().delete()
    change_statement(statement=statement)
    assert not OutboxEntry.objects.exists()
    assert not AuditEntry.objects.filter(verb="changed").exists()
