"""Which parts of a search to mark in the statements that it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.search.question.analysis import Token, tokens, words
from archive.search.question.grammar.nodes import All, AnyOf, Exact, Fuzzy, Near, Node, Prefix, Words


@dataclass(frozen=True)
class Highlight:
    """What to mark in a text. Words are folded (``archive.search.question.analysis``).

    ``words`` as written, ``stems`` of words in any form, ``prefixes`` of words, ``misspelt`` words that may differ by
    one letter, and ``phrases`` of words in a row.
    """

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    misspelt: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


def highlight(node: Node | None, stems: Callable[[Token], Iterable[str]]) -> Highlight:
    """Return what to mark: what the text must have, but not excluded words, names, titles and dates.

    ``stems`` returns the stems of a word in the languages of the archive.
    """
    leaves = list(_leaves(node))
    phrases = [tuple(words(leaf.text)) for leaf in leaves if isinstance(leaf, Exact)]
    plain = [list(tokens(leaf.text)) for leaf in leaves if isinstance(leaf, Words)]
    phrases += [tuple(token.word for token in run) for run in plain if len(run) > 1]
    return Highlight(
        words=frozenset(phrase[0] for phrase in phrases if len(phrase) == 1),
        stems=frozenset(stem for run in plain if len(run) == 1 for stem in stems(run[0])),
        prefixes=tuple(dict.fromkeys(words(leaf.text)[0] for leaf in leaves if isinstance(leaf, Prefix))),
        misspelt=frozenset(words(leaf.text)[0] for leaf in leaves if isinstance(leaf, Fuzzy)),
        phrases=tuple(dict.fromkeys(phrase for phrase in phrases if len(phrase) > 1)),
    )


def _leaves(node: Node | None) -> Iterable[Words | Exact | Prefix | Fuzzy]:
    if isinstance(node, All | AnyOf | Near):
        for part in node.nodes:
            yield from _leaves(part)
    elif isinstance(node, Words | Exact | Prefix | Fuzzy):
        yield node
