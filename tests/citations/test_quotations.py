"""Runs of words that texts have in common: rare ones, of earlier texts, in full."""

from hypothesis import given
from hypothesis import strategies as st

from archive.citations.quotations import MOST_TEXTS, Run, Text, find_runs

EARLY = "I said it then. The dam at Sample Lake will not hold another winter without new gates, and everybody knows it."
LATE = "We were told this: “the dam at Sample Lake will NOT hold another winter, without new gates” and we waited."
WORDS = "dam at Sample Lake will not hold another winter without new gates"


def find(*texts: str, groups: tuple[int, ...] = (), days: tuple[tuple[int, int], ...] = ()) -> list[Run]:
    """Compare the texts, each a day later than the one before and of a group of its own, where not said."""
    stored = dict(enumerate(texts))
    rows = [
        Text(number, *(days[number] if days else (number, number)), groups[number] if groups else number)
        for number in stored
    ]
    return list(find_runs(rows, lambda numbers: {number: stored[number] for number in numbers}))


def shown(run: Run, *texts: str) -> tuple[str, str]:
    return texts[run.later][run.later_start : run.later_end], texts[run.earlier][run.earlier_start : run.earlier_end]


def test_the_whole_run_is_found_whatever_its_marks_and_capitals():
    (run,) = find(EARLY, LATE)
    later, earlier = shown(run, EARLY, LATE)
    assert later == "the dam at Sample Lake will NOT hold another winter, without new gates” and"
    assert earlier == "The dam at Sample Lake will not hold another winter without new gates, and"
    assert (run.later, run.earlier) == (1, 0)


def test_eight_words_count_and_seven_do_not():
    assert find("a b c d e f g h x", "z a b c d e f g h y")
    assert not find("a b c d e f g x", "z a b c d e f g y")


def test_what_more_than_a_few_texts_have_is_nobodys():
    aye = "all those in favor say aye opposed motion carries number {}"
    assert not find(*(aye.format(number) for number in range(MOST_TEXTS + 1)))
    assert find(*(aye.format(number) for number in range(MOST_TEXTS)))


def test_a_common_phrase_with_a_rare_name_in_it_is_no_quotation():
    phrase = "the materials used by {} are appended to this transcript as appendix five"
    texts = [phrase.format(f"speaker{number}") for number in range(MOST_TEXTS + 3)]
    assert not find(*texts, texts[0] + " again")


def test_the_first_is_quoted_and_only_by_later_ones():
    later = [f"{WORDS} said speaker {number}" for number in range(3)]
    assert [(run.later, run.earlier) for run in find(*later)] == [(1, 0), (2, 0)]
    assert not find(EARLY, LATE, days=((5, 5), (5, 5)))
    # One known only to the year is not later than a day of it.
    assert not find(EARLY, LATE, days=((5, 5), (1, 365)))
    assert [(run.later, run.earlier) for run in find(EARLY, LATE, days=((9, 9), (5, 5)))] == [(0, 1)]


def test_turns_of_one_meeting_do_not_quote_each_other():
    assert not find(EARLY, LATE, groups=(1, 1))


def test_of_several_runs_the_longest_is_kept():
    early = "one two three four five six seven eight and then " + WORDS
    late = WORDS + " but not one two three four five six seven eight"
    (run,) = find(early, late)
    assert shown(run, early, late) == (WORDS, WORDS)


def test_nothing_to_compare():
    assert find() == []
    assert find("", "one two", "") == []


@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=30).map(" ".join), max_size=6), st.lists(st.integers(0, 3))
)
def test_every_run_is_the_same_words_in_both(texts: list[str], groups: list[int]):
    groups = (groups + [9] * len(texts))[: len(texts)]
    for run in find(*texts, groups=tuple(groups)):
        later, earlier = shown(run, *texts)
        assert later.split() == earlier.split()
        assert len(later.split()) >= 8
        assert run.earlier < run.later
        assert groups[run.earlier] != groups[run.later]
