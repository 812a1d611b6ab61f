"""The tokens of the language, found in a reader's text by taggers of Whoosh's query parser.

Whoosh's own plugins read some marks differently from what readers mean (a minus requires, NEAR is a word, a lone star
asks for everything), and its filters fail on unbalanced ones. So the taggers are our own, and ``structure`` builds the
tree.
"""

import re

from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import FnTagger

from archive.search.question.values import OPERATORS

NAME_FIELDS = ("title", "speaker", "office", "board", "topic")
DATE_FIELDS = ("date", "from", "to")
FIELDS = (*NAME_FIELDS, *OPERATORS, *DATE_FIELDS)

UNREADABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞", '"'))


class Open(syntax.SyntaxNode):
    """An opening parenthesis."""


class Close(syntax.SyntaxNode):
    """A closing parenthesis."""


class Minus(syntax.SyntaxNode):
    """A minus at the start of a word, a phrase or a group, or after the colon of a field: ``title:-levy``."""


class Gap(syntax.SyntaxNode):
    """A comma or semicolon between words."""


class Quoted(syntax.SyntaxNode):
    """Words in quotation marks, with the distance after a tilde: None without a tilde, empty for a tilde alone."""

    def __init__(self, text: str, end: str, distance: str | None) -> None:
        self.text = " ".join(text.split())
        self.closed = bool(end)
        self.distance = distance


class Field(syntax.SyntaxNode):
    """The name of a field and its colon."""

    def __init__(self, name: str) -> None:
        self.name = name.lower()


class Operator(syntax.SyntaxNode):
    """AND, OR, NOT or NEAR, in capitals; NEAR may have a distance."""

    def __init__(self, name: str, distance: str | None) -> None:
        self.name = name
        self.distance = distance


class Chunk(syntax.SyntaxNode):
    """Text that was typed without a space."""

    def __init__(self, text: str) -> None:
        self.text = text


class LanguagePlugin(plugins.Plugin):
    """Adds the tokens of our language to Whoosh's query parser. The first one that fits at a place counts."""

    TAGGERS = (
        FnTagger(r"\(", Open),
        FnTagger(r"\)", Close),
        FnTagger(r'"(?P<text>[^"]*)(?P<end>"|$)(?:~(?P<distance>\d*))?', Quoted),
        FnTagger(r"(?<![^\s(,;:])-(?=[^\s,;)-])", Minus),
        FnTagger(rf"(?<!\w)(?P<name>(?i:{'|'.join(FIELDS)})):(?=[^\s,;)])", Field),
        FnTagger(r"(?<![^\s(),;\"])(?P<name>AND|OR|NOT|NEAR)(?:/(?P<distance>\d+))?(?![^\s(),;\"])", Operator),
        FnTagger(r"[,;]+", Gap),
        FnTagger(r'(?P<text>(?:[^\s(),;"]|[,;](?=\d))+)', Chunk),
    )

    def taggers(self, parser: QueryParser) -> list[tuple[FnTagger, int]]:  # noqa: ARG002
        """Return the taggers in order. White space, which Whoosh tags at 100, comes last."""
        return [(tagger, order) for order, tagger in enumerate(self.TAGGERS)]


PARSER = QueryParser(None, None, plugins=[LanguagePlugin])


def clean(text: str) -> str:
    """Return the text with straight quotation marks and without characters that no keyboard types."""
    return UNREADABLE.sub(" ", text).translate(QUOTATION_MARKS).strip()


def tokens(text: str) -> list[syntax.SyntaxNode]:
    """Return the tokens of a cleaned text in order, without white space and commas."""
    return [node for node in PARSER.tag(text) if not node.is_ws() and not isinstance(node, Gap)]
