"""Checks every quotation in an article, and summarises the results in one sentence."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy, ngettext

from archive import people
from archive.article_files.paragraphs import paragraphs_of
from archive.citations.articles.passages import LONGEST_ARTICLE, ArticleQuotation, always, number_in, passages_of
from archive.citations.articles.speech_tags import names_in, without_quotations
from archive.citations.quote_checker import Answer, NothingToCheck, Verdict, check_quotation, saying
from archive.citations.quote_checker.answer import Tone
from archive.citations.quote_checker.candidates import Find
from archive.citations.quote_checker.claimed import WordRole
from archive.citations.quote_checker.languages import plain
from archive.citations.quote_checker.lexicons import LEXICONS
from archive.citations.quote_checker.subject import is_german_role
from archive.models import Speaker, Statement

# This limits the time that one article takes. If an article has more quotations, only the first ones are checked.
MOST_CHECKED = 100
MOST_LISTED = 500


class QuotationOutcome(StrEnum):
    """The result for a quotation, the best first."""

    AS_SAID = "as_said"
    UNCONFIRMED = "speaker_not_confirmed"
    ALTERED = "altered"
    PARTLY = "partly"
    OTHER_DAY = "other_day"
    OTHER_SPEAKER = "other_speaker"
    NOT_ON_RECORD = "not_on_record"
    NOT_CHECKED = "not_checked"


LABELS = {
    QuotationOutcome.AS_SAID: gettext_lazy("on record as quoted"),
    QuotationOutcome.UNCONFIRMED: gettext_lazy("speaker not confirmed"),
    QuotationOutcome.ALTERED: gettext_lazy("altered"),
    QuotationOutcome.PARTLY: gettext_lazy("partly on record"),
    QuotationOutcome.OTHER_DAY: gettext_lazy("different day or meeting"),
    QuotationOutcome.OTHER_SPEAKER: gettext_lazy("different speaker"),
    QuotationOutcome.NOT_ON_RECORD: gettext_lazy("not on record"),
    QuotationOutcome.NOT_CHECKED: gettext_lazy("not checked"),
}


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
    def attribution(self) -> str:
        """Who was read as the speaker, as the article writes it."""
        return self.answer.name if self.answer else self.passage.said

    @property
    def tone(self) -> Tone:
        """How good the answer is, for its sign and colour."""
        if self.answer is None or self.outcome == QuotationOutcome.NOT_ON_RECORD:
            return Tone.MISSING
        if self.outcome == QuotationOutcome.UNCONFIRMED:
            return Tone.DOUBT
        return self.answer.tone if self.outcome == QuotationOutcome.AS_SAID else Tone.WRONG

    @property
    def headline(self) -> str:
        """The verdict, or why there is none."""
        if self.answer and self.outcome == QuotationOutcome.UNCONFIRMED and not self.answer.cannot_tell_who:
            return gettext("%(verdict)s, speaker not confirmed") % {"verdict": self.answer.headline}
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
    def summary(self) -> str:
        """The whole result in one sentence: "3 quotations: 2 on record as quoted, 1 altered"."""
        number = len(self.checked)
        if not number:
            return gettext("We found no quotations to check.")
        total = ngettext("%(number)s quotation", "%(number)s quotations", number) % {"number": number}
        parts = [f"{self.counts[outcome]} {LABELS[outcome]}" for outcome in QuotationOutcome if self.counts[outcome]]
        not_checked = str(LABELS[QuotationOutcome.NOT_CHECKED])
        return f"{total}: {', '.join(part for part in parts if not part.endswith(not_checked))}"

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
    paragraphs = paragraphs_of(article)
    if not paragraphs:
        raise NothingToCheck(gettext("Paste an article or choose a file."))
    judge = _Judge(find, has_time, " ; ".join(map(without_quotations, paragraphs)))
    listed = list(islice(passages_of(paragraphs, has_time=has_time), MOST_LISTED))
    checked_quotations = [checked for passage in listed for checked in judge.all_of(passage)][:MOST_LISTED]
    left_out = number_in(paragraphs) - len(listed) if len(listed) == MOST_LISTED else 0
    return ArticleAnswer(paragraphs, checked_quotations, max(0, left_out))


class _Judge:
    """Checks passages, each different text once, and at most MOST_CHECKED of them."""

    def __init__(self, find: Find, has_time: Callable[[], bool], around: str) -> None:
        self._find = find
        self._around = around  # the article without its quotations
        self._has_time = has_time
        self._answers: dict[tuple[str, str, bool], Answer] = {}
        self._number = 0

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
        if _key(passage, passage.said) not in self._answers and len(self._answers) >= MOST_CHECKED:
            reason = gettext("We only check the first %(number)s quotations in an article.") % {"number": MOST_CHECKED}
            return self._unchecked(passage, reason)
        if not self._has_time():
            return self._unchecked(passage, gettext("This article takes too long. Check the rest of it separately."))
        answer = self._of_one(passage)
        if answer.said_by_another and _may_be_a_call(answer):
            answer = self._answer(passage, "")
        if answer.is_turned:
            # What this quotation leaves out may be in the one beside it.
            whole = (self._of_one(replace(passage, written=text)) for text in passage.beside)
            answer = next((one for one in whole if outcome_of(one) == QuotationOutcome.AS_SAID), answer)
        # The words on record may be those of a speaker whom the stranger quotes.
        is_found = answer.verdict not in (
            {Verdict.NOT_FOUND, Verdict.PARTLY} if passage.within else {Verdict.NOT_FOUND}
        )
        if not is_found and (name := _stranger(passage.said)):
            reason = gettext("“%(name)s” is not a speaker in this archive.") % {"name": name}
            return self._unchecked(passage, reason)
        outcome = outcome_of(answer)
        if outcome == QuotationOutcome.AS_SAID and _names_a_relative(self._around, answer):
            outcome = QuotationOutcome.UNCONFIRMED
        return CheckedPassage(self._number, passage, outcome, answer)

    def _unchecked(self, passage: ArticleQuotation, reason: str) -> CheckedPassage:
        return CheckedPassage(self._number, passage, QuotationOutcome.NOT_CHECKED, reason=reason)

    def _of_one(self, passage: ArticleQuotation) -> Answer:
        answer = self._answer(passage, passage.said)
        if names_in(passage.said) and not answer.said_by_another:
            return answer
        return self._of_whom_it_may_mean(passage) or answer

    def _of_whom_it_may_mean(self, passage: ArticleQuotation) -> Answer | None:
        """Return the answer for the person who may be meant, if the words are theirs; else None.

        A guess never accuses anybody: if it does not fit, the speaker is not confirmed.
        """
        answer = self._answer(passage, passage.meant) if passage.meant else None
        return answer if answer and _is_confirmed(answer) else None

    def _answer(self, passage: ArticleQuotation, said: str) -> Answer:
        key = _key(passage, said)
        if key not in self._answers:
            written, name, is_asked = key
            self._answers[key] = check_quotation(written, find=self._find, name=name, is_asked=is_asked)
        return self._answers[key]


def _key(passage: ArticleQuotation, said: str) -> tuple[str, str, bool]:
    """Return what an answer depends on."""
    return passage.written, said, passage.is_asked


def outcome_of(answer: Answer) -> QuotationOutcome:
    """Return the outcome of an answer: first what is wrong with the claim, then with the words."""
    if answer.verdict == Verdict.NOT_FOUND:
        return QuotationOutcome.NOT_ON_RECORD
    if answer.said_by_another:
        return QuotationOutcome.OTHER_SPEAKER
    if answer.said_another_day or answer.said_elsewhere:
        return QuotationOutcome.OTHER_DAY
    if answer.verdict == Verdict.PARTLY:
        return QuotationOutcome.PARTLY
    if (answer.is_as_claimed and not answer.is_turned) or (answer.only_where_marked and not answer.turns):
        return QuotationOutcome.AS_SAID if _is_confirmed(answer) else QuotationOutcome.UNCONFIRMED
    return QuotationOutcome.ALTERED


def _is_confirmed(answer: Answer) -> bool:
    """Return whether the record shows that the person named said the words."""
    return any(place.said_by_the_named for place in answer.places)


def _names_a_relative(around: str, answer: Answer) -> bool:
    """Return whether "Driver" may be another Driver whom the article names: "Her husband, Tom Driver".

    What stands before the family name is a given name if it has a capital and is no office, title or small word.
    """
    place = next(place for place in answer.places if place.said_by_the_named)
    given = people.fold(place.speaker).split()[:-1]
    said = {word.key for run in answer.claim.name_runs for word in run}
    if not given or said.intersection(given):
        return False
    named = re.finditer(rf"(?<![\w’'-])([^\W\d_][\w’'-]*+\.?) (?={re.escape(place.speaker.split()[-1])}\b)", around)
    words = {match[1] for match in named if match[1][0].isupper() and not match[1][1:].isupper()}
    return any(
        not any(_may_be_one(people.fold(word), own) for own in given)
        for word in words
        if re.fullmatch(r"\w\.", word) or not _is_of_no_name(plain(people.fold(word)))
    )


def _may_be_one(word: str, given: str) -> bool:
    """Return whether two given names may be one person's, perhaps declined: "Anny" for Anna."""
    is_declined = people.undeclined([word], [given]) is not None
    return is_declined or people.likeness_of_given_names(word, given) != people.Likeness.OTHER


def _is_of_no_name(key: str) -> bool:
    """Return whether a word with a capital before a family name is an office, a title or a small word."""
    listed = key in saying.OFFICES or key in saying.ADDRESSES or key in saying.CAPITALISED_BUT_NO_NAME
    return (
        listed
        or is_german_role(key)
        or any(key in words for lexicon in LEXICONS.values() for words in vars(lexicon).values())
    )


def _may_be_a_call(answer: Answer) -> bool:
    """Return whether a name with or without a verb has a name of the speaker: "Stop Driver", "Thanks Mayor Driver".

    It says that somebody else spoke only if the other words are a name, which is not certain.
    """
    named = {word.key for run in answer.claim.name_runs for word in run}
    speakers = {key for place in answer.places for key in people.fold(place.speaker).split()}
    # "Ihnen antwortete die Ausschussvorsitzende Driver": what stands before a name may be what she is.
    has_own = not speakers.isdisjoint(word.key for word in answer.claim.words if word.role == WordRole.NAME)
    is_of_nobody_else = all(_is_of_no_name(plain(key)) for key in named - speakers)
    return has_own and (is_of_nobody_else or (not answer.claim.has_a_verb and not named.isdisjoint(speakers)))


def _stranger(said: str) -> str:
    """Return the name in an attribution if nobody of that name has spoken in this archive, else an empty text."""
    names = names_in(said)
    return said if names and not any(map(_has_spoken, names)) else ""


def _has_spoken(family: str) -> bool:
    named = Q(name__icontains=family) | Q(names__name__icontains=family)
    return (
        Speaker.objects.public().filter(named).exists()
        or Statement.objects.public().filter(attribution__icontains=family).exists()
    )


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
