"""Boards, speakers, topics and sources."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When

from archive.api.base import MOST_ROWS, DetailView, ListView, by_words
from archive.api.input import Numbers
from archive.api.serializers import BoardSerializer, SourceSerializer, SpeakerSerializer, TopicSerializer
from archive.exports.tables import SPEAKERS
from archive.models import Board, Source, Speaker, Topic
from archive.search.filters import named

BY_ID = {"id": Numbers("Ids: only the objects that have them.", MOST_ROWS)}
BY_NAME = {**by_words("Words of the name.", "name"), **BY_ID}


def boards() -> QuerySet[Board]:
    """Return the public boards, each with the slug of its parent if that is public too."""
    is_public = Exists(Board.objects.public().filter(pk=OuterRef("parent")))
    return Board.objects.public().annotate(public_parent=Case(When(is_public, then=F("parent__slug"))))


def speakers() -> QuerySet[Speaker]:
    """Return the public speakers with their public names and offices."""
    return SPEAKERS.fetch(Speaker.objects.public())


class BoardList(ListView):
    """All public boards, or those whose name contains the words."""

    serializer_class, on_record = BoardSerializer, staticmethod(boards)
    takes, searched = BY_NAME, {"q": ["name"]}


class BoardDetail(DetailView):
    """One board."""

    serializer_class, called, on_record = BoardSerializer, "board", staticmethod(boards)


class SpeakerList(ListView):
    """All public speakers, or those whose name contains the words."""

    serializer_class = SpeakerSerializer
    on_record = staticmethod(speakers)
    takes = {**by_words("Words of the name, or of another spelling of it.", "name"), **BY_ID}

    def rows(self, **_: Any) -> QuerySet[Speaker]:
        """Return the speakers that match the name."""
        rows, words = super().rows(), self.given.get("q", "")
        return named(rows, words) if words.split() else rows


class SpeakerDetail(DetailView):
    """One speaker."""

    serializer_class, called, on_record = SpeakerSerializer, "speaker", staticmethod(speakers)


class TopicList(ListView):
    """All public topics, or those whose name contains the words."""

    serializer_class, on_record = TopicSerializer, Topic.objects.public
    takes, searched = BY_NAME, {"q": ["name"]}


class TopicDetail(DetailView):
    """One topic."""

    serializer_class, called, on_record = TopicSerializer, "topic", Topic.objects.public


class SourceList(ListView):
    """The sources of public statements, and the documents of public meetings."""

    serializer_class, on_record = SourceSerializer, Source.objects.public


class SourceDetail(DetailView):
    """One source."""

    serializer_class, called, on_record = SourceSerializer, "source", Source.objects.public
