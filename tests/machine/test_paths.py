"""The path of a page is what reversing its URL gives, whatever its parts are."""

from collections.abc import Callable

import pytest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.machine.paths import FIRST_STAND_IN, page_path, path_form
from tests.examples import examples

words = st.text() | st.from_regex(r"[a-z0-9-]+", fullmatch=True) | st.just(str(FIRST_STAND_IN))
numbers = st.integers(-2) | st.just(FIRST_STAND_IN)
PAGES = {
    "home": {},
    "statement-detail": {"number": numbers, "slug": words},
    "statement-revision": {"number": numbers, "revision": numbers},
    "meeting-detail": {"pk": numbers | st.none(), "slug": words},
    "speaker-detail": {"slug": words},
    "board-detail": {"slug": words},
    "topic-detail": {"slug": words},
    "correction-detail": {"correction": numbers | st.none()},
}


def path_or_none(path: Callable[[], str]) -> str | None:
    try:
        return path()
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=examples(0.4))
@given(data=st.data())
def test_a_path_is_that_of_reverse(page, data):
    parts = data.draw(st.fixed_dictionaries(PAGES[page]))
    before = get_script_prefix()
    for prefix in ("/", "/es/", "/"):
        set_script_prefix(prefix)
        try:
            expected = path_or_none(lambda: reverse(f"pages:{page}", kwargs=parts))
            assert path_or_none(lambda: page_path(page, **parts)) == expected
        finally:
            set_script_prefix(before)


def test_the_form_of_a_path_names_its_parts():
    assert path_form("statement-detail", ["number", "slug"]) == "/statements/{number}/{slug}/"
