"""Answers of the desk: what was refused is said in a sentence, on the page that the person came from."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from types import FunctionType
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from archive.desk.sent_forms import refuse
from archive.desk.staff_pages import ACT, View, allowed
from archive.desk.staff_request import StaffRequest, is_of_this_site
from archive.machine.web.whole_number import whole_number

# What a button does to an object: returns a sentence, or another answer.
Act = Callable[..., str | HttpResponseBase]


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


def post_view(permission: str, rows: Any, then: str = "", *, recently: bool = False) -> Callable[[Act], View]:
    """Make a view of what a button does to one object, named by the number in the URL.

    The function gets the object: from these rows, or what ``rows`` returns for the person and the number. It returns a
    sentence that says what was done, and leads to the page ``then`` of the object; or it returns another answer. If an
    action refuses, the page that the person came from says why.
    """

    def wrap(act: Act) -> View:
        @allowed(permission, recently=recently)
        @or_say_why
        @wraps(act)
        def view(request: StaffRequest, **number: int) -> HttpResponseBase:
            [pk] = number.values()
            is_asked = isinstance(rows, FunctionType | partial)
            answer = act(request, rows(request.user, pk) if is_asked else get_object_or_404(rows, pk=pk))
            if isinstance(answer, str):
                messages.success(request, answer)
                return redirect(f"desk:{then}", pk)
            return answer

        return view

    return wrap


def page_with(page: View, acts: Mapping[str, View]) -> View:
    """Make the view of a page that does all that its buttons say (``act``), each with the view and permission for it.

    So what can be done to an object has the address of its page, and every answer leads to a page. A page that does
    something already can be given more.
    """

    @wraps(page)
    def view(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        pressed = request.POST.get(ACT, "") if request.method == "POST" else ""
        return acts.get(pressed, page)(request, *args, **kwargs)

    # The tests open each of these doors.
    view.acts = {**getattr(page, "acts", {}), **acts}  # type: ignore[attr-defined]
    return view


def to_one_of(field: str, view: View) -> View:
    """Make the view of a button about one of the things on a page, whose number the form has in this field."""

    @wraps(view)
    def act(request: StaffRequest, **_page: Any) -> HttpResponseBase:
        return view(request, pk=whole_number(request.POST.get(field, "")) or 0)

    return act


def back(request: StaffRequest, otherwise: str = "desk:work-list") -> HttpResponse:
    """Redirect to the page that the person came from, if it is on this site."""
    came_from = request.POST.get("next") or request.headers.get("Referer", "")
    return redirect(came_from if is_of_this_site(request, came_from) else otherwise)
