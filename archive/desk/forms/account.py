"""Forms for accounts."""

from typing import Any

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator

from archive.models import Role, User


class DetailsForm(forms.ModelForm):
    """Names and email address."""

    email = forms.EmailField(
        label="Email address", help_text="Links to choose a password and notices about the account are sent here."
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]


class RolesForm(forms.Form):
    """The roles of an account."""

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = forms.TypedMultipleChoiceField(
            choices=[(role.value, role.label) for role in roles],
            coerce=Role,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="" if roles else "You have no role that you can give to others.",
        )


class InvitationForm(RolesForm, forms.ModelForm):
    """A person who gets an account."""

    username = forms.CharField(
        max_length=150,
        validators=[ASCIIUsernameValidator()],
        help_text="What they sign in with: letters, digits and @ . + - _. It cannot be changed later.",
    )
    email = forms.EmailField(label="Email address", help_text="The invitation is sent here.")

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email"]
