"""Where to report a weakness (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.models import current_site
from archive.text.addresses import permanent_url
from archive.web.cost import Cost, costs

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
