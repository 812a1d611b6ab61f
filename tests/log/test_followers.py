"""``manage.py follow`` is a witness of the public log of the site that it follows."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from archive.exports.bulk.parts import remake_parts
from archive.log import verifier_key
from archive.models import LogEntry
from tests.log.growing import grow, rebuild
from tests.record import make_statement

pytestmark = pytest.mark.django_db
HOME = "https://record.example.org"


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client) -> Callable[..., str]:
    """Follow this site as another would, without a network."""

    def get(address: str) -> bytes:
        response = client.get(address.removeprefix(HOME))
        if response.status_code == 404:
            raise FileNotFoundError(address)
        return response.getvalue()

    monkeypatch.setattr("archive.web.peer.Peer.fetch", lambda _, address: get(address))

    def run(**options: str) -> str:
        remake_parts()
        out = StringIO()
        call_command("follow", HOME, tmp_path / "followed.sqlite3", stdout=out, **options)
        return out.getvalue()

    return run


def test_a_follower_notices_that_the_log_was_rewritten(follow: Callable[..., str]):
    make_statement()
    assert "Its public log: none so far." in follow()
    grow()
    assert "entries; the first 0 are as they were." in follow()
    make_statement("More.")
    grow()
    assert "are as they were." in follow(log_key=verifier_key())
    rebuild([f"{text} " for text in LogEntry.objects.values_list("text", flat=True)])
    with pytest.raises(CommandError, match=r"is not the one that was followed before.*it is the proof"):
        follow()


def test_a_follower_who_has_the_key_refuses_another(follow: Callable[..., str]):
    make_statement()
    grow()
    with pytest.raises(CommandError, match="has not signed"):
        follow(log_key=verifier_key().replace("+", "+0", 1))
