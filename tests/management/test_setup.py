"""``manage.py setup`` sets up a new site, without a question if all options are given."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.ingest.loading.demo import load_demo, remove_demo
from archive.models import Board, SiteSettings, Statement, User, current_site

pytestmark = pytest.mark.django_db
PASSWORD = "nine purple otters dancing"


@pytest.fixture(autouse=True)
def nobody_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO())


def setup(tmp_path: Path, **options: Any) -> str:
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    out = StringIO()
    about = {"name": "Sample Lake Archive", "username": "ann", "email": "ann@example.org", "password_file": password}
    call_command("setup", **{**about, **options}, stdout=out)
    return out.getvalue()


def test_a_new_site_is_set_up_without_the_demo(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("We keep the record.")
    (tmp_path / "logo.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>')
    told = setup(
        tmp_path,
        colour="#7a1f1f",
        languages="es,en",
        board="Sample Lake Village Board",
        about=tmp_path / "about.md",
        logo=tmp_path / "logo.svg",
    )
    assert "Sample Lake Archive is set up" in told
    site = current_site()
    assert (site.colour, site.languages, site.about, site.has_demo) == (
        "#7a1f1f",
        ["es", "en"],
        "We keep the record.",
        False,
    )
    assert site.has_logo
    assert Board.objects.get().name == "Sample Lake Village Board"
    assert User.objects.get().check_password(PASSWORD)
    assert not Statement.objects.exists()


def test_without_a_terminal_an_account_must_be_given(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="give --username, --email and --password-file"):
        setup(tmp_path, username=None)
    assert not SiteSettings.objects.filter(name="Sample Lake Archive").exists()


def test_a_person_who_wants_no_account_yet_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _: "")
    out = StringIO()
    call_command("setup", stdout=out)
    assert "It has no account yet" in out.getvalue()
    assert "Sign in at" not in out.getvalue()


@pytest.mark.slow
def test_the_first_board_is_there_also_if_the_demo_had_one_of_its_name(tmp_path: Path) -> None:
    load_demo()
    name = Board.objects.first().name
    with pytest.raises(CommandError, match="--board: The demo record has a board of this name"):
        setup(tmp_path, board=name, demo=True)
    assert not User.objects.exists()
    setup(tmp_path, board=name, demo=False)
    assert [board.name for board in Board.objects.all()] == [name]
    remove_demo()
    assert Board.objects.get().name == name


@pytest.mark.slow
def test_a_second_setup_changes_only_the_given_settings(tmp_path: Path) -> None:
    setup(tmp_path, colour="#7a1f1f", demo=True)
    assert Statement.objects.public().exists()
    setup(tmp_path, name="Other Lake Archive")
    assert (current_site().name, current_site().colour) == ("Other Lake Archive", "#7a1f1f")
    assert User.objects.count() == 1
    assert Statement.objects.public().exists()
    setup(tmp_path, demo=False)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [({"colour": "#ffff00"}, "--colour: Text in this colour"), ({"password_file": None}, "--password-file")],
)
def test_a_refused_value_names_its_option_and_nothing_is_set_up(
    tmp_path: Path, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        setup(tmp_path, **options)
    assert not User.objects.exists()


def test_a_weak_password_is_refused_with_the_option_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "weak").write_text("password1234\n")
    with pytest.raises(CommandError, match=r"--password-file: .*easy to guess"):
        setup(tmp_path, password_file=tmp_path / "weak")
    assert not User.objects.exists()


def test_a_question_with_a_refused_answer_is_repeated_and_other_answers_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(
        (
            *("Sample Lake Archive", "", "Clerk", "Sample Lake", "Chicago", "America/Chicago", "nobody", "", ""),
            *("#ffff00", "#7a1f1f", "Village Board", "ann", "ann@example.org", "n"),
        )
    )
    passwords = iter(["password1234", PASSWORD])
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda _: next(passwords))
    errors = StringIO()
    call_command("setup", stdout=StringIO(), stderr=errors)
    site = current_site()
    assert (site.timezone, site.contact, site.colour) == ("America/Chicago", "", "#7a1f1f")
    assert User.objects.get().check_password(PASSWORD)
    for words in ("“Chicago” is not a time zone", "valid email", "hard to read on white", "Use several words"):
        assert words in errors.getvalue()
    assert list(answers) == []
