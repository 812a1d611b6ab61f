"""Which of two languages the words of a text are in, and that no language hides a word that reverses the meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.articles.check import QuotationOutcome, outcome_of
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.quote_checker.answer import Tone
from archive.citations.quote_checker.meaning import turns
from archive.citations.quote_checker.two_languages import is_spanish, is_spanish_at
from tests.citations.quote_checker.judged import judged
from tests.citations.quote_checker.test_check import check
from tests.record import make_speaker, make_statement

ENGLISH_WORDS = "never not nobody nothing neither hardly cannot don't won't without unless only if no"
SPANISH_WORDS = "nunca jamás nadie nada ningún ninguno tampoco no ni sin solo sólo solamente apenas si salvo excepto"
AROUND = [
    "",
    "We want to thank the board for all of the work that it has done for the children.",
    "Queremos agradecer a la junta por el trabajo que hizo para los niños del barrio.",
    "Gracias.",
]
ENGLISH_QUOTED = ["we share all of it with them", "close small schools now", "Troy schools close early today"]
SPANISH_QUOTED = [
    "cerraremos la escuela del barrio en junio",
    "votaré esa ley mañana",
    "quiere cerrar escuelas pequeñas",
]
SPOKEN = st.one_of(
    st.tuples(st.sampled_from(ENGLISH_WORDS.split()), st.sampled_from(ENGLISH_QUOTED)),
    st.tuples(st.sampled_from(SPANISH_WORDS.split()), st.sampled_from(SPANISH_QUOTED)),
    # In a sentence of the other language, only what that language cannot mean otherwise.
    st.tuples(st.sampled_from(["nunca", "jamás", "nadie", "ningún", "tampoco", "no"]), st.sampled_from(ENGLISH_QUOTED)),
    st.tuples(st.sampled_from(ENGLISH_WORDS.split()), st.sampled_from(SPANISH_QUOTED)),
)


def named(pasted: str, text: str) -> set[tuple[str, str]]:
    best = judged(pasted, text)
    assert best, (pasted, text)
    return {(change.where.value, change.word.casefold()) for change in turns(best, text)}


@given(SPOKEN, st.sampled_from(AROUND), st.sampled_from(AROUND))
def test_a_word_of_negation_cut_off_is_named_whatever_the_language_of_the_text(
    spoken: tuple[str, str], lead: str, tail: str
) -> None:
    word, quoted = spoken

    before = f"{lead} {word.capitalize()} {quoted}. {tail}".strip()
    after = f"{lead} {quoted.capitalize()} {word}. {tail}".strip()

    assert ("before", word) in named(f"“{quoted}.”", before)
    assert ("after", word) in named(f"“{quoted}”", after)


@given(SPOKEN, st.sampled_from(AROUND), st.sampled_from(AROUND), st.integers(2, 3), st.booleans())
def test_a_word_of_negation_left_out_or_put_in_is_named_whatever_the_language_of_the_text(
    spoken: tuple[str, str], lead: str, tail: str, place: int, has_dots: bool
) -> None:
    word, quoted = spoken
    parts = f"{quoted} {quoted}".split()
    plain = " ".join(parts)
    with_it = " ".join([*parts[:-place], word, *parts[-place:]])
    without = " ".join([*parts[:-place], "…", *parts[-place:]]) if has_dots else plain

    if len(parts) > 6 or not has_dots:
        assert ("dropped", word) in named(f"“{without}.”", f"{lead} {with_it.capitalize()}. {tail}")
    assert ("added", word) in named(f"“{with_it}.”", f"{lead} {plain.capitalize()}. {tail}")


@pytest.mark.parametrize(
    "sentence",
    [
        "The original sin of the board was sharing it.",
        "It was a solo of the choir and {} too.",
        "They measure it in SI units and {} as well.",
        "A salvo of the guns was fired and {} then.",
        "The NI office was closed and {} then.",
        "Sí, {} hoy mismo.",
    ],
)
def test_a_word_that_means_something_else_in_its_sentence_changes_nothing(sentence: str) -> None:
    quoted = "sharing it" if "{}" not in sentence else "we share it with them"
    assert named(f"“{quoted}”", sentence.format(quoted)) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Nunca cerraremos la escuela del barrio en junio.", "Cerraremos la escuela del barrio en junio"),
        ("Jamás votaré esa ley.", "votaré esa ley"),
        ("Nadie quiere cerrar escuelas.", "quiere cerrar escuelas"),
        ("Nunca más cerraremos esto. And in English: we want to thank you for it.", "cerraremos esto"),
    ],
)
def test_words_of_spanish_cut_so_that_they_are_reversed_are_not_as_they_were_said(said: str, quoted: str) -> None:
    make_statement(said, speaker=make_speaker("Eva Peña"))

    answer = check(f"“{quoted}”, dijo Eva Peña.")

    assert answer.tone == Tone.WRONG
    assert outcome_of(answer) == QuotationOutcome.ALTERED


def test_a_text_is_spanish_if_it_has_more_of_its_common_words() -> None:
    assert is_spanish("La junta votó en contra de la propuesta.")
    assert not is_spanish("The original sin of the board was that it met in La Paz.")
    assert not is_spanish("")


def test_a_sentence_tells_its_language_before_the_text() -> None:
    text = "La junta votó en contra de la propuesta. We meet once a week and that is it. Gracias once."

    def at(words: str) -> QuoteRange:
        start = text.index(words)
        return QuoteRange(start, start + len(words))

    assert not is_spanish_at(text, at("once a week"))
    assert is_spanish_at(text, at("votó"))
    assert is_spanish_at(text, at("once.")) == is_spanish(text)
