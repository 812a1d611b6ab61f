"""Which objects readers can see, for tables with a visibility rule and for those that stand on another's page."""

import pytest
from django.apps import apps

from archive.actions.rules import PublicToo, check_public_too, is_public, owner_of, version_of
from archive.actions.statements import correct
from archive.models import Role
from archive.models.fields import PublicQuerySet, Rule, rules_of
from tests.record import make_meeting, make_statement, make_topic
from tests.staff import make_person

pytestmark = pytest.mark.django_db


def corrected_in_public():
    """Return the tables of which readers see a field that is corrected in public."""
    models = [model for model in apps.get_app_config("archive").get_models() if model._meta.managed]
    return [model for model in models if Rule.IN_PUBLIC in rules_of(model).values()]


@pytest.mark.parametrize("model", corrected_in_public(), ids=lambda model: model.__name__)
def test_every_table_that_is_corrected_in_public_says_which_of_its_rows_readers_see(model):
    has_rule = isinstance(model._default_manager.all(), PublicQuerySet)
    fields = {field.name for field in model._meta.concrete_fields}
    assert has_rule or {"meeting", "speaker"} & fields, f"is_public cannot say whether readers see a {model.__name__}."
    if has_rule:
        assert not is_public(model(pk=10**9))


def test_an_agenda_item_is_public_with_its_meeting():
    public, hidden = make_statement(meeting=make_meeting()).meeting, make_meeting()
    items = [meeting.agenda_items.create(position=1, title="Buses") for meeting in (public, hidden)]
    assert [is_public(item) for item in items] == [True, False]
    assert [owner_of(item) for item in items] == [public, hidden]


def test_a_correction_under_a_public_agenda_item_with_topics_asks_nothing():
    statement = make_statement("We meet on Monday.", meeting=make_meeting())
    item = statement.meeting.agenda_items.create(position=1, title="Buses")
    item.topics.add(make_topic("Buses", description="School buses."))
    statement.agenda_item = item
    statement.save()
    editor = make_person(Role.EDITOR)
    fields = {"agenda_item": item, "source": statement.source}
    correct(
        statement=statement, text="We meet on Tuesday.", reason="Misheard.", fields=fields, seen=version_of(statement),
        actor=editor,
    )  # fmt: skip
    assert statement.corrections.count() == 1


def test_an_agenda_item_of_a_meeting_that_is_not_public_is_still_shown_first():
    item = make_meeting().agenda_items.create(position=1, title="Buses")
    item.topics.add(make_topic("Buses", description="School buses."))
    with pytest.raises(PublicToo, match="also publishes"):
        check_public_too([item], "", make_person(Role.EDITOR))
