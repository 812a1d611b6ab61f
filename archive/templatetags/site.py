"""What every page of the site has: the links in its masthead and footer."""

import re
from functools import lru_cache

from django import template
from django.template.context import RequestContext
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from archive.exports.addresses import permanent_path
from archive.models.publication import PUBLISHED_SINCE
from archive.search import SEARCH_PARAMETERS, Sort

register = template.Library()

# The pages that every page links to, by their URL names.
PAGES = {
    "statement-list": _("Statements"),
    "meeting-list": _("Meetings"),
    "decision-list": _("Decisions"),
    "board-list": _("Boards"),
    "speaker-list": _("Speakers"),
    "topic-list": _("Topics"),
    "quote-check": _("Quotes"),
    "corrections": _("Corrections"),
    "about": _("About"),
    "data": _("Download the record"),
    "api:docs": _("API"),
}
# Only in the footer, because the masthead has no room for these.
FOOT_ONLY = frozenset({"statement-list", "corrections", "data", "api:docs"})
# For each page, the URL name of the same data in the API.
AS_JSON = {
    "statement-detail": "statement",
    "statement-number": "statement",
    "statement-revision": "revision",
    "statement-list": "statement-list",
    "decision-list": "decision-list",
    "meeting-detail": "meeting",
    "meeting-number": "meeting",
    "meeting-list": "meeting-list",
    "board-detail": "board",
    "board-list": "board-list",
    "speaker-detail": "speaker",
    "speaker-list": "speaker-list",
    "topic-detail": "topic",
    "topic-list": "topic-list",
    "corrections": "correction-list",
    "correction-detail": "correction",
    "search": "search",
}
# URL arguments that have another name in the API.
KEYS = {"correction": "pk"}
# Filters and orders of lists and searches that have the same names in the API.
DATED = ("board", "from", "to", "sort")
NARROWED_BY = {
    "search": SEARCH_PARAMETERS,
    "statement-list": (*DATED, "speaker", "topic", "kind", "text_status"),
    "meeting-list": DATED,
    "decision-list": ("board", "from", "to", "result", "method", "member", "voted", "split"),
    "speaker-list": ("name",),
}
HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>', re.DOTALL)
FEWEST_HEADINGS = 3
CURRENT = mark_safe(' aria-current="page"')


@register.simple_tag(takes_context=True)
def site_links(context: RequestContext, *, in_foot: bool = False) -> SafeString:
    """Return the links as a list, with the current page marked. Every page has them twice."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.url_name if match and match.url_name in PAGES else None
    return _links(here, get_script_prefix(), get_language(), in_foot=in_foot)


@lru_cache(maxsize=256)
def _links(here: str | None, _prefix: str, _language: str | None, *, in_foot: bool) -> SafeString:
    links = (
        (reverse(name if ":" in name else f"pages:{name}"), CURRENT if name == here else "", label)
        for name, label in PAGES.items()
        if in_foot or name not in FOOT_ONLY
    )
    return format_html("<ul>{}</ul>", format_html_join("\n", '<li><a href="{}"{}>{}</a></li>', links))


@register.simple_tag(takes_context=True)
def json_address(context: RequestContext) -> str:
    """Return the API's URL for what the current page shows, with its filters, or an empty text if there is none."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or match.url_name not in AS_JSON or "pages" not in match.namespaces:
        return ""
    parts = {KEYS.get(name, name): value for name, value in match.kwargs.items()}
    if match.url_name in {"statement-detail", "meeting-detail"}:
        parts.pop("slug", None)
    path = permanent_path(reverse(f"api:{AS_JSON[match.url_name]}", kwargs=parts))
    names = NARROWED_BY.get(match.url_name, ())
    given = [(name, value) for name, values in context["request"].GET.lists() if name in names for value in values]
    narrowing = urlencode([(name, value) for name, value in given if value])
    return f"{path}?{narrowing}" if narrowing else path


@register.simple_tag(takes_context=True)
def file_addresses(context: RequestContext) -> list[tuple[str, str]]:
    """Return the formats in which the current list can be downloaded, each with its path.

    The path is that of the page with an extension, and keeps the filters of the list.
    """
    request = context["request"]
    narrowing = request.GET.copy()
    for name in ("page", "turns", "by"):
        narrowing.pop(name, None)
    path = permanent_path(request.path).rstrip("/")
    query = f"?{narrowing.urlencode()}" if narrowing else ""
    return [(gettext("CSV"), f"{path}.csv{query}"), (gettext("JSON"), f"{path}.json{query}")]


@register.simple_tag(takes_context=True)
def search_feed_address(context: RequestContext) -> str:
    """Return the path of the feed of the current search."""
    narrowing = context["request"].GET.copy()
    for name in ("page", "sort"):
        narrowing.pop(name, None)
    path = reverse("pages:search-feed", kwargs={"form": "atom"})
    return f"{path}?{narrowing.urlencode()}" if narrowing else path


@register.filter
def as_json_feed(address: str) -> str:
    """Return the address of a feed as JSON Feed, given that of the same as Atom."""
    before, _, after = address.rpartition("feed/")
    return f"{before}feed.json{after}"


@register.simple_block_tag
def prose(content: SafeString, kind: str = "prose") -> SafeString:
    """Return prose with a list of its headings beside it, if there are several."""
    headings = HEADING.findall(content)
    text = format_html('<div class="{}">{}</div>', kind, content)
    if len(headings) < FEWEST_HEADINGS:
        return text
    entry = '<li><a href="#{}">{}</a></li>'
    # The headings are HTML already.
    links = format_html_join("", entry, ((name, mark_safe(title)) for name, title in headings))  # noqa: S308
    return format_html(
        '<div class="with-contents"><nav class="on-this-page" aria-labelledby="contents"><p id="contents">{}</p>'
        "<ul>{}</ul></nav>{}</div>",
        gettext("On this page"),
        links,
        text,
    )


@register.simple_tag
def new_since(search: str = "") -> str:
    """Return the path of a search for what it finds of everything that is published from today on, for a bookmark."""
    day = {PUBLISHED_SINCE: timezone.localdate().isoformat(), "sort": Sort.PUBLISHED.value}
    query = "&".join(filter(None, [search, urlencode(day)]))
    return f"{reverse('pages:search')}?{query}"
