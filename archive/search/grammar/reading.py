"""Says in one sentence how a search was read."""

from itertools import groupby

from archive.search.grammar.fields import CHOICES
from archive.search.grammar.nodes import (
    All,
    Any,
    Choice,
    Dated,
    Exact,
    Fuzzy,
    Near,
    Node,
    Not,
    Prefix,
    Within,
    Words,
    children,
)

WITHIN = {
    "title": "{} in the title",
    "speaker": "said by {}",
    "board": "at the board {}",
    "topic": "filed under {}",
}
MOST_WORDS_APART = 3


def reading(node: Node) -> str:
    """Return the sentence."""
    parts = node.nodes if isinstance(node, All) else (node,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    texts = [part for part in wanted if _is_text(part)]
    unwanted = [part.node for part in parts if isinstance(part, Not)]
    said = [
        f"with {_listed(texts, 'and')}" if texts else "",
        *(_said(part) for part in wanted if not _is_text(part)),
        f"without {_listed(unwanted, 'or')}" if unwanted else "",
        "in any form of the words" if any(_any_form(part) for part in parts) else "",
    ]
    return f"Statements {', '.join(phrase for phrase in said if phrase)}."


def _said(node: Node) -> str:
    match node:
        case Words(text):
            said = f"“{text}”"
        case Exact(text):
            said = f"exactly “{text}”"
        case Prefix(text):
            said = f"a word that begins with “{text}”"
        case Fuzzy(text):
            said = f"“{text}” or a word one letter away from it"
        case Near(nodes, distance):
            near = _joined([f"“{part.text}”" for part in nodes], "and")
            said = f"{near} within {distance} word{'s' if distance > 1 else ''} of each other"
        case Not(inner):
            said = f"not {_bracketed(inner)}"
        case All(nodes):
            said = _listed(nodes, "and")
        case Any(nodes):
            said = _listed(nodes, "or")
        case _:
            said = _said_of_field(node)
    return said


def _said_of_field(node: Within | Choice | Dated) -> str:
    match node:
        case Within(field, inner):
            said = WITHIN[field].format(_said(Words(inner.text) if isinstance(inner, Exact) else inner))
        case Choice(field, values):
            labels = [f"“{CHOICES[field](value).label}”" for value in values]
            said = f"whose {'kind' if field == 'kind' else 'text status'} is {_joined(labels, 'or')}"
        case Dated(None, last):
            said = f"up to {last}"
        case Dated(first, None):
            said = f"since {first}"
        case Dated(first, last):
            said = f"dated {first}" if first == last else f"from {first} to {last}"
    return said


def _listed(nodes: list[Node] | tuple[Node, ...], conjunction: str) -> str:
    """Return the nodes in a row; many plain words together, all wanted, are shown as they were typed."""
    if conjunction == "or":
        return _joined([_bracketed(node) for node in nodes], conjunction)
    said: list[str] = []
    for plain, run in groupby(nodes, key=lambda node: isinstance(node, Words)):
        group = list(run)
        if plain and len(group) > MOST_WORDS_APART:
            said.append(f"all of “{' '.join(node.text for node in group)}”")
        else:
            said += [_bracketed(node) if len(nodes) > 1 else _said(node) for node in group]
    return _joined(said, conjunction)


def _bracketed(node: Node) -> str:
    return f"({_said(node)})" if isinstance(node, All | Any) else _said(node)


def _joined(said: list[str], conjunction: str) -> str:
    return f" {conjunction} ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)


def _is_text(node: Node) -> bool:
    """Say whether the node asks for words anywhere, and for nothing else."""
    if isinstance(node, All | Any):
        return all(_is_text(part) for part in node.nodes)
    return isinstance(node, Words | Exact | Prefix | Fuzzy | Near)


def _any_form(node: Node) -> bool:
    """Say whether some word of the node is looked for in all its forms: not in names, which are as they are written."""
    if isinstance(node, Within) and node.field != "title":
        return False
    return isinstance(node, Words) or any(_any_form(part) for part in children(node))
