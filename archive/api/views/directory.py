"""Boards, speakers, topics and sources."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from archive.api.base import DetailView, ListView
from archive.api.input import TextValue
from archive.api.serializers import BoardSerializer, SourceSerializer, SpeakerSerializer, TopicSerializer
from archive.exports.tables import SPEAKERS
from archive.filters import containing, named
from archive.models import Board, Meeting, Source, Speaker, Statement, Topic

BY_NAME = {"name": TextValue("Words of the name.")}


def boards() -> QuerySet[Board]:
    """Return the public boards, each with the slug of its parent if that is public too."""
    is_public = Exists(Board.objects.public().filter(pk=OuterRef("parent")))
    return Board.objects.public().annotate(public_parent=Case(When(is_public, then=F("parent__slug"))))


def speakers() -> QuerySet[Speaker]:
    """Return the public speakers with their public names and offices."""
    return SPEAKERS.fetch(Speaker.objects.public())


def sources() -> QuerySet[Source]:
    """Return the sources of public statements and the documents of public meetings."""
    texts = Statement.objects.public().filter(source=OuterRef("pk"))
    meetings = Meeting.objects.public().filter(documents=OuterRef("pk"))
    return Source.objects.filter(Q(Exists(texts)) | Q(Exists(meetings)))


class BoardList(ListView):
    """All public boards, or those whose name contains the words."""

    serializer_class = BoardSerializer
    takes = BY_NAME

    def rows(self, **_: Any) -> QuerySet[Board]:
        """Return the boards that match the name."""
        return containing(boards(), self.given.get("name", ""), "name")


class BoardDetail(DetailView):
    """One board."""

    serializer_class, called, on_record = BoardSerializer, "board", staticmethod(boards)


class SpeakerList(ListView):
    """All public speakers, or those whose name contains the words."""

    serializer_class = SpeakerSerializer
    takes = {"name": TextValue("Words of the name, or of another spelling of it.")}

    def rows(self, **_: Any) -> QuerySet[Speaker]:
        """Return the speakers that match the name."""
        words = self.given.get("name", "")
        return named(speakers(), words) if words.split() else speakers()


class SpeakerDetail(DetailView):
    """One speaker."""

    serializer_class, called, on_record = SpeakerSerializer, "speaker", staticmethod(speakers)


class TopicList(ListView):
    """All public topics, or those whose name contains the words."""

    serializer_class = TopicSerializer
    takes = BY_NAME

    def rows(self, **_: Any) -> QuerySet[Topic]:
        """Return the topics that match the name."""
        return containing(Topic.objects.public(), self.given.get("name", ""), "name")


class TopicDetail(DetailView):
    """One topic."""

    serializer_class, called, on_record = TopicSerializer, "topic", Topic.objects.public


class SourceList(ListView):
    """The sources of public statements, and the documents of public meetings."""

    serializer_class, on_record = SourceSerializer, staticmethod(sources)


class SourceDetail(DetailView):
    """One source."""

    serializer_class, called, on_record = SourceSerializer, "source", staticmethod(sources)
