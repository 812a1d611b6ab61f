import random

import pytest

from archive.ingest.text.furniture import of_pages, of_text

WORDS = ["they met", "a motion", "nobody spoke", "the vote", "item seven", "an end"]


def body(pages: list[list[str]]) -> list[list[str]]:
    furniture = of_pages(pages)
    return [[line for n, line in enumerate(page) if n not in gone] for page, gone in zip(pages, furniture, strict=True)]


def speech(seed: int, words: int = 140) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(words)).capitalize()


def text_of(lines: list[str]) -> list[str]:
    gone = of_text(lines)
    return [line for n, line in enumerate(lines) if n not in gone]


def test_footers_with_page_counts_are_removed_from_the_outside_in():
    pages = [[words, f"more {words}", f"January 29-30, 2013 {n} of 269"] for n, words in enumerate(WORDS, 1)]

    assert body(pages) == [[words, f"more {words}"] for words in WORDS]


def test_a_label_at_the_top_of_many_pages_stays_because_it_is_inside_pages_too():
    pages = [["Robin Sample (0:01:22)", words, "Kim Example (0:02:11)", f"more {words}"] for words in WORDS]
    pages = [[*page, "Robin Sample (0:03:00)", page[1][::-1]] for page in pages]

    assert body(pages) == pages


def test_a_running_head_beside_a_page_number_is_removed_from_a_text_without_pages():
    lines = [line for n, words in enumerate(WORDS, 3447) for line in ("Sample Council 17 January", "", str(n), words)]

    assert [line for line in text_of(lines) if line] == WORDS


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

    assert (len(text_of(lines)) == len(numbers)) is is_head


@pytest.mark.parametrize(
    "line",
    ["SAMPLEVILLE SCHOOL BOARD", "Disclaimer: this copy is for information only.", "Please ask the clerk for a copy"],
)
def test_a_line_at_the_distances_of_pages_is_of_the_page(line: str):
    lines = [part for page in range(6) for part in (line, speech(page))]

    assert text_of(lines) == [speech(page) for page in range(6)]


@pytest.mark.parametrize(
    "answer", ["Thank you.", "Robin Sample", "(Applause)", "Motion carried by a show of all hands."]
)
def test_what_is_said_or_decided_again_and_again_stays(answer: str):
    lines = [part for page in range(6) for part in (answer, speech(page))]

    assert text_of(lines) == lines


def test_a_line_that_comes_again_at_other_distances_than_those_of_pages_stays():
    lengths = (20, 300, 90, 500, 60, 200)
    lines = [part for n, length in enumerate(lengths) for part in ("We ask you to keep it open", speech(n, length))]

    assert text_of(lines) == lines


def test_a_label_before_different_words_stays():
    lines = [part for page in range(6) for part in ("Clerk: The next speaker, please.", speech(page))]

    assert text_of([*lines, "Clerk: That was all."]) == [*lines, "Clerk: That was all."]


def test_a_text_that_is_repeated_whole_keeps_its_words():
    lines = [speech(page) for page in range(6)] * 4

    assert text_of(lines) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Subject: RE: Budget of the school board",  # of each letter in a chain
        "The Secretary of State for Roads (Ana Specimen)",  # who speaks at regular distances
        "It seems to me that the council should wait",  # somebody says it again
        "council to keep the library open on",  # so is the rest of a sentence
    ],
)
def test_what_people_write_or_say_at_the_distances_of_pages_stays(line: str):
    lines = [part for page in range(6) for part in (line, f"{speech(page)}.")]

    assert text_of(lines) == lines
