"""What machines ask for beside the pages: rules for crawlers, where to report a weakness, metrics."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from archive.exports.addresses import THIS_MACHINE, permanent_url
from archive.machine.web.cost import Cost, costs
from archive.models import current_site
from archive.pages.http.languages import LANGUAGES
from archive.upkeep import metrics


@require_safe
@costs(Cost.CHEAP)
def robots(request: HttpRequest) -> HttpResponse:
    """Point crawlers to the sitemap, and keep them away from the endless pages of results."""
    context = {"languages": LANGUAGES}
    return render(request, "pages/site/robots.txt", context, content_type="text/plain; charset=utf-8")


# Later, finders should not believe the file. Each request gets a new one.
VALID_FOR = timedelta(days=90)


@never_cache
@require_safe
@costs(Cost.CHEAP)
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Name the address of the site, which also stands on *About*; answer 404 if it has none."""
    contact = current_site().contact
    if not contact:
        raise Http404
    ends = (timezone.now() + VALID_FOR).astimezone(UTC)
    fields = {
        "Contact": f"mailto:{contact}",
        "Expires": datetime(ends.year, ends.month, ends.day, tzinfo=UTC).isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "en",
        "Canonical": permanent_url(reverse("pages:security-txt")),
    }
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@never_cache
@require_safe
@costs(Cost.CHEAP)
def site_metrics(request: HttpRequest) -> HttpResponse:
    """Send the metrics; answer 404 to everybody else, as if there were none."""
    if not (_has_token(request) or _is_local(request)):
        raise Http404
    return HttpResponse(metrics.figures(), content_type=CONTENT_TYPE_LATEST)


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and constant_time_compare(given, f"Bearer {wanted}")


def _is_local(request: HttpRequest) -> bool:
    """Return whether the request comes from this machine itself, not through a proxy, which may not say so.

    A site with a public address has a proxy.
    """
    if urlsplit(settings.SITE_URL).hostname not in THIS_MACHINE or any(map(request.headers.get, FORWARDED)):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
