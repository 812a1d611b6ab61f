"""The key with which the reports of one address are counted."""

import datetime
import re

import pytest
from django.utils import timezone

from archive.actions.client_hash import hash_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("192.0.2.1", "report"), ("192.0.2.1", "report"), True),
        (("192.0.2.1", "report"), ("192.0.2.2", "report"), False),
        (("192.0.2.1", "report"), ("192.0.2.1", "link"), False),
        # One customer has all addresses of a network of 64 bits.
        (("2001:db8:0:1::1", "report"), ("2001:db8:0:1:ffff:ffff:ffff:ffff", "report"), True),
        (("2001:db8:0:1::1", "report"), ("2001:db8:0:2::1", "report"), False),
        (("2001:db8:0:1::1", "report"), ("2001:db8:0:0:ffff::1", "report"), False),
        (("unknown", "report"), ("unknown", "report"), True),
    ],
)
def test_an_address_has_one_key_for_each_thing_that_it_sends(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert (hash_of(*one) == hash_of(*other)) == same
    assert re.fullmatch("[0-9a-f]{64}", hash_of(*one))


@pytest.mark.parametrize(("minutes", "same"), [(59, True), (60, False), (24 * 60, False), (365 * 24 * 60, False)])
def test_the_key_changes_with_the_hour(monkeypatch: pytest.MonkeyPatch, minutes: int, same: bool) -> None:
    began = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: began)
    before = hash_of("192.0.2.1", "report")
    monkeypatch.setattr(timezone, "now", lambda: began + datetime.timedelta(minutes=minutes))
    assert (hash_of("192.0.2.1", "report") == before) == same
