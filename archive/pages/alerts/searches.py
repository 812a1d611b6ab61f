"""Email me new results: preview them, sign up, confirm the address, see all alerts, stop them."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from archive.alerts.searches.asked import Preview, asked, name_of, preview, refuse_too_broad, wish
from archive.alerts.searches.sign_up import (
    alerts_of,
    confirm_search,
    search_alert_to_confirm,
    send_link_to_all,
    sign_up_for_search,
    stop_all,
)
from archive.alerts.signing_up import stop
from archive.models import SearchAlert
from archive.pages.alerts.views import alert_of_link, by_link, sent
from archive.pages.http.errors import NotHere
from archive.pages.http.reader_form import AddressForm
from archive.pages.http.redirects import from_former_parameters
from archive.search import SEARCH_PARAMETERS, SearchRequest, SearchUnavailable, query_string, read_parameters, spending
from archive.web.client_address import client_address
from archive.web.cost import Cost, costs

GET_OR_POST = ["GET", "HEAD", "POST"]


class SearchAlertForm(AddressForm):
    """How often, which results, and the address."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=SearchAlert.Frequency.choices,
        initial=SearchAlert.Frequency.DAILY,
    )
    procedural = forms.BooleanField(
        label=gettext_lazy("Include short procedural remarks, such as calls to order"), required=False
    )

    field_order = ("frequency", "procedural", "email", "website")


@require_http_methods(GET_OR_POST)
@costs(Cost.EXPENSIVE, *SEARCH_PARAMETERS)
def search_alert_form(request: HttpRequest) -> HttpResponse:
    """Show the form, and which results the search in the URL would have brought; email the link to confirm."""
    read = read_parameters(request.GET)
    if read.ignored and (moved := from_former_parameters(request)):
        return moved
    form = SearchAlertForm(request.POST if request.method == "POST" else None)
    wants_procedural = form.is_valid() and form.cleaned_data["procedural"]
    shown, problem = _preview(read.request, with_procedural=wants_procedural)
    if not problem and form.sends(lambda given: _sign_up(request, read.request, given)):
        return sent(request, form, wish(read.request))
    context = {
        "form": form,
        "wish": wish(read.request),
        "query": read.request.text,
        "search": query_string(read.request, read.names),
        "ignored": read.ignored,
        "is_wide": read.request.wide,
        "preview": shown,
        "problem": problem,
    }
    return render(request, "alerts/searches/form.html", context, status=form.status)


def _preview(asked_for: SearchRequest, *, with_procedural: bool) -> tuple[Preview | None, str]:
    """Return which results would have come, and why the search cannot be followed; empty if it can."""
    try:
        refuse_too_broad(asked_for, 0)
        with spending():
            shown = preview(asked_for, with_procedural=with_procedural)
        refuse_too_broad(asked_for, shown.total)
    except SearchUnavailable as error:
        return None, str(error)
    except ValidationError as error:
        return None, " ".join(error.messages)
    return shown, ""


def _sign_up(request: HttpRequest, asked_for: SearchRequest, given: dict) -> None:
    sign_up_for_search(
        request=asked_for,
        with_procedural=given["procedural"],
        frequency=given["frequency"],
        email=given["email"],
        client=client_address(request),
        language=get_language() or "en",
    )


@by_link
def search_alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for confirmation with a button, because some programs open every link; confirm when it is posted."""
    alert = alert_of_link(request, token, search_alert_to_confirm, confirm_search)
    return render(request, "alerts/searches/confirm.html", {"alert": alert, "name": _name(alert)})


@by_link
def search_alert_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show a button that stops the alert. A post from anywhere stops it at once (RFC 8058)."""
    if request.method == "POST":
        stop(key)
    alert = SearchAlert.objects.filter(key=key).first()
    context = {"is_told": alert is not None, "name": _name(alert) if alert else ""}
    return render(request, "alerts/searches/stop.html", context)


@never_cache
@require_http_methods(GET_OR_POST)
@costs(Cost.CHEAP)
def all_alerts_form(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and email it a link to all its alerts."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    client, language = client_address(request), get_language() or "en"
    if form.sends(lambda given: send_link_to_all(email=given["email"], client=client, language=language)):
        return sent(request, form, template="alerts/searches/link_sent.html")
    return render(request, "alerts/searches/all_form.html", {"form": form}, status=form.status)


@never_cache
@require_http_methods(["GET", "HEAD"])
@costs(Cost.CHEAP)
def all_alerts(request: HttpRequest, key: str) -> HttpResponse:
    """Show all alerts of the address that has this one, each with its link to stop it."""
    searches, passages = alerts_of(key)
    if not searches and not passages:
        raise NotHere(_("This link no longer works. Ask for a new one to see your alerts."))
    named = [(alert, _name(alert)) for alert in searches]
    return render(request, "alerts/searches/all.html", {"searches": named, "passages": passages, "key": key})


@by_link
def all_alerts_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show a button that stops all alerts of the address. A post from anywhere stops them at once (RFC 8058)."""
    if request.method == "POST":
        stop_all(key)
    is_told = any(alerts_of(key))
    return render(request, "alerts/searches/stop.html", {"is_told": is_told, "is_all": True})


def _name(alert: SearchAlert) -> str:
    request = asked(alert.query, with_procedural=True)
    return name_of(request) if request else alert.query
