"""Filters of public lists, for all pages, files and the API. A value that cannot be used is ignored and reported."""

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Choices, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.models import Ballot, Board, Correction, Decision, Speaker, SpeakerName, Statement, Topic, overlapping
from archive.models.fields.partial_date import PartialDate, PartialDateFormField
from archive.models.publication import (
    BY_PUBLICATION,
    CHANGED_SINCE,
    PUBLISHED_SINCE,
    decisions_since,
    latest_first,
    meetings_since,
    since,
    statements_since,
)
from archive.search.known_names import NamedModel, UnusableFilter, named_now

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SORTS = (
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("published", _("Recently added")),
)
LONGEST_NAME = 300
WORDS_AT_MOST = 10
SPEAKERS_AT_MOST = 200
# The filters that hold slugs.
SLUGGED: dict[str, NamedModel] = {"board": Board, "topic": Topic, "member": Speaker}


def is_narrowed(filters: django_filters.FilterSet) -> bool:
    """Return whether any filter, or another order, is in the URL."""
    return any(filters.data.get(name) for name in filters.filters)


class DayFilter(django_filters.Filter):
    """Keeps rows whose date may be on or after, or on or before, the typed day, month or year."""

    field_class = PartialDateFormField

    def __init__(self, *, end: Literal["first", "last"], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.end = end

    def filter(self, qs: QuerySet, value: PartialDate | None) -> QuerySet:
        """Narrow the rows to the range that the date opens or closes."""
        if not value:
            return qs
        if self.end == "first":
            return qs.filter(overlapping(self.field_name, value.first, None))
        return qs.filter(overlapping(self.field_name, None, value.last))


class MomentFormField(forms.CharField):
    """A moment since which something was published or changed."""

    def to_python(self, value: Any) -> datetime.datetime | None:  # type: ignore[override]  # a field has a value of its own kind
        """Return the moment."""
        try:
            return since("", super().to_python(value) or "")
        except UnusableFilter as error:
            raise ValidationError(error.sentence) from error


class MomentFilter(django_filters.Filter):
    """Takes a moment. The filter set uses it."""

    field_class = MomentFormField


class DatedFilterSet(django_filters.FilterSet):
    """Filters of objects with a date: ``from`` and ``to`` in the URL, when they were published, and their order."""

    DATE = "date"

    sort = django_filters.ChoiceFilter(
        label=_("Sort by"),
        choices=SORTS,
        method="in_order",
        empty_label=None,
        error_messages={"invalid_choice": _("This list cannot be sorted that way.")},
    )

    published_since = MomentFilter(label=_("Published since"), method="as_they_are")
    changed_since = MomentFilter(label=_("Published or changed since"), method="as_they_are")

    since: ClassVar[Any]
    by_publication: ClassVar[Any]

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Add the two filters whose names Python does not allow as attributes."""
        return {
            **super().get_filters(),
            "from": DayFilter(label=_("From"), end="first", field_name=cls.DATE),
            "to": DayFilter(label=_("To"), end="last", field_name=cls.DATE),
        }

    def in_order(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Put the rows, which come newest first, in the requested order."""
        if value == "published":
            return type(self).by_publication(rows)
        return rows.reverse() if value == "oldest" else rows

    def as_they_are(self, rows: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Leave the rows: ``filter_queryset`` narrows them by both moments."""
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow the rows by every filter, and by when they were published and changed."""
        given = self.form.cleaned_data
        narrowed = type(self).since(queryset, given.get(PUBLISHED_SINCE), given.get(CHANGED_SINCE))
        return super().filter_queryset(narrowed)


def kept(narrowing: type[django_filters.FilterSet], given: QueryDict, rows: QuerySet) -> QuerySet:
    """Return the rows that the filters keep. Raise UnusableFilter for a value that cannot be used.

    Boards, speakers and topics may be given by a former slug or by their whole name too.
    """
    filters = narrowing(named_now(given, SLUGGED), rows)
    if filters.form.errors:
        name, sentences = next(iter(filters.form.errors.items()))
        values = [value for value, _label in getattr(filters.filters.get(name), "extra", {}).get("choices", ())]
        known = [gettext("Use one of these: %(values)s.") % {"values": ", ".join(map(str, values))}] if values else []
        raise UnusableFilter(name, " ".join([str(sentences[0]), *known]))
    words = filters.form.cleaned_data.get("speaker")
    if words and not _speakers_named(words):
        raise UnusableFilter("speaker", gettext("No speaker here has the name “%(name)s”.") % {"name": words})
    return filters.qs


def _by_board(**how: Any) -> django_filters.ModelChoiceFilter:
    """Return a filter by one of the public boards."""
    return django_filters.ModelChoiceFilter(
        label=_("Board"),
        queryset=lambda _: Board.objects.public(),
        to_field_name="slug",
        empty_label=_("All boards"),
        error_messages={"invalid_choice": _("This board is not in the archive.")},
        **how,
    )


def _one_of(
    label: "StrOrPromise", values: type[Choices], every: "StrOrPromise", unknown: "StrOrPromise", **how: Any
) -> django_filters.ChoiceFilter:
    """Return a filter by one of the values that are not empty."""
    choices = [(value, name) for value, name in values.choices if value]
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=every, error_messages={"invalid_choice": unknown}, **how
    )


class StatementFilter(DatedFilterSet):
    """Filters statements by kind, speaker, place, topic and date."""

    since = staticmethod(statements_since)
    by_publication = staticmethod(lambda rows: rows.order_by(*BY_PUBLICATION))

    board = _by_board()
    speaker = django_filters.CharFilter(label=_("Speaker"), method="by_speaker_name", max_length=LONGEST_NAME)
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"),
        field_name="topics",
        queryset=lambda _: Topic.objects.public(),
        to_field_name="slug",
        empty_label=_("All topics"),
        error_messages={"invalid_choice": _("This topic is not in the archive.")},
    )
    kind = _one_of(_("Kind"), Statement.Kind, _("All kinds"), _("There is no such kind of statement."))
    text_status = _one_of(
        _("Type of source"), Statement.TextStatus, _("All types of source"), _("There is no such type of source.")
    )

    def by_speaker_name(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep statements by speakers whose name, or another spelling of it, contains the words, or with the slug."""
        return rows.filter(speaker__in=_speakers_named(value))


def _speakers_named(words: str) -> list[int]:
    public = Speaker.objects.public()
    rows = public.filter(Q(pk__in=named(public, words).values("pk")) | Q(slug=words))
    return list(rows.values_list("pk", flat=True)[:SPEAKERS_AT_MOST])


class DecisionFilter(DatedFilterSet):
    """Filters decisions by board, date, result, method, and by the votes of a member."""

    DATE = "statement__date"
    since = staticmethod(decisions_since)
    by_publication = staticmethod(lambda rows: rows.order_by("-statement__published_at", "-statement"))

    board = _by_board(field_name="statement__board")
    result = _one_of(_("Result"), Decision.Result, _("All results"), _("There is no such result."))
    method = _one_of(_("Method"), Decision.Method, _("All methods"), _("There is no such method."))
    member = django_filters.ModelChoiceFilter(
        label=_("Member"),
        queryset=lambda _: Speaker.objects.filter(Exists(Ballot.objects.public().filter(speaker=OuterRef("pk")))),
        to_field_name="slug",
        method="by_member",
        empty_label=_("All members"),
        error_messages={"invalid_choice": _("No votes of this person are in the archive.")},
    )
    voted = _one_of(_("Vote"), Ballot.Choice, _("All votes"), _("There is no such vote."), method="by_vote")
    split = django_filters.ChoiceFilter(
        label=_("Agreement"),
        choices=[("yes", _("Not unanimous"))],
        method="if_split",
        empty_label=_("Unanimous or not"),
    )

    def by_member(self, rows: QuerySet, _name: str, value: Speaker) -> QuerySet:
        """Keep the decisions with a vote of the member: the one that is asked for, if any is."""
        choice = self.form.cleaned_data.get("voted")
        return rows.filter(_has_ballot(speaker=value, **({"choice": choice} if choice else {})))

    def by_vote(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the decisions where somebody voted so."""
        printed = {"pk": None} if value == Ballot.Choice.OTHER else {f"{value}_count__gt": 0}
        return rows.filter(_has_ballot(choice=value) | Q(**printed))

    def if_split(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        """Keep the decisions with a yes and a no."""
        return contested(rows)


def contested(decisions: QuerySet) -> QuerySet:
    """Keep the decisions with a yes and a no, printed or on the roll."""
    for choice in ("yes", "no"):
        decisions = decisions.filter(_has_ballot(choice=choice) | Q(**{f"{choice}_count__gt": 0}))
    return decisions


def _has_ballot(**of: Any) -> Exists:
    return Exists(Ballot.objects.filter(decision=OuterRef("pk"), **of))


class MeetingFilter(DatedFilterSet):
    """Filters meetings by board and date."""

    since = staticmethod(meetings_since)
    by_publication = staticmethod(latest_first)

    board = _by_board()


class CorrectionFilter(django_filters.FilterSet):
    """Filters the corrections log by board and kind."""

    board = _by_board(method="by_board")
    kind = _one_of(_("Kind"), Correction.Kind, _("All kinds"), _("There is no such kind."))

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


def containing(rows: QuerySet, words: str, *fields: str) -> QuerySet:
    """Keep the rows that have every word in one of the fields."""
    for word in words.replace("\0", " ").split()[:WORDS_AT_MOST]:
        rows = rows.filter(Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR))
    return rows
