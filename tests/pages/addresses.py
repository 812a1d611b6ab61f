"""Every URL of the public pages, found in the URLconf, so that tests cover pages that are added later."""

from collections.abc import Iterator
from itertools import product

from django.urls import URLPattern, reverse

from archive.alerts.signing_up import confirmation_token
from archive.citations import FORMATS
from archive.models import (
    Alert,
    Board,
    Correction,
    ErrorReport,
    Meeting,
    Revision,
    SearchAlert,
    Source,
    Speaker,
    Statement,
    Topic,
)
from archive.pages import urls
from archive.pages.site.sitemaps import SITEMAPS

LISTS = ("/statements/", "/meetings/", "/boards/", "/speakers/", "/topics/", "/corrections/")


def values_of_parameters() -> dict[str, list]:
    """Return for each part of a path the values in the database, including those of hidden objects."""
    numbers = list(Statement.objects.values_list("pk", flat=True))
    revisions = sorted({*Revision.objects.values_list("number", flat=True)})
    alerts = [*Alert.objects.all(), *SearchAlert.objects.all()]
    slugs = [row.slug for model in (Board, Speaker, Topic) for row in model.objects.all()]
    return {
        "correction": list(Correction.objects.values_list("pk", flat=True)),
        "document": list(Source.objects.values_list("pk", flat=True)),
        "format_name": [*FORMATS, "anything"],
        "key": [*(alert.key for alert in alerts), "anything"],
        "name": ["statements.csv", "datapackage.json", "anything"],
        "new": revisions,
        "number": numbers,
        "old": revisions,
        "pk": list(Meeting.objects.values_list("pk", flat=True)),
        "report": list(ErrorReport.objects.values_list("pk", flat=True)),
        "revision": revisions,
        "section": list(SITEMAPS),
        "token": [*map(confirmation_token, alerts), "anything"],
        "slug": [*slugs, "anything"],
    }


def named_patterns() -> list[URLPattern]:
    return [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]


def every_path() -> Iterator[str]:
    """Yield every path of every pattern with every known value. Add parts with new names above."""
    values = values_of_parameters()
    for pattern in named_patterns():
        names = list(pattern.pattern.converters)
        # After a number, a slug is only for people to read.
        beside = {"slug": ["anything"]} if len(names) > 1 else {}
        for chosen in product(*((values | beside)[name] for name in names)):
            yield reverse(f"pages:{pattern.name}", kwargs=dict(zip(names, chosen, strict=True)) | pattern.default_args)
    yield from (row.get_absolute_url() for model in (Statement, Meeting) for row in model.objects.all())
