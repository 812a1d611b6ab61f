"""Filters and tags with which templates show the record."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.translation import get_language

from archive.citations.passages.recording_link import recording_link
from archive.exports import phrases, record_html
from archive.exports.addresses import path_in_language, permanent_path, permanent_url
from archive.models import current_site, shown
from archive.models.fields.described import facts_of

register = template.Library()

for say in (
    phrases.full_date,
    phrases.clock,
    phrases.duration,
    phrases.unbroken,
    phrases.direction,
    phrases.grouped,
    phrases.as_statements,
    phrases.as_votes,
    phrases.as_meetings,
    phrases.as_words,
    phrases.text_status_phrase,
    phrases.text_status_meaning,
    phrases.text_status_sentence,
    phrases.speaker_name,
    phrases.unlocalized,
    shown,
    facts_of,
):
    register.filter(say)
for write in (
    record_html.with_gaps,
    record_html.difference,
    record_html.old_side,
    record_html.new_side,
    record_html.figures,
    record_html.quietly,
    record_html.marked,
    record_html.isolated,
):
    register.filter(write)


@register.filter
def recording_at(url: str, seconds: float | None) -> str:
    """Return the link to a second of a recording."""
    return recording_link(url, seconds)


class OtherLanguage(NamedTuple):
    """A language of the site: its code, its own name, and the path of the page in it."""

    code: str
    name: str
    path: str


@register.simple_tag
def absolute_url(path: str) -> str:
    """Return the full permanent URL of a path on this site, without a language."""
    return permanent_url(path)


@register.filter
def permanent(path: str) -> str:
    """Return the path on this site without a language prefix."""
    return permanent_path(path)


@register.simple_tag(takes_context=True)
def other_languages(context: RequestContext) -> list[OtherLanguage]:
    """Return the other languages of the current page, with its URL in each.

    If nothing is at the URL, ``instead`` in the context is the path to link to, without a language.
    """
    request, here, instead = context["request"], get_language(), context.get("instead")
    return [
        OtherLanguage(code, name, f"/{code}{instead}" if instead else path_in_language(request, code))
        for code, name in settings.LANGUAGES
        if code != here and code in current_site().languages
    ]
