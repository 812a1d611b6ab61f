"""The answer of the checker."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext, gettext_lazy, ngettext

from archive.citations.passages.context import Surroundings, surroundings
from archive.citations.passages.difference import Excerpt, PieceKind
from archive.citations.passages.permalink import quote_path
from archive.citations.quote_checker.beside import NamesBeside
from archive.citations.quote_checker.finding import IN_A_ROW, Convention, Finding, Verdict
from archive.citations.quote_checker.meaning import MeaningChange, Where, turns
from archive.citations.quote_checker.quotation import PastedQuotation
from archive.language import people
from archive.models import Revision, shown

MOST_NAMED = 3
MOST_CHANGES = 3


class Tone(StrEnum):
    """How good an answer is, for its sign and colour."""

    RIGHT = "right"
    DOUBT = "doubt"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True)
class FoundWording:
    """A wording of a statement that has the quotation, or a part of it.

    ``until`` is when the wording was replaced; None if it is the current one. ``said_by_the_named`` and
    ``said_that_day`` compare the statement with the name and the day that somebody typed; each is None if nothing was
    typed or the record does not show it. ``part`` has the words found here if they are not all of them.
    """

    revision: Revision
    finding: Finding
    until: datetime.datetime | None = None
    said_by_the_named: bool | None = None
    said_that_day: bool | None = None
    part: str = ""
    namesakes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words as published."""
        return shown(self.finding.passage.words_in(self.revision.text))

    @property
    def shown(self) -> list[Excerpt]:
        """The words as published, with what the quotation left out, added or changed."""
        words = self.finding.passage.words_in(self.revision.text)
        return self.finding.pieces or [Excerpt(PieceKind.SAME, words, words)]

    @property
    def differs(self) -> bool:
        """Whether the quotation left out, added or changed any of the words."""
        return any(piece.kind != PieceKind.SAME for piece in self.shown)

    @property
    def in_words(self) -> list[str]:
        """What differs, a sentence each; none if it is much, or if it changes the meaning, which is told anyway."""
        changes = [piece for piece in self.shown if piece.kind != PieceKind.SAME]
        if self.turns or len(changes) > MOST_CHANGES:
            return []
        wordings = [{"quoted": shown(piece.new).strip(), "published": shown(piece.old).strip()} for piece in changes]
        return [CHANGES[piece.kind] % words for piece, words in zip(changes, wordings, strict=True)]

    @property
    def path(self) -> str:
        """The path of the passage in its wording."""
        return quote_path(self.revision, self.finding.passage)

    @property
    def speaker(self) -> str:
        """The speaker, as the record has it; empty if it names nobody."""
        statement = self.revision.statement
        return statement.speaker.name if statement.speaker else statement.attribution

    @cached_property
    def around(self) -> Surroundings:
        """The whole sentence, and the ones before and after it."""
        return surroundings(self.revision.text, self.finding.passage)

    @cached_property
    def turns(self) -> list[MeaningChange]:
        """Words that change the meaning and were left out, added or cut off."""
        return turns(self.finding, self.revision.text)


@dataclass(frozen=True)
class Answer:
    """The verdict on a quotation, how it was read, and the places that support the verdict, the most likely first.

    ``verdict`` is on the words; ``headline`` also on the ``name`` and the ``date`` that somebody typed. ``beside`` is
    what the text has around the words. ``joined`` says that the words come from several statements; if one speaker made
    them all, the verdict is ALTERED. ``total`` counts the statements that have the words, ``is_more`` that there may be
    more. ``missing`` has the words of the quotation that are not on record although others are.
    """

    verdict: Verdict
    quotation: PastedQuotation
    places: tuple[FoundWording, ...] = ()
    joined: bool = False
    name: str = ""
    date: str = ""
    beside: NamesBeside | None = None
    total: int = 0
    is_more: bool = False
    missing: tuple[str, ...] = ()

    @property
    def said_by_another(self) -> bool:
        """Whether a name was typed and others said the words, as far as the record names the speakers."""
        return bool(self.places) and all(wording.said_by_the_named is False for wording in self.places)

    @property
    def _of_the_named(self) -> list[FoundWording]:
        return [wording for wording in self.places if wording.said_by_the_named] or list(self.places)

    @property
    def cannot_tell_who(self) -> bool:
        """Whether a name was typed and the record does not show whether it is the speaker's."""
        answers = {wording.said_by_the_named for wording in self.places}
        return bool(self.name) and None in answers and True not in answers

    @property
    def said_another_day(self) -> bool:
        """Whether a day was typed and the words were only said on other days."""
        return bool(self.places) and all(wording.said_that_day is False for wording in self._of_the_named)

    @property
    def days(self) -> list[str]:
        """The days on which the words stand in the record, in order."""
        dates = {
            wording.revision.statement.date.isoformat(): wording.revision.statement.date for wording in self.places
        }
        return [str(dates[day]) for day in sorted(dates)]

    @property
    def names_another(self) -> bool:
        """Whether the text names another known person beside the words, and not the speaker on record."""
        return self.beside is not None and self.beside.names_another

    @property
    def is_chosen(self) -> bool:
        """Whether nothing marked these words as the quotation, and others stand around them."""
        return self.verdict == Verdict.PARTLY and not self.quotation.is_marked and bool(self.quotation.outside)

    @property
    def only_where_marked(self) -> bool:
        """Whether the quotation shows every change with an ellipsis or brackets."""
        return not self.joined and bool(self.places) and self.places[0].finding.only_where_marked

    @property
    def turns(self) -> list[MeaningChange]:
        """The changes of meaning at the first place; none if only parts of the quotation are on record."""
        return self.places[0].turns if self.places and (self.verdict in FOUND_WHOLE or self.is_chosen) else []

    @property
    def is_turned(self) -> bool:
        """Whether a word that clearly changes the meaning was left out, added or cut off."""
        return any(turn.is_close for turn in self.turns)

    @property
    def tone(self) -> Tone:
        """How good the answer is: right without a doubt, right with one, wrong, or not on record.

        It is that of the words and of what was typed. A name beside them has a warning of its own.
        """
        if self.verdict == Verdict.NOT_FOUND:
            return Tone.MISSING
        is_right = self.has_the_words or self.only_where_marked or self.is_chosen
        if not is_right or self.said_by_another or self.said_another_day or self.is_turned:
            return Tone.WRONG
        is_doubtful = self.verdict == Verdict.PUNCTUATION or self.is_chosen or self.cannot_tell_who
        return Tone.DOUBT if is_doubtful else Tone.RIGHT

    @property
    def has_the_words(self) -> bool:
        """Whether one text has all the words in a row."""
        return self.verdict in IN_A_ROW

    @property
    def question(self) -> MeaningChange | None:
        """The question that the quotation made a statement, or the statement that it made a question, if it did."""
        return next((turn for turn in self.turns if turn.is_question and turn.is_close), None)

    @property
    def headline(self) -> str:
        """The verdict on the words, and on what was typed, as a heading. It never says more than was checked."""
        words = self._on_the_words
        if self.said_by_another and self._turning_word:
            return gettext("%(verdict)s, but said by %(names)s, and “%(word)s” changes the meaning") % {
                "verdict": words,
                "names": self._speakers,
                "word": self._turning_word,
            }
        if self.said_by_another:
            on_record = self.has_the_words and not self.question
            said = (
                gettext("On record, but said by %(names)s")
                if on_record
                else gettext("%(verdict)s, and said by %(names)s")
            )
            return said % {"verdict": words, "names": self._speakers}
        if self.said_another_day:
            return gettext("%(verdict)s, but said on %(date)s, not %(claimed)s") % {
                "verdict": words,
                "date": self._of_the_named[0].revision.statement.date,
                "claimed": self.date,
            }
        if self.cannot_tell_who:
            words = gettext("%(verdict)s, speaker not confirmed") % {"verdict": words}
        if self._turning_word:
            return gettext("%(verdict)s, but “%(word)s” changes the meaning") % {
                "verdict": words,
                "word": self._turning_word,
            }
        return words

    @property
    def _turning_word(self) -> str:
        """The first word that changes the meaning, if all other words are right or marked; empty if there is none."""
        if self.verdict == Verdict.ALTERED and not self.only_where_marked:
            return ""
        return next((turn.word for turn in self.turns if turn.is_close and not turn.is_question), "")

    @property
    def _on_the_words(self) -> str:
        if self.verdict == Verdict.ALTERED and self.joined:
            return gettext("Altered: combines several statements")
        if self.question:
            return str(AS_A_QUESTION[self.question.where])
        if self.only_where_marked:
            return gettext("Accurate; cuts are marked")
        if self.is_chosen:
            number = len(self.quotation.words)
            words = ngettext(
                "%(verdict)s: %(number)s word of what you pasted",
                "%(verdict)s: %(number)s words of what you pasted",
                number,
            )
            return words % {"verdict": HEADLINES[self.places[0].finding.verdict], "number": number}
        return str(HEADLINES[self.verdict])

    @property
    def _speakers(self) -> str:
        names = list(dict.fromkeys(self._speaker_told_apart(wording) for wording in self.places if wording.speaker))
        if len(names) <= MOST_NAMED:
            return ", ".join(names)
        others = len(names) - MOST_NAMED
        more = ngettext("%(number)s other", "%(number)s others", others) % {"number": others}
        return ", ".join([*names[:MOST_NAMED], more])

    def _speaker_told_apart(self, wording: FoundWording) -> str:
        """Return who said it, with the board if somebody else of that name was typed."""
        typed, own = {*people.fold(self.name).split()}, people.name_words(wording.speaker)
        is_namesake = self.said_by_another and bool(own) and typed.issuperset(own)
        return f"{wording.speaker} ({wording.revision.statement.board})" if is_namesake else wording.speaker

    @property
    def explanation(self) -> str:
        """The meaning of the verdict, in a sentence or two."""
        if self.verdict == Verdict.ALTERED and self.joined:
            return gettext("The same speaker said each part, but in different statements.")
        if self.only_where_marked:
            return gettext("All the words outside the ellipses and brackets are on record, in this order.")
        if self.is_chosen:
            return gettext(
                "You marked no quotation, so we judged the longest run of words that is on record. The other words are "
                "shown as outside it."
            )
        if self._has_words_of_its_own:
            return f"{EXPLANATIONS[self.verdict]} {ONLY_INSIDE}"
        return str(OF_A_QUESTION[self.question.where] if self.question else EXPLANATIONS[self.verdict])

    @property
    def _has_words_of_its_own(self) -> bool:
        """Whether the quotation has words where the record has none, perhaps those that name the speaker."""
        is_added = any(piece.kind == PieceKind.ADDED for wording in self.places[:1] for piece in wording.shown)
        return self.verdict == Verdict.PARTLY or (self.verdict == Verdict.ALTERED and is_added)

    @property
    def notes(self) -> list[str]:
        """What print changed by convention at the first place, one sentence each. It is no difference."""
        conventions = self.places[0].finding.conventions if self.verdict == Verdict.VERBATIM else ()
        return [str(NOTES[convention]) for convention in Convention if convention in conventions]

    @property
    def warnings(self) -> list[str]:
        """What else a reader should know besides the headline, one sentence each."""
        sentences = []
        if self.said_by_another:
            sentences.append(
                gettext("The record gives these words to someone else, not to “%(name)s”.") % {"name": self.name}
            )
        if self.said_another_day and self.said_by_another:
            sentences.append(gettext("The date you gave is different too."))
        if self.date and not self.said_another_day and len(self.days) > 1:
            sentences.append(gettext("These words stand in the record on: %(days)s.") % {"days": "; ".join(self.days)})
        sentences += [turn.sentence for turn in self.turns]
        if self.places and all(wording.until for wording in self.places):
            sentences.append(gettext("The text has since been corrected. This is an earlier wording."))
        if self.cannot_tell_who:
            values = {"name": self.name, "speakers": self._speakers}
            sentences.append(
                gettext("The record names %(speakers)s. It does not show whether that is “%(name)s”.") % values
                if self._speakers
                else gettext("The record does not show whether “%(name)s” said these words.") % values
            )
        return sentences

    @property
    def warning(self) -> str:
        """The warnings in one line."""
        return " ".join(self.warnings)

    @property
    def in_many(self) -> str:
        """A sentence if several statements have the words; empty if only one has."""
        if self.is_more:
            return gettext("These words appear in at least %(number)s statements. The most likely are shown first.") % {
                "number": self.total
            }
        if self.total > 1:
            return gettext("These words appear in %(number)s statements. The most likely are shown first.") % {
                "number": self.total
            }
        return ""


FOUND_WHOLE = frozenset({Verdict.VERBATIM, Verdict.PUNCTUATION, Verdict.ALTERED})
HEADLINES = {
    Verdict.VERBATIM: gettext_lazy("Word for word on record"),
    Verdict.PUNCTUATION: gettext_lazy("Same words on record, other punctuation or capitals"),
    Verdict.ALTERED: gettext_lazy("Altered"),
    Verdict.JOINED: gettext_lazy("Combines several speakers"),
    Verdict.PARTLY: gettext_lazy("Only partly on record"),
    Verdict.NOT_FOUND: gettext_lazy("Not found"),
}
AS_A_QUESTION = {
    Where.DROPPED: gettext_lazy("Same words, but asked as a question"),
    Where.ADDED: gettext_lazy("Same words, but not asked as a question"),
    Where.CUT_AFTER: gettext_lazy("Same words, but part of a question"),
}
ANOTHER_MARK = gettext_lazy("The published text contains these words in this order, with another mark.")
OF_A_QUESTION = {
    Where.DROPPED: ANOTHER_MARK,
    Where.ADDED: ANOTHER_MARK,
    Where.CUT_AFTER: gettext_lazy("The published text contains these words in this order, and goes on as a question."),
}
NOTES = {
    Convention.CLOSING_MARK: gettext_lazy(
        "News style puts a comma or period before the closing quotation mark. We do not count it as a difference."
    ),
    Convention.CAPITAL: gettext_lazy(
        "News style changes the first letter to a capital or small letter. We do not count it as a difference."
    ),
    Convention.FIGURES: gettext_lazy("The same words are written in another way: in figures, in words or with a sign."),
}
CHANGES = {
    PieceKind.CHANGED: gettext_lazy("Your quotation has “%(quoted)s”; the record has “%(published)s”."),
    PieceKind.ADDED: gettext_lazy("Your quotation has “%(quoted)s”; the record does not."),
    PieceKind.DROPPED: gettext_lazy("The record has “%(published)s”; your quotation does not."),
}
ONLY_INSIDE = gettext_lazy(
    "Only the words inside the quotation marks are judged. If they name the speaker, end the quotation before the name."
)
EXPLANATIONS = {
    Verdict.VERBATIM: gettext_lazy("The published text contains exactly these words."),
    Verdict.PUNCTUATION: gettext_lazy(
        "The published text contains these words in this order. Punctuation, capitals, accents or the way in which a "
        "number is written differ."
    ),
    Verdict.ALTERED: gettext_lazy(
        "Most of these words are on record, but some are missing, added or changed. Quote what is on record."
    ),
    Verdict.JOINED: gettext_lazy(
        "The parts of this quotation come from different speakers. Quote each part by itself."
    ),
    Verdict.PARTLY: gettext_lazy(
        "The archive contains the words shown below, but not the rest of the quotation. Quote only what is on record, "
        "or find the source of the rest."
    ),
    Verdict.NOT_FOUND: gettext_lazy(
        "No text in this archive contains these words. They may have been said at a meeting that is not in it. Search "
        "for a few of them, or check them against a recording."
    ),
}
