"""One address for each thing: others that mean it lead there."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponsePermanentRedirect


def to_canonical(request: HttpRequest, shown: Model) -> HttpResponsePermanentRedirect | None:
    """Return the redirect to the record's own path, query kept, or nothing where the request is there already."""
    path = shown.get_absolute_url()
    if request.path == path:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
