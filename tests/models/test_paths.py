"""A path made quickly is the one that the framework makes."""

import pytest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

from archive.models.paths import path_to

CASES = [
    ("pages:statement-detail", {"number": 12, "slug": "we-will-open-the-library"}),
    ("pages:statement-detail", {"number": 2_000_000_001, "slug": "word-of-a-path-0"}),
    ("pages:statement-detail", {"number": 12, "slug": "biblioteca-{number}"}),
    ("pages:statement-detail", {"number": 12, "slug": "библиотека"}),
    ("pages:statement-revision", {"number": 12, "revision": 3}),
    ("pages:statement-revision", {"number": 3, "revision": 12}),
    ("pages:speaker-detail", {"slug": "ada-public"}),
    ("pages:meeting-detail", {"pk": 4, "slug": "open-board-2024-03-05"}),
    ("pages:home", {}),
]


@pytest.mark.parametrize("prefix", ["/", "/es/", "/archive/{part}/"])
@pytest.mark.parametrize(("name", "parts"), CASES)
def test_it_is_what_reverse_gives_wherever_the_site_stands(name: str, parts: dict, prefix: str):
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        assert path_to(name, **parts) == reverse(name, kwargs=parts)
        assert path_to(name, **parts) == reverse(name, kwargs=parts)
    finally:
        set_script_prefix(before)


def test_what_no_address_can_hold_is_refused():
    for slug in ("", "a/b", "ä", "a\nb"):
        with pytest.raises(NoReverseMatch):
            path_to("pages:speaker-detail", slug=slug)
