"""A token is believed only if this site wrote it, for the same purpose, and not too long ago."""

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.machine.web.tokens import SignedToken, TokenIsNoGood
from tests.examples import examples

LINK = SignedToken("sample link", datetime.timedelta(minutes=10))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=examples(0.3))
@given(VALUES)
def test_what_was_written_is_read(value: object):
    assert LINK.read(LINK.write(value)) == value


@settings(max_examples=examples(0.3))
@given(st.text(max_size=20), st.data())
def test_a_token_that_was_changed_is_no_good(value: str, data: st.DataObject):
    token = LINK.write(value)
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda letter: letter != token[at]))
    for changed in (token[:at], token[:at] + other + token[at + 1 :]):
        with pytest.raises(TokenIsNoGood):
            LINK.read(changed)


def test_a_token_of_another_purpose_is_no_good():
    with pytest.raises(TokenIsNoGood):
        SignedToken("other link", LINK.good_for).read(LINK.write("key"))


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (599, True), (602, False)])
def test_a_token_is_good_for_its_time(monkeypatch: pytest.MonkeyPatch, seconds: int, *, is_good: bool):
    began = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: began)
    token = LINK.write("key")
    monkeypatch.setattr("django.core.signing.time.time", lambda: began + seconds)
    if is_good:
        assert LINK.read(token) == "key"
    else:
        with pytest.raises(TokenIsNoGood):
            LINK.read(token)
