"""A plain check that holds is not sent to the database, and the database would always agree."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.models import Correction, Statement
from archive.models.fields.plain_checks import NotPlain, PlainlyChecked, holds_plainly, worked_out
from tests.record import make_draft, make_statement

CHECKED = [model for model in apps.get_app_config("archive").get_models() if issubclass(model, PlainlyChecked)]
CHECKS = [
    (model, constraint)
    for model in CHECKED
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
]
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def values_of(field: Any) -> st.SearchStrategy:
    """Return values that the field can have, including those that checks name."""
    if isinstance(field, models.DateTimeField):
        return st.sampled_from([None, NOW])
    if isinstance(field, models.FloatField):
        return st.sampled_from([None, -1.0, 0.0, 3.5, 999_999.9, 1_000_000.0])
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return st.sampled_from([None, 0, 1, 2])
    chosen = [value for value, _ in getattr(field, "choices", None) or ()]
    return st.sampled_from([None, "", "words", *chosen])


class BothWays(TestCase):
    """Compares the quick answer with Django's own, from the database."""

    @pytest.mark.slow
    @settings(max_examples=400)
    @given(st.data())
    def test_the_database_agrees_on_every_check(self, data: st.DataObject) -> None:
        model, constraint = data.draw(st.sampled_from(CHECKS))
        named = {name.partition("__")[0] for name in names_in(constraint.condition)}
        instance = model()
        for field in model._meta.concrete_fields:
            if field.name in named:
                setattr(instance, field.attname, data.draw(values_of(field)))
        if holds_plainly(constraint, instance):
            constraint.validate(model, instance)
        else:
            with pytest.raises(ValidationError):
                constraint.validate(model, instance)


def names_in(condition: Any) -> set[str]:
    if isinstance(condition, Q):
        return {name for part in condition.children for name in names_in(part)}
    name, value = condition
    return {name, value.name} if isinstance(value, F) else {name}


def test_every_check_of_these_objects_is_plain():
    assert len(CHECKS) >= 15
    for model, constraint in CHECKS:
        worked_out(constraint.condition, model(status="draft") if model is Statement else model())


@pytest.mark.parametrize(
    "condition",
    [
        Q(attribution__startswith="A"),
        Q(attribution__gt="A"),
        Q(start_seconds="3"),
        Q(attribution=F("start_seconds")),
        Q(start_seconds__gte=F("start_seconds") + 1),
        Q(models.Exists(Statement.objects.all())),
        Q(speaker__name="A"),
        Q(),
        Q(attribution="A") ^ Q(attribution="B"),
    ],
)
def test_other_checks_are_left_to_the_database(condition: Q) -> None:
    statement = Statement(attribution="A", start_seconds=3.0)
    statement.speaker_id = 1
    with pytest.raises(NotPlain):
        worked_out(condition, statement)
    assert not holds_plainly(CheckConstraint(condition=condition, name="other"), statement)


@pytest.mark.django_db
def test_an_object_that_breaks_a_check_is_refused_with_its_message():
    statement = make_draft()
    statement.start_seconds = -1
    with pytest.raises(ValidationError, match="The start in the recording is a number of seconds from its beginning"):
        statement.full_clean()


@pytest.mark.django_db
def test_a_valid_object_is_checked_without_a_query(django_assert_num_queries: Any) -> None:
    statement = make_statement()
    with django_assert_num_queries(0):
        statement.validate_constraints()
        Correction(statement=statement, own_reason="Misheard.", at=NOW).validate_constraints()
