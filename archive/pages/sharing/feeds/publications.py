"""What was published at once: a statement, or many statements of one meeting, which are one entry of a feed.

Statements that an editor publishes together have the same moment. The last of those of a meeting leads them, and a feed
is a list of leaders: so it is read from an index, page by page, whatever a meeting's length.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from archive.exports.addresses import permanent_url
from archive.exports.phrases import speaker_name
from archive.exports.xml_text import for_xml
from archive.language.telling_sentence import TEXT_READ
from archive.models import AgendaItem, Meeting, Revision, Statement
from archive.models.publication import BY_PUBLICATION
from archive.pages.meetings.sketch import add_sketches
from archive.pages.sharing.feeds.feed import FeedEntry, statement_entry

STATEMENTS_SHOWN = 5
ITEMS = 20
HEAD = TEXT_READ + 1
PublicationKey = tuple[int, datetime.datetime]
"""A meeting, and a moment at which statements of it were published."""


@dataclass(frozen=True)
class Publication:
    """What was published of a meeting at one moment: how many statements, and what the longest of them say.

    ``updated`` is when a wording of them was last published.
    """

    count: int
    updated: datetime.datetime
    longest: list[str]


def leaders(statements: QuerySet[Statement], **alone: Any) -> QuerySet[Statement]:
    """Return the last of the statements of each meeting and moment, the last published first.

    ``alone`` is the filter of the list, so that each publication leads in it too.
    """
    same = Statement.objects.public().filter(
        meeting=OuterRef("meeting"), published_at=OuterRef("published_at"), number__gt=OuterRef("number"), **alone
    )
    return statements.filter(~Exists(same)).order_by(*BY_PUBLICATION)


def publications(keys: Iterable[PublicationKey], **alone: Any) -> dict[PublicationKey, Publication]:
    """Return what was published of the meetings at the moments, in one query."""
    wanted = set(keys)
    rows = (
        Statement.objects.public()
        .filter(
            meeting__in={meeting for meeting, _ in wanted}, published_at__in={moment for _, moment in wanted}, **alone
        )
        .order_by()
        .annotate(length=Length("current_revision__text"), head=Substr("current_revision__text", 1, HEAD))
        .values_list(
            "meeting",
            "published_at",
            "length",
            "position",
            "number",
            "head",
            "speaker__name",
            "attribution",
            "current_revision__published_at",
        )
    )
    by_key: dict[PublicationKey, list[tuple]] = defaultdict(list)
    one: Any
    for one in rows:
        meeting, moment, *row = one
        if (meeting, moment) in wanted:
            by_key[meeting, moment].append(tuple(row))
    return {key: _publication(of_one) for key, of_one in by_key.items()}


def _publication(rows: list[tuple]) -> Publication:
    longest = sorted(nlargest(STATEMENTS_SHOWN, rows, key=lambda row: row[0]), key=lambda row: row[1:3])
    sentences = []
    for _, _, _, head, name, attribution, _ in longest:
        sentence = Revision(text=head).sentence
        sentences.append(f"{name or attribution or gettext('Unidentified speaker')}: {sentence}")
    return Publication(len(rows), max(row[-1] for row in rows), sentences)


def agendas(meetings: Iterable[int]) -> dict[int, list[str]]:
    """Return the first agenda items of the meetings."""
    by_meeting: dict[int, list[str]] = defaultdict(list)
    for item in AgendaItem.objects.filter(meeting__in=set(meetings)).order_by("meeting_id", "position", "id"):
        if len(by_meeting[item.meeting_id]) < ITEMS:
            by_meeting[item.meeting_id].append(str(item))
    return by_meeting


def publication_entry(
    meeting: Any,
    moment: datetime.datetime,
    what: Publication | None,
    agenda: list[str],
    *,
    part: str = "",
    of: str = "",
) -> FeedEntry:
    """Return what was published of a meeting at a moment as an entry.

    ``part`` ends its key. ``of`` names whose statements they are, if they are not all.
    """
    address = permanent_url(f"/meetings/{meeting.pk}/")
    number = what.count if what else 0
    name = f"{of}: {meeting}" if of else str(meeting)
    name = f"{meeting.sketch.subject} · {name}" if meeting.sketch.subject else name
    statements = ngettext("%(number)s statement", "%(number)s statements", number) % {"number": f"{number:,}"}
    lines = [meeting.title or str(meeting.get_kind_display())]
    if agenda:
        lines.append(gettext("Agenda: %(items)s") % {"items": "; ".join(agenda)})
    lines += what.longest if what else []
    return FeedEntry(
        key=f"{address}{part}",
        url=address,
        title=for_xml(f"{name}: {statements}" if number else name),
        summary=for_xml("\n".join(lines)),
        author=for_xml(of or meeting.board.name),
        published=moment,
        updated=max(moment, what.updated) if what else moment,
    )


def statement_entries(
    rows: Iterable[Statement], *, agenda: bool, of: str = "", part: str = "", **alone: Any
) -> list[FeedEntry]:
    """Return the entries of a page of leaders: one for each statement, or for what was published with it."""
    rows = list(rows)
    groups = publications(((row.meeting_id, _at(row)) for row in rows if row.meeting_id), **alone)
    many = {key for key, what in groups.items() if what.count > 1}
    meetings = Meeting.objects.select_related("board").in_bulk({meeting for meeting, _ in many})
    add_sketches(meetings.values())
    items = agendas(meetings) if agenda else {}
    entries = []
    for row in rows:
        key = (row.meeting_id or 0, _at(row))
        if key not in many:
            entries.append(statement_entry(row))
            continue
        meeting, at = meetings[key[0]], f"{_published(row)}{part}"
        entries.append(publication_entry(meeting, key[1], groups[key], items.get(meeting.pk, []), part=at, of=of))
    return entries


def hit_entries(rows: Iterable[Statement], before: Iterable[Statement], *, part: str) -> list[FeedEntry]:
    """Return the entries of a page of hits: one for each statement, or for those published of a meeting at once.

    ``before`` are the hits of the page before: what began there is not told again. ``part`` names the search.
    """
    told = {_publication_key(row) for row in before}
    groups: dict[PublicationKey, list[Statement]] = defaultdict(list)
    for row in rows:
        groups[_publication_key(row)].append(row)
    return [_of_hits(group, part) for key, group in groups.items() if key not in told]


def _publication_key(row: Statement) -> PublicationKey:
    """Return what a statement was published with; a statement outside a meeting was published alone."""
    return row.meeting_id or -row.number, _at(row)


def _of_hits(rows: list[Statement], part: str) -> FeedEntry:
    """Return the first of the statements as an entry that also names the others, and how many they are."""
    first, *others = sorted(rows, key=lambda row: (row.position, row.number))
    entry = statement_entry(first)
    if not others or first.meeting is None:
        return entry
    named = [f"{speaker_name(row)}: {row.title}" for row in others[: STATEMENTS_SHOWN - 1]]
    more = ngettext(
        "And %(number)s more statement of %(meeting)s", "And %(number)s more statements of %(meeting)s", len(others)
    ) % {"number": f"{len(others):,}", "meeting": first.meeting}
    return replace(
        entry,
        key=f"{permanent_url(f'/meetings/{first.meeting_id}/')}{_published(first)}{part}",
        title=f"{entry.title} ({for_xml(more)})",
        summary="\n".join([entry.summary, *map(for_xml, [f"{more}:", *named])]),
        updated=max(_updated(row) for row in rows),
    )


def _published(row: Statement) -> str:
    return _at(row).astimezone(datetime.UTC).strftime("#published-%Y%m%dT%H%M%S.%fZ")


def _updated(row: Statement) -> datetime.datetime:
    return cast("datetime.datetime", row.published_revision.published_at)


def meeting_entries(meetings: Iterable[Any]) -> list[FeedEntry]:
    """Return the meetings as entries: for each what was published of it last, by its ``latest_at``.

    What is published on a later day than the meeting is a new entry, so that its readers see it.
    """
    meetings = list(meetings)
    groups = publications((meeting.pk, meeting.latest_at) for meeting in meetings)
    add_sketches(meetings)
    items = agendas(meeting.pk for meeting in meetings)
    entries = []
    for meeting in meetings:
        day = timezone.localdate(meeting.latest_at)
        part = "" if day == timezone.localdate(meeting.published_at) else f"#published-{day.isoformat()}"
        what = groups.get((meeting.pk, meeting.latest_at))
        entries.append(publication_entry(meeting, meeting.latest_at, what, items.get(meeting.pk, []), part=part))
    return entries


def _at(statement: Statement) -> datetime.datetime:
    return cast("datetime.datetime", statement.published_at)
