"""How the press prints words that were said so: what is convention, and what is a change."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.citations.quote_checker.finding import Convention, Finding, Verdict
from archive.citations.quote_checker.meaning import turns
from tests.citations.quote_checker.judged import judged

TEXT = (
    "Thank you. We won't share that information, and we never have: ask anyone! Why would we do that? Because you "
    'asked, she said, "Read it now," and I did... I urge our community to stand with us.'
)


def best(pasted: str, text: str = TEXT) -> Finding:
    finding = judged(pasted, text)
    assert finding is not None
    return finding


def changed(pasted: str, text: str = TEXT) -> list[tuple[str, str]]:
    return [(one.published, one.quoted) for one in best(pasted, text).differences if one.kind != "same"]


@pytest.mark.parametrize(
    ("pasted", "conventions"),
    [
        ("“I urge our community to stand with us,” Driver said.", {Convention.CLOSING_MARK}),
        ("Driver said: “I urge our community to stand.”", {Convention.CLOSING_MARK}),
        ("“We won’t share that information.”", {Convention.CLOSING_MARK}),
        ("“And we never have,” Driver said.", {Convention.CLOSING_MARK, Convention.CAPITAL}),
        ("“won’t share that information.”", {Convention.CLOSING_MARK}),
        ("Driver said that “we won’t share that information”", {Convention.CAPITAL}),
        ("“We won’t share that information,” Driver said. “And we never have.”",
         {Convention.CLOSING_MARK, Convention.CAPITAL}),
        ("“We won’t share,” Driver said, “that information.”", {Convention.CLOSING_MARK}),
        ("“Why would we do that?” Driver asked.", set()),
        ("“Why would we do that?” Driver asked. “Because you asked.”", {Convention.CLOSING_MARK}),
        ("“Because you asked, she said, ‘Read it now,’ and I did”", set()),
        ("“Because you asked, she said, ‘Read it now’,” Driver said.", {Convention.CLOSING_MARK}),
    ],
)  # fmt: skip
def test_press_style_is_no_difference(pasted: str, conventions: set[Convention]) -> None:
    found = best(pasted)

    assert found.verdict == Verdict.VERBATIM
    assert found.differences == ()
    assert found.conventions >= conventions - {Convention.CLOSING_MARK}
    assert turns(found, TEXT) == [] or "cut" not in pasted


@pytest.mark.parametrize(
    ("pasted", "changes"),
    [
        ("“Why would we do that,” Driver said.", [("?", ",")]),
        ("“Why would we do that.”", [("?", ".")]),
        ("“I urge our community to stand with us?” Driver asked.", [(".", "?")]),
        ("“I urge our community to stand with us!” Driver said.", [(".", "!")]),
        ("“we never have: ask anyone,” Driver said.", [("!", ",")]),
        ("“won’t share that information — and we never have,” Driver said.", [(",", "—")]),
        ("“We won’t share that information and we never have,” Driver said.", [(",", "")]),
        ("“We Won’t share that information,” Driver said.", [("won't", "Won’t")]),
        ("“and I did,” Driver said.", [("...", ",")]),
        ("“Why would we do that,” Driver said, “because you asked.”", [("?", ","), ("Because", "because")][:1]),
    ],
)
def test_any_other_mark_or_capital_is_a_difference_and_nothing_else_is(
    pasted: str, changes: list[tuple[str, str]]
) -> None:
    assert best(pasted).verdict == Verdict.PUNCTUATION
    assert changed(pasted) == changes


@pytest.mark.parametrize(
    ("pasted", "where", "is_close"),
    [
        ("“Why would we do that,” Driver said.", "dropped", True),
        ("“I urge our community to stand with us?” Driver asked.", "added", True),
        ("“We would do,” Driver said.", None, None),
        ("“Would we do.”", "after", True),
        ("“We won’t share that information … Why would we do that,” Driver said.", "dropped", True),
    ],
)
def test_a_question_that_became_a_statement_is_told(pasted: str, where: str | None, is_close: bool | None) -> None:
    text = TEXT.replace("Why would we do that?", "Why would we do that now?") if where == "after" else TEXT
    if where is None:
        assert judged(pasted, TEXT) is None
        return
    told = [(turn.where.value, turn.is_close) for turn in turns(best(pasted, text), text) if turn.is_question]
    assert told == [(where, is_close)]


ASKING = "Good day. Do we close the library on Monday? I am not sure. We met, right? ¿Cerramos la sala hoy? “Is it?”"


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        # Cut short, and ended like a statement.
        ("She said, “Do we close the library.”", ("after", True)),
        ("“Do we close the library,” she said.", ("after", True)),
        ("“Do we close the library”, she said.", ("after", True)),
        ("“Close the library.”", ("after", True)),
        ("“Good day. Do we close the library,” she said.", ("after", True)),
        ("Do we close the library", ("after", True)),
        ("«Cerramos la sala», dijo Read.", ("after", True)),
        ("“We met.”", ("after", True)),
        ("“Do we close,” she said. “I am not sure.”", ("after", True)),
        # Whole, but without its mark.
        ("“Do we close the library on Monday”, she asked.", ("dropped", True)),
        ("“Do we … library on Monday”, she asked.", ("dropped", True)),
        ("“close the library”, she said.", ("after", False)),
        ("“close the library on Monday”, she said.", ("dropped", True)),
        ("“we close the library on Monday”", ("dropped", True)),
        # A few words of it, or a cut that the quotation shows.
        ("“close the library”, she asked.", ("after", False)),
        ("“close the library”", ("after", False)),
        ("“close the library on Monday”", ("dropped", True)),
        ("“Do we close the library …”", ("after", False)),
        ("“Do we close … on Monday?”", None),
        ("“Do we close,” she asked, “the library on Monday?”", None),
        ("“Do we close,” she asked, “on Monday?”", None),
        # Asked: with the mark outside, or after fewer words.
        ("“Do we close the library?” she asked.", None),
        ("“Do we close the library on Monday?”", None),
        ("“Do we close the library on Monday”?", None),
    ],
)
def test_a_question_that_is_cut_and_ends_like_a_statement_is_told(pasted: str, told: tuple[str, bool] | None) -> None:
    found = best(pasted, ASKING)
    questions = [(turn.where.value, turn.is_close) for turn in turns(found, ASKING) if turn.is_question]

    assert questions == ([told] if told else [])
    assert found.verdict != Verdict.VERBATIM or not (told and told[1])


SENTENCE = "we will meet again in the gym on Monday and then decide on all of it as this board"
INSIDE = st.sampled_from(["?", "!", "…", ";", ":", "—", ","])


@given(st.integers(3, 20), st.integers(1, 18), INSIDE)
def test_a_mark_put_inside_a_quotation_is_never_called_exact(size: int, at: int, mark: str) -> None:
    words = list(SENTENCE.split()[:size])
    assume(at < len(words))
    text = f"Thank you. {' '.join(words)}. Good night."
    words[at - 1] += mark

    assert best(f"“{' '.join(words)},” Driver said.", text).verdict != Verdict.VERBATIM


@given(st.integers(3, 18), st.sampled_from([",", ".", ""]), st.booleans())
def test_no_beginning_of_a_question_is_called_exact_as_a_statement(size: int, closing: str, has_a_name: bool) -> None:
    words = SENTENCE.capitalize().split()
    text = f"Thank you. {' '.join(words)}? Good night."
    pasted = f"“{' '.join(words[:size])}{closing}”{' Driver said.' if has_a_name else ''}"

    assert best(pasted, text).verdict != Verdict.VERBATIM


@given(st.sampled_from(["?", "!", "...", "…", "?!"]), st.sampled_from([",", "."]))
def test_a_telling_mark_at_the_end_is_never_replaced_by_press_style(mark: str, closing: str) -> None:
    text = f"Thank you. We will decide on all of it{mark} Good night."

    assert best(f"“We will decide on all of it{closing}” Driver said.", text).verdict == Verdict.PUNCTUATION
    assert best(f"“We will decide on all of it{mark}” Driver said.", text).verdict == Verdict.VERBATIM
