"""The leaves of a search: single words and quoted ones, with their operators, within limits."""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy

from archive.search.question.analysis import Token, is_unspaced
from archive.search.question.analysis import tokens as words_of
from archive.search.question.grammar import fields
from archive.search.question.grammar.nodes import Exact, Fuzzy, Near, Node, Prefix, Within, Words, all_of
from archive.search.question.grammar.tokens import DATE_FIELDS, NAME_FIELDS, Chunk, Quoted, tokens
from archive.search.question.values import OPERATORS

MOST_WORDS = 32
MOST_EXPANSIONS = 4
MOST_NEARNESSES = 4
SHORTEST_EXPANSION = 3
USUAL_DISTANCE = 10
FARTHEST = 50

MARKED = re.compile(r"(?P<text>.*?)(?:(?P<star>\*+)(?:~+\d*)?|~+\d*)[.!?:]*", re.DOTALL)
WITHOUT_MARKS = str.maketrans(":~*", "///")
SIGNS = ("$", "€", "£")
PUNCTUATION = re.compile(r"[\s!-/:-@\[-`{-~…–—‘’·•§]*")

TOO_MANY_WORDS = format_lazy(gettext_lazy("We only searched for the first {number} words."), number=MOST_WORDS)
TOO_MANY_EXPANSIONS = format_lazy(
    gettext_lazy("Only {number} words can end in * or ~. We searched for the others as written."),
    number=MOST_EXPANSIONS,
)
STAR_ELSEWHERE = gettext_lazy("You can only use * at the end of a word. We ignored it elsewhere.")
STAR_IN_QUOTES = gettext_lazy("We search for words in quotation marks as written, so we ignored the * among them.")
QUOTE_NOT_CLOSED = gettext_lazy("A quotation mark is not closed. We read everything after it as one phrase.")
TOO_MANY_NEARNESSES = format_lazy(
    gettext_lazy("We only used NEAR {number} times. The other words can be anywhere."),
    number=MOST_NEARNESSES,
)
TOO_FAR = format_lazy(gettext_lazy("The largest distance between words is {number}."), number=FARTHEST)


class Leaves:
    """Makes and counts leaves. ``ignored`` collects, once each, sentences about what was left out or limited."""

    def __init__(self) -> None:
        self.ignored: list[str] = []
        self._words = 0
        self._expansions = 0
        self._nearnesses = 0

    def note(self, sentence: object) -> None:
        """Keep a sentence for the reader, in the language of the page."""
        sentence = str(sentence)
        if sentence not in self.ignored:
            self.ignored.append(sentence)

    def distance(self, typed: str | None) -> int:
        """Return the distance that was typed after NEAR or a tilde."""
        if not typed:
            return USUAL_DISTANCE
        if len(typed) > len(str(FARTHEST)) or int(typed) > FARTHEST:
            self.note(TOO_FAR)
            return FARTHEST
        return max(1, int(typed))

    def near(self, parts: tuple[Words | Exact, ...], distance: int) -> Near | None:
        """Return the leaf for words near each other, or None if there are already enough of these."""
        if self._nearnesses == MOST_NEARNESSES:
            self.note(TOO_MANY_NEARNESSES)
            return None
        self._nearnesses += 1
        return Near(parts, distance)

    def quoted(self, token: Quoted, field: str) -> Node | None:
        """Return the leaf of words in quotation marks."""
        if not token.closed:
            self.note(QUOTE_NOT_CLOSED)
        if field in OPERATORS or field in DATE_FIELDS:
            return self._value(field, token.text)
        if "*" in token.text:
            self.note(STAR_IN_QUOTES)
        # What is searched for exactly is said without a sign, which is no word: “$10” also finds 10%.
        text = self._within_bounds(" ".join(token.text.replace("*", " ").split()), with_signs=False)
        if not text:
            return None
        if token.distance is None or len(text.split()) == 1:
            return _within(field, Exact(text))
        parts = tuple(Exact(word) for word in text.split() if any(words_of(word)))
        near = self.near(parts, self.distance(token.distance)) if len(parts) > 1 else None
        return all_of([_within(field, node) for node in ((near,) if near else parts)])

    def chunk(self, token: Chunk, field: str) -> Node | None:
        """Return the leaf, or leaves, for text that was typed without a space."""
        if field in OPERATORS or field in DATE_FIELDS:
            return self._value(field, token.text)
        if token.text.rstrip(":").lower() in NAME_FIELDS and token.text.endswith(":"):
            self.note(
                gettext("To search only that field, do not put a space after %(field)s.")
                % {"field": token.text.lower()}
            )
        marked = MARKED.fullmatch(token.text)
        *heads, last = (marked["text"] if marked else token.text).split("*")
        if heads:
            self.note(STAR_ELSEWHERE)
        nodes: list[Words | Prefix | Fuzzy | None] = [self._words_node(text) for text in heads]
        if not marked:
            nodes.append(self._words_node(last))
        elif marked["star"]:
            nodes += self._expanded(Prefix, last, "*")
        else:
            nodes += self._expanded(Fuzzy, last, "~")
        return all_of([_within(field, node) for node in nodes if node])

    def _value(self, field: str, typed: str) -> Node | None:
        try:
            if field in DATE_FIELDS:
                return fields.dated(field, typed)
            return fields.choice(field, OPERATORS[field], typed)
        except fields.NotAValue as problem:
            self.note(str(problem))
            return None

    def _words_node(self, text: str) -> Words | None:
        text = _without_operators(self._within_bounds(text))
        return Words(text) if text else None

    def _expanded(self, kind: type[Prefix] | type[Fuzzy], text: str, mark: str) -> list[Words | Prefix | Fuzzy | None]:
        """Return the last word of the text with its * or ~, after the words before it."""
        words = list(words_of(text))
        last = words[-1] if words else None
        if last is None or is_unspaced(last.written):
            return [self._words_node(text)]
        if len(last.word) < SHORTEST_EXPANSION:
            self.note(
                gettext(
                    "“%(word)s” needs at least %(number)s letters before the %(mark)s. We searched for it as written."
                )
                % {"word": f"{text[last.start :]}{mark}", "number": SHORTEST_EXPANSION, "mark": mark}
            )
            return [self._words_node(text)]
        if self._expansions == MOST_EXPANSIONS:
            self.note(TOO_MANY_EXPANSIONS)
            return [self._words_node(text)]
        self._expansions += 1
        head = self._words_node(text[: last.start]) if len(words) > 1 else None
        word = self._within_bounds(text[last.start : last.end])
        return [head, kind(_without_operators(word)) if word else None]

    def _within_bounds(self, text: str, *, with_signs: bool = True) -> str:
        """Return the text from its first word to the last one that still counts; empty without words."""
        words = list(words_of(text))
        if not words:
            if not PUNCTUATION.fullmatch(text):
                self.note(
                    gettext("“%(typed)s” contains no word, so we ignored it.") % {"typed": text[: fields.LONGEST_SHOWN]}
                )
            return ""
        room = MOST_WORDS - self._words
        if len(words) > room:
            self.note(TOO_MANY_WORDS)
            words = words[:room]
        self._words += len(words)
        return _cut(text, words, with_signs=with_signs) if words else ""


def _within(field: str, node: Words | Exact | Prefix | Fuzzy | Near) -> Node:
    return Within(field, node) if field else node


def _cut(text: str, words: list[Token], *, with_signs: bool) -> str:
    """Return the text from the first word to the last, with the point of initials, and a sign of money or percent."""
    start, end = words[0].start, words[-1].end
    start -= with_signs and text[:start].endswith(SIGNS)
    end += (with_signs and text.startswith("%", end)) or (text.startswith(".", end) and "." in words[-1].written)
    return text[start:end]


def _without_operators(text: str) -> str:
    """Return words of a chunk in a form that cannot be mistaken for an operator when it stands alone."""
    read = tokens(text)
    if not text or (len(read) == 1 and isinstance(read[0], Chunk) and not MARKED.fullmatch(text)):
        return text
    return text.lower().translate(WITHOUT_MARKS)
