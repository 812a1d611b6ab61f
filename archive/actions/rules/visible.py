"""Texts that people type must show something."""

from django.core.exceptions import ValidationError
from django.db import models

from archive.actions.blank import is_blank

SHOWS_NOTHING = "This has only characters that nobody sees. Type words."


def check_visible(instance: models.Model) -> None:
    """Raise ValidationError for each text of the object that is not empty and shows nothing to readers."""
    texts = [
        (field, getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    ]
    unseen = [
        field.name
        for field, text in texts
        if isinstance(text, str) and text and is_blank(text) and (text.strip() or not field.blank)
    ]
    if unseen:
        raise ValidationError(dict.fromkeys(unseen, SHOWS_NOTHING))
