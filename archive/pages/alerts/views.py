"""Email me if this changes: sign up for a passage, confirm the address, stop. No page reveals who follows what."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.alerts.sign_up import alert_to_confirm, confirm, sign_up
from archive.alerts.signing_up import LinkHasExpired, stop
from archive.models import Alert, SearchAlert
from archive.pages.http.errors import NotHere, withdrawn
from archive.pages.http.reader_form import AddressForm
from archive.pages.quotes.citations import wording
from archive.pages.quotes.passages import quoted_passage
from archive.pages.statements.wordings import public_statement, statement_on_record
from archive.web.client_address import client_address
from archive.web.cost import Cost, costs

ACCEPTED = 202
AnyAlert = TypeVar("AnyAlert", Alert, SearchAlert)


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a link in an email, and a post to it from anywhere, lead to the view.

    The link itself is the permission. A cookie would add nothing, and a mail program has none to send.
    """
    return never_cache(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(costs(Cost.CHEAP)(view))))


def alert_of_link(
    request: HttpRequest, token: str, find: Callable[[str], AnyAlert], confirm: Callable[..., AnyAlert]
) -> AnyAlert:
    """Return the alert of a link, confirmed if the button was pressed; raise NotHere if the link no longer works."""
    try:
        return confirm(token, client=client_address(request)) if request.method == "POST" else find(token)
    except LinkHasExpired as error:
        sentence = _(
            "This link no longer works. It is more than three days old, has already been used, or is incomplete."
        )
        raise NotHere(sentence) from error


@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.CHEAP, "quote", "r")
def statement_alert(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form for the passage in the URL, or for the whole statement; email the link to confirm."""
    statement = public_statement(number)
    revision = wording(request, statement)
    quoted = quoted_passage(request, revision)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.sends(
        lambda given: sign_up(
            revision=revision,
            passage=quoted.passage if quoted else None,
            email=given["email"],
            client=client_address(request),
            language=get_language() or "en",
        )
    ):
        subject = _("Statement %(number)d: %(title)s") % {"number": number, "title": statement.title}
        return sent(request, form, f"“{quoted.words}”" if quoted and quoted.words else subject)
    context = {"statement": statement, "revision": revision, "quoted": quoted, "form": form}
    return render(request, "alerts/form.html", context, status=form.status)


def sent(
    request: HttpRequest, form: AddressForm, subject: str = "", template: str = "alerts/sent.html"
) -> HttpResponse:
    """Say that an email is on its way, to which address and about what. Both are as typed, whatever else is known.

    This answers the form itself: an address has no place in a URL.
    """
    context = {"address": form.cleaned_data["email"], "subject": subject}
    return render(request, template, context, status=ACCEPTED)


@require_safe
@costs(Cost.CHEAP)
def alert_sent(request: HttpRequest) -> HttpResponse:
    """Say that an email is on its way. Forms once led here; the page is the same for everyone."""
    return render(request, "alerts/sent.html")


@by_link
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for confirmation with a button, because some programs open every link; confirm when it is posted."""
    alert = alert_of_link(request, token, alert_to_confirm, confirm)
    if not alert.statement.is_public:
        return withdrawn(request, statement_on_record(alert.statement_id))
    words = "" if alert.start is None else alert.revision.text[alert.start : alert.end]
    return render(request, "alerts/confirm.html", {"alert": alert, "statement": alert.statement, "words": words})


@by_link
def alert_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show a button that stops the emails. A post from anywhere stops them at once (RFC 8058)."""
    if request.method == "POST":
        stop(key)
    is_told = Alert.objects.filter(key=key).exists()
    return render(request, "alerts/stop.html", {"is_told": is_told})
