"""Related statements, by wording, topics and speaker, from the index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from archive.machine.queries import Prepared, hold
from archive.models import Statement, Topic
from archive.search import (
    Facet,
    SearchRequest,
    SearchUnavailable,
    Sort,
    WeighedWord,
    search,
    statements_with,
    telling_words,
)

RELATED_SHOWN = 5
LOOKED_AT = 12
MOST_OF_A_SPEAKER = 2
WORDS_SEARCHED = 6
FEWEST_WORDS = 3
ALIKE = 0.3
"""The share of the statement's own score for its typical words that another must reach to count as similar in words."""


_filed = Prepared(
    lambda statements: (
        Statement.topics.through.objects.filter(statement__in=statements)
        .select_related("topic")
        .order_by("topic__name")
    )
)


@dataclass(frozen=True)
class Candidates:
    """Numbers of statements that may be shown as related, the nearest first: found by words, topics and speaker."""

    by_words: list[int] = field(default_factory=list)
    by_topic: list[int] = field(default_factory=list)
    by_speaker: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> set[int]:
        """All of them."""
        return {*self.by_words, *self.by_topic, *self.by_speaker}


@dataclass(frozen=True)
class Related:
    """A statement, and in words why it is related."""

    statement: Statement
    reasons: list[str]


def candidates(statement: Statement) -> Candidates:
    """Ask the index for statements like this one; none while it cannot be read.

    A statement without specific words, such as "Yes.", is only related to others by its topics.
    """
    try:
        words = telling_words(f"{statement.published_revision.title} {statement.text}", WORDS_SEARCHED)
        words = words if len(words) >= FEWEST_WORDS else []
        topics = frozenset(topic.pk for topic in statement.topics.all())
        by_words = _alike(statement.number, words) if words else []
        by_topic = _narrowed(words, Facet.TOPIC, topics) if topics else []
        # Save a search if there are already enough, even if the page shows some of them elsewhere.
        wanting = words and statement.speaker_id and len({*by_words, *by_topic}) < LOOKED_AT
        by_speaker = _narrowed(words, Facet.SPEAKER, {statement.speaker_id or 0}) if wanting else []
        return Candidates(by_words, by_topic, by_speaker)
    except SearchUnavailable:
        return Candidates()


def _alike(number: int, words: Sequence[WeighedWord]) -> list[int]:
    hits = statements_with(words, SearchRequest(), LOOKED_AT)
    own = next((hit.score for hit in hits if hit.number == number), None)
    # If the statement itself is not among them, all of them are at least as much like its words.
    return [hit.number for hit in hits if hit.number != number and (own is None or hit.score >= ALIKE * own)]


def _narrowed(words: Sequence[WeighedWord], facet: Facet, values: Collection[int]) -> list[int]:
    """Return statements with one of the values: those with any of the words or, without words, the newest."""
    within = SearchRequest(filters={facet: frozenset(values)}, sort=Sort.NEWEST, page_size=LOOKED_AT)
    hits = statements_with(words, within, LOOKED_AT) if words else search(within).hits
    return [hit.number for hit in hits]


def related(
    statement: Statement, candidates: Candidates, rows: Mapping[int, Statement], shown: Iterable[int]
) -> list[Related]:
    """Choose from the candidates' public rows a few that the page does not show already; one query for topics.

    Those of other meetings come first, because its own meeting is one link away.
    """
    taken = {statement.number, *shown}
    chosen: dict[int, Statement] = {}
    for numbers, room in (
        (candidates.by_words, RELATED_SHOWN),
        (candidates.by_topic, RELATED_SHOWN),
        (candidates.by_speaker, MOST_OF_A_SPEAKER),
    ):
        there = [rows[number] for number in numbers if number in rows and number not in taken]
        there.sort(key=lambda row: row.meeting_id is not None and row.meeting_id == statement.meeting_id)
        for row in there[: min(room, RELATED_SHOWN - len(chosen))]:
            chosen[row.number] = row
            taken.add(row.number)
    topics = {topic.pk for topic in statement.topics.all()}
    if topics and chosen:
        _hold_topics(chosen)
    return [Related(row, _reasons(statement, row, candidates, topics)) for row in chosen.values()]


def _hold_topics(statements: Mapping[int, Statement]) -> None:
    held: dict[int, list[Topic]] = {number: [] for number in statements}
    for filed in _filed(statements=statements.keys()):
        held[filed.statement_id].append(filed.topic)
    for number, statement in statements.items():
        hold([statement], "topics", held[number], Topic)


def _reasons(statement: Statement, row: Statement, candidates: Candidates, topics: Collection[int]) -> list[str]:
    reasons = []
    if shared := [topic.name for topic in row.topics.all() if topic.pk in topics] if topics else []:
        reasons.append(_("same topic: %(topics)s") % {"topics": ", ".join(shared)})
    if row.speaker_id and row.speaker_id == statement.speaker_id:
        reasons.append(_("same speaker"))
    if row.number in candidates.by_words:
        reasons.append(_("similar words"))
    return reasons
