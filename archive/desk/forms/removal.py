"""Forms to withdraw or reinstate."""

from django import forms

from archive.desk.forms.fields import SeenField
from archive.models import LONGEST_REASON, Tombstone


class RemovalForm(forms.Form):
    """Why words are removed: the kind of reason, and a sentence for readers."""

    seen = SeenField()
    category = forms.ChoiceField(
        label="Kind of reason",
        choices=[("", "Choose one"), *Tombstone.Category.choices],
        error_messages={"required": "Choose the kind of reason. Readers will see it."},
    )
    reason = forms.CharField(
        label="Reason, shown to readers",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a sentence why the words are redacted. Readers will see it."},
    )


class ReinstatementForm(forms.Form):
    """Why a withdrawn statement is reinstated."""

    seen = SeenField()
    reason = forms.CharField(
        label="Reason for reinstating it, shown to readers",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a sentence why the statement is reinstated. Readers will see it."},
    )
