"""A choice is shown by its label, in the language of the page."""

import pytest
from django.apps import apps
from django.utils.translation import override

from archive.models import Statement
from archive.models.fields.choice import ChoiceField

FIELDS = [field for model in apps.get_models() for field in model._meta.get_fields() if type(field) is ChoiceField]


@pytest.mark.parametrize("field", FIELDS, ids=str)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_choice_is_shown_by_its_label(field, language):
    with override(language):
        for value, label in field.flatchoices:
            shown = getattr(field.model(**{field.name: value}), f"get_{field.name}_display")()
            assert (shown, type(shown)) == (str(label), str)


def test_a_value_that_is_no_choice_is_shown_as_it_is():
    assert Statement(kind="unheard of").get_kind_display() == "unheard of"
