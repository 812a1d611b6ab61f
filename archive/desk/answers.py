"""Answers of the desk: what was refused is said in a sentence, on the page that the person came from."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from archive.desk.sent_forms import refuse
from archive.desk.staff_pages import View
from archive.desk.staff_request import StaffRequest, is_of_this_site


def say(request: StaffRequest, error: ValidationError) -> None:
    """Show every sentence of the error on the next page. What was sent counts as not saved."""
    refuse(request)
    for sentence in error.messages:
        messages.error(request, sentence)


def say_form_errors(request: StaffRequest, form: Any) -> None:
    """Show what is wrong with a form that has no page of its own. What was sent counts as not saved."""
    refuse(request)
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, sentence)


def or_say_why(view: View) -> View:
    """Turn a ValidationError of the view into a message, on the page that the person came from."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            say(request, error)
            return back(request)

    return guarded


def back(request: StaffRequest, otherwise: str = "desk:work-list") -> HttpResponse:
    """Redirect to the page that the person came from, if it is on this site."""
    came_from = request.POST.get("next") or request.headers.get("Referer", "")
    return redirect(came_from if is_of_this_site(request, came_from) else otherwise)
