"""Meetings in lists: what each spent its words on, as a small strip with names, and how many decisions it took."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum, Window
from django.db.models.functions import Length, RowNumber, Substr

from archive.language.telling_sentence import TEXT_READ, is_telling, names_a_subject
from archive.machine.queries import Prepared
from archive.models import Meeting, Revision, Speaker, Statement
from archive.models.upkeep import subject_version
from archive.pages.http.caching.kept_parts import KeptParts

PARTS_NAMED = 3
FEWEST_ITEMS = 2
"""A meeting of fewer agenda items is told apart by who spoke most."""
WIDTH, HEIGHT, GAP = 1000, 10, 2
NARROWEST = 3
LONGEST_READ = 3
"""Statements of a meeting that neither an item nor a title names."""
MOST_KEPT = 2_000


@dataclass(frozen=True)
class SketchPart:
    """An agenda item, or a speaker, and the path of its part of the strip."""

    name: str
    path: str


@dataclass(frozen=True)
class Sketch:
    """A meeting as a list shows it: the longest agenda items or, if it has none, who said most, the longest first.

    ``others`` is the path of all other parts of the strip. ``subject`` names what it was about: its longest agenda item
    or, without one that says so, its title, or the telling sentence of the longest statement that has one. It is empty
    if nothing tells. ``words_from`` is the text status of such a sentence.
    """

    statements: int = 0
    decisions: int = 0
    longest: Sequence[SketchPart] = ()
    others: str = ""
    by_item: bool = True
    subject: str = ""
    words_from: str | None = None

    @property
    def name(self) -> str:
        """The subject, unless it is a sentence that nobody chose."""
        return self.subject if self.words_from is None else ""

    @property
    def then(self) -> Sequence[str]:
        """The names of the parts of the strip that a list shows below the subject."""
        return [part.name for part in self.longest if part.name != self.subject]


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
Subject = tuple[str, str | None]
"""What a meeting was about, and the text status if that is a sentence."""

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
    subjects: dict[int, Subject] = {pk: (_longest_item(items[pk].values()), None) for pk in meetings}
    subjects |= _subjects_without_items([pk for pk, (item, _) in subjects.items() if not item])
    return {
        pk: Sketch(statements[pk], decisions[pk], *_sketched_parts(items[pk], speakers[pk]), *subjects[pk])
        for pk in meetings
    }


def _longest_item(items: Iterable[Part]) -> str:
    named = ((letters, name) for _, name, letters in items if names_a_subject(name))
    return max(named, default=(0, ""))[1]


def _subjects_without_items(meetings: Collection[int]) -> dict[int, Subject]:
    """Return the titles of the meetings that say what they were about, and telling sentences of the others."""
    rows = Meeting.objects.filter(pk__in=meetings).values_list("pk", "title", "board__name") if meetings else ()
    subjects: dict[int, Subject] = {pk: (title, None) for pk, title, board in rows if names_a_subject(title, board)}
    for pk, status, text in _longest_said(set(meetings) - set(subjects)):
        sentence = Revision(text=text).sentence
        if is_telling(sentence):
            subjects.setdefault(pk, (sentence, status))
    return {pk: subjects.get(pk, ("", None)) for pk in meetings}


def _longest_said(meetings: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """Return the text statuses and the beginnings of the longest statements of each meeting, the longest first."""
    place = Window(RowNumber(), "meeting", [Length("current_revision__text").desc(), "number"])
    rows = Statement.objects.public().filter(meeting__in=meetings).order_by().annotate(place=place)
    beginning = Substr("current_revision__text", 1, TEXT_READ + 1)
    longest = rows.filter(place__lte=LONGEST_READ).order_by("place").values_list("meeting", "text_status", beginning)
    return longest if meetings else ()


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
