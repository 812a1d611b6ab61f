"""Feeds (Atom, RFC 4287) of what a board, a speaker or a topic has new: public statements alone.

A board's feed holds its policy statements: the turns of a meeting would bury them. A speaker's and a topic's hold all.
"""

import datetime
import re

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.addresses import permanent_path
from archive.models import Board, Speaker, Statement, Topic, shown
from archive.pages.http.errors import NotHere
from archive.pages.statements.lists import listed
from archive.templatetags.record import speaker_name

ENTRIES = 25
WORDS = 120
# What XML 1.0 has no way to write (section 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


class SubjectFeed(Feed):
    """The latest statements of one subject, by their date."""

    feed_type = Atom1Feed
    subjects: type[Board] | type[Speaker] | type[Topic]
    missing: str | Promise
    page: str

    @method_decorator(require_safe)
    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer without the time of the latest entry, which stays the same when another is withdrawn."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def get_object(self, request: HttpRequest, slug: str) -> Board | Speaker | Topic:  # noqa: ARG002 - its caller passes it
        """Return the public subject of that slug; raise NotHere where there is none."""
        subject = self.subjects.objects.public().filter(slug=slug).first()
        if subject is None:
            raise NotHere(str(self.missing))
        return subject

    def title(self, subject: Board | Speaker | Topic) -> str:
        """Return the subject's name."""
        return f"{for_xml(subject.name)} | Boardmeetings"

    def link(self, subject: Board | Speaker | Topic) -> str:
        """Return the path of the subject's page."""
        return permanent_path(subject.get_absolute_url())

    def feed_url(self, subject: Board | Speaker | Topic) -> str:
        """Return the path of the feed."""
        return reverse(f"pages:{self.page}", kwargs={"slug": subject.slug})

    def statements(self, subject: Board | Speaker | Topic) -> QuerySet[Statement]:
        """Return the subject's public statements."""
        raise NotImplementedError

    def items(self, subject: Board | Speaker | Topic) -> QuerySet[Statement]:
        """Return the latest of them."""
        return self.statements(subject).order_by("-date", "-number")[:ENTRIES]

    def item_title(self, item: Statement) -> str:
        """Return who said it and its title or first words."""
        return for_xml(f"{speaker_name(item)}: {item.title}")

    def item_link(self, item: Statement) -> str:
        """Return the path that stays when the title changes: the entry's id is made of it."""
        return permanent_path(reverse("pages:statement-number", kwargs={"number": item.number}))

    def item_description(self, item: Statement) -> str:
        """Return the first words of its text as HTML."""
        return escape(for_xml(Truncator(shown(item.text)).words(WORDS, truncate="\N{NO-BREAK SPACE}…")))

    def item_pubdate(self, item: Statement) -> datetime.datetime:
        """Return when it was first published here."""
        return item.published_at

    def item_updateddate(self, item: Statement) -> datetime.datetime:
        """Return when its wording was last published."""
        return item.current_revision.published_at

    def item_author_name(self, item: Statement) -> str:
        """Return who said it."""
        return for_xml(speaker_name(item))


class BoardFeed(SubjectFeed):
    """The latest policy statements of a board."""

    subjects = Board
    missing = _("The archive has no such board.")
    page = "board-feed"
    subtitle = _("The latest policy statements of this board, with who made them and when.")

    def statements(self, subject: Board) -> QuerySet[Statement]:
        return listed().filter(board=subject, kind=Statement.Kind.POLICY_STATEMENT)


class SpeakerFeed(SubjectFeed):
    """The latest statements of a speaker."""

    subjects = Speaker
    missing = _("The archive has no such speaker.")
    page = "speaker-feed"
    subtitle = _("The latest statements of this speaker, with where and when they were made.")

    def statements(self, subject: Speaker) -> QuerySet[Statement]:
        return listed().filter(speaker=subject)


class TopicFeed(SubjectFeed):
    """The latest statements filed under a topic."""

    subjects = Topic
    missing = _("The archive has no such topic.")
    page = "topic-feed"
    subtitle = _("The latest statements on this topic, with who made them, where and when.")

    def statements(self, subject: Topic) -> QuerySet[Statement]:
        return listed().filter(topics=subject)
