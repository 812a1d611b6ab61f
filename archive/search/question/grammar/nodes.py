"""A search as a tree that can be put into words and written back.

``str`` of a node is a search that parses to the same node. Engines answer the same tree once its words are those of the
index (``archive.search.question.query``).
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.models import Ballot, PartialDate
from archive.search.question.values import Facet


class Node:
    """A part of a search."""

    @property
    def parts(self) -> tuple["Node", ...]:
        """The nodes under this one."""
        return ()


@dataclass(frozen=True)
class Words(Node):
    """A word in any of its forms. Text typed without a space, such as well-known, is a run of words."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Exact(Node):
    """Words exactly as written and in this order, ignoring case, accents and punctuation."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True)
class Prefix(Node):
    """Every word with this prefix."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True)
class Fuzzy(Node):
    """A word, or one that differs from it by one letter."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}~"


@dataclass(frozen=True)
class Near(Node):
    """Words or phrases in any order, each at most ``distance`` words from the earlier ones."""

    nodes: tuple[Words | Exact, ...]
    distance: int

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.nodes

    def __str__(self) -> str:
        if all(isinstance(node, Exact) and " " not in node.text for node in self.nodes):
            return f'"{" ".join(node.text for node in self.nodes)}"~{self.distance}'
        return f" NEAR/{self.distance} ".join(str(node) for node in self.nodes)


Leaf = Words | Exact | Prefix | Fuzzy | Near


@dataclass(frozen=True)
class Within(Node):
    """Words in one field: title, speaker, board or topic."""

    field: str
    node: Leaf

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.node,)

    def __str__(self) -> str:
        return f"{self.field}:{_bracketed(self.node)}"


@dataclass(frozen=True)
class Choice(Node):
    """A value of a field that has few, such as kind; ``name`` and ``typed`` are the reader's words."""

    field: Facet
    values: tuple[str, ...]
    name: str
    typed: str

    def __str__(self) -> str:
        return f'{self.name}:"{self.typed}"'


@dataclass(frozen=True)
class Voted(Node):
    """Somebody's line of a roll: the ``choice``, and the person's name as typed."""

    choice: Choice
    name: str

    def __str__(self) -> str:
        return f'({self.choice} speaker:"{self.name}")'


@dataclass(frozen=True)
class Dated(Node):
    """A date between first and last, both included. Either may be None."""

    first: PartialDate | None
    last: PartialDate | None

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day that it can mean."""
        return self.first.first if self.first else None, self.last.last if self.last else None

    def __str__(self) -> str:
        first, last = (date.isoformat() if date else "" for date in (self.first, self.last))
        return f"date:{first}" if first == last else f"date:{first}..{last}"


@dataclass(frozen=True)
class Not(Node):
    """A part that must not match."""

    node: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.node,)

    def __str__(self) -> str:
        return f"-{_bracketed(self.node)}"


@dataclass(frozen=True)
class All(Node):
    """Parts that must all match."""

    nodes: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.nodes

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, All | AnyOf) else str(node) for node in self.nodes)


@dataclass(frozen=True)
class AnyOf(Node):
    """Parts of which one must match."""

    nodes: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.nodes

    def __str__(self) -> str:
        return " OR ".join(_bracketed(node) for node in self.nodes)


def all_of(nodes: Sequence[Node]) -> Node | None:
    """Return one node for all of the nodes: None for none, the node itself for one."""
    return _joined(All, nodes)


def any_of(nodes: Sequence[Node]) -> Node | None:
    """Return one node for any of the nodes: None for none, the node itself for one."""
    return _joined(AnyOf, nodes)


def on_rolls(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes that must all match, with each speaker beside ``voted:`` as the one who voted.

    A speaker belongs to the choice nearest before it or, if there is none, to the first. Beside ``-voted:``, the
    speaker is on the roll with another choice. An excluded speaker did not vote so, whoever else did.
    """
    choices = {place: choice for place, node in enumerate(nodes) if (choice := _choice_of_roll(node))}
    used, bound = set(), []
    place = next(iter(choices), -1)
    for at, node in enumerate(nodes):
        place = at if at in choices else place
        bound.append(_on_roll(node, choices[place]) if choices else node)
        if bound[-1] != node and not isinstance(node, Not):
            used.add(place)
    return [node for at, node in enumerate(bound) if at not in used]


def _choice_of_roll(node: Node) -> Choice | None:
    match node:
        case Choice("voted"):
            return node
        case Not(Choice("voted" as field, values, name, typed)):
            return Choice(
                field, tuple(value for value in Ballot.Choice.values if value not in values), f"-{name}", typed
            )
    return None


def _on_roll(node: Node, choice: Choice) -> Node:
    match node:
        case Within("speaker", leaf):
            name = " ".join(part.text for part in leaf.nodes) if isinstance(leaf, Near) else leaf.text
            return Voted(choice, name)
        case Not(inner) if choice.name == choice.field:
            return not_(_on_roll(inner, choice))
        case AnyOf(nodes) if all(_on_roll(part, choice) != part for part in nodes):
            return AnyOf(tuple(_on_roll(part, choice) for part in nodes))
    return node


def not_(node: Node) -> Node:
    """Return the opposite."""
    return node.node if isinstance(node, Not) else Not(node)


def with_leaves(node: Node, change: Callable[[Leaf], Sequence[Leaf]]) -> Node:
    """Return the tree with its words changed, except those that are excluded.

    ``change`` returns the replacement for some words: one leaf, or several that must all match.
    """
    match node:
        case All(nodes):
            return All(tuple(with_leaves(part, change) for part in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(with_leaves(part, change) for part in nodes))
        case Within(field, leaf):
            return _all([Within(field, part) for part in change(leaf)])
        case Words() | Exact() | Prefix() | Fuzzy() | Near():
            return _all(change(node))
    return node


def _all(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _joined(kind: type[All] | type[AnyOf], nodes: Sequence[Node]) -> Node | None:
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else (node,)
    return flat[0] if len(flat) == 1 else kind(tuple(flat)) if flat else None


def _bracketed(node: Node) -> str:
    return (
        f"({node})" if isinstance(node, All | AnyOf) or (isinstance(node, Near) and " NEAR" in str(node)) else str(node)
    )
