"""Metrics for a Prometheus server on this machine, or one that has the token."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from archive.text.addresses import THIS_MACHINE
from archive.upkeep import metrics
from archive.web.cost import Cost, costs

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
