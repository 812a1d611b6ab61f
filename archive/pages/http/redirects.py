"""One URL for each thing.

Others that mean it redirect there, permanently or, while a merge can be undone, temporarily.
"""

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect

from archive.actions.objects import undoable
from archive.models import Board, FormerSlug, Meeting, Speaker, SpeakerMerge, Statement, Topic

VALUES_AT_MOST = 50
# The parameters of lists and of the search that contain slugs.
SLUGGED: dict[str, type[Board | Speaker | Topic]] = {"board": Board, "speaker": Speaker, "topic": Topic}

Shown = Statement | Meeting | Board | Speaker | Topic
Redirect = HttpResponsePermanentRedirect | HttpResponseRedirect


def to_canonical(request: HttpRequest, shown: Shown) -> HttpResponsePermanentRedirect | None:
    """Return the redirect to the object's own path, with the query, or None if the request is already there."""
    path = shown.get_absolute_url()
    return None if request.path == path else HttpResponsePermanentRedirect(with_query(request, path))


def from_former_slug(request: HttpRequest, model: type[Board | Speaker | Topic], slug: str) -> Redirect | None:
    """Return the redirect to the public object that had the slug, or that its speaker was merged into; else None."""
    now, for_good = object_now(model, slug)
    if now is None:
        return None
    kind = HttpResponsePermanentRedirect if for_good else HttpResponseRedirect
    return kind(with_query(request, now.get_absolute_url()))


def from_former_parameters(request: HttpRequest) -> Redirect | None:
    """Return the redirect to the same list with current slugs in place of former ones; None if there are none."""
    parameters = request.GET.copy()
    for_good = True
    for name, model in SLUGGED.items():
        values = parameters.getlist(name)
        for place, value in enumerate(values[:VALUES_AT_MOST]):
            now, permanent = object_now(model, value)
            if now:
                values[place] = now.slug
                for_good &= permanent
        if values:
            parameters.setlist(name, values)
    if parameters == request.GET:
        return None
    kind = HttpResponsePermanentRedirect if for_good else HttpResponseRedirect
    return kind(f"{request.path}?{parameters.urlencode()}")


def object_now(model: type[Board | Speaker | Topic], slug: str) -> tuple[Board | Speaker | Topic | None, bool]:
    """Return the public object that a former slug means now, and whether that is permanent.

    A merge of speakers can be undone for a day, and a browser remembers a permanent redirect for longer.
    """
    slug = slug.replace("\0", "")
    former = FormerSlug.objects.of_kind(model).filter(slug=slug).values_list("record_id", flat=True).first()
    known = model.objects.filter(pk=former) if former else model.objects.filter(slug=slug)
    instance, for_good = known.first(), True
    while isinstance(instance, Speaker) and instance.merged_into_id:
        merges = SpeakerMerge.objects.filter(gone=instance, undone_at__isnull=True)
        for_good &= not any(undoable(merge) for merge in merges)
        instance = instance.merged_into
    if instance is None or instance.slug == slug or not model.objects.public().filter(pk=instance.pk).exists():
        return None, True
    return instance, for_good


def with_query(request: HttpRequest, path: str) -> str:
    """Return the path with the query of the request."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
