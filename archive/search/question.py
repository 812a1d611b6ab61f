"""What a reader asks for, once natural words are understood: what an engine is given beside the request."""

from dataclasses import dataclass

from archive.search.grammar.nodes import Node, all_of, any_of


@dataclass(frozen=True)
class Part:
    """A word, or words that belong together: ``typed`` is how the reader wrote it, ``node`` how it is looked for.

    A statement with one of ``also`` has the part as well, and ranks a little lower for it.
    """

    node: Node
    typed: str
    also: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked for, in parts that an engine can count.

    Each of ``conditions`` must hold. All ``parts`` must hold in the exact search, most of them in the wider one.
    ``preferred`` only moves statements up. ``runs`` are words as they were typed, to be looked for in that order.
    ``dated`` says whether a date is asked for.
    """

    parts: tuple[Part, ...] = ()
    conditions: tuple[Node, ...] = ()
    preferred: tuple[Node, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    dated: bool = False

    @property
    def tree(self) -> Node | None:
        """Return what the exact search asks for as one node."""
        parts = [any_of([part.node, *part.also]) for part in self.parts]
        return all_of([node for node in (*parts, *self.conditions) if node])

    @property
    def typed(self) -> Node | None:
        """Return the same without the other terms of concepts: what a page reads aloud."""
        return all_of([*(part.node for part in self.parts), *self.conditions])
