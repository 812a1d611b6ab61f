"""The suggestions while a reader types."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.models import SpeakerName
from archive.search import Suggestion, count, jump_to, read_parameters, suggest
from archive.search.engines.rebuild import rebuild
from archive.search.names import names_kept
from archive.search.names.public_names import public_names
from archive.search.question.analysis import words
from tests.record import make_board, make_draft, make_speaker, make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    speaker = make_speaker("María Báez", slug="maria-baez")
    SpeakerName.objects.create(speaker=speaker, name="Supervisor Bayez")
    said = make_statement(
        "The immigrants and the immigration status.",
        board=make_board("Bay City Council", slug="bay"),
        date="2024",
        speaker=speaker,
    )
    said.topics.add(make_topic("Immigration", slug="immigration"))
    make_draft(
        "Immigrating in secret.", board=make_board("Secret Board"), date="2024", speaker=make_speaker("Secret Sample")
    )
    rebuild()
    return said


def offered(text: str) -> list[tuple[str, str]]:
    return [(suggestion.kind, suggestion.name) for suggestion in suggest(text)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("bae", [("speaker", "María Báez")]),
        ("BÁ", [("board", "Bay City Council"), ("speaker", "María Báez")]),
        ("mar ba", [("speaker", "María Báez")]),
        ("báez mar", [("speaker", "María Báez")]),
        ("supervisor b", [("speaker", "María Báez")]),
        ("council", [("board", "Bay City Council")]),
        ("immig", [("topic", "Immigration"), ("search", "immigrants"), ("search", "immigration")]),
        ("status imm", [("search", "status immigrants"), ("search", "status immigration")]),
        ("secr", []),
        ("im", [("topic", "Immigration")]),
        ("zzz", []),
        ("immigration ", [("topic", "Immigration")]),
        ("", []),
        (" - ", []),
    ],
)
def test_names_come_first_then_words(archive, typed, names):
    assert offered(typed) == names


def test_a_suggestion_leads_to_its_page_and_to_a_search(archive):
    (speaker,) = suggest("bae")
    assert speaker == Suggestion("speaker", "María Báez", "/speakers/maria-baez/", "q=speaker%3A%22maria+baez%22")
    assert count(read_parameters(QueryDict(speaker.query)).request) == 1
    assert suggest("immigr")[-1].query == "q=immigration"


def test_speakers_with_most_statements_come_first():
    speakers = [make_speaker(f"Sam Sample {letter}") for letter in "ABC"]
    for speaker, times in zip(speakers, (1, 3, 2), strict=True):
        for _ in range(times):
            make_statement(speaker=speaker)
    rebuild()
    assert [name for kind, name in offered("sam sample") if kind == "speaker"] == [
        "Sam Sample B",
        "Sam Sample C",
        "Sam Sample A",
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("maria baez", ["María Báez"]),
        ("supervisor bayez", ["María Báez"]),
        ("Immigration", ["Immigration"]),
        ("maria", ["María Báez"]),
        ("mr bayez", ["María Báez"]),
        ("council", ["Bay City Council"]),
        ("secret sample", []),
        ("secret", []),
        ("", []),
    ],
)
def test_a_complete_name_links_to_its_page(archive, typed, names):
    assert [suggestion.name for suggestion in jump_to(typed)] == names


def test_withdrawn_statements_are_not_suggested_even_before_the_index_is_updated(archive):
    withdraw(statement=archive, category="privacy", reason="Published by mistake.")
    assert [kind for kind, _ in offered("bae")] == []
    assert jump_to("Immigration") == []


@pytest.mark.slow
@given(st.text(max_size=300))
def test_anything_may_be_typed(text):
    make_statement(speaker=make_speaker("María Báez"))
    names_kept.follow()
    typed = words(text)
    if typed:
        assert set(public_names().named(typed)) <= set(public_names().beginning(typed))


def test_at_most_five_names_and_five_searches_are_offered():
    for letter in "abcdefg":
        make_statement(f"immigr{letter}xx", speaker=make_speaker(f"Immanuel {letter}"))
    rebuild()
    assert [kind for kind, _ in offered("imm")] == ["speaker"] * 5 + ["search"] * 5


def test_names_that_were_just_withdrawn_leave_room_for_others():
    statements = [make_statement(speaker=make_speaker(f"Sam Sample {letter}")) for letter in "ABCDEFG"]
    rebuild()
    for statement in statements[:2]:
        withdraw(statement=statement, category="privacy", reason="Published by mistake.")
    assert [name for _, name in offered("sam")] == [f"Sam Sample {letter}" for letter in "CDEFG"]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("immigrants ", []), ("immigrants.", []), ("status, imm", ["status, immigrants", "status, immigration"])],
)
def test_only_a_word_that_is_still_being_typed_is_completed(archive, typed, completed):
    assert [name for kind, name in offered(typed) if kind == "search"] == completed
