"""What one client may do is counted across processes and periods, without storing who it is."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.utils import timezone

from archive.machine.database import Trouble, trouble_with_writing
from archive.machine.web.allowance import DAY, HOUR, give_back, network_of, take

pytestmark = pytest.mark.django_db
OTHER_PROCESS = """
import django, sys
django.setup()
from django.conf import settings
from pathlib import Path
settings.DATA_DIR = Path(sys.argv[1])
from archive.machine.web.allowance import take
print(take("198.51.100.7", "default", 5).remaining)
"""


def test_one_client_does_not_use_up_the_limit_of_another():
    for _ in range(4):
        take("198.51.100.1", "default", 3)
    assert take("198.51.100.1", "default", 3).is_used_up
    assert not take("198.51.100.2", "default", 3).is_used_up
    assert not take("198.51.100.1", "quotes", 3).is_used_up


def test_an_hour_or_a_day_is_counted_across_its_minutes(monkeypatch: pytest.MonkeyPatch):
    start = 20 * DAY
    for minute in range(3):
        monkeypatch.setattr("archive.machine.web.allowance.time.time", lambda minute=minute: start + 60 * minute)
        assert take("198.51.100.1", "links", 2, HOUR).remaining == 1 - minute
        assert take("198.51.100.1", "articles", 2).remaining == 1
    monkeypatch.setattr("archive.machine.web.allowance.time.time", lambda: start + HOUR)
    assert take("198.51.100.1", "links", 2, HOUR).remaining == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        # A socket that serves both writes an address of IPv4 as one of IPv6.
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        # One customer has all addresses of a network of 64 bits.
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("2001:db8:0:1::1", "2001:db8:0:0:ffff::1", False),
        ("unknown", "unknown", True),
        ("kim@example.org", "robin@example.org", False),
    ],
)
def test_the_addresses_of_one_customer_count_as_one_client(one: str, other: str, *, same: bool):
    assert (network_of(one) == network_of(other)) == same


def test_what_is_given_back_can_be_sent_again():
    client = "198.51.100.1"
    give_back(client, "sign-ups", 2, HOUR, taken_at=timezone.now())
    remaining = [take(client, "sign-ups", 2, HOUR).remaining for _ in range(4)]
    assert remaining == [1, 0, -1, -2]
    give_back(client, "sign-ups", 2, HOUR, taken_at=timezone.now())
    give_back(client, "sign-ups", 2, HOUR, taken_at=timezone.now() - timedelta(hours=1))
    assert [take(client, "sign-ups", 2, HOUR).remaining for _ in range(2)] == [0, -1]


def test_what_cannot_be_counted_is_allowed_unless_it_is_stored_or_emailed(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(settings, "DATA_DIR", settings.DATA_DIR / "missing")
    assert not take("198.51.100.1", "default", 3).is_used_up
    assert "could not be counted" in caplog.text
    with pytest.raises(OperationalError) as raised:
        take("198.51.100.1", "sign-ups", 3, HOUR, or_refuse=True)
    assert trouble_with_writing(raised.value) is Trouble.READ_ONLY


def test_the_counts_contain_no_address(settings: LazySettings):
    take("198.51.100.1", "default", 3)
    files = b"".join(file.read_bytes() for file in settings.DATA_DIR.glob("api-limits.sqlite3*"))
    assert b"taken" in files
    assert b"198.51" not in files


@pytest.mark.slow
def test_all_processes_share_one_count(settings: LazySettings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("archive.machine.web.allowance.time.time", lambda: 1_000_000.0)
    take("198.51.100.7", "default", 5)
    frozen = "import archive.machine.web.allowance as limits; limits.time.time = lambda: 1_000_000.0\n"
    script = OTHER_PROCESS.replace("from archive.machine.web.allowance", f"{frozen}from archive.machine.web.allowance")
    command = [sys.executable, "-c", script, str(settings.DATA_DIR)]
    remaining = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert remaining.strip() == "3"


def test_a_request_is_allowed_if_it_cannot_be_counted(settings: LazySettings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere"
    assert not take("198.51.100.1", "default", 3).is_used_up
