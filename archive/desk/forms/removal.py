"""What is typed to take words out of public view."""

from django import forms

from archive.models import Tombstone
from archive.models.tombstone import LONGEST_REASON


class RemovalForm(forms.Form):
    """Why words are taken out: what kind of reason it is, and a sentence for readers."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    category = forms.ChoiceField(
        label="Kind of reason",
        choices=[("", "Choose one"), *Tombstone.Category.choices],
        error_messages={"required": "Choose what kind of reason it is; readers will see it."},
    )
    reason = forms.CharField(
        label="Why, for readers",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a sentence why the words go; readers will see it."},
    )


class ReinstatementForm(forms.Form):
    """Why a withdrawn statement comes back."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Why it comes back, for readers",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a sentence why the statement comes back; readers will see it."},
    )
