"""Email me: the forms that ask for an alert on a passage or on a search, or for a link to all alerts."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from archive.alerts.passages import on_passage
from archive.alerts.searches.asked import Preview, followable, on_search, wish
from archive.alerts.sign_up import send_link_to_all, sign_up
from archive.machine.web.client_address import client_address
from archive.machine.web.cost import Cost, costs
from archive.models import Alert
from archive.pages.http.reader_form import AddressForm
from archive.pages.http.redirects import from_former_parameters
from archive.pages.quotes.citations import wording
from archive.pages.quotes.passages import quoted_passage
from archive.pages.statements.wordings import public_statement
from archive.search import SEARCH_PARAMETERS, SearchRequest, SearchUnavailable, query_string, read_parameters

ACCEPTED = 202
GET_OR_POST = ["GET", "HEAD", "POST"]


class SearchAlertForm(AddressForm):
    """How often, which results, and the address."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Alert.Frequency.choices,
        initial=Alert.Frequency.DAILY,
    )
    procedural = forms.BooleanField(
        label=gettext_lazy("Include short procedural remarks, such as calls to order"), required=False
    )

    field_order = ("frequency", "procedural", "email", "website")


@require_http_methods(GET_OR_POST)
@costs(Cost.CHEAP, "quote", "r")
def statement_alert(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form for the passage in the URL, or for the whole statement; email the link to confirm."""
    statement = public_statement(number)
    revision = wording(request, statement)
    quoted = quoted_passage(request, revision)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if _asks(request, form, lambda _given: on_passage(revision, quoted.passage if quoted else None)):
        subject = _("Statement %(number)d: %(title)s") % {"number": number, "title": statement.title}
        return sent(request, form, f"“{quoted.words}”" if quoted and quoted.words else subject)
    context = {"statement": statement, "revision": revision, "quoted": quoted}
    return form.page(request, "alerts/passage_form.html", context)


@require_http_methods(GET_OR_POST)
@costs(Cost.EXPENSIVE, *SEARCH_PARAMETERS)
def search_alert(request: HttpRequest) -> HttpResponse:
    """Show the form, and which results the search in the URL would have brought; email the link to confirm."""
    read = read_parameters(request.GET)
    if read.ignored and (moved := from_former_parameters(request)):
        return moved
    form = SearchAlertForm(request.POST if request.method == "POST" else None)
    wants_procedural = form.is_valid() and form.cleaned_data["procedural"]
    shown, problem = _preview(read.request, with_procedural=wants_procedural)
    if not problem and _asks(request, form, partial(_on_search, read.request)):
        return sent(request, form, wish(read.request))
    context = {
        "wish": wish(read.request),
        "query": read.request.text,
        "search": query_string(read.request, read.names),
        "ignored": read.ignored,
        "is_wide": read.request.wide,
        "preview": shown,
        "problem": problem,
    }
    return form.page(request, "alerts/search_form.html", context)


@never_cache
@require_http_methods(GET_OR_POST)
@costs(Cost.CHEAP)
def all_alerts_form(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and email it a link to all its alerts."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    client, language = client_address(request), get_language() or "en"
    if form.sends(lambda given: send_link_to_all(email=given["email"], client=client, language=language)):
        return sent(request, form, template="alerts/link_sent.html")
    return form.page(request, "alerts/all_form.html", {})


@require_safe
@costs(Cost.CHEAP)
def alert_sent(request: HttpRequest) -> HttpResponse:
    """Say that an email is on its way. Forms once led here; the page is the same for everyone."""
    return render(request, "alerts/sent.html")


def sent(
    request: HttpRequest, form: AddressForm, subject: str = "", template: str = "alerts/sent.html"
) -> HttpResponse:
    """Say that an email is on its way, to which address and about what. Both are as typed, whatever else is known.

    This answers the form itself: an address has no place in a URL.
    """
    context = {"address": form.cleaned_data["email"], "subject": subject}
    return render(request, template, context, status=ACCEPTED)


def _asks(request: HttpRequest, form: AddressForm, wished: Callable[[dict], Alert]) -> bool:
    """Sign up for what a valid form asks for, and return whether that is done."""
    client, language = client_address(request), get_language() or "en"
    return form.sends(
        lambda given: sign_up(partial(wished, given), address=given["email"], client=client, language=language)
    )


def _on_search(asked_for: SearchRequest, given: dict) -> Alert:
    return on_search(asked_for, with_procedural=given["procedural"], frequency=given["frequency"])


def _preview(asked_for: SearchRequest, *, with_procedural: bool) -> tuple[Preview | None, str]:
    """Return which results would have come, and why the search cannot be followed; empty if it can."""
    try:
        return followable(asked_for, with_procedural=with_procedural), ""
    except SearchUnavailable as error:
        return None, str(error)
    except ValidationError as error:
        return None, " ".join(error.messages)
