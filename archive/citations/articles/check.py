"""Checking an article: every quotation in it, and what becomes of them all in one sentence."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy, ngettext

from archive.citations.articles.passages import (
    LONGEST_ARTICLE,
    Passage,
    names_in,
    number_in,
    paragraphs_of,
    passages_of,
)
from archive.citations.quote_checker import Answer, NothingToCheck, Verdict, check_quotation
from archive.citations.quote_checker.candidates import Find
from archive.models import Speaker, Statement

# What bounds the time that one article takes: an article with more has its first ones checked.
MOST_CHECKED = 100
MOST_LISTED = 500


class Outcome(StrEnum):
    """What became of a quotation, the best first."""

    AS_SAID = "as_said"
    ALTERED = "altered"
    PARTLY = "partly"
    OTHER_DAY = "other_day"
    OTHER_SPEAKER = "other_speaker"
    NOT_ON_RECORD = "not_on_record"
    NOT_CHECKED = "not_checked"


LABELS = {
    Outcome.AS_SAID: gettext_lazy("as said"),
    Outcome.ALTERED: gettext_lazy("altered"),
    Outcome.PARTLY: gettext_lazy("partly on record"),
    Outcome.OTHER_DAY: gettext_lazy("different day or meeting"),
    Outcome.OTHER_SPEAKER: gettext_lazy("different speaker"),
    Outcome.NOT_ON_RECORD: gettext_lazy("not on record"),
    Outcome.NOT_CHECKED: gettext_lazy("not checked"),
}


@dataclass(frozen=True)
class CheckedPassage:
    """A quotation of the article with its answer, or with the reason why it was not checked."""

    number: int
    passage: Passage
    outcome: Outcome
    answer: Answer | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        """The outcome in words."""
        return str(LABELS[self.outcome])

    @property
    def headline(self) -> str:
        """The verdict, or why there is none."""
        return self.answer.headline if self.answer else self.reason


@dataclass(frozen=True)
class Piece:
    """Some text of a paragraph, and the quotation that it is, if it is one."""

    text: str
    checked: CheckedPassage | None = None


@dataclass(frozen=True)
class ArticleAnswer:
    """The quotations of an article in order, and its paragraphs with the quotations marked.

    ``left_out`` counts those that are neither checked nor listed because there are too many.
    """

    paragraphs: list[str]
    passages: list[CheckedPassage]
    left_out: int = 0

    @property
    def checked(self) -> list[CheckedPassage]:
        """Those that were checked."""
        return [one for one in self.passages if one.outcome != Outcome.NOT_CHECKED]

    @property
    def not_checked(self) -> list[CheckedPassage]:
        """Those that were not, with the reason."""
        return [one for one in self.passages if one.outcome == Outcome.NOT_CHECKED]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each outcome."""
        counted = Counter(one.outcome for one in self.passages)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def summary(self) -> str:
        """All of it in one sentence: "3 quotations: 2 as said, 1 altered"."""
        number = len(self.checked)
        if not number:
            return gettext("We found no quotations to check.")
        total = ngettext("%(number)s quotation", "%(number)s quotations", number) % {"number": number}
        parts = [f"{self.counts[outcome]} {LABELS[outcome]}" for outcome in Outcome if self.counts[outcome]]
        return f"{total}: {', '.join(part for part in parts if not part.endswith(str(LABELS[Outcome.NOT_CHECKED])))}"

    @cached_property
    def text(self) -> list[list[Piece]]:
        """The paragraphs in pieces."""
        of_paragraph: dict[int, list[CheckedPassage]] = {}
        for one in self.passages:
            of_paragraph.setdefault(one.passage.paragraph, []).append(one)
        return [list(_pieces(text, of_paragraph.get(number, []))) for number, text in enumerate(self.paragraphs)]


def check_article(article: str, *, find: Find) -> ArticleAnswer:
    """Return what becomes of each quotation of the article; raise NothingToCheck for one that is too long or empty."""
    if len(article) > LONGEST_ARTICLE:
        raise NothingToCheck(
            gettext("You can check up to %(number)s characters at a time.") % {"number": f"{LONGEST_ARTICLE:,}"}
        )
    paragraphs = paragraphs_of(article)
    if not paragraphs:
        raise NothingToCheck(gettext("Paste an article or choose a file."))
    judge = _Judge(find)
    listed = list(islice(passages_of(paragraphs), MOST_LISTED))
    found = [judge.checked(number, passage) for number, passage in enumerate(listed, 1)]
    left_out = number_in(paragraphs) - len(found) if len(found) == MOST_LISTED else 0
    return ArticleAnswer(paragraphs, found, max(0, left_out))


class _Judge:
    """Checks passages, each wording once, and no more than MOST_CHECKED of them."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._answers: dict[tuple[str, str], Answer] = {}

    def checked(self, number: int, passage: Passage) -> CheckedPassage:
        if passage.not_checked:
            return CheckedPassage(number, passage, Outcome.NOT_CHECKED, reason=str(passage.not_checked))
        asked = (passage.written, passage.said)
        if asked not in self._answers and len(self._answers) >= MOST_CHECKED:
            reason = gettext("We only check the first %(number)s quotations in an article.") % {"number": MOST_CHECKED}
            return CheckedPassage(number, passage, Outcome.NOT_CHECKED, reason=reason)
        if asked not in self._answers:
            self._answers[asked] = check_quotation(passage.written, find=self._find, name=passage.said)
        answer = self._answers[asked]
        if answer.verdict == Verdict.NOT_FOUND and (name := _stranger(passage.said)):
            reason = gettext("“%(name)s” is not a speaker in this archive.") % {"name": name}
            return CheckedPassage(number, passage, Outcome.NOT_CHECKED, reason=reason)
        return CheckedPassage(number, passage, outcome_of(answer), answer)


def outcome_of(answer: Answer) -> Outcome:
    """Return what an answer comes to: the claim first, then the words."""
    if answer.verdict == Verdict.NOT_FOUND:
        return Outcome.NOT_ON_RECORD
    if answer.said_by_another:
        return Outcome.OTHER_SPEAKER
    if answer.said_another_day or answer.said_elsewhere:
        return Outcome.OTHER_DAY
    if answer.verdict == Verdict.PARTLY:
        return Outcome.PARTLY
    if answer.is_as_claimed or (answer.only_where_marked and not answer.turns):
        return Outcome.AS_SAID
    return Outcome.ALTERED


def _stranger(said: str) -> str:
    """Return the name in an attribution where nobody of that name has spoken in this archive; else nothing."""
    names = names_in(said)
    return said if names and not any(map(_has_spoken, names)) else ""


def _has_spoken(family: str) -> bool:
    named = Q(name__icontains=family) | Q(names__name__icontains=family)
    return (
        Speaker.objects.public().filter(named).exists()
        or Statement.objects.public().filter(attribution__icontains=family).exists()
    )


def _pieces(text: str, passages: list[CheckedPassage]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for one in passages:
        pieces += [Piece(text[at : one.passage.start]), Piece(text[one.passage.start : one.passage.end], one)]
        at = one.passage.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]
