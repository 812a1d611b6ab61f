"""What is typed to sign in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password; what is wrong is said without telling which of the two."""

    error_messages = {
        "invalid_login": "Name and password do not go together. Both are case-sensitive.",
        "inactive": "This account is closed.",
    }


class CodeForm(forms.Form):
    """A one-time code, or a recovery code; spaces do not matter."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )

    def clean_code(self) -> Any:
        """Take the spaces out."""
        return "".join(self.cleaned_data["code"].split()).lower()
