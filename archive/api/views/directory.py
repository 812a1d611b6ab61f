"""Boards, speakers, topics and sources."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from archive.api.base import DetailView, ListView, nothing_here
from archive.api.parameters import LARGEST_ID, Parameter
from archive.api.serializers import BoardSerializer, SourceSerializer, SpeakerSerializer, TopicSerializer
from archive.filters import containing, named
from archive.models import Board, Meeting, Office, Source, Speaker, SpeakerName, Statement, Topic

NAME = Parameter("name", "Words of the name, or of another spelling of it.")
PART = Parameter("name", "Words of the name.")


def boards() -> QuerySet[Board]:
    """Return the public boards, each with the slug of its parent if that is public too."""
    is_public = Exists(Board.objects.public().filter(pk=OuterRef("parent")))
    return Board.objects.public().annotate(public_parent=Case(When(is_public, then=F("parent__slug"))))


def speakers() -> QuerySet[Speaker]:
    """Return the public speakers with their public names and offices."""
    offices = Office.objects.public().select_related("board")
    names = SpeakerName.objects.public().order_by("name")
    fetched: list[Any] = [
        Prefetch("names", names, to_attr="public_names"),
        Prefetch("offices", offices, to_attr="public_offices"),
    ]
    return Speaker.objects.public().prefetch_related(*fetched)


def sources() -> QuerySet[Source]:
    """Return the sources of public statements and the documents of public meetings."""
    texts = Statement.objects.public().filter(source=OuterRef("pk"))
    meetings = Meeting.objects.public().filter(documents=OuterRef("pk"))
    return Source.objects.filter(Q(Exists(texts)) | Q(Exists(meetings)))


class BoardList(ListView):
    """All public boards, or those whose name contains the words."""

    serializer_class = BoardSerializer
    parameters = (PART,)

    def rows(self, **_: Any) -> QuerySet[Board]:
        """Return the boards that match the name."""
        return containing(boards(), self.request.query_params.get("name", ""), "name")


class BoardDetail(DetailView):
    """One board."""

    serializer_class = BoardSerializer

    def find(self, slug: str) -> Board:
        """Return the board."""
        return _by_slug(boards(), slug, "board")


class SpeakerList(ListView):
    """All public speakers, or those whose name contains the words."""

    serializer_class = SpeakerSerializer
    parameters = (NAME,)

    def rows(self, **_: Any) -> QuerySet[Speaker]:
        """Return the speakers that match the name."""
        words = self.request.query_params.get("name", "")
        return named(speakers(), words) if words.split() else speakers()


class SpeakerDetail(DetailView):
    """One speaker."""

    serializer_class = SpeakerSerializer

    def find(self, slug: str) -> Speaker:
        """Return the speaker."""
        return _by_slug(speakers(), slug, "speaker")


class TopicList(ListView):
    """All public topics, or those whose name contains the words."""

    serializer_class = TopicSerializer
    parameters = (PART,)

    def rows(self, **_: Any) -> QuerySet[Topic]:
        """Return the topics that match the name."""
        return containing(Topic.objects.public(), self.request.query_params.get("name", ""), "name")


class TopicDetail(DetailView):
    """One topic."""

    serializer_class = TopicSerializer

    def find(self, slug: str) -> Topic:
        """Return the topic."""
        return _by_slug(Topic.objects.public(), slug, "topic")


class SourceList(ListView):
    """The sources of public statements, and the documents of public meetings."""

    serializer_class = SourceSerializer

    def rows(self, **_: Any) -> QuerySet[Source]:
        """Return all."""
        return sources()


class SourceDetail(DetailView):
    """One source."""

    serializer_class = SourceSerializer

    def find(self, pk: int) -> Source:
        """Return the source."""
        source = sources().filter(pk=pk).first() if pk <= LARGEST_ID else None
        if source is None:
            raise nothing_here("source")
        return source


def _by_slug(rows: QuerySet, slug: str, what: str) -> Any:
    found = rows.filter(slug=slug).first()
    if found is None:
        raise nothing_here(what)
    return found
