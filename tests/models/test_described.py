"""Each model says beside its fields what is known about them. What a new field or table still owes is in one list."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from archive.log.fields import KINDS
from archive.models import Board, Meeting
from archive.models.fields.described import (
    Output,
    Rule,
    TextKind,
    columns_in,
    description_of,
    facts_of,
    is_text,
    rules_of,
)

TABLES = list(apps.get_app_config("archive").get_models())
# Pages that list changes are never cached, because a change is listed after its commit.
NEVER_CACHED = {"Change"}
# The API shows them, and the log does not commit to them: the address of an object, the day that its entry tells, and
# times in a recording, which a program may find again.
NOT_COMMITTED = {"id", "number", "slug", "published_at", "start_seconds", "end_seconds"}


def owed_by(model: type[models.Model]) -> Iterator[str]:
    """Yield what the description of a table lacks, as a sentence each."""
    if "described" not in vars(model):
        yield f"{model.__name__} has no `described = Described(...)` beside its fields."
        return
    described = description_of(model)
    fields = {field.name: field for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}
    named = [name for columns in described.columns for name in columns.names.split()]
    for name in sorted({*fields, *named}):
        if named.count(name) != 1 or name not in fields:
            yield f"{model.__name__}.{name}: name each field in one `Columns`; it is in {named.count(name)}."
        elif is_text(fields[name]) != (described.of[name].text is not None):
            yield f"{model.__name__}.{name}: say its `TextKind` exactly if it is a text (`is_text`)."
    seen = {name for name in fields if name in described.of and described.of[name].rule.is_seen}
    if seen and not described.shown and model.__name__ not in NEVER_CACHED:
        yield f"{model.__name__}: readers see {', '.join(sorted(seen))}, so it says `shown=ShownRows(...)`."
    if described.shown and not described.shown.subjects:
        yield f"{model.__name__}: say in `shown` which parts of the record a row belongs to."
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        if through._meta.auto_created and (field.name in seen) != (field.name in described.shown_links):
            yield f"{model.__name__}.{field.name}: if readers see it, and only then, it is in `shown_links`."


def test_every_model_says_what_is_known_about_its_fields():
    if sentences := [sentence for model in TABLES for sentence in owed_by(model)]:
        pytest.fail("\n".join(sentences), pytrace=False)


def test_the_log_commits_to_what_programs_are_shown():
    kinds = {kind.rows.model: kind.names() for kind in KINDS.values()}
    shown = {model: {field.name for field in columns_in(model, Output.API)} for model in kinds}
    lacking = [f"{model.__name__}.{name}" for model in kinds for name in shown[model] - kinds[model] - NOT_COMMITTED]
    assert not lacking, f"The log does not commit to {', '.join(sorted(lacking))} (archive/log/fields.py)."


def test_tables_between_two_others_hold_only_their_keys():
    for model in set(apps.get_app_config("archive").get_models(include_auto_created=True)) - set(TABLES):
        assert len(model._meta.concrete_fields) == 3, model


def test_every_rule_and_kind_of_text_says_what_it_means():
    assert all(rule.takes for rule in Rule)
    assert all(kind.value.endswith(".") for kind in TextKind)
    assert rules_of(apps.get_model("archive", "Board"))["name"] is Rule.IN_PUBLIC


def test_facts_without_words_of_their_own_are_shown_if_there_are_any():
    assert facts_of(Meeting(title="Budget", place="Room 1", external_id="sample-1")) == ["Room 1"]
    assert facts_of(Board(name="Sample Board")) == []
