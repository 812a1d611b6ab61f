"""A lost key is named, with what to do, and nothing is overwritten until somebody says that it is lost."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from archive.actions.redaction import redact
from archive.citations.passages.quote_range import from_ends
from archive.models import NamedKey, Role
from archive.upkeep.keys import accept_keys, key_problems, name_keys
from tests.databases import EmptyDatabase
from tests.record import make_statement, make_webhook
from tests.servers.own_site import OwnSite
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def redact_a_name() -> None:
    """Redact a passage, so that rows depend on the key of removed words."""
    revision = make_statement("We thank Quillifer Zanthrope for it.").current_revision
    assert revision
    passage = from_ends(revision.text, "Quillifer", "Zanthrope")
    redact(revision=revision, passage=passage, category="privacy", reason="A private person.")


def test_a_key_on_which_no_row_depends_may_be_another(settings: LazySettings) -> None:
    name_keys()
    settings.REMOVED_WORDS_KEY, settings.SECOND_FACTOR_KEY = "another", "another too"
    assert list(key_problems()) == []
    name_keys()
    assert NamedKey.objects.count() == 3


def test_another_key_for_removed_words_is_told_and_its_name_is_not_replaced(settings: LazySettings) -> None:
    name_keys()
    redact_a_name()
    settings.REMOVED_WORDS_KEY, first = "another", settings.REMOVED_WORDS_KEY
    name_keys()
    (problem,) = key_problems()
    assert "removed_words_key from the keys of a backup" in problem
    assert "not recognised" in problem
    settings.REMOVED_WORDS_KEY = first
    assert list(key_problems()) == []


def test_another_key_for_second_factors_is_told(settings: LazySettings) -> None:
    name_keys()
    make_webhook()
    settings.SECOND_FACTOR_KEY = "another"
    name_keys()
    (problem,) = key_problems()
    assert "second_factor_key" in problem


def test_a_key_can_be_changed_step_by_step(settings: LazySettings) -> None:
    name_keys()
    old = make_webhook()
    settings.SECOND_FACTOR_KEY, first = f"new,{settings.SECOND_FACTOR_KEY}", settings.SECOND_FACTOR_KEY
    name_keys()
    new = make_webhook()
    assert list(key_problems()) == []
    settings.SECOND_FACTOR_KEY = "new"
    assert len(list(key_problems())) == 1
    old.delete()
    assert list(key_problems()) == []
    name_keys()
    settings.SECOND_FACTOR_KEY = first
    assert len(list(key_problems())) == 1
    new.delete()
    assert list(key_problems()) == []


def test_a_key_that_is_lost_for_good_is_accepted_only_when_somebody_says_so(settings: LazySettings) -> None:
    name_keys()
    redact_a_name()
    settings.REMOVED_WORDS_KEY = "another"
    accept_keys()
    assert list(key_problems()) == []


def test_the_status_page_and_the_doctor_name_a_lost_key(
    client: Client, settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    name_keys()
    redact_a_name()
    settings.REMOVED_WORDS_KEY = "another"
    administrator = make_person(Role.ADMINISTRATOR)
    assert "REMOVED_WORDS_KEY is not the key" in signed_in(administrator, client).get("/desk/status/").text
    with pytest.raises(CommandError, match="attention"):
        call_command("doctor")
    assert "REMOVED_WORDS_KEY is not the key" in " ".join(capsys.readouterr().out.split())


@pytest.mark.slow
def test_a_start_without_a_key_says_so_and_brings_no_name_up_to_date(
    tmp_path: Path, empty_database: EmptyDatabase
) -> None:
    site = OwnSite(os.environ.get("DATABASE_URL", ""), tmp_path)
    if site.address:
        pytest.skip("The folder of the keys is the same with PostgreSQL.")
    empty_database.give(tmp_path)
    site.run("serve", "--prepare-only", "--port", "0")
    site.fill()
    key = (tmp_path / "removed_words_key").read_text()
    (tmp_path / "removed_words_key").unlink()
    for _ in range(2):
        started = site.manage("serve", "--prepare-only", "--port", "0")
        assert started.returncode == 0
        assert "REMOVED_WORDS_KEY is not the key that this site had" in started.stderr
    (tmp_path / "removed_words_key").write_text(key)
    assert "is not the key" not in site.manage("serve", "--prepare-only", "--port", "0").stderr
