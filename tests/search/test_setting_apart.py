"""The words that are typical of groups of statements."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Statement
from archive.search import words_of_groups
from archive.search.answer.telling_words import FAR, log_likelihood
from archive.search.engines import outbox
from tests.record import make_statements

pytestmark = pytest.mark.django_db

USUAL = "thank you for the motion before us tonight"


def publish(*texts: str) -> list[int]:
    numbers = [statement.number for statement in make_statements(texts)]
    outbox.drain()
    return numbers


def words(found: list[list]) -> list[list[str]]:
    return [[word.word for word in group] for group in found]


def test_each_group_has_the_words_that_are_frequent_only_in_it():
    lease = publish(*[f"the robotics lease {USUAL}"] * 4)
    buses = publish(*[f"the buses timetable {USUAL}"] * 4)
    publish(*[USUAL] * 40)
    assert words(words_of_groups([lease, buses], 5, language="en")) == [["lease", "robotics"], ["buses", "timetable"]]


def test_a_word_links_to_the_first_statement_of_its_group_and_says_how_many_have_it():
    publish(*[USUAL] * 100)
    others = publish("a lease")
    numbers = publish(USUAL, f"the lease {USUAL}", f"a lease, that lease {USUAL}", USUAL)
    (lease,) = words_of_groups([numbers], 3, language="en")[0]
    assert (lease.word, lease.count, lease.first) == ("lease", 2, numbers[1])
    (backwards,) = words_of_groups([numbers[::-1]], 3, language="en")[0]
    assert backwards.first == numbers[2]
    assert others[0] not in {lease.first, backwards.first}


def test_single_uses_short_words_numbers_and_names_are_not_typical():
    numbers = publish("levitation", *[f"bus 2017 Quill’s {USUAL}"] * 5)
    publish(*[USUAL] * 30)
    assert words(words_of_groups([numbers], 5, language="en", leave_out=["Ada Quill"])) == [[]]


def test_only_one_form_of_a_typical_word_is_returned():
    numbers = publish(*["contract contracts contracted"] * 3)
    publish(*[USUAL] * 30)
    assert len(words_of_groups([numbers], 5, language="en")[0]) == 1


def test_words_common_to_all_groups_are_not_typical():
    one, other = publish(*["budget lease"] * 4), publish(*["budget buses"] * 4)
    publish(*[USUAL] * 30)
    assert words(words_of_groups([one, other], 5, language="en")) == [["lease"], ["buses"]]


def test_a_removed_statement_no_longer_counts():
    numbers = publish(*[f"lease {USUAL}"] * 4)
    publish(*[USUAL] * 40)
    Statement.objects.filter(number__in=numbers[1:]).update(status="draft", published_at=None)
    outbox.add(outbox.Subject.STATEMENT, numbers[1:])
    outbox.drain()
    assert words_of_groups([numbers], 3, language="en") == [[]]


COUNTS = st.integers(0, 500)


@given(COUNTS, st.integers(1, 5_000), COUNTS, st.integers(1, 50_000))
def test_a_typical_word_is_far_more_frequent_than_elsewhere(here: int, length: int, there: int, elsewhere: int):
    (ratio,) = log_likelihood(np.array([here]), length, np.array([there]), elsewhere)
    is_far_more = here * elsewhere > FAR * there * length
    assert ratio >= 0
    assert is_far_more or ratio == 0
    assert ratio > 0 or not is_far_more


def test_counts_equal_the_numbers_of_statements():
    said = [text for size in range(5) for text in combinations(["levy", "buses", "winter", "depot"], size)]
    texts = [*said, *(text * 2 for text in said), *said]
    numbers = publish(*(" ".join(text) or "nothing" for text in texts))
    publish(*[USUAL] * 200)
    found_any = False

    @given(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=12))
    def check(chosen: set[int]) -> None:
        nonlocal found_any
        group = [numbers[place] for place in chosen]
        found = words_of_groups([group], 9, language="en")[0]
        having = Counter(word for place in chosen for word in set(texts[place]))
        assert all(having[word.word] == word.count for word in found)
        found_any = found_any or bool(found)

    check()
    assert found_any
