"""Where the links in emails lead: confirm an alert, see all alerts, stop. No page reveals who follows what."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.alerts.searches.asked import name_of_search
from archive.alerts.sign_up import LinkHasExpired, alert_to_confirm, alerts_of, confirm, stop, stop_all
from archive.machine.web.client_address import client_address
from archive.machine.web.cost import Cost, costs
from archive.models import Alert
from archive.pages.http.errors import NotHere, withdrawn
from archive.pages.statements.wordings import statement_on_record


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a link in an email, and a post to it from anywhere, lead to the view.

    The link itself is the permission. A cookie would add nothing, and a mail program has none to send.
    """
    return never_cache(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(costs(Cost.CHEAP)(view))))


@by_link
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for confirmation with a button, because some programs open every link; confirm when it is posted."""
    try:
        is_sure = request.method == "POST"
        alert = confirm(token, client=client_address(request)) if is_sure else alert_to_confirm(token)
    except LinkHasExpired as error:
        sentence = _(
            "This link no longer works. It is more than three days old, has already been used, or is incomplete."
        )
        raise NotHere(sentence) from error
    if alert.statement and not alert.statement.is_public:
        return withdrawn(request, statement_on_record(alert.statement.pk))
    wish = _("Email me new results") if alert.query else _("Email me if this changes")
    return render(request, "alerts/confirm.html", {"alert": alert, "name": _name(alert), "wish": wish})


@by_link
def alert_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show a button that stops the alert. A post from anywhere stops it at once (RFC 8058)."""
    if request.method == "POST":
        stop(key)
    alert = Alert.objects.filter(key=key).select_related("revision").first()
    return render(request, "alerts/stop.html", {"alert": alert, "name": _name(alert) if alert else ""})


@never_cache
@require_http_methods(["GET", "HEAD"])
@costs(Cost.CHEAP)
def all_alerts(request: HttpRequest, key: str) -> HttpResponse:
    """Show all alerts of the address that has this one, each with its link to stop it."""
    alerts = list(alerts_of(key))
    if not alerts:
        raise NotHere(_("This link no longer works. Ask for a new one to see your alerts."))
    searches = [(alert, _name(alert)) for alert in alerts if alert.query]
    passages = [alert for alert in alerts if not alert.query]
    return render(request, "alerts/all.html", {"searches": searches, "passages": passages, "key": key})


@by_link
def all_alerts_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Show a button that stops all alerts of the address. A post from anywhere stops them at once (RFC 8058)."""
    if request.method == "POST":
        stop_all(key)
    return render(request, "alerts/stop.html", {"alert": alerts_of(key).first(), "is_all": True})


def _name(alert: Alert) -> str:
    """Return the words that are followed, or the name of the search."""
    if revision := alert.revision:
        return revision.headline if alert.start is None else revision.text[alert.start : alert.end]
    return name_of_search(alert)
