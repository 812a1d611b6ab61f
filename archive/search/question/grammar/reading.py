"""Says in one sentence how a search was read."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from archive.search.question.grammar.nodes import (
    All,
    AnyOf,
    Choice,
    Dated,
    Exact,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Not,
    Prefix,
    Voted,
    Within,
    Words,
)
from archive.search.question.values import CHOICES, VALUES, Facet

IN_NAMES = {
    "speaker": gettext_lazy("said by %(words)s"),
    "office": gettext_lazy("said by the %(words)s"),
    "board": gettext_lazy("from the board %(words)s"),
    "topic": gettext_lazy("about the topic %(words)s"),
}
CONJUNCTIONS = {
    "and": pgettext_lazy("between words searched for", "and"),
    "or": pgettext_lazy("between words searched for", "or"),
}
MOST_WORDS_APART = 3


def reading(node: Node) -> str:
    """Return the sentence. Each condition in it can follow the word "Statements"."""
    parts = node.nodes if isinstance(node, All) else (node,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    unwanted = [part.node for part in parts if isinstance(part, Not)]
    said = [
        _with([part for part in wanted if is_of_words(part)]),
        *(condition(part) for part in wanted if not is_of_words(part)),
        _without([part for part in unwanted if is_of_words(part)]),
        *(condition(Not(part)) for part in unwanted if not is_of_words(part)),
        gettext("in any form of the words") if any(_any_form(part) for part in parts) else "",
    ]
    return gettext("Statements %(conditions)s.") % {"conditions": ", ".join(phrase for phrase in said if phrase)}


def missing_reading(node: Node) -> str:
    """Return the sentence that says that there are none."""
    said = reading(node)
    return gettext("There are no %(statements)s") % {"statements": said[0].lower() + said[1:]}


def said(node: Node) -> str:
    """Return in words how one part of a search was read: "dated 2023"."""
    return _words_asked_for(node) if is_of_words(node) else condition(node)


def condition(node: Node) -> str:
    """Return what can follow the word "Statements"."""
    if is_of_words(node):
        return _with([node])
    match node:
        case Not(inner) if is_of_words(inner):
            return _without([inner])
        case Not(inner):
            return gettext("not %(words)s") % {"words": _conditions(inner)}
        case All(nodes):
            return _joined([_conditions(part) for part in nodes], "and")
        case AnyOf(nodes):
            return _joined([_conditions(part) for part in nodes], "or")
    return _of_field(node)


def _conditions(node: Node) -> str:
    """Return a condition, in brackets if it has several."""
    several = isinstance(node, All | AnyOf) and not is_of_words(node)
    return f"({condition(node)})" if several else condition(node)


def _with(nodes: Sequence[Node]) -> str:
    return gettext("with %(words)s") % {"words": _listed(nodes, "and")} if nodes else ""


def _without(nodes: Sequence[Node]) -> str:
    return gettext("without %(words)s") % {"words": _listed(nodes, "or")} if nodes else ""


def _words_asked_for(node: Node) -> str:
    """Return the words that a node asks for, as a noun."""
    match node:
        case Within(_, inner):
            said = gettext("%(words)s in the title") % {"words": _words_asked_for(inner)}
        case Exact(text):
            said = gettext("exactly “%(words)s”") % {"words": text}
        case Prefix(text):
            said = gettext("a word starting with “%(letters)s”") % {"letters": text}
        case Fuzzy(text):
            said = gettext("“%(word)s” or a word one letter different") % {"word": text}
        case Near(nodes, distance):
            near = _joined([f"“{part.text}”" for part in nodes], "and")
            said = ngettext(
                "%(words)s within %(number)s word of each other",
                "%(words)s within %(number)s words of each other",
                distance,
            ) % {"words": near, "number": distance}
        case All(nodes):
            said = _listed(nodes, "and")
        case AnyOf(nodes):
            said = _listed(nodes, "or")
        case _:
            said = f"“{node}”"
    return said


def _name(leaf: Leaf) -> str:
    """Return what a name must have. Names are always looked for as written."""
    match leaf:
        case Prefix(text):
            return f"“{text}…”"
        case Fuzzy(text):
            return gettext("“%(word)s” or a name one letter different") % {"word": text}
        case Near():
            return _words_asked_for(leaf)
    return f"“{leaf.text}”"


def _of_field(node: Node) -> str:
    match node:
        case Within(field, inner):
            return IN_NAMES[field] % {"words": _name(inner)}
        case Choice(field, values):
            return VALUES[field].read_as % {"values": _labels(field, values)}
        case Voted(choice, name):
            said = gettext("with %(values)s for “%(name)s” on the roll")
            return said % {"values": _labels(choice.field, choice.values), "name": name}
        case Dated(None, last):
            return gettext("up to %(last)s") % {"last": last}
        case Dated(first, None):
            return gettext("since %(first)s") % {"first": first}
        case Dated(first, last):
            sentence = gettext("dated %(first)s") if first == last else gettext("from %(first)s to %(last)s")
            return sentence % {"first": first, "last": last}
    raise TypeError(node)


def _labels(field: Facet, values: Sequence[str]) -> str:
    return _joined([f"“{CHOICES[field](value).label}”" for value in values], "or")


def _listed(nodes: Sequence[Node], conjunction: str) -> str:
    """Return the nodes as a list in words. Many plain words that must all match are shown as typed."""
    if conjunction == "or":
        return _joined([_bracketed(node) for node in nodes], conjunction)
    said: list[str] = []
    for plain, run in groupby(nodes, key=lambda node: isinstance(node, Words)):
        group = list(run)
        if plain and len(group) > MOST_WORDS_APART:
            said.append(gettext("all of “%(words)s”") % {"words": " ".join(str(node) for node in group)})
        else:
            said += [_bracketed(node) if len(nodes) > 1 else _words_asked_for(node) for node in group]
    return _joined(said, conjunction)


def _bracketed(node: Node) -> str:
    return f"({_words_asked_for(node)})" if isinstance(node, All | AnyOf) else _words_asked_for(node)


def _joined(said: list[str], conjunction: str) -> str:
    return f" {CONJUNCTIONS[conjunction]} ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)


def is_of_words(node: Node) -> bool:
    """Return whether the node asks only for words, in the text or the title, which "with" and "without" can name."""
    if isinstance(node, All | AnyOf):
        return all(is_of_words(part) for part in node.nodes)
    return isinstance(node, Words | Exact | Prefix | Fuzzy | Near) or (
        isinstance(node, Within) and node.field == "title"
    )


def _any_form(node: Node) -> bool:
    """Return whether some word of the node is searched for in all its forms. Names are searched for as written."""
    if isinstance(node, Within) and node.field != "title":
        return False
    return isinstance(node, Words) or any(_any_form(part) for part in node.parts)
