import pytest

from archive.ingest.text.pages import without_furniture, without_running_lines

WORDS = ["they met", "a motion", "nobody spoke", "the vote", "item seven", "an end"]


def body(pages: list[list[str]]) -> list[list[str]]:
    return [[page[n] for n in kept] for page, kept in zip(pages, without_furniture(pages), strict=True)]


def test_footers_with_page_counts_are_removed_from_the_outside_in():
    pages = [[words, f"more {words}", f"January 29-30, 2013 {n} of 269"] for n, words in enumerate(WORDS, 1)]

    assert body(pages) == [[words, f"more {words}"] for words in WORDS]


def test_a_running_head_beside_a_page_number_is_removed_from_a_text_without_pages():
    lines = [line for n, words in enumerate(WORDS, 3447) for line in ("Sample Council 17 January", "", str(n), words)]

    assert [lines[n] for n in without_running_lines(lines) if lines[n]] == WORDS


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        ([["1", "so"], ["2", "then"]], [["so"], ["then"]]),
        ([["5", "so"], ["6", "then"]], [["so"], ["then"]]),
        ([["5", "so"], ["7", "then"]], [["5", "so"], ["7", "then"]]),
        ([["6", "so"], ["5", "then"]], [["6", "so"], ["5", "then"]]),
        ([["so", "Page 1 of 9"]], [["so"]]),
        ([["so", "- 1 -"]], [["so"]]),
        ([["so", "2"]], [["so", "2"]]),
        ([["1 so"]], [["1 so"]]),
        ([["so", "7"], ["then", "9"], ["more", "10"]], [["so", "7"], ["then"], ["more"]]),
    ],
)
def test_a_page_number_counts_with_the_page_before_or_after_it(pages: list[list[str]], kept: list[list[str]]):
    assert body(pages) == kept


@pytest.mark.parametrize(
    ("numbers", "is_head"),
    [([7, 8, 9, 10], True), ([7, 8, 9], False), ([7, 8, 10, 11], False), ([7, 9, 8, 10], False), ([1, 2, 3, 4], True)],
)
def test_a_running_head_is_beside_four_numbers_that_count(numbers: list[int], is_head: bool):
    lines = [line for n, number in enumerate(numbers) for line in ("Sample head", f"- {number} -", f"{WORDS[n]}, so")]

    assert (len(without_running_lines(lines)) == len(numbers)) is is_head
