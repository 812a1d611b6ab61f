"""Forms to sign in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError

from archive.actions.accounts.password_rules import LONGEST_PASSWORD
from archive.models import Passkey, User

CURRENT = {"autocomplete": "current-password", "autofocus": True}


class SignInForm(AuthenticationForm):
    """Name and password. The error does not say which of the two is wrong, or that an account is closed."""

    error_messages = {
        "invalid_login": "The name and password do not match. Both are case-sensitive.",
        "inactive": "The name and password do not match. Both are case-sensitive.",
    }


class AccountAddressForm(forms.Form):
    """The email address of an account."""

    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class PasswordForm(forms.Form):
    """The password of the signed-in person, typed again."""

    password = forms.CharField(strip=False, max_length=LONGEST_PASSWORD, widget=forms.PasswordInput(attrs=CURRENT))

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        """Refuse any other password."""
        if not self.person.check_password(self.cleaned_data["password"]):
            raise ValidationError("That is not your password.")
        return self.cleaned_data["password"]


class NewPasswordForm(SetPasswordForm):
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "New password"
        self.fields["new_password1"].help_text = (
            "At least 12 characters. Several words that are not related are easy to remember;"
            " a password manager makes better ones. Common passwords and words of this site are refused."
        )
        self.fields["new_password2"].label = "New password again"


class CodeForm(forms.Form):
    """A one-time code, or a recovery code. Spaces, dashes and capitals do not matter."""

    code = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )

    def clean_code(self) -> Any:
        """Remove the spaces."""
        return "".join(self.cleaned_data["code"].split())


class PasskeyForm(forms.Form):
    """The name of a new passkey, sent with the browser's answer."""

    name = forms.CharField(
        max_length=Passkey._meta.get_field("name").max_length,
        initial="My passkey",
        help_text="A name you will recognise, such as “Office laptop” or “Blue security key”.",
    )
    credential = forms.CharField(widget=forms.HiddenInput)
