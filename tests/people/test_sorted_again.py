"""Speakers whose names were folded without their vowel signs are sorted by the whole name."""

import importlib

import pytest
from django.apps import apps

from archive.models import Speaker

pytestmark = pytest.mark.django_db
migration = importlib.import_module("archive.migrations.0031_vowel_signs_of_names")


def test_only_names_that_were_folded_otherwise_are_written():
    kept = Speaker.objects.create(name="Kim Example")
    lost = Speaker.objects.create(name="नमूना सिंह")
    Speaker.objects.filter(pk=lost.pk).update(sort_name="ह नम न स")

    migration.sort_again(apps, None)

    assert Speaker.objects.get(pk=lost.pk).sort_name == "सिंह नमूना"
    assert Speaker.objects.get(pk=kept.pk).sort_name == "example kim"
