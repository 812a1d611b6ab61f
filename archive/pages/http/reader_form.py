"""What all forms share that readers send without an account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TOO_MANY_REQUESTS = 429


class ReaderForm(forms.Form):
    """Ends with the field ``website``, a trap for programs that fill in every field."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Inherited fields come first, but people who use a screen reader should get to this one last.
        self.fields["website"] = self.fields.pop("website")

    def clean_website(self) -> str:
        """Refuse a value, which only a program would enter."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty. It helps us block automated messages."))
        return ""
