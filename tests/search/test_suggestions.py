"""The suggestions while a reader types."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.models import Office, SpeakerName
from archive.search import SearchRequest, Suggestion, count, jump_to, read_parameters, search, suggest
from archive.search.engines.rebuild import rebuild
from archive.search.names import names_kept
from archive.search.names.public_names import public_names
from archive.search.question.analysis import words
from tests.record import make_board, make_draft, make_meeting, make_speaker, make_statement, make_topic

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
    names_kept.update_names()
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


def test_the_initials_of_a_board_lead_to_its_page_and_find_it():
    names = (
        "Sample Open Market Committee",
        "Example School District Board of Education (Michigan)",
        "Civil Air Tribunal",
    )
    market, school, air = (make_statement("It rained.", board=make_board(name), date="2024") for name in names)
    rebuild()
    for typed, statement in (("SOMC", market), ("esd", school), ("BoE", school), ("CAT", air)):
        (one,) = jump_to(typed)
        assert (one.kind, one.name) == ("board", statement.board.name), typed
        assert offered(typed)[0] == ("board", statement.board.name)
        found = search(SearchRequest(text=f"board:{typed}")).hits
        assert [hit.number for hit in found] == [statement.number], typed
    assert jump_to("cat") == jump_to("cats") == []


def test_an_office_is_offered_with_those_who_hold_it_or_held_it():
    board = make_board("Sample Town Council")
    for name, since, until in (("Robin Sample", "2020", None), ("Kim Example", "2016", "2019")):
        speaker = make_speaker(name)
        make_statement("I agree.", meeting=make_meeting(board), speaker=speaker)
        Office.objects.create(speaker=speaker, board=board, title="Mayor", from_date=since, to_date=until)
    Office.objects.create(speaker=make_speaker("Not Public"), board=make_board(), title="Mayor")
    rebuild()
    (office,) = [one for one in suggest("may") if one.name.startswith("Mayor")]
    assert office.kind == "search"
    assert set(office.name.removeprefix("Mayor: ").split(", ")) == {
        "Robin Sample (Sample Town Council)",
        "Kim Example (Sample Town Council)",
    }
    assert count(read_parameters(QueryDict(office.query)).request) > 0
    assert not any("Mayor" in one.name for one in suggest("ma"))
