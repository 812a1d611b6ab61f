"""Articles in eight languages: the right quotation of the right person is accepted, and no other."""

from typing import Any

import pytest

from archive.citations.articles import QuotationOutcome, check_article
from tests.citations.articles.newspapers import NEWSPAPERS
from tests.citations.quote_checker.test_check import find
from tests.record import make_board, make_meeting, make_speaker, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GIVEN, FAMILY = "Robin", "Sample"
ANOTHER = ("Kim", "Example")
LEAST = 0.85


def outcome(
    language: str, sentence: str, *, given: str = GIVEN, family: str = FAMILY, altered: bool = False
) -> QuotationOutcome | None:
    """Return the outcome of the one long quotation in an article of one sentence."""
    paper = NEWSPAPERS[language]
    parts = [paper.first, paper.second]
    if altered:
        parts = [part.replace(*paper.altered) for part in parts]
    article = sentence.format(q=" ".join(parts), a=parts[0], b=parts[1], N=f"{given} {family}", G=given, F=family)
    found = check_article(article, find=find).passages
    return found[0].outcome if len(found) == 1 else None


@pytest.fixture(params=NEWSPAPERS)
def language(request: pytest.FixtureRequest) -> str:
    paper = NEWSPAPERS[request.param]
    meeting = make_meeting(make_board(language=request.param))
    text = f"{paper.first} {paper.second}."
    make_statement(text, meeting=meeting, speaker=make_speaker(f"{GIVEN} {FAMILY}"))
    make_statement("Etwas ganz anderes.", meeting=meeting, speaker=make_speaker(" ".join(ANOTHER)))
    return request.param


def outcomes(language: str, **how: Any) -> dict[str, QuotationOutcome | None]:
    return {sentence: outcome(language, sentence, **how) for sentence in NEWSPAPERS[language].sentences}


def test_the_right_words_of_the_right_person_match_the_record(language: str) -> None:
    found = outcomes(language)
    missed = {sentence: outcome for sentence, outcome in found.items() if outcome != QuotationOutcome.AS_SAID}
    assert len(missed) <= (1 - LEAST) * len(found), missed
    assert QuotationOutcome.OTHER_SPEAKER not in missed.values()


def test_altered_words_are_never_accepted(language: str) -> None:
    assert QuotationOutcome.AS_SAID not in outcomes(language, altered=True).values()


@pytest.mark.parametrize(
    ("given", "family"),
    [ANOTHER, ("Xenon", "Zydeco"), ("Kim", FAMILY), ("Hannelore", FAMILY), ("Robinia", FAMILY)],
    ids=" ".join,
)
def test_a_wrong_person_is_never_accepted(language: str, given: str, family: str) -> None:
    found = outcomes(language, given=given, family=family)
    # A family name alone is the speaker's too.
    accepted = [
        sentence
        for sentence, outcome in found.items()
        if outcome == QuotationOutcome.AS_SAID and (family != FAMILY or "{N}" in sentence)
    ]
    assert not accepted


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "„{q}“, sagte der Sprecher von {N}."),
        ("de", "„{q}“, sagte {F}s Sprecherin Kim Example."),
        ("de", "„{q}“, sagte Kim Example zu {N}."),
        ("de", "„{q}“, sagte {N} nie."),
        ("de", "„{q}“, hat {N} nie gesagt."),
        ("fr", "« {q} », a déclaré le porte-parole de {N}."),
        ("fr", "« {q} », a dit Kim Example à {N}."),
        ("fr", "« {q} », n’a jamais dit {N}."),
        ("es", "“{q}”, dijo el portavoz de {N}."),
        ("es", "“{q}”, dijo Kim Example a {N}."),
        ("it", "«{q}», ha detto il portavoce di {N}."),
        ("it", "«{q}», ha detto Kim Example a {N}."),
        ("pt", "“{q}”, disse o porta-voz de {N}."),
        ("pt", "“{q}”, disse Kim Example a {N}."),
        ("nl", "“{q}”, zei de woordvoerder van {N}."),
        ("nl", "“{q}”, zei Kim Example tegen {N}."),
        ("nl", "“{q}”, zei {N} nooit."),
        ("pl", "„{q}” – powiedziała Kim Example do {N}."),
        ("en", "“{q},” {N}’s spokesman said."),
        ("en", "“{q},” so {N} left."),
    ],
    indirect=["language"],
)
def test_a_name_beside_the_quotation_that_is_not_its_speaker_confirms_nothing(language: str, sentence: str) -> None:
    assert outcome(language, sentence) != QuotationOutcome.AS_SAID


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_a_german_noun_is_not_another_speaker(language: str) -> None:
    sentence = "„{q}“, sagte die Ortsvorsteherin {N} dem Stadtanzeiger im Rathaus."
    assert outcome(language, sentence) == QuotationOutcome.AS_SAID


DECLINED = {
    "Anny Przykładowej": "Anna Przykładowa",
    "Jana Wzorka": "Jan Wzorek",
    "burmistrza Jana Wzorka": "Jan Wzorek",
    "Piotra Przykładowskiego": "Piotr Przykładowski",
    "radnej Przykładowej": "Anna Przykładowa",
    "Pawła Kupca": "Paweł Kupiec",
    "Jerzego Przykładnego": "Jerzy Przykładny",
    "Marii Wzorcowej": "Maria Wzorcowa",
    "Anny Wzorek": "Anna Wzorek",
}


@pytest.mark.parametrize("before", ["Zdaniem {N} „{q}”.", "Według {N}, „{q}”.", "W ocenie {N} „{q}”."])
@pytest.mark.parametrize("written", DECLINED)
def test_a_declined_polish_name_is_the_speakers(written: str, before: str) -> None:
    assert of_polish(before, written, DECLINED[written]) == QuotationOutcome.AS_SAID


@pytest.mark.parametrize(
    ("written", "speaker"),
    [("Pauli Wzorek", "Paul Wzorek"), ("Paula Wzorka", "Paula Wzorek"), ("Jany Wzorek", "Jan Wzorek")],
)
def test_another_declined_name_is_not_the_speakers(written: str, speaker: str) -> None:
    assert of_polish("Zdaniem {N} „{q}”.", written, speaker) != QuotationOutcome.AS_SAID


def test_a_name_is_declined_only_where_the_grammar_wants_it() -> None:
    assert of_polish("„{q}” – powiedziała {N}.", "Paula Wzorka", "Paul Wzorek") != QuotationOutcome.AS_SAID


@pytest.mark.parametrize("sentence", ["Samples Fazit: „{q}.“", "Robin Samples Antwort: „{q}.“"])
def test_a_german_genitive_is_nobody_elses_name(sentence: str) -> None:
    paper = NEWSPAPERS["de"]
    make_statement(f"{paper.first} {paper.second}.", meeting=make_meeting(), speaker=make_speaker(f"{GIVEN} {FAMILY}"))
    assert outcome("de", sentence) not in {QuotationOutcome.OTHER_SPEAKER, None}


def of_polish(sentence: str, written: str, speaker: str) -> QuotationOutcome | None:
    paper = NEWSPAPERS["pl"]
    make_statement(f"{paper.first} {paper.second}.", meeting=make_meeting(), speaker=make_speaker(speaker))
    found = check_article(sentence.format(q=f"{paper.first} {paper.second}", N=written), find=find).passages
    return found[0].outcome if len(found) == 1 else None


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
    assert all(one.outcome == QuotationOutcome.AS_SAID for one in found) == is_right
