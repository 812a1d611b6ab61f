"""Every field of every table has a rule: whether readers see it, and what a change needs."""

from django.apps import apps
from django.db import models

from archive.models.public_fields import FIELDS, Rule, rules_of

TABLES = list(apps.get_app_config("archive").get_models())


def fields_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]}


def test_every_field_of_every_table_is_listed_once():
    assert {model.__name__ for model in TABLES} == set(FIELDS)
    for model in TABLES:
        named = " ".join(FIELDS[model.__name__].values()).split()
        assert len(named) == len(set(named)), model
        assert set(named) == fields_of(model), model


def test_tables_between_two_others_hold_only_their_keys():
    for model in set(apps.get_app_config("archive").get_models(include_auto_created=True)) - set(TABLES):
        assert len(model._meta.concrete_fields) == 3, model


def test_every_rule_says_what_a_change_needs():
    assert all(rule.takes for rule in Rule)
    assert rules_of(apps.get_model("archive", "Board"))["name"] is Rule.IN_PUBLIC
