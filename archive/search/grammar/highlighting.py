"""Which parts of a search to mark in the statements that it finds."""

from collections.abc import Callable, Iterable

from archive.search.analysis import Token, tokens, words
from archive.search.grammar.nodes import All, Any, Exact, Fuzzy, Near, Node, Prefix, Words
from archive.search.results import Highlight


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
    if isinstance(node, All | Any | Near):
        for part in node.nodes:
            yield from _leaves(part)
    elif isinstance(node, Words | Exact | Prefix | Fuzzy):
        yield node
