"""Weak passwords are refused, and good ones are accepted."""

from contextlib import suppress

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import User
from tests.examples import examples
from tests.record import make_board

pytestmark = pytest.mark.django_db
PERSON = User(username="rsample", first_name="Robin", last_name="Samplewright", email="robin.s@example.org")


@pytest.mark.parametrize("password", [
    "", "short", "11characters"[:11],
    "Boardmeetings", "boardmeetings2026", "B0ardm33tings!!", "Board-Meetings-2026", "meetingsboard",
    "nostaffnostaff", "nostaff-nostaff", "staffstaffstaff", "schoolboard2026!",
    "password1234", "P@ssw0rd1234", "Welcome2026!!", "passwordpassword", "!!!!iloveyou1!!!!", "letmeinletmein",
    "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "qwertyuiopas", "123456789012", "0987654321098765",
    "samplewright1", "robinsamplewright", "rsample-rsample", "Milwaukee-School-2026",
    "michaeljordan", "Jennifer-Lopez-1", "trustno1trustno1", "zaq12wsxcde3", "correct horse battery staple",
    "unitedstates", "leicestercity", "Leicester City", "manchester-united-1", "🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦",
    "x" * 300,
])  # fmt: skip
def test_a_password_that_is_easy_to_guess_is_refused(password):
    make_board("Milwaukee School Board")
    with pytest.raises(ValidationError):
        validate_password(password, PERSON)


@pytest.mark.parametrize("password", [
    "copper lantern pigeon drawer", "otter violin harbour", "a long walk to the harbour", "kX9-vbq2-Ttr7-mwPz",
    "Der Regen fällt im März",
    "学校の図書館は土曜日に開きます", "🦦 swims under the old bridge", "the board bought nine snowploughs",
    "ottervioletharbour", "copper lantern " * 12,
])  # fmt: skip
def test_a_good_password_is_accepted(password):
    make_board("Milwaukee School Board")
    validate_password(password, PERSON)


@settings(max_examples=examples(0.3))
@given(st.text(max_size=400))
def test_any_text_is_accepted_or_refused(password):
    with suppress(ValidationError):
        validate_password(password, PERSON)
