"""The contents of a feed, in any format."""

import datetime
from dataclasses import dataclass, field
from typing import cast

from django.utils.text import Truncator

from archive.exports.addresses import permanent_url
from archive.exports.phrases import speaker_name
from archive.exports.xml_text import for_xml
from archive.models import Statement, shown

WORDS_OF_SUMMARY = 120
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class FeedEntry:
    """One new thing. ``key`` never changes; ``updated`` changes with the words. Paragraphs of ``summary`` are lines.

    Atom shows ``html`` instead, if there is any.
    """

    key: str
    url: str
    title: str
    summary: str
    author: str
    published: datetime.datetime
    updated: datetime.datetime
    html: str = ""
    category: str = ""


@dataclass(frozen=True)
class DeletedEntry:
    """A withdrawn statement: its key, when and why. It contains none of the words."""

    key: str
    at: datetime.datetime
    reason: str


@dataclass(frozen=True)
class Feed:
    """One page of a feed (RFC 5005). ``links`` has all pages by their relation, in the language asked for.

    Its id is ``key`` or, without one, ``feed_url``: both are the same in every language.
    """

    title: str
    subtitle: str
    page_url: str
    feed_url: str
    entries: list[FeedEntry]
    deleted: list[DeletedEntry] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    key: str = ""
    author: str = ""

    @property
    def updated(self) -> datetime.datetime:
        """When anything in it last changed."""
        return max([*(entry.updated for entry in self.entries), *(gone.at for gone in self.deleted)], default=NEVER)


def statement_key(number: int) -> str:
    """Return the permanent id of an entry: the URL of the statement's number."""
    return permanent_url(f"/statements/{number}/")


def statement_entry(statement: Statement) -> FeedEntry:
    """Return a public statement as an entry."""
    name = for_xml(speaker_name(statement))
    return FeedEntry(
        key=statement_key(statement.number),
        url=statement_key(statement.number),
        title=for_xml(f"{statement.title} · {name}"),
        summary=for_xml(Truncator(shown(statement.text)).words(WORDS_OF_SUMMARY, truncate="\N{NO-BREAK SPACE}…")),
        author=name,
        published=_moment(statement.published_at),
        updated=_moment(statement.published_revision.published_at),
    )


def time_of(moment: datetime.datetime) -> str:
    """Return the moment as feeds have it, in UTC."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


def _moment(published_at: datetime.datetime | None) -> datetime.datetime:
    return cast("datetime.datetime", published_at)
