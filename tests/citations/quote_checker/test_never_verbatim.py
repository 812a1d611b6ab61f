"""The promise: a quotation is never called right unless all of it is, whatever stands around it.

Any passage of a text is taken, its words are changed, and marks, attributions, dots and brackets are put anywhere. The
oracle knows nothing of marks: it knows which words were quoted, and looks for them in a row in the text.

20,000 examples and more: NEVER_VERBATIM_EXAMPLES=20000 pytest tests/citations/quote_checker/test_never_verbatim.py
"""

import os
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archive.citations.passages.words import keys
from archive.citations.quote_checker import Finding, Verdict
from archive.citations.quote_checker.examine import examine
from archive.citations.quote_checker.quotation import readings
from archive.citations.quote_checker.text import SplitText

EXAMPLES = int(os.environ.get("NEVER_VERBATIM_EXAMPLES", "300"))
SURE = {Verdict.VERBATIM, Verdict.PUNCTUATION}

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

DASHES = frozenset({"—", "--", "-"})


def listed(words: str) -> list[str]:
    return words.split()


SMALL = listed("not never no unless only of and every one meeting board the in 15 -5 5 it's were")
VERBS = ["he", "she", "told", "says", "said"]
SAYING = {"said", "told", "added", "agreed", "says", "asked"}
CAPITAL = listed("Fired Smith Board Chairman Mr. Dr. We Yes Absolutely Darienne July He She Superintendent")


@st.composite
def changed_quotations(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """Draw a text, what is pasted of it, and the words that were quoted in it."""
    text = draw(st.sampled_from(TEXTS))
    has_attribution = draw(st.booleans())
    # Beside a name, another word with a capital is a part of it, and beside a verb of saying it is who said it, as far
    # as anybody can tell.
    has_capitals = not has_attribution and draw(st.booleans())
    stored = text.split()
    first = draw(st.integers(0, len(stored) - 3))
    words = stored[first : first + draw(st.integers(3, 30))]
    # A dash and a name or an office after a quotation say who said it: where names are put in, no dash is.
    has_capitals = has_capitals and not DASHES.intersection(words)
    strangers = st.sampled_from(SMALL + (CAPITAL if has_capitals else VERBS))
    marks = [mark for mark in MARKS if not has_capitals or mark not in DASHES]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["insert", "delete", "change", "swap"])):
            case "insert":
                words.insert(draw(st.integers(0, len(words))), draw(strangers))
            case "delete" if len(words) > 1:
                del words[at]
            case "change":
                words[at] = draw(strangers)
            case "swap" if at:
                words[at - 1], words[at] = words[at], words[at - 1]
    assume(not has_capitals or not _names_a_speaker(words))
    quoted = list(words)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(words)))
        mark = draw(st.sampled_from(marks))
        is_apart = at == len(words) or draw(st.booleans())
        if is_apart:
            words.insert(at, mark)
        else:
            words[at] = draw(st.sampled_from([f"{mark}{words[at]}", f"{words[at]}{mark}"]))
    if has_attribution:
        words.append(draw(st.sampled_from(["", *ATTRIBUTIONS_AFTER])))
        words.insert(0, draw(st.sampled_from(["", *ATTRIBUTIONS_BEFORE])))
    return text, " ".join(words), quoted


def _names_a_speaker(words: list[str]) -> bool:
    """Return whether a capitalised word ended up beside a verb of saying: it may then be the speaker."""
    pairs = list(pairwise(word.strip(",.:“”").casefold() for word in words))
    names = {word.casefold() for word in CAPITAL}
    return any({one, other} & names and {one, other} & SAYING for one, other in pairs)


def best(pasted: str, text: str) -> Finding | None:
    findings = [finding for reading in readings(pasted) if (finding := examine(reading, SplitText(text)))]
    return min(findings, key=lambda finding: finding.rank, default=None)


def in_a_row(words: list[str], text: str) -> bool:
    sought, stored = keys(" ".join(words)), keys(text)
    return any(stored[at : at + len(sought)] == sought for at in range(len(stored) - len(sought) + 1))


@pytest.mark.slow
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(changed_quotations())
def test_changed_words_are_never_verbatim(drawn: tuple[str, str, list[str]]) -> None:
    text, pasted, quoted = drawn
    finding = best(pasted, text)
    if finding and finding.verdict in SURE:
        assert in_a_row(quoted, text), pasted


@pytest.mark.slow
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(changed_quotations())
def test_every_pasted_word_is_accounted_for(drawn: tuple[str, str, list[str]]) -> None:
    _, pasted, _ = drawn
    for reading in readings(pasted):
        assert keys(" ".join(span.written for span in reading.spans)) == keys(pasted)


@settings(max_examples=EXAMPLES)
@given(st.text(st.sampled_from("\"“”«»‘’'„ab .,…[]\n—:"), max_size=60))
def test_no_kind_of_mark_loses_a_word(pasted: str) -> None:
    for reading in readings(pasted):
        assert keys(" ".join(span.written for span in reading.spans)) == keys(pasted)
