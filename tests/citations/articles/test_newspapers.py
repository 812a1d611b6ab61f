"""Articles in eight languages: the words are judged, and the speaker's name beside them is marked, nobody else's."""

from collections.abc import Iterator

import pytest

from archive.citations.articles import CheckedPassage, QuotationOutcome, check_article
from tests.citations.articles.newspapers import NEWSPAPERS
from tests.citations.quote_checker.test_check import find
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GIVEN, FAMILY = "Robin", "Sample"
ANOTHER = ("Kim", "Example")
LEAST = 0.85


def checked(
    language: str, *, given: str = GIVEN, family: str = FAMILY, altered: bool = False
) -> Iterator[tuple[str, CheckedPassage]]:
    """Yield each sentence of a language with the one long quotation in it."""
    paper = NEWSPAPERS[language]
    parts = [paper.first, paper.second]
    if altered:
        parts = [part.replace(*paper.altered) for part in parts]
    for sentence in paper.sentences:
        article = sentence.format(q=" ".join(parts), a=parts[0], b=parts[1], N=f"{given} {family}", G=given, F=family)
        found = check_article(article, find=find).passages
        if len(found) == 1:
            yield sentence, found[0]


@pytest.fixture(params=NEWSPAPERS)
def language(request: pytest.FixtureRequest) -> str:
    paper = NEWSPAPERS[request.param]
    meeting = make_meeting(make_board(language=request.param))
    text = f"{paper.first} {paper.second}."
    make_statement(text, meeting=meeting, speaker=make_speaker(f"{GIVEN} {FAMILY}"))
    make_statement("Etwas ganz anderes.", meeting=meeting, speaker=make_speaker(" ".join(ANOTHER)))
    return request.param


def test_the_right_words_are_on_record_and_the_speaker_is_marked(language: str) -> None:
    found = dict(checked(language))
    right = [one for one in found.values() if one.outcome == QuotationOutcome.WORD_FOR_WORD]
    marked = [one for one in found.values() if one.answer.beside and one.answer.beside.names_the_speaker]
    sentences = NEWSPAPERS[language].sentences
    assert len(right) >= LEAST * len(sentences)
    assert len(marked) >= LEAST * len(sentences)
    assert not any(one.answer.names_another for one in found.values())


def test_altered_words_are_never_accepted(language: str) -> None:
    accepted = {QuotationOutcome.WORD_FOR_WORD, QuotationOutcome.OTHER_MARKS}
    assert not [sentence for sentence, one in checked(language, altered=True) if one.outcome in accepted]


@pytest.mark.parametrize(
    ("given", "family"),
    [ANOTHER, ("Xenon", "Zydeco"), ("Kim", FAMILY), ("Hannelore", FAMILY), ("Robinia", FAMILY)],
    ids=" ".join,
)
def test_a_wrong_person_is_never_called_the_speaker(language: str, given: str, family: str) -> None:
    for sentence, one in checked(language, given=given, family=family):
        # A family name alone is the speaker's too.
        if family == FAMILY and "{N}" not in sentence:
            continue
        assert not (one.answer.beside and one.answer.beside.names_the_speaker), sentence
        if (given, family) == ANOTHER and one.outcome == QuotationOutcome.WORD_FOR_WORD:
            assert one.answer.names_another, sentence


@pytest.mark.parametrize(
    ("first", "second", "is_right"),
    [
        ("If we look at the buses", "I don’t think they were late", True),
        ("If we look at the buses", "I think they were late", False),
    ],
)
def test_two_quotations_side_by_side_show_together_what_one_leaves_out(first: str, second: str, is_right: bool) -> None:
    text = "If we look at the buses, I don’t think they were late."
    make_statement(text, meeting=make_meeting(), speaker=make_speaker(f"{GIVEN} {FAMILY}"))
    found = check_article(f"“{first},” {FAMILY} said. “{second}.”", find=find).passages
    assert all(one.outcome == QuotationOutcome.WORD_FOR_WORD for one in found) == is_right
