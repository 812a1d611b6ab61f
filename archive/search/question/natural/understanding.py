"""Turns a reader's text into a question: dates, names, question words, and what is left to be found."""

import datetime
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from django.utils.translation import gettext

from archive.language.function_words import EVERYDAY_WORDS, FUNCTION_WORDS, QUESTION_WORDS, SAYERS, SAYING, TITLES
from archive.language.people import HONORIFICS as TITLES_OF_RESPECT
from archive.language.people import is_given_name
from archive.search.question.analysis import fold, words
from archive.search.question.concepts import ConceptMatch, Concepts, as_nodes
from archive.search.question.grammar.nodes import All, AnyOf, Dated, Exact, Node, Not, Words, all_of
from archive.search.question.grammar.reading import said
from archive.search.question.grammar.structure import read
from archive.search.question.natural.dates import YEAR, dates
from archive.search.question.natural.forms import other_forms
from archive.search.question.natural.people import (
    ABOUT,
    HONORIFICS,
    LONGEST_NAME,
    NOBODY,
    KnownNames,
    Mentions,
    People,
    Who,
    past,
)
from archive.search.question.natural.spellings import InRecord, spellings
from archive.search.question.question import Question, QuestionPart

BY = frozenset({"by", "por"})
FEWEST_TELLING = 2
"""A question with this many other words need not find its everyday words."""


@dataclass(frozen=True)
class Reading:
    """Words that were understood as more than words: as what, and the search that takes them as words again.

    ``also`` are other terms to search for as well; with these, the words stay words too.
    """

    node: Node
    typed: str
    without: str
    also: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What they were understood as: "said by machesky"."""
        if self.also:
            sentence = gettext("“%(words)s”; we also searched for: %(terms)s")
            return sentence % {"words": self.typed, "terms": ", ".join(self.also)}
        return said(self.node)


@dataclass(frozen=True)
class Understood:
    """A text as it was understood: the question, the readings, and the words that need not be found.

    ``question`` is None if the text asks for everything, or has nothing to search for.
    """

    question: Question | None
    readings: tuple[Reading, ...] = ()
    unneeded: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def no_words(_words: Set[str]) -> dict[str, int]:
    """Return no words, for when the words of the record are not known."""
    return {}


def understand(
    text: str,
    names: KnownNames,
    mentions: Mentions,
    today: datetime.date,
    concepts: Concepts | None = None,
    is_word: Callable[[str], bool] = str.isalpha,
    in_record: InRecord = no_words,
    *,
    at_any_time: bool = False,
) -> Understood:
    """Return what a text asks for; ``mentions`` says how many statements contain a folded word.

    ``concepts`` are the site's own words that mean the same. ``is_word`` says whether a folded word is in a dictionary,
    so that it is a name only if something shows it. ``in_record`` counts folded words and pairs of them, for the
    spellings of the record. ``at_any_time`` takes each date in words as a wish, and its words as words.
    """
    tree, ignored = read(text)
    if tree is None:
        return Understood(None, ignored=tuple(ignored))
    nodes = tree.nodes if isinstance(tree, All) else (tree,)
    known = concepts or Concepts([])
    reader = _Reader(nodes, names, mentions, today, known, is_word, in_record, at_any_time=at_any_time)
    return reader.understood(tuple(ignored))


def literally(text: str) -> Understood:
    """Return what a text asks for if every word of it must be found."""
    tree, ignored = read(text)
    if tree is None:
        return Understood(None, ignored=tuple(ignored))
    nodes = tree.nodes if isinstance(tree, All) else (tree,)
    parts = tuple(QuestionPart(node, node.text) for node in nodes if isinstance(node, Words))
    others = tuple(node for node in nodes if not isinstance(node, Words))
    question = Question(parts, others, first=_typed_first(parts), runs=_runs(nodes), dated=_is_dated(others))
    return Understood(question, ignored=tuple(ignored))


class _Reader:
    """Interprets the nodes of one search, which must all match. Each plain word gets one meaning."""

    def __init__(
        self,
        nodes: Sequence[Node],
        names: KnownNames,
        mentions: Mentions,
        today: datetime.date,
        concepts: Concepts,
        is_word: Callable[[str], bool],
        in_record: InRecord,
        *,
        at_any_time: bool,
    ) -> None:
        self._nodes = nodes
        self._texts = {index: node.text for index, node in enumerate(nodes) if isinstance(node, Words)}
        self._people = People(names, mentions)
        self._concepts = concepts
        self._today = today
        self._is_word = is_word
        self._in_record = in_record
        self._at_any_time = at_any_time
        self._parts: dict[int, QuestionPart] = {}
        self._conditions: dict[int, Node] = {}
        self._preferred: list[Node] = []
        self._readings: list[Reading] = []
        self._unneeded: list[int] = []
        self._notes: list[str] = []
        self._taken: set[int] = set()

    def understood(self, ignored: tuple[str, ...]) -> Understood:
        """Interpret all plain words and return what was understood."""
        of_words = groupby(range(len(self._nodes)), key=self._texts.__contains__)
        for run in [list(places) for is_plain, places in of_words if is_plain]:
            for step in self._steps:
                step(run)
            for place in run:
                if place not in self._taken:
                    self._parts[place] = QuestionPart(self._nodes[place], self._texts[place])
            self._add_other_forms(run)
        others: dict[int, Node] = {place: node for place, node in enumerate(self._nodes) if place not in self._texts}
        conditions = others | self._conditions
        if not self._parts and not any(not isinstance(node, Not) for node in conditions.values()):
            # Only words such as "the": there is nothing else to search for.
            every = {place: QuestionPart(self._nodes[place], text) for place, text in self._texts.items()}
            return Understood(self._question(every, others), ignored=(*ignored, *self._notes))
        unneeded = tuple(self._texts[place] for place in sorted(self._unneeded))
        question = self._question(self._parts, conditions)
        return Understood(question, tuple(self._readings), unneeded, (*ignored, *self._notes))

    def _question(self, parts: dict[int, QuestionPart], conditions: dict[int, Node]) -> Question:
        held = tuple(conditions[place] for place in sorted(conditions))
        ordered = tuple(parts[place] for place in sorted(parts))
        dated = _is_dated(held) or any(_is_dated((part.node,)) for part in ordered)
        return Question(ordered, held, tuple(self._preferred), _typed_first(ordered), _runs(self._nodes), dated)

    @property
    def _steps(self) -> tuple[Callable[[list[int]], None], ...]:
        """What the words of a run may mean, the most certain first."""
        return (
            self._alone,
            self._sayers,
            self._speakers,
            self._titled,
            self._dates,
            self._same_meaning,
            self._function_words,
        )

    def _folded(self, run: Sequence[int]) -> list[str]:
        return [" ".join(words(self._texts[place])) for place in run]

    def _alone(self, run: list[int]) -> None:
        """Read a search for nothing but a name as what that person said, and the mentions of the name as words."""
        said = self._folded(run)
        begin = past(HONORIFICS | TITLES, said, 0)
        if len(run) < len(self._nodes) or begin == len(run):
            return
        who = self._people.alone(said, [self._is_capital(place) for place in run], certain=begin > 0)
        is_meant = begin > 0 or len(who.name) > 1 or self._is_capital(run[begin]) or not self._is_word(said[begin])
        if who.end == len(run) and is_meant:
            self._condition(run, 0, who.end, who.node)

    def _speakers(self, run: list[int]) -> None:
        """Read "said by X", "by X", "X on Y" and "X said Y" as the speaker; say if nobody who said it has the name."""
        said = self._folded(run)
        for at, word in enumerate(said):
            spoken = at > 0 and said[at - 1] in SAYING
            if word in BY and (who := self._who(run, said, at + 1, certain=spoken)):
                self._condition(run, at - spoken, who.end, who.node)
                return
            if word in BY and spoken and (name := self._unknown_name(run[at + 1 :])):
                note = gettext("No speaker here is called “%(name)s”, so we searched for the words.")
                self._notes.append(note % {"name": name})
                self._taken.add(run[at - 1])
                self._unneeded.append(run[at - 1])
        # Looked for in the database only where one of these words may follow it.
        goes_on = not (ABOUT | SAYING).isdisjoint(said)
        who = self._who(run, said, 0) if goes_on else NOBODY
        if who and who.end < len(said) and said[who.end] in ABOUT | SAYING:
            about = who.end + (said[who.end] in SAYING)
            about += about < len(said) and said[about] in ABOUT and said[who.end] in SAYING
            self._condition(run, 0, max(about, who.end + 1), who.node)

    def _unknown_name(self, places: list[int]) -> str:
        """Return the words that look like a name at the beginning of some, as typed."""
        likely = takewhile(
            lambda place: self._is_capital(place) or not self._is_word(fold(self._texts[place])), places[:LONGEST_NAME]
        )
        return self._typed(list(likely))

    def _titled(self, run: list[int]) -> None:
        """Read "Mayor Read" as a person: their statements move up, and statements about them are found too."""
        said = self._folded(run)
        for at, word in enumerate(said[:-1]):
            if (
                word in TITLES | TITLES_OF_RESPECT
                and run[at] not in self._taken
                and (who := self._people.name(said, at + 1, certain=True))
            ):
                self._preferred.append(who.node)
                self._taken.add(run[at])
                self._unneeded.append(run[at])

    def _sayers(self, run: list[int]) -> None:
        """Read "what did X say about Y": X is the speaker if it is a name; otherwise it moves statements up.

        In Spanish the verb comes first: "qué dijo X sobre Y".
        """
        said = self._folded(run)
        verb = next((at for at, word in enumerate(said) if word in SAYING), None)
        asked = [at for at, word in enumerate(said[:verb]) if word in QUESTION_WORDS]
        if verb is None or not asked:
            return
        about = next((at for at in range(verb + 1, len(said)) if said[at] in ABOUT), verb)
        for start, end in ((asked[-1] + 1, verb), (verb + 1, about)):
            if start < end and (who := self._who(run, said, start)).end == end:
                self._condition(run, start, end, who.node)
            elif all(word in SAYERS | FUNCTION_WORDS for word in said[start:end]):
                who_said = [run[at] for at in range(start, end) if said[at] not in FUNCTION_WORDS]
                self._preferred += [self._nodes[place] for place in who_said]
                self._taken.update(who_said)
                self._unneeded += who_said

    def _dates(self, run: list[int]) -> None:
        """Read dates. A year alone may also be a word of the text, and so may any date if another time is allowed."""
        typed = [self._texts[place].lower() for place in run]
        # A date such as 2023-05-04 is a run of words in the search, and one word here.
        folded = [text if " " in word else word for text, word in zip(typed, self._folded(run), strict=True)]
        terms = [term for term in self._concepts.found(typed) if term.end - term.start > 1]
        for date in dates(folded, self._today):
            places = run[date.start : date.end]
            is_term = any(term.start < date.end and date.start < term.end for term in terms)
            if self._taken.intersection(places) or (is_term and not YEAR.search(self._typed(places))):
                # “After the September 11 attacks” is no date of this year.
                continue
            if date.certain and not self._at_any_time:
                self._condition(run, date.start, date.end, date.dated)
            else:
                named = [self._nodes[place] for place in places if self._texts[place].lower() not in FUNCTION_WORDS]
                words_too = all_of(named) or date.dated
                self._parts[places[0]] = QuestionPart(AnyOf((date.dated, words_too)), self._typed(places))
                # The reader means a date, not the same words about another day.
                self._preferred.append(date.dated)
                self._note(places, date.dated)

    def _same_meaning(self, run: list[int]) -> None:
        """If a term of a concept was typed, also look for its other terms.

        If a term has several telling words, each of them gets the others as alternatives, so that it still counts by
        itself. A term with only one, such as “after school”, counts whole.
        """
        matches = self._concepts.found([self._texts[place] for place in run])
        # Words that were typed as one: class-size.
        joined = [(at, words(self._texts[place])) for at, place in enumerate(run)]
        of_one = [(at, parts, self._concepts.found(parts)) for at, parts in joined if len(parts) > 1]
        matches += [ConceptMatch(at, at + 1, terms[0].others) for at, parts, terms in of_one if _is_whole(terms, parts)]
        for start, end, others in matches:
            places = run[start:end]
            if self._taken.intersection(places):
                continue
            also = as_nodes(others)
            said = self._folded(places)
            telling = [place for place, word in zip(places, said, strict=True) if word not in FUNCTION_WORDS] or places
            for place in telling:
                whole = Exact(" ".join(said)) if len(telling) == 1 < len(places) else self._nodes[place]
                self._parts[place] = QuestionPart(whole, self._texts[place], also)
            self._note(places, self._nodes[places[0]], others)

    def _add_other_forms(self, run: list[int]) -> None:
        """Look for the words of the run in other ways to write them too, and in other spellings of the record."""
        typed = [self._texts[place] for place in run]
        of_record = [one for one in spellings(typed, self._in_record) if self._are_parts(run[one.start : one.end])]
        for start, end, forms in (*other_forms(typed), *of_record):
            for place in run[start:end]:
                if (part := self._parts.get(place)) and not isinstance(part.node, AnyOf | Dated):
                    self._parts[place] = replace(part, also=tuple(dict.fromkeys((*part.also, *forms))))
        for (start, end), several in groupby(of_record, key=lambda one: (one.start, one.end)):
            places = run[start:end]
            terms = tuple(str(forms[0]).strip('"') for *_, forms in several)
            self._readings.append(Reading(self._nodes[places[0]], self._typed(places), self._as_words(places), terms))

    def _are_parts(self, places: Sequence[int]) -> bool:
        return self._parts.keys() >= set(places)

    def _function_words(self, run: list[int]) -> None:
        said = self._folded(run)
        asked = any(word in QUESTION_WORDS for word in said)
        for at, (place, word) in enumerate(zip(run, said, strict=True)):
            if place in self._taken or self._is_part_of_a_name(run, said, at):
                continue
            if word in FUNCTION_WORDS or (asked and word in SAYING):
                self._taken.add(place)
                self._unneeded.append(place)
        everyday = [at for at, word in zip(run, said, strict=True) if at not in self._taken and word in EVERYDAY_WORDS]
        if len(self._texts) - len(self._taken) - len(everyday) >= FEWEST_TELLING:
            self._taken.update(everyday)
            self._unneeded += everyday

    # Using up words

    def _who(self, run: list[int], said: list[str], start: int, *, certain: bool = False) -> Who:
        return self._people.who(said, [self._is_capital(place) for place in run], start, certain=certain)

    def _is_capital(self, place: int) -> bool:
        """Return whether a word was typed with a capital in a search that is not all in capitals."""
        typed = self._texts[place]
        return typed[:1].isupper() and not all(text.isupper() for text in self._texts.values())

    def _is_part_of_a_name(self, run: list[int], said: list[str], at: int) -> bool:
        """Return whether an everyday word is a name, as its capital and the name beside it say: "Theresa May"."""
        if not self._is_capital(run[at]) or said[at] in QUESTION_WORDS - {"will"}:
            return False
        before = at > 0 and is_given_name(said[at - 1]) and self._is_capital(run[at - 1])
        after = at + 1 < len(run) and is_given_name(said[at]) and self._is_capital(run[at + 1])
        return before or (after and said[at + 1] not in FUNCTION_WORDS)

    def _condition(self, run: list[int], start: int, end: int, node: Node) -> None:
        places = run[start:end]
        self._conditions[places[0]] = node
        self._note(places, node)

    def _note(self, places: list[int], node: Node, also: tuple[str, ...] = ()) -> None:
        self._taken.update(places)
        self._readings.append(Reading(node, self._typed(places), self._as_words(places), also))

    def _as_words(self, places: list[int]) -> str:
        """Return the search with these words in quotation marks."""
        as_words = [
            Exact(part.text) if index in places and isinstance(part, Words) else part
            for index, part in enumerate(self._nodes)
        ]
        return str(all_of(as_words) or "")

    def _typed(self, places: list[int]) -> str:
        return " ".join(self._texts[place] for place in places)


def _typed_first(parts: Sequence[QuestionPart]) -> tuple[Node, ...]:
    """Return what comes first if a single word is asked for: the word as typed, then its other forms."""
    if len(parts) != 1 or not isinstance(word := parts[0].node, Words):
        return ()
    return (Exact(word.text), word)


def _is_whole(terms: Sequence[ConceptMatch], parts: Sequence[str]) -> bool:
    return len(terms) == 1 and terms[0].end - terms[0].start == len(parts)


def _runs(nodes: Sequence[Node]) -> tuple[tuple[str, ...], ...]:
    """Return the runs of two or more plain words."""
    runs = ([node for node in run if isinstance(node, Words)] for _, run in groupby(nodes, key=type))
    return tuple(tuple(word for node in run for word in words(node.text)) for run in runs if len(run) > 1)


def _is_dated(nodes: Sequence[Node]) -> bool:
    return any(isinstance(node, Dated) or (isinstance(node, AnyOf) and _is_dated(node.nodes)) for node in nodes)
