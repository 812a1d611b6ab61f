"""Filters of public lists, for all pages, files and the API. A value that cannot be used is ignored and reported."""

from typing import Any, Literal

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import Board, Correction, Speaker, SpeakerName, Statement, Topic, overlapping
from archive.models.fields.partial_date import PartialDate, PartialDateFormField

SORTS = (("newest", _("Newest first")), ("oldest", _("Oldest first")))
LONGEST_NAME = 300
WORDS_AT_MOST = 10
SPEAKERS_AT_MOST = 200


def is_narrowed(filters: django_filters.FilterSet) -> bool:
    """Return whether any filter, or another order, is in the URL."""
    return any(filters.data.get(name) for name in filters.filters)


class DayFilter(django_filters.Filter):
    """Keeps rows whose date may be on or after, or on or before, the typed day, month or year."""

    field_class = PartialDateFormField

    def __init__(self, *, end: Literal["first", "last"], **kwargs: Any) -> None:
        super().__init__(field_name="date", **kwargs)
        self.end = end

    def filter(self, qs: QuerySet, value: PartialDate | None) -> QuerySet:
        """Narrow the rows to the range that the date opens or closes."""
        if not value:
            return qs
        if self.end == "first":
            return qs.filter(overlapping(self.field_name, value.first, None))
        return qs.filter(overlapping(self.field_name, None, value.last))


class DatedFilterSet(django_filters.FilterSet):
    """Filters of objects with a date: ``from`` and ``to`` in the URL, and their order."""

    sort = django_filters.ChoiceFilter(
        label=_("Sort by"),
        choices=SORTS,
        method="in_order",
        empty_label=None,
        error_messages={"invalid_choice": _("We could not sort the list that way. The newest are shown first.")},
    )

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Add the two filters whose names Python does not allow as attributes."""
        return {
            **super().get_filters(),
            "from": DayFilter(label=_("From"), end="first"),
            "to": DayFilter(label=_("To"), end="last"),
        }

    def in_order(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Put the rows, which come newest first, in the requested order."""
        return rows.reverse() if value == "oldest" else rows


def _by_board(**how: Any) -> django_filters.ModelChoiceFilter:
    """Return a filter by one of the public boards."""
    return django_filters.ModelChoiceFilter(
        label=_("Board"),
        queryset=lambda _: Board.objects.public(),
        to_field_name="slug",
        empty_label=_("All boards"),
        error_messages={"invalid_choice": _("This board is not in the archive, so the filter was not applied.")},
        **how,
    )


class StatementFilter(DatedFilterSet):
    """Filters statements by kind, speaker, place, topic and date."""

    board = _by_board()
    speaker = django_filters.CharFilter(label=_("Speaker"), method="by_speaker_name", max_length=LONGEST_NAME)
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"),
        field_name="topics",
        queryset=lambda _: Topic.objects.public(),
        to_field_name="slug",
        empty_label=_("All topics"),
        error_messages={"invalid_choice": _("This topic is not in the archive, so the filter was not applied.")},
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=Statement.Kind.choices,
        empty_label=_("All kinds"),
        error_messages={"invalid_choice": _("There is no such kind of statement, so the filter was not applied.")},
    )
    text_status = django_filters.ChoiceFilter(
        label=_("Type of source"),
        choices=Statement.TextStatus.choices,
        empty_label=_("All types of source"),
        error_messages={"invalid_choice": _("There is no such type of source, so the filter was not applied.")},
    )

    def by_speaker_name(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep statements by speakers whose name, or another spelling of it, contains the words."""
        speakers = named(Speaker.objects.public(), value).values_list("pk", flat=True)
        return rows.filter(speaker__in=list(speakers[:SPEAKERS_AT_MOST]))


class MeetingFilter(DatedFilterSet):
    """Filters meetings by board and date."""

    board = _by_board()


class CorrectionFilter(django_filters.FilterSet):
    """Filters the corrections log by board and kind."""

    board = _by_board(method="by_board")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=Correction.Kind.choices,
        empty_label=_("All kinds"),
        error_messages={"invalid_choice": _("There is no such kind, so the filter was not applied.")},
    )

    def by_board(self, rows: QuerySet, _name: str, value: Board) -> QuerySet:
        """Keep the corrections of the board, and of what belongs to it."""
        return rows.filter(of_board(value))


def of_board(board: Board) -> Q:
    """Return the condition that a correction is of the board, or of a meeting or statement of it."""
    return Q(statement__board=board) | Q(meeting__board=board) | Q(board=board)


class SpeakerFilter(django_filters.FilterSet):
    """Finds speakers by name."""

    name = django_filters.CharFilter(label=_("Name"), method="by_name", max_length=LONGEST_NAME)

    def by_name(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the speakers whose name, or another spelling of it, contains the words."""
        return named(rows, value)


def named(speakers: QuerySet[Speaker], words: str) -> QuerySet[Speaker]:
    """Keep the speakers who have every word in their name, or all of them in one other spelling."""
    holds_all = Q(*(Q(name__icontains=word) for word in words.split()[:WORDS_AT_MOST]))
    return speakers.filter(holds_all | Q(pk__in=SpeakerName.objects.public().filter(holds_all).values("speaker")))
