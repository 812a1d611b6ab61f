"""Pastes by which the checker was once led to say too much, or too little."""

import pytest

from archive.citations.quote_checker import Verdict
from archive.citations.quote_checker.quotation import SpanKind
from archive.models import Statement
from tests.citations.quote_checker.test_check import check
from tests.record import make_board, make_meeting, make_speaker, make_statement

WORDS = "I don't mean vote from the dais at all, I mean all of the work"


@pytest.fixture
def said_by_read() -> Statement:
    read = make_speaker("Catherine Read")
    board = make_board("Fairfax City Council", place="Fairfax")
    read.offices.create(title="Mayor", board=board)
    bates = make_speaker("Anthony Bates")
    make_statement("Other words altogether.", speaker=bates, meeting=make_meeting(board))
    text = f"When I said vote, {WORDS}."
    return make_statement(text, speaker=read, meeting=make_meeting(board, date="2026-04-14"))


@pytest.mark.django_db
@pytest.mark.usefixtures("said_by_read")
class TestAttacks:
    """Pastes by which the checker was once led to say too much, or too little."""

    @pytest.mark.parametrize(
        "pasted",
        [
            "Hardly, Read said: “{}”",
            "Falsely, Mayor Read said: “{}”",
            "Sarcastically, Catherine Read said: “{}”",
            "“{}” — Read (Parody)",
            "“{}” (Satire)",
            "False: “{}”",
            "WASHINGTON — “{},” she said.",
            "OAKLAND, Calif. — “{},” the mayor said.",
            "“{},” Read clarified to nobody’s surprise",
        ],
    )
    def test_words_beside_the_quotation_are_shown_and_not_judged(self, pasted: str) -> None:
        answer = check(pasted.format(WORDS))
        assert answer.verdict == Verdict.VERBATIM
        assert not answer.said_by_another
        assert any(span.kind == SpanKind.OUTSIDE for span in answer.quotation.spans)

    @pytest.mark.parametrize("sign", ["ⓝⓞⓣ", "🄽🄾🅃", "⠝⠕⠞", "≠", "¬", "✗", "👎", "\U000e006e\U000e006f"])
    def test_signs_that_stand_for_words_count_as_words(self, sign: str) -> None:
        assert check(WORDS.replace("mean vote", f"mean {sign} vote")).verdict == Verdict.ALTERED

    @pytest.mark.parametrize(
        ("said", "another"),
        [
            ("“{},” Anthony Bates said.", "Anthony Bates"),
            ("According to Bates, “{}.”", "“Bates” (Anthony Bates)"),
            ("“{},” Tony Bates said.", "“Tony Bates” (Anthony Bates)"),
        ],
    )
    def test_the_name_of_another_person_is_a_warning(self, said: str, another: str) -> None:
        answer = check(said.format(WORDS))
        assert answer.beside.warning == (
            f"Your text names {another} beside these words; on record they are Catherine Read’s."
        )
        # The verdict stays what the words are.
        assert (answer.headline, answer.tone) == ("Word for word on record", "right")

    @pytest.mark.parametrize(
        "said",
        [
            "To Mayor Read, Bates said: “{}”",
            "“{},” Catherine Read’s chief of staff said.",
            "“{},” Read and Bates said.",
            "“{},” said Bates (Read).",
            "“{},” Read said on Monday.",
            "“{},” Read clarified.",
            "“{},” Mayor C. S. Read confirmed.",
            "Per Read: “{}”",
            "“{},” said Mayor Read of Fairfax.",
            "“{},” Fairfax Mayor Catherine Read told the council.",
            "“{},” subrayó Read.",
            "<p>“{},” <b>Read</b> said.</p>",
            "&ldquo;{},&rdquo; Read said.",
            "> “{}”\n> — Catherine Read",
            "“{},” said the mayor.",
        ],
    )
    def test_a_name_of_the_speaker_is_marked(self, said: str) -> None:
        answer = check(said.format(WORDS))
        assert answer.verdict == Verdict.VERBATIM
        assert answer.beside.names_the_speaker
        assert not answer.names_another

    @pytest.mark.parametrize(
        "said",
        [
            "“{},” Catherine Ready said.",
            "“{},” Catherine Rea said.",
            "“{},” Catherine Read-Smith said.",
            "“{},” John Read said.",
            "“{},” Superintendent Read said.",
            "“{},” said the mayor of Seattle.",
            "“{},” Seattle’s mayor, Xenia Stranger, said.",
            "“{},” the former mayor said.",
            "“{},” the deputy mayor said.",
            "“{},” Read Street was told.",
        ],
    )
    def test_a_strangers_name_is_never_called_the_speakers(self, said: str) -> None:
        answer = check(said.format(WORDS))
        assert not answer.beside.names_the_speaker

    @pytest.mark.parametrize("name", ["Bates and Read", "Mayor of Seattle"])
    def test_a_typed_name_of_several_is_not_confirmed(self, name: str) -> None:
        assert check(WORDS, name).places[0].said_by_the_named is None

    @pytest.mark.parametrize("letters", ["don′t", "don\x92t", "don&#39;t", "don&rsquo;t", "d\u200bon't", "don't\u2060"])
    def test_letter_shapes_count_as_typography(self, letters: str) -> None:
        assert check(WORDS.replace("don't", letters)).verdict == Verdict.VERBATIM


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("record", "pasted"),
    [
        ("He needs to resign effective immediately, in my view.", "He needs to re-sign effective immediately"),
        ("She is notable among all of the people here tonight.", "She is not-able among all of the people"),
        ("There were a couple of .4s for the next two numbers.", "There were a couple of 4s for the next two numbers"),
        ("We pay 1.15x of what the others pay for it all.", "We pay 1 15x of what the others pay"),
        ("It is 25-30 percent of what the others pay for it.", "It is 25 30 percent of what the others pay"),
    ],
)
def test_a_sign_within_a_word_or_number_can_change_it(record: str, pasted: str) -> None:
    make_statement(record)
    assert check(pasted).verdict == Verdict.ALTERED


@pytest.mark.django_db
def test_a_prefix_with_a_hyphen_is_the_same_word() -> None:
    make_statement("We will cooperate with all of the other districts here.")
    assert check("We will co-operate with all of the other districts").verdict == Verdict.PUNCTUATION


@pytest.mark.django_db
def test_punctuation_around_a_negation_changes_the_meaning() -> None:
    make_statement("I did not just like the man; I loved him very much indeed.")
    assert "“just” changes the meaning" in check("I did not ... like the man; I loved him").headline


@pytest.mark.django_db
def test_words_of_an_unknown_speaker_are_not_attributed_to_others() -> None:
    make_statement("Thank you very much for your time tonight.", speaker=make_speaker("Anthony Bates"))
    make_statement("Thank you very much for your time tonight.", attribution="")
    answer = check("“Thank you very much for your time tonight.”", "Catherine Read")
    assert not answer.said_by_another
    assert answer.headline.endswith("speaker not confirmed")
