"""Every meeting at the desk, public or not, searchable by board, place, title or date."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from archive.dates.typed import AmbiguousDate, written_date
from archive.desk.object_pages import ListPage
from archive.models import Meeting, PartialDate
from archive.models.fields.partial_date import overlapping


class AllMeetings(ListPage[Meeting]):
    """The meetings, the latest first."""

    permission, adding = "archive.change_statement", ("archive.add_meeting", "desk:meeting-new", "New meeting")
    template, title, find = "desk/meetings.html", "Meetings", "Board, place, title or date"
    listed = Meeting.objects.select_related("board").annotate(count=Count("statements")).order_by("-date", "-pk")
    searched = ("board__name", "board__place", "title", "place")

    def with_words(self, rows: QuerySet[Meeting], words: Sequence[str]) -> QuerySet[Meeting]:
        """Return the meetings of a date, if the words are a date, else those that have each of the words."""
        if dates := _dates(" ".join(words)):
            return rows.filter(_on(dates))
        return super().with_words(rows, words)

    def having(self, word: str) -> Q:
        """Return the condition for a word, which may be a date."""
        return super().having(word) | _on(_dates(word))


def _on(dates: Sequence[PartialDate]) -> Q:
    on_date = Q()
    for date in dates:
        on_date |= overlapping("date", date.first, date.last)
    return on_date


def _dates(typed: str) -> tuple[PartialDate, ...]:
    """Return the date that was typed, both if it could be two; none if it is not a date."""
    try:
        return (written_date(typed),)
    except AmbiguousDate as error:
        return error.readings
    except ValueError:
        return ()


meeting_list = AllMeetings()
