"""Every URL of the public pages, found in the URLconf, so that tests cover pages that are added later."""

from collections.abc import Iterator
from itertools import product

from django.test import Client
from django.urls import URLPattern, resolve, reverse
from django.urls.converters import IntConverter

from archive.alerts.sign_up import confirmation_token
from archive.citations import FORMATS
from archive.log import COMMITTED
from archive.models import (
    Alert,
    Board,
    Commitment,
    Correction,
    ErrorReport,
    Meeting,
    Revision,
    Source,
    Speaker,
    Statement,
    Topic,
)
from archive.pages import urls
from archive.pages.site.sitemaps import SITEMAPS

LISTS = ("/statements/", "/meetings/", "/decisions/", "/boards/", "/speakers/", "/topics/", "/corrections/")


def known_values() -> dict[tuple[str, ...], list[tuple]]:
    """Return for the parts of a path their values in the database, including those of hidden objects.

    Parts that belong together have the values of one object, such as a statement and one of its revisions.
    """
    revisions = list(Revision.objects.values_list("statement", "number"))
    alerts = list(Alert.objects.all())
    numbers = Statement.objects.values_list("pk", flat=True)
    meetings = Meeting.objects.values_list("pk", flat=True)
    return {
        (): [()],
        ("correction",): list(Correction.objects.values_list("pk")),
        # Each document at each meeting, because a document must only be found at its own.
        ("document", "pk"): list(product(Source.objects.values_list("pk", flat=True), meetings)),
        ("format_name", "number"): list(product(FORMATS, numbers)),
        ("key",): [(alert.key,) for alert in alerts],
        ("level", "name_of_tile"): [(0, "000")],
        ("level", "name_of_tile", "width"): [(0, "000", 1)],
        ("name",): [("statements.csv",), ("datapackage.json",)],
        ("name_of_tile",): [("000",)],
        ("name_of_tile", "width"): [("000", 1)],
        ("new", "number", "old"): [
            (new, number, old) for (number, old), (other, new) in product(revisions, repeat=2) if number == other
        ],
        ("number",): list(zip(numbers)),
        ("number", "revision"): revisions,
        ("number", "subject"): [
            *product(numbers, ["statement"]),
            *Commitment.objects.exclude(subject="statement").values_list("subject_id", "subject"),
        ],
        ("pk",): list(zip(meetings)),
        ("position", "root"): [(0, "0" * 64)],
        ("report",): list(ErrorReport.objects.values_list("pk")),
        ("section",): [(section,) for section in SITEMAPS],
        ("subject",): [(subject,) for subject in sorted(COMMITTED)],
        ("token",): [(confirmation_token(alert),) for alert in alerts],
    }


def slugs_of(kind: str) -> list[tuple]:
    """Return the slugs of the objects whose paths begin with this word, including those of hidden objects."""
    model = {"boards": Board, "speakers": Speaker, "topics": Topic}[kind]
    return list(model.objects.values_list("slug"))


def named_patterns() -> list[URLPattern]:
    return [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]


def unknown_in_part(values: tuple, unknown: tuple) -> Iterator[tuple]:
    """Yield the values with each of them replaced by an unknown one."""
    yield from (values[:at] + unknown[at : at + 1] + values[at + 1 :] for at in range(len(values)))


def every_path() -> Iterator[str]:
    """Yield every path of every pattern, for every object, and with each part unknown. Add new parts above."""
    known = known_values()
    for pattern in named_patterns():
        converters = pattern.pattern.converters
        # After a number, a slug is only for people to read.
        names = tuple(sorted(set(converters) - {"slug"} if len(converters) > 1 else converters))
        found = slugs_of(str(pattern.pattern).partition("/")[0]) if names == ("slug",) else known[names]
        beside = {"slug": "anything"} if "slug" in converters and "slug" not in names else {}
        unknown = tuple(999 if isinstance(converters[name], IntConverter) else "anything" for name in names)
        partly = [one for values in found for one in unknown_in_part(values, unknown)]
        for chosen in dict.fromkeys([*found, *partly, unknown]):
            parts = dict(zip(names, chosen, strict=True)) | beside
            yield reverse(f"pages:{pattern.name}", kwargs=parts | pattern.default_args)
    yield from (row.get_absolute_url() for model in (Statement, Meeting) for row in model.objects.all())


def one_of_every_kind(client: Client) -> list[str]:
    """Return the first URL that answers with HTML, for each kind of URL."""
    answered, shown = set(), []
    for path in sorted({*every_path()}):
        kind = resolve(path).url_name
        if kind in answered:
            continue
        response = client.get(path)
        if response.status_code == 200:
            answered.add(kind)
            if response["Content-Type"].startswith("text/html"):
                shown.append(path)
    return shown
