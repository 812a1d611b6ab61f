"""The promise: a quotation is never called right unless all of it is, whatever stands around it.

Any passage of a text is taken, its words are changed, and marks, attributions, dots and brackets are put anywhere. What
is checked is the answer that readers get. The oracle knows which words were quoted, and looks for them in a row in the
texts. Where marks fall inside the words, it looks for those that the answer shows as judged, and what it shows as
outside must have no mark.

20,000 examples and more: NEVER_VERBATIM_EXAMPLES=20000 pytest tests/citations/quote_checker/test_never_verbatim.py
"""

import os

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archive.citations.passages.words import keys
from archive.citations.quote_checker import Answer, check_quotation
from archive.citations.quote_checker.marks import DOUBLE
from archive.citations.quote_checker.quotation import SpanKind, readings
from archive.models import Statement
from tests.record import make_statement

EXAMPLES = int(os.environ.get("NEVER_VERBATIM_EXAMPLES", "300"))

TEXTS = (
    "If we become aware of a student's immigration status, we will not share that information with the United States "
    "Citizenship and Immigration Services. Milwaukee’s schools — all of them — believe in fair treatment of all "
    "students and families.\n\nDirector Báez said it cost $1.5 million [Laughter]. I urge our community to join.",
    "I don't think that anybody cares. And it's certainly not dictum, it seems to me, when the Court says, "
    '"Thus, the text controls," because it said so again in Smith -- and we were asked about that. He said, "Read it," '
    "and Justice Brown said no. I told the board, on July 12, that we had 1,250 seats, -5 percent; she asked why.",
    "Thank you. Yes. The superintendent said the district told reporters at the meeting that no one was told. Chairman "
    "Burns: We'll vote. President Anne said, well, the committee said they agreed … then they added, flatly, “No.”",
)
ATTRIBUTIONS_AFTER = (
    "said Superintendent Driver.",
    "she said.",
    "— Darienne Driver",
    "Justice Sotomayor told the court.",
)
ATTRIBUTIONS_BEFORE = ("Sotomayor said:", "According to Dr. Richard Machesky,", "He added,")
MARKS = ('"', "“", "”", "«", "»", "‘", "’", "'", "„", "…", "...", "[", "]", "[sic]", "—", "-", "(", ")", ",", "\n", ":")


def listed(words: str) -> list[str]:
    return words.split()


SMALL = listed("not never no unless only of and every one meeting board the in 15 -5 5 it's were")
STRANGERS = SMALL + listed("he she told says said")
STRANGERS += listed("Fired Smith Board Chairman Mr. Dr. We Yes Absolutely Darienne July He She Superintendent")


@st.composite
def changed_quotations(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw what is pasted, and the words of a text in it, perhaps changed."""
    stored = draw(st.sampled_from(TEXTS)).split()
    first = draw(st.integers(0, len(stored) - 3))
    words = stored[first : first + draw(st.integers(3, 30))]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["insert", "delete", "change", "swap"])):
            case "insert":
                words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(STRANGERS)))
            case "delete" if len(words) > 1:
                del words[at]
            case "change":
                words[at] = draw(st.sampled_from(STRANGERS))
            case "swap" if at:
                words[at - 1], words[at] = words[at], words[at - 1]
    quoted = list(words)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(words)))
        mark = draw(st.sampled_from(MARKS))
        is_apart = at == len(words) or draw(st.booleans())
        if is_apart:
            words.insert(at, mark)
        else:
            words[at] = draw(st.sampled_from([f"{mark}{words[at]}", f"{words[at]}{mark}"]))
    if draw(st.booleans()):
        words.append(draw(st.sampled_from(["", *ATTRIBUTIONS_AFTER])))
        words.insert(0, draw(st.sampled_from(["", *ATTRIBUTIONS_BEFORE])))
    return " ".join(words), quoted


@st.composite
def marked_quotations(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw the same with its marks around all of the words, and no others inside, and with an attribution."""
    pasted, _ = draw(changed_quotations())
    inner = "".join(mark for mark in pasted if mark not in DOUBLE + "‘’'[]…")
    assume("..." not in inner)
    written = draw(st.sampled_from(["“{}”", '"{}"', "«{}»"])).format(inner.strip())
    before, after = draw(st.sampled_from(["", *ATTRIBUTIONS_BEFORE])), draw(st.sampled_from(["", *ATTRIBUTIONS_AFTER]))
    return f"{before} {written} {after}", keys(inner)


def check(pasted: str) -> Answer:
    return check_quotation(pasted, find=lambda _query, _most: Statement.objects.values_list("number", flat=True))


@pytest.fixture
def texts(db: None) -> None:
    for text in TEXTS:
        make_statement(text)


def in_a_row(sought: list[str]) -> bool:
    return any(f" {' '.join(sought)} " in f" {' '.join(keys(text))} " for text in TEXTS)


on_one_record = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
    deadline=None,
)


@pytest.mark.slow
@on_one_record
@given(changed_quotations())
@pytest.mark.usefixtures("texts")
def test_changed_words_are_never_verbatim(drawn: tuple[str, list[str]]) -> None:
    pasted, quoted = drawn
    answer = check(pasted)
    if not (answer.has_the_words or answer.is_chosen):
        return
    of_kind = {kind: [one.written for one in answer.quotation.spans if one.kind == kind] for kind in SpanKind}
    assert in_a_row(keys(" ".join(of_kind[SpanKind.QUOTED]))), pasted
    if answer.has_the_words and not of_kind[SpanKind.OUTSIDE]:
        assert in_a_row(keys(" ".join(quoted))), pasted
    if answer.has_the_words:
        assert not set("".join(of_kind[SpanKind.OUTSIDE])) & set(DOUBLE), pasted


@pytest.mark.slow
@on_one_record
@given(marked_quotations())
@pytest.mark.usefixtures("texts")
def test_changed_words_in_marks_are_never_verbatim(drawn: tuple[str, list[str]]) -> None:
    pasted, quoted = drawn
    if check(pasted).has_the_words:
        assert in_a_row(quoted), pasted


@pytest.mark.slow
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(changed_quotations())
def test_every_pasted_word_is_accounted_for(drawn: tuple[str, list[str]]) -> None:
    pasted, _ = drawn
    for reading in readings(pasted):
        assert keys(" ".join(span.written for span in reading.spans)) == keys(pasted)


@settings(max_examples=EXAMPLES)
@given(st.text(st.sampled_from("\"“”«»‘’'„ab .,…[]\n—:"), max_size=60))
def test_no_kind_of_mark_loses_a_word(pasted: str) -> None:
    for reading in readings(pasted):
        assert keys(" ".join(span.written for span in reading.spans)) == keys(pasted)
