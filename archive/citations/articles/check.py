"""Checks every quotation in an article, and counts the results."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, islice

from django.utils.translation import gettext, gettext_lazy, ngettext

from archive.citations.articles.passages import LONGEST_ARTICLE, ArticleQuotation, number_in, passages_of
from archive.citations.quote_checker import Answer, NothingToCheck, Verdict
from archive.citations.quote_checker.answer import Tone
from archive.citations.quote_checker.candidates import Find
from archive.citations.quote_checker.check import AskedQuotation, check_quotations
from archive.citations.quote_checker.printed_text import PrintedText, TextAround, around_nested

# This limits the time that one article takes. If an article has more quotations, only the first ones are checked.
MOST_CHECKED = 100
MOST_LISTED = 500
# How many quotations are checked at once: fewer and fewer, because the time is looked at between them.
AT_ONCE, FEWEST_AT_ONCE = 20, 5


class QuotationOutcome(StrEnum):
    """What was found of the words of a quotation, the best first."""

    WORD_FOR_WORD = "word_for_word"
    OTHER_MARKS = "other_marks"
    ALTERED = "altered"
    PARTLY = "partly"
    NOT_ON_RECORD = "not_on_record"
    NOT_CHECKED = "not_checked"


LABELS = {
    QuotationOutcome.WORD_FOR_WORD: gettext_lazy("word for word"),
    QuotationOutcome.OTHER_MARKS: gettext_lazy("other punctuation"),
    QuotationOutcome.ALTERED: gettext_lazy("altered"),
    QuotationOutcome.PARTLY: gettext_lazy("partly on record"),
    QuotationOutcome.NOT_ON_RECORD: gettext_lazy("not on record"),
    QuotationOutcome.NOT_CHECKED: gettext_lazy("not checked"),
}


def always() -> bool:
    """Return True."""
    return True


@dataclass(frozen=True)
class CheckedPassage:
    """A quotation of the article with its answer, or with the reason why it was not checked."""

    number: int
    passage: ArticleQuotation
    outcome: QuotationOutcome
    answer: Answer | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        """The outcome in words."""
        return str(LABELS[self.outcome])

    @property
    def alone(self) -> str:
        """The quotation with its sentence, to check it by itself."""
        beside = self.answer.beside if self.answer else None
        return beside.text if beside and not self.passage.parts else f"“{self.passage.written}”"

    @property
    def tone(self) -> Tone:
        """How good the answer is, for its sign and colour."""
        return self.answer.tone if self.answer else Tone.MISSING

    @property
    def headline(self) -> str:
        """The verdict, or why there is none."""
        return self.answer.headline if self.answer else self.reason


@dataclass(frozen=True)
class ArticlePiece:
    """A piece of a paragraph, and the quotation that it is, if it is one."""

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
        return [one for one in self.passages if one.outcome != QuotationOutcome.NOT_CHECKED]

    @property
    def not_checked(self) -> list[CheckedPassage]:
        """Those that were not, with the reason."""
        return [one for one in self.passages if one.outcome == QuotationOutcome.NOT_CHECKED]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each outcome."""
        counted = Counter(one.outcome for one in self.passages)
        return {outcome.value: counted[outcome] for outcome in QuotationOutcome}

    @property
    def naming_another(self) -> int:
        """Beside how many another known person is named, and not the speaker on record."""
        return sum(one.answer.names_another for one in self.checked if one.answer)

    @property
    def summary(self) -> str:
        """The whole result in a sentence or two: "3 quotations: 2 word for word, 1 altered."."""
        number = len(self.checked)
        if not number:
            return gettext("We found no quotations to check.")
        total = ngettext("%(number)s quotation", "%(number)s quotations", number) % {"number": number}
        parts = [f"{count} {first.label}" for first, count in self.tally]
        another = ngettext(
            "Beside %(number)s stands another name.", "Beside %(number)s stands another name.", self.naming_another
        ) % {"number": self.naming_another}
        return f"{total}: {', '.join(parts)}." + f" {another}" * bool(self.naming_another)

    @property
    def tally(self) -> list[tuple[CheckedPassage, int]]:
        """The outcomes of what was checked, the best first: the first quotation that has each, and how many have it."""
        first = {one.outcome: one for one in reversed(self.checked)}
        return [(first[outcome], self.counts[outcome]) for outcome in QuotationOutcome if outcome in first]

    @cached_property
    def text(self) -> list[list[ArticlePiece]]:
        """The paragraphs in pieces."""
        of_paragraph: dict[int, list[CheckedPassage]] = {}
        for one in self.passages:
            of_paragraph.setdefault(one.passage.paragraph, []).append(one)
        return [list(_pieces(text, of_paragraph.get(number, []))) for number, text in enumerate(self.paragraphs)]


def check_article(article: str, *, find: Find, has_time: Callable[[], bool] = always) -> ArticleAnswer:
    """Check each quotation of the article and return the results; raise NothingToCheck if it is too long or empty.

    Once ``has_time`` says no, the quotations that are left are listed as not checked.
    """
    if len(article) > LONGEST_ARTICLE:
        raise NothingToCheck(
            gettext("You can check up to %(number)s characters at a time.") % {"number": f"{LONGEST_ARTICLE:,}"}
        )
    # Lines without an empty line between them are paragraphs, too.
    paragraphs = [line.strip() for line in article.splitlines() if line.strip()]
    if not paragraphs:
        raise NothingToCheck(gettext("Paste an article or choose a file."))
    listed = list(islice(passages_of(paragraphs), MOST_LISTED))
    judge = _Judge(find, has_time, paragraphs, listed)
    checked_quotations = [checked for passage in listed for checked in judge.all_of(passage)][:MOST_LISTED]
    left_out = number_in(paragraphs) - len(listed) if len(listed) == MOST_LISTED else 0
    return ArticleAnswer(paragraphs, checked_quotations, max(0, left_out))


class _Judge:
    """Checks passages, at most MOST_CHECKED of them, and several at once."""

    def __init__(
        self,
        find: Find,
        has_time: Callable[[], bool],
        paragraphs: list[str],
        passages: list[ArticleQuotation],
    ) -> None:
        self._find, self._has_time = find, has_time
        self._paragraphs, self._whole = paragraphs, PrintedText(paragraphs)
        self._starts = [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
        self._number = self._number_checked = 0
        self._following = [one for one in passages if not one.not_checked][:MOST_CHECKED]
        self._answers: dict[ArticleQuotation, Answer] = {}
        self._at_once = AT_ONCE

    def all_of(self, passage: ArticleQuotation) -> Iterator[CheckedPassage]:
        """Yield a passage and, unless the record has all of it, the quotations inside it."""
        checked = self._checked(passage)
        yield checked
        if not (checked.answer and checked.answer.has_the_words):
            yield from (self._checked(inner) for inner in passage.within)

    def _checked(self, passage: ArticleQuotation) -> CheckedPassage:
        self._number += 1
        if passage.not_checked:
            return self._unchecked(passage, str(passage.not_checked))
        if self._number_checked >= MOST_CHECKED:
            reason = gettext("We only check the first %(number)s quotations in an article.") % {"number": MOST_CHECKED}
            return self._unchecked(passage, reason)
        if not self._is_ready(passage) and not self._has_time():
            return self._unchecked(passage, gettext("This article takes too long. Check the rest of it separately."))
        self._number_checked += 1
        answer = self._answer_to_passage(passage)
        if answer.is_turned:
            # What this quotation leaves out may be in the one beside it.
            whole = self._all_checked([(passage, text) for text in passage.beside])
            answer = next((one for one in whole if outcome_of(one) == QuotationOutcome.WORD_FOR_WORD), answer)
        return CheckedPassage(self._number, passage, outcome_of(answer), answer)

    def _unchecked(self, passage: ArticleQuotation, reason: str) -> CheckedPassage:
        return CheckedPassage(self._number, passage, QuotationOutcome.NOT_CHECKED, reason=reason)

    def _is_ready(self, passage: ArticleQuotation) -> bool:
        """Return whether the answer is kept, and no other must be asked for."""
        kept = self._answers.get(passage)
        return kept is not None and not kept.is_turned

    def _answer_to_passage(self, passage: ArticleQuotation) -> Answer:
        """Return the answer to a passage, and keep those of the passages that follow."""
        if passage not in self._answers:
            is_inside = passage not in self._following
            some = [passage] if is_inside else self._following[self._following.index(passage) :][: self._at_once]
            if not is_inside:
                self._at_once = max(FEWEST_AT_ONCE, self._at_once // 2)
            answers = self._all_checked([(one, self._with_its_marks(one)) for one in some])
            self._answers.update(zip(some, answers, strict=True))
        return self._answers[passage]

    def _all_checked(self, passages: list[tuple[ArticleQuotation, str]]) -> list[Answer]:
        asked = [AskedQuotation(text, around=self._text_around_passage(one)) for one, text in passages]
        return check_quotations(asked, find=self._find)

    def _with_its_marks(self, passage: ArticleQuotation) -> str:
        """Return a quotation with its marks, so that all its words are judged, and not those that it quotes itself."""
        whole = self._paragraphs[passage.paragraph][passage.start : passage.end]
        return passage.written if passage.parts else whole

    def _text_around_passage(self, passage: ArticleQuotation) -> TextAround:
        if passage.inside:
            return around_nested(self._paragraphs[passage.paragraph], passage.start, passage.end, passage.inside)
        start = self._starts[passage.paragraph]
        parts = tuple((start + first, start + last) for first, last in passage.parts)
        return TextAround(self._whole, start + passage.start, start + passage.end, parts)


def outcome_of(answer: Answer) -> QuotationOutcome:
    """Return the outcome of the words. A lost question, or a lost "not", is an alteration."""
    if answer.verdict == Verdict.NOT_FOUND:
        return QuotationOutcome.NOT_ON_RECORD
    if answer.verdict == Verdict.PARTLY:
        return QuotationOutcome.PARTLY
    if answer.is_turned or not (answer.has_the_words or answer.only_where_marked):
        return QuotationOutcome.ALTERED
    return QuotationOutcome.OTHER_MARKS if answer.verdict == Verdict.PUNCTUATION else QuotationOutcome.WORD_FOR_WORD


def _pieces(text: str, passages: list[CheckedPassage]) -> list[ArticlePiece]:
    pieces: list[ArticlePiece] = []
    at = 0
    for one in passages:
        if one.passage.start < at:
            continue  # Inside the previous one.
        pieces += [
            ArticlePiece(text[at : one.passage.start]),
            ArticlePiece(text[one.passage.start : one.passage.end], one),
        ]
        at = one.passage.end
    return [piece for piece in [*pieces, ArticlePiece(text[at:])] if piece.text]
