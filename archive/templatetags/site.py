"""What every page of the site has: the links of its masthead and foot."""

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The pages that every page leads to, by the names of their addresses.
PAGES = {
    "statement-list": _("Statements"),
    "meeting-list": _("Meetings"),
    "board-list": _("Boards"),
    "speaker-list": _("Speakers"),
    "topic-list": _("Topics"),
    "quote-check": _("Quotes"),
    "corrections": _("Corrections"),
    "about": _("About"),
}
# The masthead has no room for these.
FOOT_ONLY = frozenset({"corrections"})
CURRENT = mark_safe(' aria-current="page"')


@register.simple_tag(takes_context=True)
def site_links(context: RequestContext, *, in_foot: bool = False) -> SafeString:
    """Return the links as a list, the page at hand marked; every page has them twice."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.url_name if match else None
    links = (
        (reverse(f"pages:{name}"), CURRENT if name == here else "", label)
        for name, label in PAGES.items()
        if in_foot or name not in FOOT_ONLY
    )
    return format_html("<ul>{}</ul>", format_html_join("\n", '<li><a href="{}"{}>{}</a></li>', links))
