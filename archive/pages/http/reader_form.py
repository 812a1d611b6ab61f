"""What all forms share that readers send without an account."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from archive.machine.web.allowance import TooMany


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
        self.status = HTTPStatus.OK
        self.headers: dict[str, str] = {}

    def sends(self, act: Callable[[dict[str, Any]], Any]) -> bool:
        """Do what a valid form asks for, and return whether that is done. ``result`` is what the act returned.

        If the act refuses, the form says why, and ``page`` answers with the status for it.
        """
        if not self.is_valid():
            return False
        try:
            self.result = act(self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error.messages)
            if isinstance(error, TooMany):
                self.status = HTTPStatus.TOO_MANY_REQUESTS
                self.headers = {"Retry-After": str(error.seconds)}
            return False
        return True

    def page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """Return the page of the form, which says what was refused, and when to try again."""
        response = render(request, template, {"form": self, **context}, status=self.status)
        for name, value in self.headers.items():
            response.headers[name] = value
        return response

    def clean_website(self) -> str:
        """Refuse a value, which only a program would enter."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty. It helps us block automated messages."))
        return ""


class AddressForm(ReaderForm):
    """The reader's email address, for what they ask to be sent."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        help_text=_("We only use it to send these emails, never show it, and delete it when you stop them."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
