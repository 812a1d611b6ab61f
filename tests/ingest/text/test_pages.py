import pytest

from archive.ingest.text.pages import without_furniture, without_running_lines

WORDS = ["they met", "a motion", "nobody spoke", "the vote", "item seven", "an end"]


def body(pages: list[list[str]]) -> list[list[str]]:
    return [[page[n] for n in kept] for page, kept in zip(pages, without_furniture(pages), strict=True)]


def test_repeated_headers_and_page_numbers_are_removed():
    pages = [
        ["SAMPLE COUNCIL", "February 26, 2014", str(n), words, f"{words} again"] for n, words in enumerate(WORDS, 2)
    ]

    assert body(pages) == [[words, f"{words} again"] for words in WORDS]


def test_footers_with_page_counts_are_removed_from_the_outside_in():
    pages = [[words, f"more {words}", f"January 29-30, 2013 {n} of 269"] for n, words in enumerate(WORDS, 1)]

    assert body(pages) == [[words, f"more {words}"] for words in WORDS]


def test_a_number_that_belongs_to_the_text_stays():
    pages = [["In the year", "2014", "of all"], ["there were", "7", "of us"], ["1979", "was another", "end"]]

    assert body(pages) == pages


def test_the_number_of_a_single_page_is_removed():
    assert body([["1", "Sample minutes", "words"]]) == [["Sample minutes", "words"]]


def test_a_running_head_beside_a_page_number_is_removed_from_a_text_without_pages():
    lines = [line for n, words in enumerate(WORDS, 3447) for line in ("Sample Council 17 January", "", str(n), words)]

    assert [lines[n] for n in without_running_lines(lines) if lines[n]] == WORDS


def test_a_line_beside_other_numbers_stays():
    lines = [line for n in (7, 3, 9, 12, 2) for line in ("Votes in favour", str(n))]

    assert without_running_lines(lines) == list(range(len(lines)))


def with_head(pages: int, of: int, above: int = 0, below: int = 0) -> list[int]:
    """Return how many lines are removed from each of so many pages, of which some have the same line at their top."""
    made = [
        [*(f"{chr(97 + page)} over {chr(97 + n)}" for n in range(above)), *(["Sample head"] if page < pages else [])]
        + [f"{chr(97 + page)} words"]
        + [f"{chr(97 + page)} under {chr(97 + n)}" for n in range(below)]
        for page in range(of)
    ]
    return [len(page) - len(kept) for page, kept in zip(made, without_furniture(made), strict=True)]


@pytest.mark.parametrize(
    ("pages", "of", "removed", "why"),
    [
        (3, 3, 3, "a line on three pages of three"),
        (2, 2, 0, "two pages are too few"),
        (3, 10, 3, "a line on three of ten"),
        (3, 11, 0, "on three of eleven"),
        (4, 13, 4, "on four of thirteen"),
    ],
)
def test_a_header_is_on_three_pages_and_on_three_of_ten(pages: int, of: int, removed: int, why: str):
    assert sum(with_head(pages, of, below=9)) == removed, why


def test_a_repeated_line_below_a_line_of_the_text_is_no_header():
    assert with_head(3, 3, above=1, below=9) == [0, 0, 0]


@pytest.mark.parametrize(
    ("beneath", "is_footer"), [([], True), ([""], True), (["", ""], True), (["", "", ""], False), (["last"], False)]
)
def test_a_footer_is_among_the_last_three_lines_with_nothing_below(beneath: list[str], is_footer: bool):
    made = [
        [
            *(f"{letter} words {other}" for other in "abcdefgh"),
            "Sample foot",
            *(line and f"{line} {letter}" for line in beneath),
        ]
        for letter in "abc"
    ]

    assert ["Sample foot" not in page for page in body(made)] == [is_footer] * 3


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
