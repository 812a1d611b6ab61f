"""Builds a tree from the tokens of a reader's text.

NOT and the minus bind first, then NEAR, AND, OR, and last the space between words, which means AND: ``a OR b c`` asks
for c, and either a or b. What does not fit is left out, with a sentence about it. Nothing that a reader types is an
error.
"""

from collections.abc import Callable

from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy
from whoosh.qparser.syntax import SyntaxNode

from archive.search.question.grammar.leaves import Leaves
from archive.search.question.grammar.nodes import (
    All,
    Exact,
    Fuzzy,
    Near,
    Node,
    Prefix,
    Within,
    Words,
    all_of,
    any_of,
    not_,
    on_rolls,
)
from archive.search.question.grammar.tokens import Chunk, Close, Field, Minus, Open, Operator, Quoted, clean, tokens

LONGEST_TEXT = 2000
DEEPEST_GROUP = 8

NOT_CLOSED = gettext_lazy("A parenthesis is not closed. We read the group to the end.")
NOT_OPENED = gettext_lazy("We ignored a closing parenthesis with no opening one.")
TOO_DEEP = format_lazy(gettext_lazy("We ignored parentheses more than {number} levels deep."), number=DEEPEST_GROUP)
BETWEEN_PARTS = gettext_lazy("%(operator)s only works between two parts of a search. We ignored it elsewhere.")
NOTHING_NEGATED = gettext_lazy("We ignored a minus or NOT with nothing after it.")
NEAR_OF_OTHERS = gettext_lazy("NEAR only joins words or phrases. We read it as AND elsewhere.")

AS_WRITTEN = gettext_lazy("We search for names on a roll as written, so we ignored the * or ~.")


def read(text: str) -> tuple[Node | None, list[str]]:
    """Return the tree of a text, or None if it asks for nothing, and sentences about what was left out or limited."""
    leaves = Leaves()
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        leaves.note(gettext("We only read the first %(number)s characters.") % {"number": f"{LONGEST_TEXT:,}"})
    return Structure(tokens(text), leaves).read(), leaves.ignored


class Structure:
    """Reads the tokens of one text from left to right, each once."""

    def __init__(self, tokens: list[SyntaxNode], leaves: Leaves) -> None:
        self._tokens = tokens
        self._leaves = leaves
        self._at = 0
        self._field = ""
        self._too_deep = 0

    def read(self) -> Node | None:
        """Return the whole tree."""
        nodes = [self._all(depth=0)]
        while self._take(Close):
            self._leaves.note(NOT_OPENED)
            nodes.append(self._all(depth=0))
        return all_of([node for node in nodes if node])

    def _next(self) -> SyntaxNode | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, kind: type[SyntaxNode], name: str = "") -> SyntaxNode | None:
        token = self._next()
        if not isinstance(token, kind) or (name and token.name != name):
            return None
        self._at += 1
        return token

    def _all(self, depth: int) -> Node | None:
        nodes: list[Node | None] = []
        while (token := self._next()) is not None:
            if not isinstance(token, Close):
                nodes.append(self._or(depth))
            elif self._too_deep:
                self._too_deep -= 1
                self._at += 1
            else:
                break
        whole = all_of([node for node in nodes if node])
        return self._with_rolls(whole) if isinstance(whole, All) else whole

    def _with_rolls(self, whole: All) -> Node | None:
        nodes = on_rolls(whole.nodes)
        marked = [node for node in whole.nodes if isinstance(node, Within) and isinstance(node.node, Prefix | Fuzzy)]
        if any(node not in nodes for node in marked):
            self._leaves.note(AS_WRITTEN)
        return all_of(nodes)

    def _or(self, depth: int) -> Node | None:
        return any_of(self._operands("OR", self._and, depth))

    def _and(self, depth: int) -> Node | None:
        return all_of(self._operands("AND", self._near, depth))

    def _operands(self, operator: str, operand: Callable[[int], Node | None], depth: int) -> list[Node]:
        operands = [operand(depth)]
        while self._take(Operator, operator):
            operands.append(operand(depth))
            if operands[-2] is None or operands[-1] is None:
                self._leaves.note(BETWEEN_PARTS % {"operator": operator})
        return [node for node in operands if node]

    def _near(self, depth: int) -> Node | None:
        operands = [self._not(depth)]
        near: list[Node] = []
        while operator := self._take(Operator, "NEAR"):
            operands.append(self._not(depth))
            if operands[-2] is None or operands[-1] is None:
                self._leaves.note(BETWEEN_PARTS % {"operator": "NEAR"})
            elif pair := self._nearby(operands[-2], operands[-1], operator.distance):
                near.append(pair)
        return all_of([node for node in (*near, *_not_in(operands, near)) if node])

    def _nearby(self, left: Node, right: Node, distance: str | None) -> Node | None:
        """Return the node for two words or phrases of one field near each other, or None if both must only match."""
        match left, right:
            case Words() | Exact(), Words() | Exact():
                return self._leaves.near((left, right), self._leaves.distance(distance))
            case Within(field, Words() | Exact() as one), Within(other, Words() | Exact() as two) if field == other:
                near = self._leaves.near((one, two), self._leaves.distance(distance))
                return Within(field, near) if near else None
        self._leaves.note(NEAR_OF_OTHERS)
        return None

    def _not(self, depth: int) -> Node | None:
        """Read one part with everything before it: signs, field names, and parentheses too deep to count."""
        outer, negated, signed = self._field, False, False
        while True:
            if self._take(Minus) or self._take(Operator, "NOT"):
                negated, signed = not negated, True
            elif token := self._take(Field):
                self._field = token.name
            elif depth == DEEPEST_GROUP and self._take(Open):
                self._too_deep += 1
                self._leaves.note(TOO_DEEP)
            else:
                break
        node = self._part(depth)
        self._field = outer
        if node is None and signed:
            self._leaves.note(NOTHING_NEGATED)
        return not_(node) if node and negated else node

    def _part(self, depth: int) -> Node | None:
        if token := self._take(Quoted):
            return self._leaves.quoted(token, self._field)
        if token := self._take(Chunk):
            return self._leaves.chunk(token, self._field)
        return self._group(depth + 1) if self._take(Open) else None

    def _group(self, depth: int) -> Node | None:
        node = self._all(depth)
        if not self._take(Close):
            self._leaves.note(NOT_CLOSED)
        return node


def _not_in(nodes: list[Node | None], near: list[Node]) -> list[Node | None]:
    """Return the nodes that are in none of the pairs."""
    paired = {part for pair in near for part in parts(pair)}
    return [node for node in nodes if node not in paired]


def parts(pair: Node) -> tuple[Node, ...]:
    """Return the two nodes of the pair."""
    match pair:
        case Within(field, Near(nodes)):
            return tuple(Within(field, node) for node in nodes)
        case Near(nodes):
            return nodes
    return ()
