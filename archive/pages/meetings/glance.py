"""The agenda of a meeting: who spoke on each item, for how long, what was decided on it, and its typical words."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, TextField, Value, When
from django.utils.translation import gettext

from archive.models import AgendaItem, Revision, Statement
from archive.models.decided import Decided
from archive.pages.meetings.lengths import Lengths, timed, word_count
from archive.pages.meetings.strip import length_of
from archive.pages.meetings.transcript import Transcript, TurnOverview
from archive.search import SearchUnavailable, TellingWord, fold, raw_words, words_of_groups

WORDS_SHOWN = 5
SPEAKERS_NAMED = 2
HIGHLIGHTS_SHOWN = 8
LONGEST_SHOWN = 3
# Turns of one kind by one speaker that are this close count as one, even if others interrupt.
ONE_GO = 6
HIGHLIGHTED = (Statement.Kind.POLICY_STATEMENT, Statement.Kind.MOTION, Statement.Kind.PUBLIC_COMMENT)


@dataclass(frozen=True)
class Said:
    """A typical word as written where it was first said, and the number of that statement."""

    word: str
    number: int


@dataclass(frozen=True)
class GlanceItem:
    """An agenda item, or the turns under none: its start, its length, its speakers, its decisions, and its words.

    ``speakers`` are the names and slugs of those who spoke most, ``more`` is how many others did. ``number`` is the
    first statement, 0 if there is none, and ``part`` the part of the transcript that has it. ``topics`` are names and
    slugs of the topics that an editor gave it. ``share`` is the length in per cent of that of the longest item.
    """

    item: AgendaItem | None
    number: int
    starts: float | None
    length: str
    speakers: Sequence[tuple[str, str]]
    more: int
    words: Sequence[Said]
    topics: Sequence[tuple[str, str]] = ()
    decisions: Sequence[Decided] = ()
    amount: float = 0
    share: int = 0
    part: int = 1

    @property
    def place(self) -> str:
        """The fragment where it begins."""
        return self.item.anchor if self.item else f"statement-{self.number}"


@dataclass(frozen=True)
class HighlightedTurn:
    """A policy statement, motion or public comment: what names it in lists, and its speaker."""

    number: int
    headline: str
    speaker: str


@dataclass(frozen=True)
class Highlights:
    """The first of a meeting's statements of one kind, and how many there are."""

    kind: Statement.Kind
    shown: Sequence[HighlightedTurn]
    total: int

    @property
    def heading(self) -> str:
        """The name for such statements."""
        headings = {
            Statement.Kind.POLICY_STATEMENT: gettext("Policy statements"),
            Statement.Kind.MOTION: gettext("Motions"),
            Statement.Kind.PUBLIC_COMMENT: gettext("Public comments"),
        }
        return headings[self.kind]


@dataclass(frozen=True)
class Glance:
    """An overview of a meeting. ``lengths`` are those of its turns."""

    lengths: Lengths
    items: Sequence[GlanceItem]
    highlights: Sequence[Highlights]

    @property
    def longest(self) -> list[GlanceItem]:
        """The items on which most was said, in their order; none if the meeting has hardly more."""
        if len(self.items) <= LONGEST_SHOWN + 1:
            return []
        most = sorted((item for item in self.items if item.amount), key=lambda item: -item.amount)[:LONGEST_SHOWN]
        return [item for item in self.items if item in most]

    @property
    def has_words(self) -> bool:
        """Whether any item has typical words."""
        return any(item.words for item in self.items)


def glance(transcript: Transcript, decisions: Iterable[Decided] = (), *, in_full: bool = True) -> Glance:
    """Return the meeting at a glance, with its decisions beside their items, with at most one query.

    Unless ``in_full``, the items have no typical words, and nothing is highlighted.
    """
    groups = _by_item(transcript)
    decided = defaultdict(list)
    for decision in decisions:
        decided[decision.statement.agenda_item_id].append(decision)
    words = telling_words_of(transcript) if in_full else {}
    listed = _highlighted(transcript.turns) if in_full else {}
    lengths = timed(transcript.turns)
    wanted = {word.first for of_item in words.values() for word in of_item}
    wanted |= {turn.number for goes in listed.values() for turns in goes[:HIGHLIGHTS_SHOWN] for turn in turns}
    texts, counted = _texts(transcript, wanted, with_lengths=lengths is None)
    lengths = lengths or Lengths(False, counted)
    items = [
        replace(
            _item(transcript.items.get(pk or 0), groups.get(pk, []), lengths, _as_written(words.get(pk, []), texts)),
            topics=transcript.topics.get(pk or 0, ()),
            decisions=decided[pk],
        )
        for pk in ([None] if None in groups else []) + list(transcript.items)
    ]
    most = max((item.amount for item in items), default=0) or 1
    items = [
        replace(item, share=round(100 * item.amount / most), part=transcript.part_of(item.number)) for item in items
    ]
    return Glance(lengths, items, [_highlights(kind, goes, texts, transcript.items) for kind, goes in listed.items()])


def _by_item(transcript: Transcript) -> dict[int | None, list[TurnOverview]]:
    groups: dict[int | None, list[TurnOverview]] = defaultdict(list)
    for turn in transcript.turns:
        groups[turn.agenda_item].append(turn)
    return groups


def telling_words_of(transcript: Transcript) -> dict[int | None, list[TellingWord]]:
    """Return the typical words of each agenda item, by its id; none while the index cannot be read."""
    groups = _by_item(transcript)
    numbers = [[turn.number for turn in turns] for turns in groups.values()]
    names = {turn.speaker_name or turn.attribution for turn in transcript.turns}
    try:
        by_group = words_of_groups(numbers, WORDS_SHOWN, language=transcript.meeting.board.language, leave_out=names)
    except SearchUnavailable:
        return {}
    return dict(zip(groups, by_group, strict=True))


def _highlighted(turns: Sequence[TurnOverview]) -> dict[Statement.Kind, list[list[TurnOverview]]]:
    """Return the turns of each listed kind, grouped where one speaker continues."""
    by_kind: dict[Statement.Kind, list[list[TurnOverview]]] = {kind: [] for kind in HIGHLIGHTED}
    last: dict[str, int] = {}
    for index, turn in enumerate(turns):
        goes = by_kind.get(Statement.Kind(turn.kind))
        if goes is None:
            continue
        goes_on = goes and turn.named and goes[-1][-1].named == turn.named and index - last[turn.kind] <= ONE_GO
        if goes_on and turn.kind == Statement.Kind.PUBLIC_COMMENT:
            goes[-1].append(turn)
        else:
            goes.append([turn])
        last[turn.kind] = index
    return {kind: goes for kind, goes in by_kind.items() if goes}


def _texts(
    transcript: Transcript, wanted: Collection[int], *, with_lengths: bool
) -> tuple[dict[int, Revision], dict[int, float]]:
    """Return the texts of the wanted statements and, if asked for, the number of words of all."""
    if not wanted and not with_lengths:
        return {}, {}
    rows = Statement.objects.public().filter(meeting=transcript.meeting).order_by()
    rows = rows if with_lengths else rows.filter(number__in=wanted)
    nothing = Value("", TextField())
    text = Case(When(number__in=wanted, then="current_revision__text"), default=nothing) if wanted else nothing
    texts, counted = {}, {}
    for number, words, title, wording in rows.values_list("number", word_count(), "current_revision__title", text):
        counted[number] = words
        if number in wanted:
            texts[number] = Revision(statement_id=number, title=title, text=wording)
    return texts, counted


def _as_written(words: Iterable[TellingWord], texts: Mapping[int, Revision]) -> list[Said]:
    """Return the words as the statement writes them. A word that the text no longer has is left out."""
    said = []
    for word in words:
        text = texts[word.first].text if word.first in texts else ""
        # Nearly always the text has the word itself, apart from capitals. Then the text need not be split into words.
        plain = re.search(rf"(?<![\w.'’]){re.escape(word.word)}(?![\w.'’]*\w)", text, re.IGNORECASE)
        written = plain[0] if plain else next((raw for raw in raw_words(text) if fold(raw) == word.word), "")
        if written:
            said.append(Said(written, word.first))
    return said


def _item(
    item: AgendaItem | None, turns: Sequence[TurnOverview], lengths: Lengths, words: Sequence[Said]
) -> GlanceItem:
    spoke: Any = Counter()
    for turn in turns:
        if turn.is_speech and turn.named:
            spoke[turn.named] += lengths.of.get(turn.number, 0)
    named = [speaker for speaker, _ in spoke.most_common(SPEAKERS_NAMED)]
    return GlanceItem(
        item=item,
        number=turns[0].number if turns else 0,
        starts=turns[0].start if turns and lengths.by_time else None,
        length=lengths.said(length_of(turns, lengths)) if turns else "",
        speakers=named,
        more=len(spoke) - len(named),
        words=words,
        amount=length_of(turns, lengths),
    )


def _highlights(
    kind: Statement.Kind,
    goes: Sequence[Sequence[TurnOverview]],
    texts: Mapping[int, Revision],
    items: Mapping[int, AgendaItem],
) -> Highlights:
    """Return each group by its longest turn, because the first is often only a greeting."""
    shown = []
    for turns in goes[:HIGHLIGHTS_SHOWN]:
        known = [turn for turn in turns if turn.number in texts]
        if known:
            turn = max(known, key=lambda one: len(texts[one.number].text))
            listed = Statement(kind=kind, agenda_item=items.get(turn.agenda_item or 0))
            named = listed.title_in(texts[turn.number])
            shown.append(HighlightedTurn(turn.number, named, turn.named[0] if turn.named else ""))
    return Highlights(kind, shown, len(goes))
