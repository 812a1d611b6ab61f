"""Runs of words that texts share: only rare ones, from earlier texts, at full length."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.shared_words import compared_texts, piece_files, quotations
from archive.citations.shared_words.quotations import MOST_TEXTS, Run, Text, TextsCompared
from tests.citations.shared_words.all_compared import all_runs

EARLY = "I said it then. The dam at Sample Lake will not hold another winter without new gates, and everybody knows it."
LATE = "We were told this: “the dam at Sample Lake will NOT hold another winter, without new gates” and we waited."
WORDS = "dam at Sample Lake will not hold another winter without new gates"


def find(*texts: str, groups: tuple[int, ...] = (), days: tuple[tuple[int, int], ...] = ()) -> list[Run]:
    """Compare the texts. By default each is a day later than the one before and in its own group."""
    stored = dict(enumerate(texts))
    rows = [
        Text(number, *(days[number] if days else (number, number)), groups[number] if groups else number)
        for number in stored
    ]
    with TemporaryDirectory() as folder:
        compared = TextsCompared(
            Path(folder), "key", "", lambda numbers: {number: stored[number] for number in numbers}
        )
        return sorted(compared.update(rows, lambda _: set()))


def shown(run: Run, *texts: str) -> tuple[str, str]:
    return texts[run.later][run.later_start : run.later_end], texts[run.earlier][run.earlier_start : run.earlier_end]


def test_the_whole_run_is_found_whatever_its_marks_and_capitals():
    (run,) = find(EARLY, LATE)
    later, earlier = shown(run, EARLY, LATE)
    assert later == "the dam at Sample Lake will NOT hold another winter, without new gates” and"
    assert earlier == "The dam at Sample Lake will not hold another winter without new gates, and"
    assert (run.later, run.earlier) == (1, 0)


def test_eight_shared_words_count_and_seven_do_not():
    assert find("a b c d e f g h x", "z a b c d e f g h y")
    assert not find("a b c d e f g x", "z a b c d e f g y")


def test_words_shared_by_many_texts_are_not_a_quotation():
    aye = "all those in favor say aye opposed motion carries number {}"
    assert not find(*(aye.format(number) for number in range(MOST_TEXTS + 1)))
    assert find(*(aye.format(number) for number in range(MOST_TEXTS)))


def test_a_common_phrase_with_a_rare_name_is_not_a_quotation():
    phrase = "the materials used by {} are appended to this transcript as appendix five"
    texts = [phrase.format(f"speaker{number}") for number in range(MOST_TEXTS + 3)]
    assert not find(*texts, texts[0] + " again")


def test_only_later_texts_quote_the_first():
    later = [f"{WORDS} said speaker {number}" for number in range(3)]
    assert [(run.later, run.earlier) for run in find(*later)] == [(1, 0), (2, 0)]
    assert not find(EARLY, LATE, days=((5, 5), (5, 5)))
    # A text known only by its year is not later than one on a day in that year.
    assert not find(EARLY, LATE, days=((5, 5), (1, 365)))
    assert [(run.later, run.earlier) for run in find(EARLY, LATE, days=((9, 9), (5, 5)))] == [(0, 1)]


def test_turns_of_one_meeting_do_not_quote_each_other():
    assert not find(EARLY, LATE, groups=(1, 1))


def test_only_the_longest_of_several_runs_is_kept():
    early = "one two three four five six seven eight and then " + WORDS
    late = WORDS + " but not one two three four five six seven eight"
    (run,) = find(early, late)
    assert shown(run, early, late) == (WORDS, WORDS)


@pytest.mark.parametrize(("before_early", "before_late"), [("", ""), ("gates ", ""), ("", "gates "), ("x ", "y ")])
def test_a_run_includes_the_common_words_before_its_rare_ones(before_early: str, before_late: str):
    opening = "we thank you all for coming"
    said = f"{opening} {WORDS}"
    texts = [before_early + said, before_late + said, *(f"{opening} speaker {n}" for n in range(MOST_TEXTS))]
    (run,) = find(*texts)
    assert shown(run, *texts) == (said, said)


def test_no_texts_give_no_runs():
    assert find() == []
    assert find("", "one two", "") == []


@pytest.mark.slow
@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=30).map(" ".join), max_size=6), st.lists(st.integers(0, 3))
)
def test_every_run_has_the_same_words_in_both_texts(texts: list[str], groups: list[int]):
    groups = (groups + [9] * len(texts))[: len(texts)]
    for run in find(*texts, groups=tuple(groups)):
        later, earlier = shown(run, *texts)
        assert later.split() == earlier.split()
        assert len(later.split()) >= 8
        assert run.earlier < run.later
        assert groups[run.earlier] != groups[run.later]


class Archive:
    """Texts that are added, changed and removed, with the runs that were found, stored as on a site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = ""
        self.texts: dict[int, Text] = {}
        self.stored: dict[int, str] = {}
        self.runs: set[Run] = set()
        self.judged: int | None = None

    def put(self, number: int, words: str, day: int = 0, days: int = 0, group: int = 0) -> None:
        """Add the text with that number, or change its words, day or group."""
        self.stored[number] = words
        self.texts[number] = Text(number, day, day + days, group or -number, hash(words) % 2**63)

    def remove(self, number: int) -> None:
        """Remove the text."""
        self.texts.pop(number, None)

    def compare(self, key: str = "key") -> set[Run]:
        """Compare what has changed and return all current runs."""
        compared = TextsCompared(self.folder, key, self.state, lambda numbers: {n: self.stored[n] for n in numbers})
        found = set(compared.update(self.texts.values(), self._quoting))
        judged = compared.judged
        gone = set(compared.gone)
        kept = {
            run
            for run in self.runs
            if judged is not None and run.later not in judged and not gone & {run.later, run.earlier}
        }
        self.runs = found | kept
        self.judged = None if judged is None else len(judged)
        self.state = compared.keep()
        compared.tidy()
        assert len(compared) == len(self.texts)
        return self.runs

    def _quoting(self, numbers: Iterable[int]) -> set[int]:
        return {run.later for run in self.runs} & set(numbers)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do everything in many small parts."""
    monkeypatch.setattr(quotations, "WORDS_AT_ONCE", 20)
    monkeypatch.setattr(quotations, "TEXTS_AT_ONCE", 2)
    monkeypatch.setattr(piece_files, "MERGED_AT_ONCE", 2)
    monkeypatch.setattr(piece_files, "READ_AT_ONCE", 8)
    monkeypatch.setattr(piece_files, "LOOKED_AT", 2)


# Few words, so that texts share many of them, and sentences that many texts have.
SENTENCES = [WORDS, "a b c d e f g h i j", "c d e f g h i j k l", "a a a a a a a a a", "a b a b a b a b a b"]
TEXTS = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.lists(st.sampled_from("abc"), max_size=12).map(" ".join)), max_size=3
).map(" ".join)
CHANGES = st.one_of(
    st.tuples(st.integers(1, 14), TEXTS, st.integers(1, 9), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.integers(1, 14)),
)


@pytest.mark.slow
@pytest.mark.usefixtures("small_parts")
@given(st.lists(st.lists(CHANGES, max_size=8), max_size=6))
def test_incremental_comparison_gives_the_same_runs_as_comparing_all_texts(rounds: list[list[tuple]]):
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        for changes in rounds:
            for change in changes:
                if len(change) == 1:
                    archive.remove(*change)
                else:
                    archive.put(*change)
            assert archive.compare() == all_runs(archive.texts.values(), archive.stored)


def fill(archive: Archive) -> None:
    for number in range(1, 40):
        archive.put(number, f"{number} is said of {number} and {number} by speaker {number} of so many", day=number)
    archive.put(40, EARLY, day=40)


def test_only_new_texts_and_those_they_affect_are_compared(archive: Archive):
    fill(archive)
    assert archive.compare() == set()
    assert archive.judged is None
    archive.put(41, LATE, day=41)
    (run,) = archive.compare()
    assert (run.later, run.earlier) == (41, 40)
    # The new text, and the one whose words it has.
    assert archive.judged == 2
    archive.compare()
    assert archive.judged == 0


def test_all_texts_are_compared_again_if_most_have_changed(archive: Archive):
    fill(archive)
    archive.compare()
    archive.put(41, LATE, day=41)
    for number in range(1, 20):
        archive.remove(number)
    assert len(archive.compare()) == 1
    assert archive.judged is not None
    for number in range(20, 40):
        archive.put(number, f"{number} says something else now", day=number)
    assert len(archive.compare()) == 1
    assert archive.judged is None


def test_an_earlier_text_that_is_added_later_is_the_quoted_one(archive: Archive):
    fill(archive)
    archive.put(41, LATE, day=41)
    archive.compare()
    archive.put(42, EARLY, day=5)
    assert {(run.later, run.earlier) for run in archive.compare()} == {(41, 42), (40, 42)}
    archive.remove(42)
    assert {(run.later, run.earlier) for run in archive.compare()} == {(41, 40)}


def test_words_that_many_texts_repeat_are_hidden_until_fewer_have_them(archive: Archive):
    fill(archive)
    for number in range(41, 40 + MOST_TEXTS):
        archive.put(number, f"{number} {WORDS}", day=number)
    assert len(archive.compare()) == MOST_TEXTS - 1
    archive.put(50, f"50 {WORDS}", day=50)
    assert archive.compare() == set()
    archive.remove(41)
    assert {run.later for run in archive.compare()} == {42, 43, 44, 50}


def test_a_missing_state_or_one_with_another_key_is_rebuilt(archive: Archive):
    fill(archive)
    archive.put(41, LATE, day=41)
    found = archive.compare()
    assert archive.compare(key="another") == found
    assert archive.judged is None
    archive.state = "no such state"
    assert archive.compare() == found
    assert archive.judged is None


def test_a_state_from_another_method_is_rebuilt(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    fill(archive)
    archive.compare()
    monkeypatch.setattr(compared_texts, "FORMAT", 2)
    archive.compare()
    assert archive.judged is None


def pieces_on_disk(folder: Path) -> int:
    return sum(path.stat().st_size // 8 for path in folder.glob("*.pieces"))


def test_removed_words_leave_no_trace_in_the_files(archive: Archive):
    fill(archive)
    archive.put(41, "nobody else has a word of this sentence here", day=41)
    archive.compare()
    before = pieces_on_disk(archive.folder)
    archive.put(41, "nobody", day=41)
    archive.compare()
    assert pieces_on_disk(archive.folder) == before - 6


def test_the_files_reveal_no_word_without_the_key(archive: Archive, tmp_path: Path):
    archive.put(1, WORDS)
    archive.compare()
    other = Archive(tmp_path / "other")
    other.put(1, WORDS)
    other.compare(key="another")
    one, two = (
        {path.read_bytes()[at : at + 8] for path in folder.glob("*.pieces") for at in range(0, path.stat().st_size, 8)}
        for folder in (archive.folder, other.folder)
    )
    assert one
    assert not one & two
