"""Speakers: the list, and one with offices, other spellings and statements."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, QuerySet, Sum
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.machine.queries import Prepared, hold
from archive.machine.web.cost import Cost, costs
from archive.models import Ballot, Office, Speaker, SpeakerName, Statement
from archive.models.upkeep import subject_version as subjects
from archive.pages.decisions.shown import number_of_votes, spoke_on, votes_of
from archive.pages.directory.activity import activity
from archive.pages.directory.figures import add_statement_counts, first_and_last, number_of_statements
from archive.pages.directory.subject import subject_context
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere
from archive.pages.http.paging import Rows, page_number, paginate, part_of
from archive.pages.http.redirects import from_former_slug
from archive.pages.sharing.metadata import speaker_metadata
from archive.pages.statements.lists import in_index, newest_first
from archive.search import Facet
from archive.search.filters import SpeakerFilter, is_narrowed

SPEAKERS_A_PAGE = 60
LABELS_SHOWN = 200
ITEMS_SHOWN = 6
LATEST_READ = 200


def _listed(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
    offices = Prefetch("offices", Office.objects.public().select_related("board"))
    return speakers.prefetch_related(offices).order_by("sort_name", "id")


_by_name = Prepared(lambda part: part_of(_listed(Speaker.objects.public().filter(sort_name__gt="")), part))
_labels = Prepared(lambda: _listed(Speaker.objects.public().filter(sort_name=""))[:LABELS_SHOWN])
_letters: Prepared[Any] = Prepared(
    lambda: (
        Speaker.objects.public()
        .exclude(sort_name="")
        .order_by()
        .annotate(letter=Substr("sort_name", 1, 1, output_field=CharField()))
        .values_list("letter", flat=True)
        .distinct()
    )
)
_speaker: Prepared[Any] = Prepared(
    lambda slug: (
        Speaker.objects.public()
        .filter(slug=slug)
        .annotate(has_votes=Exists(Ballot.objects.filter(speaker=OuterRef("pk"))))
    )
)
_offices = Prepared(lambda speaker: Office.objects.public().filter(speaker=speaker).select_related("board"))
_names = Prepared(
    lambda speaker: (
        SpeakerName.objects.public()
        .filter(speaker=speaker)
        .exclude(name=F("speaker__name"))
        .order_by("name")
        .values_list("name", flat=True)
        .distinct()
    )
)
_statements = Prepared(
    lambda speaker, numbers: (
        Statement.objects.public()
        .filter(speaker=speaker, pk__in=numbers)
        .select_related("current_revision", "board", "meeting", "agenda_item")
    )
)


def _most_said_on(speaker: int, most: slice) -> QuerySet[Any]:
    """Return the agenda items on which a speaker said most in so many of their latest statements."""
    said = Statement.objects.public()
    latest = said.filter(speaker=speaker).order_by("-date", "-number")
    return (
        said.exclude(kind__in=Statement.UNSAID)
        .filter(pk__in=latest.values("pk")[most], agenda_item__title__gt="")
        .values("meeting", name=F("agenda_item__title"))
        .annotate(length=Sum(Length("current_revision__text")))
        .order_by("-length", "name")[:ITEMS_SHOWN]
    )


_longest_items: Prepared[Any] = Prepared(_most_said_on)


@require_safe
@costs(Cost.CHEAP, *SpeakerFilter.base_filters, "letter", "page")
def speaker_list(request: HttpRequest) -> HttpResponse:
    """List the public speakers by family name, those of a letter, or those whose name contains the typed words.

    Labels that name nobody follow after the last page.
    """
    filtered = SpeakerFilter(request.GET, queryset=_listed(Speaker.objects.public()))
    asked = request.GET.get("letter", "").lower()[:1]
    letter = asked if asked.isalnum() else ""
    narrowed = is_narrowed(filtered)
    rows: Rows = _part_by_name
    if narrowed:
        rows = filtered.qs
    elif letter:
        rows = _listed(Speaker.objects.public().filter(sort_name__startswith=letter))
    page = paginate(request, rows, SPEAKERS_A_PAGE)
    labels = [] if narrowed or letter or page.has_next else _labels()
    add_statement_counts([*page.items, *labels], "speaker")
    _add_vote_counts([*page.items, *labels])
    context = {
        "filter": filtered,
        "page": page,
        "labels": labels,
        "letter": letter,
        "letters": [] if narrowed else sorted(_letters()),
    }
    return render(request, "pages/directory/speaker_list.html", context)


@require_safe
@costs(Cost.EXPENSIVE, "page", "turns")
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a speaker: their offices, when and on what they spoke, and what they said, the latest first."""
    speaker = next(iter(_speaker(slug=slug)), None)
    if speaker is None:
        if moved := from_former_slug(request, Speaker, slug):
            return moved
        raise NotHere(gettext("This speaker is not in the archive."))
    page_shows(request, subjects.speaker(speaker.pk))
    about = activity(speaker)
    first, last = first_and_last(speaker.pk)
    number = about.total if about else number_of_statements(speaker.pk)
    offices = latest_first(_held_by(speaker))
    other_names = _names(speaker=speaker.pk)

    def theirs(numbers: Collection[int]) -> list[Statement]:
        rows = _statements(speaker=speaker.pk, numbers=numbers)
        for row in rows:
            row.speaker = speaker
        return rows

    is_first = page_number(request) == 1
    votes = votes_of(speaker.pk) if is_first and speaker.has_votes else []
    return render(
        request,
        "pages/directory/speaker.html",
        {
            **subject_context(speaker),
            "offices": offices,
            "activity": about,
            "spoke_about": _longest_items(speaker=speaker.pk, most=slice(0, LATEST_READ)) if is_first else [],
            "votes": votes,
            "spoke_on": spoke_on(speaker.pk, votes),
            "other_names": other_names,
            "metadata": speaker_metadata(speaker, offices, other_names),
            "statement_count": number,
            "latest_read": LATEST_READ,
            "vote_count": number_of_votes([speaker.pk]).get(speaker.pk, 0) if votes and not number else 0,
            "first": first,
            "last": last,
            "page": newest_first(request, _said_by(speaker), in_index(Facet.SPEAKER, speaker.pk), theirs, number),
        },
    )


def latest_first(offices: Iterable[Office]) -> list[Office]:
    """Return the offices by start date, or by end date if there is none; those without dates last."""

    def key(office: Office) -> tuple[str, int]:
        date = office.from_date or office.to_date
        return date.isoformat() if date else "", office.pk

    return sorted(offices, key=key, reverse=True)


def _held_by(speaker: Speaker) -> list[Office]:
    """Return the offices of a speaker, each of whom knows the other."""
    held = _offices(speaker=speaker.pk)
    for office in held:
        office.speaker = speaker
    hold([speaker], "offices", held, Office)
    return held


def _add_vote_counts(speakers: Iterable[Any]) -> None:
    """Set ``vote_count`` on each who said nothing; in one query, if there is one."""
    silent = [speaker for speaker in speakers if not speaker.statement_count]
    votes = number_of_votes([speaker.pk for speaker in silent]) if silent else {}
    for speaker in silent:
        speaker.vote_count = votes.get(speaker.pk, 0)


def _part_by_name(part: slice) -> list[Speaker]:
    return _by_name(part=part)


def _said_by(speaker: Speaker) -> QuerySet[Statement]:
    """Return what the speaker said, for a list. Each statement has the speaker, whose offices are already fetched."""
    return speaker.statements.public().select_related("current_revision", "board", "meeting", "agenda_item")
