"""Stores the names of public objects for ``public_names``, and updates them when they may have changed.

The drain of the outbox calls this first, so that names are up to date before the version of the search index changes.
"""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import Count, Sum

from archive.machine.database.turns import one_at_a_time
from archive.models import Board, Filing, NameWord, OutdatedName, PublicCount, Speaker, SpeakerName, Statement, Topic
from archive.models.upkeep.name_word import LONGEST_NAME, Named
from archive.search.names.initials import initials_of
from archive.search.names.public_names import rank
from archive.search.question.analysis import words

AT_ONCE = 1000
MOST_OF_A_TOPIC = 10_000
"""At most this many statements of a topic are counted, which is enough to rank it among topics."""

TABLES: dict[Named, type[Speaker | Board | Topic]] = {Named.SPEAKER: Speaker, Named.BOARD: Board, Named.TOPIC: Topic}
FIELDS = ("kind", "record", "name", "word", "place", "statements", "rank")
Row = tuple[int, int, str, str, int, int, int]


def update_names() -> int:
    """Update the names of all noted objects, and return the number of objects."""
    done = 0
    while OutdatedName.objects.exists():
        done += _update_some()
    return done


@transaction.atomic
def _update_some() -> int:
    """Update the names of some noted objects, and return their number."""
    one_at_a_time("names kept")
    noted = list(OutdatedName.objects.order_by("id")[:AT_ONCE])
    outdated = {kind: {note.record for note in noted if note.kind == kind} for kind in Named}
    if boards := outdated[Named.BOARD]:
        # A name may be one that only these boards use.
        named_there = SpeakerName.objects.filter(board__in=_whose_visibility_changed(boards))
        outdated[Named.SPEAKER] |= set(named_there.values_list("speaker", flat=True))
    for kind, ids in outdated.items():
        if ids:
            _store_names(kind, ids)
    # Objects noted since then wait for the next call.
    OutdatedName.objects.filter(pk__in=[note.pk for note in noted]).delete()
    return sum(map(len, outdated.values()))


def _whose_visibility_changed(boards: Collection[int]) -> set[int]:
    """Return the boards that have become public since their names were stored, or are public no longer."""
    known = set(NameWord.objects.filter(kind=Named.BOARD, record__in=boards).values_list("record", flat=True))
    return known ^ set(Board.objects.public().filter(pk__in=boards).values_list("pk", flat=True))


def _store_names(kind: Named, ids: Collection[int]) -> None:
    names = set(TABLES[kind].objects.public().filter(pk__in=ids).order_by().values_list("pk", "name"))
    if kind == Named.BOARD:
        names |= {(pk, short) for pk, name in names for short in initials_of(name)}
    if kind == Named.SPEAKER:
        names |= set(SpeakerName.objects.public().filter(speaker__in=ids).values_list("speaker", "name"))
    counts = _statements(kind, {pk for pk, _ in names})
    wanted = set(rows(kind, names, counts))
    known = {row[1:]: row[0] for row in NameWord.objects.filter(kind=kind, record__in=ids).values_list("pk", *FIELDS)}
    NameWord.objects.filter(pk__in=[pk for row, pk in known.items() if row not in wanted]).delete()
    new = sorted(wanted - known.keys())
    NameWord.objects.bulk_create([NameWord(**dict(zip(FIELDS, row, strict=True))) for row in new], batch_size=AT_ONCE)


def rows(kind: Named, names: Iterable[tuple[int, str]], counts: dict[int, int]) -> Iterator[Row]:
    """Yield the rows for names of one kind; ``names`` are pairs of an object's id and a name."""
    for pk, name in names:
        folded = words(name)
        number = counts.get(pk, 0)
        for word in dict.fromkeys(folded):
            whole = " ".join(folded)[:LONGEST_NAME]
            yield kind, pk, whole, word, folded.index(word), number, rank(kind, number)


def _statements(kind: Named, ids: Collection[int]) -> dict[int, int]:
    """Return the number of public statements of each object that has any."""
    if kind == Named.BOARD:
        counted = PublicCount.objects.filter(board__in=ids).order_by().values_list("board").annotate(Sum("number"))
        return dict(counted)
    if kind == Named.SPEAKER:
        own = Statement.objects.public().filter(speaker__in=ids).order_by()
        return dict(own.values_list("speaker").annotate(Count("pk")))
    return {pk: _filed_under(pk) for pk in ids}


def _filed_under(topic: int) -> int:
    filed = Filing.objects.filter(topic=topic, statement__in=Statement.objects.public())
    return filed.order_by()[:MOST_OF_A_TOPIC].count()
