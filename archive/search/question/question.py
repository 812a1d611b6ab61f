"""What a reader asks for once natural words are understood. An engine gets it with the request."""

from dataclasses import dataclass

from archive.search.question.grammar.nodes import Node, all_of, any_of


@dataclass(frozen=True)
class QuestionPart:
    """A word, or words that belong together: ``typed`` is the reader's spelling, ``node`` what is searched for.

    A statement with one of ``also`` has the part too, and ranks slightly lower.
    """

    node: Node
    typed: str
    also: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked for, in parts that an engine can count.

    All ``conditions`` must match. In the exact search all ``parts`` must match, in the wider one most of them.
    ``preferred`` only moves statements up. Statements with the first of ``first`` come before those with only the
    second of them, and so on, and these before all others. ``runs`` are words as typed, which score more in that order.
    ``dated`` says whether a date is asked for.
    """

    parts: tuple[QuestionPart, ...] = ()
    conditions: tuple[Node, ...] = ()
    preferred: tuple[Node, ...] = ()
    first: tuple[Node, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    dated: bool = False

    @property
    def tree(self) -> Node | None:
        """Return what the exact search asks for, as one node."""
        parts = [any_of([part.node, *part.also]) for part in self.parts]
        return all_of([node for node in (*parts, *self.conditions) if node])

    @property
    def typed(self) -> Node | None:
        """Return the same question without the other terms of concepts, as a page puts it into words."""
        return all_of([*(part.node for part in self.parts), *self.conditions])
