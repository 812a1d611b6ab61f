"""The language of the search: what a reader types becomes a tree, a query, a sentence, and what to mark in a text.

Any text is a valid search. The page says what was left out or limited.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from archive.search.question import query
from archive.search.question.grammar.highlighting import Highlight, highlight
from archive.search.question.grammar.nodes import Node
from archive.search.question.grammar.reading import reading
from archive.search.question.grammar.structure import read
from archive.search.question.grammar.translation import Translation, WordsWith

NOTHING_LEFT = gettext_lazy("There is nothing to search for. Enter a word, a name or a date.")

TOPIC = "topic"


def no_words(_prefix: str) -> tuple[str, ...]:
    """Return no words, for when the words of the archive are not known."""
    return ()


@dataclass(frozen=True)
class ParsedQuery:
    """A reader's search, parsed.

    ``tree`` is what was asked, None if nothing was. ``query`` is for the engine. ``reading`` is a sentence, empty if
    all statements are asked for. ``ignored`` are sentences about what was left out or limited. ``highlight`` is what to
    mark in a statement's text.
    """

    tree: Node | None
    query: query.Query
    reading: str
    ignored: tuple[str, ...]
    highlight: Highlight


def parse(
    text: str, *, languages: Collection[str], words_with: WordsWith = no_words, without_topics: bool = False
) -> ParsedQuery:
    """Parse what a reader typed; ``languages`` are those of the archive's statements, as BCP 47 tags.

    ``words_with`` returns the folded words of the archive's texts and titles with a given prefix. They give the forms
    of words near each other; without it, such words are searched for as typed. ``without_topics`` does not search the
    names of topics.

    An empty text asks for every statement. A text with nothing to search for finds none, and says so.
    """
    tree, ignored = read(text)
    if tree is None:
        nothing = bool(text.strip())
        return ParsedQuery(
            tree=None,
            query=query.Nothing() if nothing else query.Every(),
            reading="",
            ignored=(*ignored, str(NOTHING_LEFT)) if nothing else (),
            highlight=Highlight(),
        )
    fields = {name: boost for name, boost in query.BOOSTS.items() if name != TOPIC or not without_topics}
    translation = Translation(languages, words_with, fields)
    return ParsedQuery(
        tree=tree,
        query=translation.translate(tree),
        reading=reading(tree),
        ignored=tuple(ignored),
        highlight=highlight(tree, translation.stems),
    )
