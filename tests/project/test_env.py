"""The environment is read in one place, and a wrong value is refused by name."""

import os
import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from boardmeetings import env


@pytest.mark.parametrize(("word", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)])
def test_a_flag_is_read_from_common_words(monkeypatch: pytest.MonkeyPatch, word: str, value: bool) -> None:
    monkeypatch.setenv("SAMPLE_FLAG", word)
    assert env.flag("SAMPLE_FLAG") is value


def test_an_invalid_flag_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="SAMPLE_FLAG must be 1 or 0, not 'perhaps'"):
        env.flag("SAMPLE_FLAG")


def test_an_invalid_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_NUMBER", "many")
    with pytest.raises(ImproperlyConfigured, match="SAMPLE_NUMBER must be a whole number"):
        env.number("SAMPLE_NUMBER", 3)


def test_words_are_split_at_commas_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_WORDS", "archive.example, ,www.archive.example ")
    assert env.words("SAMPLE_WORDS") == ["archive.example", "www.archive.example"]


def test_pairs_are_split_at_their_last_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_PAIRS", "cn=staff,/archive/leads = Editor")
    with pytest.raises(ImproperlyConfigured, match="SAMPLE_PAIRS must have pairs such as group=Clerk, not 'cn=staff'"):
        env.pairs("SAMPLE_PAIRS", ("Clerk", "Editor"))
    monkeypatch.setenv("SAMPLE_PAIRS", "/archive/leads = Editor, cn=staff=Clerk")
    assert env.pairs("SAMPLE_PAIRS", ("Clerk", "Editor")) == {"/archive/leads": "Editor", "cn=staff": "Clerk"}


def test_a_secret_is_created_once_and_only_its_owner_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAMPLE_SECRET", raising=False)
    file = tmp_path / "var" / "secret_key"
    first = env.kept_secret("SAMPLE_SECRET", file)
    assert len(first) >= 50
    assert env.kept_secret("SAMPLE_SECRET", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    with ThreadPool(8) as pool:
        secrets = pool.map(lambda _: env.kept_secret("SAMPLE_SECRET", file), range(8))
    assert set(secrets) == {file.read_text()}


def test_a_secret_in_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_SECRET", "from the operator")
    assert env.kept_secret("SAMPLE_SECRET", tmp_path / "secret_key") == "from the operator"
    assert not (tmp_path / "secret_key").exists()


def test_a_database_is_configured_by_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMPLE_DATABASE", raising=False)
    assert env.database("SAMPLE_DATABASE", {"ENGINE": "other"}) == {"ENGINE": "other"}
    monkeypatch.setenv(
        "SAMPLE_DATABASE", "postgresql://some%40one:pass%2Fword@db.example:5433/ar%20chive?sslmode=require"
    )
    found = env.database("SAMPLE_DATABASE", {})
    told = [found[name] for name in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert told == ["archive.machine.database.postgresql", "some@one", "pass/word", "db.example", "5433", "ar chive"]
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("address", ["mysql://host/archive", "postgresql://host", "postgresql://host:port/archive"])
def test_a_url_that_is_not_of_a_postgresql_database_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("SAMPLE_DATABASE", address)
    with pytest.raises(ImproperlyConfigured, match="SAMPLE_DATABASE"):
        env.database("SAMPLE_DATABASE", {})


def test_a_variable_that_is_no_longer_read_is_named_with_what_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.retired() == []
    monkeypatch.setenv("SEND_MAIL_IN_SITE", "0")
    assert env.retired() == ["SEND_MAIL_IN_SITE is set, but no longer read. WORK_IN_SITE takes its place."]


@pytest.mark.parametrize("spelled", ["PROMETHEUS_MULTIPROC_DIR", "prometheus_multiproc_dir"])
def test_a_variable_that_a_library_would_read_is_taken_out_and_still_named(
    monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    monkeypatch.setattr(env, "_taken_out", {})
    monkeypatch.setenv(spelled, "counts")
    env.take_out("PROMETHEUS_MULTIPROC_DIR")
    env.take_out("PROMETHEUS_MULTIPROC_DIR")
    assert spelled not in os.environ
    assert [one.split()[0] for one in env.retired()] == [spelled]
