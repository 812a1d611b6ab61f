"""Meetings in lists: what each spent its words on, as a small strip with names, and how many decisions it took."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Length

from archive.machine.queries import Prepared
from archive.models import Meeting, Speaker, Statement
from archive.models.upkeep import subject_version
from archive.pages.http.caching.kept_parts import KeptParts

PARTS_NAMED = 3
FEWEST_ITEMS = 2
"""A meeting of fewer agenda items is told apart by who spoke most."""
WIDTH, HEIGHT, GAP = 1000, 10, 2
NARROWEST = 3
MOST_KEPT = 2_000


@dataclass(frozen=True)
class SketchPart:
    """An agenda item, or a speaker, and the path of its part of the strip."""

    name: str
    path: str


@dataclass(frozen=True)
class Sketch:
    """A meeting as a list shows it: the longest agenda items or, if it has none, who said most, the longest first.

    ``others`` is the path of all other parts of the strip.
    """

    statements: int = 0
    decisions: int = 0
    longest: Sequence[SketchPart] = ()
    others: str = ""
    by_item: bool = True

    @property
    def subject(self) -> str:
        """The longest agenda item; empty if it has too few to compare."""
        return self.longest[0].name if self.by_item and self.longest else ""

    @property
    def then(self) -> Sequence[SketchPart]:
        """The parts that a list names below the subject."""
        return self.longest[1:] if self.by_item else self.longest


# Not joined: PostgreSQL may walk the statements of all meetings in the order of their speakers.
_NAME = Subquery(Speaker.objects.filter(pk=OuterRef("speaker")).order_by().values("name"))
_parts: Prepared[Any] = Prepared(
    lambda meetings: (
        Statement.objects.public()
        .filter(meeting__in=meetings)
        .order_by()
        .values_list("meeting", "agenda_item", "agenda_item__label", "agenda_item__title", "speaker")
        .annotate(
            name=Min(_NAME),
            first=Min("position"),
            said=Count("pk"),
            decided=Count("pk", filter=Q(kind=Statement.Kind.DECISION)),
            letters=Sum(Length("current_revision__text")),
        )
    )
)


Part = tuple[int, str, int]
"""An item of the agenda or a speaker: the position of the first words, the name, and the number of letters."""

kept_sketches = KeptParts[Sketch](MOST_KEPT)


def add_sketches(meetings: Iterable[Meeting]) -> None:
    """Set ``sketch`` on each meeting; one query, and another for those that have changed since they were last shown.

    To measure a meeting, the database reads all that was said there.
    """
    shown: list[Any] = list(meetings)
    names = {subject_version.meeting(meeting.pk): meeting.pk for meeting in shown}

    def make(some: list[str]) -> dict[str, Sketch]:
        made = _made_sketches([names[name] for name in some])
        return {name: made[names[name]] for name in some}

    sketches = kept_sketches.of(names, make)
    for meeting in shown:
        meeting.sketch = sketches[subject_version.meeting(meeting.pk)]


def _made_sketches(meetings: list[int]) -> dict[int, Sketch]:
    items: dict[int, dict[int | None, Part]] = defaultdict(dict)
    speakers: dict[int, dict[int | None, Part]] = defaultdict(dict)
    statements, decisions = Counter[int](), Counter[int]()
    for pk, item, label, title, speaker, name, first, said, decided, letters in _parts(meetings=meetings):
        statements[pk] += said
        decisions[pk] += decided
        _add(items[pk], item, (first, f"{label} {title}".strip() if title else "", letters))
        if speaker:
            _add(speakers[pk], speaker, (first, name, letters))
    return {pk: Sketch(statements[pk], decisions[pk], *_sketched_parts(items[pk], speakers[pk])) for pk in meetings}


def _add(parts: dict[int | None, Part], of: int | None, more: Part) -> None:
    """Count what was said in a part of a meeting."""
    first, name, letters = parts.get(of, (more[0], more[1], 0))
    parts[of] = min(first, more[0]), name, letters + more[2]


def _sketched_parts(
    items: Mapping[int | None, Part], speakers: Mapping[int | None, Part]
) -> tuple[list[SketchPart], str, bool]:
    """Return the parts of a strip, the path of the others, and whether they are items: if there are enough."""
    by_item = not speakers or sum(bool(name) for _, name, _ in items.values()) >= FEWEST_ITEMS
    return *drawn((items if by_item else speakers).values()), by_item


def drawn(parts: Iterable[Part]) -> tuple[list[SketchPart], str]:
    """Return the longest parts, and the path of the others, each as wide as what was said in it.

    A part is its place, its name and its length. A strip of one part says nothing, so there is none.
    """
    in_order = sorted(parts)
    if len(in_order) < FEWEST_ITEMS:
        return [], ""
    total = sum(length for *_, length in in_order) or 1
    named = [place for place, (_, name, _) in enumerate(in_order) if name]
    longest = sorted(named, key=lambda place: -in_order[place][2])[:PARTS_NAMED]
    paths, before = [], 0
    for _, _, length in in_order:
        left, width = round(WIDTH * before / total), max(NARROWEST, round(WIDTH * length / total) - GAP)
        paths.append(f"M{left} 0h{width}v{HEIGHT}h-{width}z")
        before += length
    others = "".join(path for place, path in enumerate(paths) if place not in longest)
    return [SketchPart(in_order[place][1], paths[place]) for place in longest], others
