"""The terms of the site's list of words that mean the same, found among the words of a search."""

import pytest

from archive.search.question.concepts import Concepts, as_nodes
from archive.search.question.grammar.nodes import Exact, Node, Words

LIST = Concepts(
    [
        ("SRO", "school resource officer", "sheriff"),
        ("school resource", "supply"),
        ("levy", "property tax", "escuela"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("the bus", []),
        ("sro", [(0, 1)]),
        ("the SROs met", [(1, 2)]),
        ("levies and escuelas", [(0, 1), (2, 3)]),
        # A term is found as a whole, and the longest of several.
        ("school", []),
        ("resource officer", []),
        ("officer school resource", [(1, 3)]),
        ("school resource officers levy", [(0, 3), (3, 4)]),
        ("school resource sheriff", [(0, 2), (2, 3)]),
        ("property property taxes tax", [(1, 3)]),
    ],
)
def test_terms_are_found_in_any_form_as_long_as_possible(typed: str, found: list[tuple[int, int]]):
    assert [(match.start, match.end) for match in LIST.found(typed.split())] == found


def test_a_term_comes_with_the_other_terms_of_its_concept():
    (match,) = LIST.found(["sheriff"])
    assert match.others == ("SRO", "school resource officer")


@pytest.mark.parametrize(
    ("word", "holds", "begins"),
    [
        ("school", True, True),
        ("Resources", True, False),
        ("officer", True, False),
        ("levies", True, True),
        ("bus", False, False),
    ],
)
def test_a_word_may_begin_a_term_or_only_be_part_of_one(word: str, holds: bool, begins: bool):
    assert (LIST.holds(word), LIST.begins(word)) == (holds, begins)


@pytest.mark.parametrize(
    ("term", "nodes"),
    [
        ("Levy", [Words("levy")]),
        ("property tax", [Exact("property tax"), Exact("property taxs")]),
        ("class sizes", [Exact("class sizes")]),
        ("…", []),
    ],
)
def test_one_word_is_looked_for_in_any_form_and_several_also_in_the_plural(term: str, nodes: list[Node]):
    assert as_nodes([term]) == tuple(nodes)
