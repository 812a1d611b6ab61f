"""For each field and role, only editors change what readers see, with a reason in the public log."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models

from archive.actions.objects import save_object
from archive.actions.rules import NotAllowed, Why, editable, version_of
from archive.actions.statements.changing import EDITABLE
from archive.desk.forms.document import DocumentForm, SourceForm
from archive.desk.forms.meeting import BoardForm, MeetingForm
from archive.desk.speakers import OfficeForm, SpeakerForm, SpeakerNameForm
from archive.desk.topics import TopicForm
from archive.models import AgendaItem, Role, Source, Statement
from archive.models.fields.described import Rule, rules_of
from tests.actions.objects.test_save_object import public_objects
from tests.record import make_board
from tests.staff import make_person

pytestmark = pytest.mark.django_db
FORMS = [BoardForm, MeetingForm, SpeakerForm, SpeakerNameForm, OfficeForm, SourceForm, DocumentForm, TopicForm]
WHY = Why("The notice says so.")
# Computed by the archive from the given file.
MADE = {(Source, "file_sha256")}


VALUES: dict[str, Any] = {
    "date": "2019", "from_date": "2019", "to_date": "2029", "published": "2019", "accessed": "2019", "start": "19:30",
    "timezone": "America/Detroit", "language": "es", "slug": "another-slug", "position": 77, "file": None,
}  # fmt: skip


def another(instance: models.Model, field: models.Field) -> Any:
    """Return another valid value of the field, or nothing for a file."""
    if field.choices:
        return next(choice for choice, _ in field.flatchoices if choice != getattr(instance, field.name))
    if isinstance(field, models.ForeignKey):
        return make_board()
    return VALUES.get(field.name, "https://example.org/x" if isinstance(field, models.URLField) else "Another")


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.CLERK, Role.EDITOR, Role.ADMINISTRATOR])
def test_only_an_editor_changes_a_visible_field_and_it_is_logged(role: Role) -> None:
    person = make_person(role)
    tried = 0
    for instance, _, _, subject in public_objects():
        for name in editable(type(instance)):
            value = another(instance, instance._meta.get_field(name))
            if value is None or (type(instance), name) in MADE:
                continue
            stored = type(instance)._base_manager.get(pk=instance.pk)
            seen, logged = version_of(stored), subject.corrections.count()
            setattr(stored, name, value)
            is_administrators = instance._meta.model_name == "board"
            if role == Role.CLERK or (is_administrators and role == Role.EDITOR):
                with pytest.raises(NotAllowed):
                    save_object(instance=stored, why=WHY, seen=seen, actor=person)
                assert subject.corrections.count() == logged, name
            else:
                save_object(instance=stored, why=WHY, seen=seen, actor=person)
                assert subject.corrections.count() == logged + 1, (instance, name)
            tried += 1
    assert tried > 30


def test_no_form_of_the_desk_has_a_field_that_people_cannot_change():
    for form in FORMS:
        assert set(form._meta.fields) <= set(editable(form._meta.model)), form
    rules = rules_of(Statement)
    assert all(rules[name] is Rule.IN_PUBLIC for name in (*EDITABLE, "topics"))
    assert set(editable(AgendaItem)) == {"position", "label", "title"}


def test_every_staff_page_names_the_person_when_it_calls_an_action():
    """Without an actor, an action checks no permission. That is for commands; no page may call an action that way."""
    called = 0
    for path in sorted(Path(settings.BASE_DIR / "archive" / "desk").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        actions = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("archive.actions.")
            for alias in node.names
            if takes_an_actor(getattr(import_module(str(node.module)), alias.name, None))
        }
        called += len(actions)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            # A preview takes back what it publishes.
            exempt = {"publish_meeting"} if path.name == "meeting_preview.py" else set()
            if getattr(call.func, "id", "") in actions - exempt:
                named = {keyword.arg for keyword in call.keywords}
                assert "actor" in named or None in named, f"{path}: {ast.unparse(call)}"
    assert called > 50


def takes_an_actor(action: Any) -> bool:
    """Return whether this is an action, which takes the person who does it by keyword only."""
    found = inspect.signature(action).parameters.get("actor") if inspect.isfunction(action) else None
    return found is not None and found.kind is inspect.Parameter.KEYWORD_ONLY
