"""The terms of the site's list of words that mean the same, found among the words of a search."""

from pathlib import Path

import pytest

import archive.migrations
from archive.search.question.concepts import Concepts, as_nodes
from archive.search.question.grammar.nodes import Exact, Near, Node

CONCEPTS = Path(archive.migrations.__file__).with_name("first_concepts.txt")
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
        ("Levy", [Exact("levies"), Exact("levy")]),
        ("property tax", [Exact("property tax"), Exact("property taxes")]),
        ("class sizes", [Exact("class siz"), Exact("class size"), Exact("class sizes")]),
        ("director", [Exact("director"), Exact("directores"), Exact("directors")]),
        ("SRO", [Exact("sro"), Exact("sros")]),
        ("laid … off", [Near((Exact("laid"), Exact("off")), 4)]),
        ("…", []),
    ],
)
def test_a_term_is_looked_for_as_written_in_either_number(term: str, nodes: list[Node]):
    assert as_nodes([term]) == tuple(nodes)


@pytest.mark.parametrize(
    ("term", "typed", "fires"),
    [
        ("kid", "kids", True),
        ("kid", "kidding", False),
        ("grant", "granted", False),
        ("shelter", "sheltering", False),
        ("transparency", "transparent", False),
        ("city", "cities", True),
        ("escuela", "escuelas", True),
        ("car", "cares", False),
        ("class size", "class sizes", True),
        ("bus", "buses", True),
    ],
)
def test_a_concept_is_found_by_its_own_words_in_either_number_only(term: str, typed: str, fires: bool):
    concepts = Concepts([[term, "another word"]])
    assert bool(concepts.found(typed.split())) == fires
    first = typed.split(maxsplit=1)[0]
    assert concepts.begins(first) or not fires
    assert concepts.holds(first) or not fires


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lay off teachers", [(0, 2)]),
        ("lay anyone off", [(0, 3)]),
        ("not lay any of them off", [(1, 6)]),
        ("lay one two three four off", []),
        ("off lay", []),
    ],
)
def test_a_term_with_an_ellipsis_is_found_with_a_few_words_between(typed: str, found: list[tuple[int, int]]):
    matches = Concepts([["lay … off", "job cuts"]]).found(typed.split())
    assert [(match.start, match.end) for match in matches] == found


def test_a_term_of_several_concepts_is_found_with_the_others_of_all():
    concepts = Concepts([["bus", "coach"], ["bus", "shuttle"], ["bus stop", "shelter"]])
    assert concepts.found(["buses"])[0].others == ("coach", "shuttle")
    assert concepts.found(["bus", "stop"])[0].others == ("shelter",)


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("árboles", "tree"),
        ("árbol", "tree"),
        ("estacionamiento", "parking"),
        ("tráfico", "traffic"),
        ("mercados", "market"),
        ("inscripción", "enrollment"),
        ("huelgas", "strike"),
        ("mascarillas", "mask"),
        ("propietarios", "owner"),
        ("piscinas", "pool"),
    ],
)
def test_a_spanish_word_of_the_first_list_finds_the_plain_english_word(typed: str, finds: str):
    lines = CONCEPTS.read_text(encoding="utf-8").splitlines()
    (match,) = Concepts(line.partition("\t")[0].split(" | ") for line in lines).found([typed])
    assert finds in match.others
    assert Exact(finds) in as_nodes(match.others)
