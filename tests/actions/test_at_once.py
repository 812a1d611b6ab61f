"""Two processes do the same thing at the same time: one wins, the other is told, and nothing is lost or doubled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP = """
import sys
import django
django.setup()
from django.core.exceptions import ValidationError
from archive.actions.correct import correct
from archive.actions.create_statement import create_statement
from archive.actions.publish import publish
from archive.actions.publish_meeting import publish_meeting
from archive.actions.withdraw import withdraw
from archive.models import Board, Meeting, Revision, Statement
"""
# Each says that it has read what it needs, waits for the starting signal, and says how it went.
CONTESTANT = """
{read}
print("ready", flush=True)
sys.stdin.readline()
try:
    {act}
    print("done")
except ValidationError as refusal:
    print("refused:", *refusal.messages)
"""
ADD = 'create_statement(meeting=Meeting.objects.get(), text="We will open the library.")'


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a site of its own, with a database on disk that processes share."""
    environment = os.environ | {
        "DATA_DIR": str(tmp_path_factory.mktemp("site")),
        "DJANGO_SETTINGS_MODULE": "boardmeetings.settings",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([sys.executable, ROOT / "manage.py", "migrate", "-v0"], env=environment, check=True)
    run(environment, 'Meeting.objects.create(board=Board.objects.create(name="Board"), date="2017")')
    return environment


def run(environment: dict[str, str], code: str) -> str:
    """Run the code in a process and return what it printed last."""
    done = subprocess.run(
        [sys.executable, "-c", SETUP + code], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


def at_once(environment: dict[str, str], read: str, *acts: str) -> list[str]:
    """Let every act run in a process of its own, all let go at the same moment; return how each went, sorted."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SETUP + CONTESTANT.format(read=read, act=act)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for act in acts
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return sorted(process.communicate()[0].strip() for process in processes)


@pytest.fixture
def draft(environment: dict[str, str]) -> str:
    """Make a draft and return its number."""
    return run(environment, f"print({ADD}.number)")


@pytest.fixture
def public(environment: dict[str, str], draft: str) -> str:
    """Make a published statement and return its number."""
    return run(environment, f"print(publish(statement=Statement.objects.get(pk={draft})).number)")


def test_two_publish_one_statement(environment, draft):
    publish = "publish(statement=statement)"
    outcome = at_once(environment, f"statement = Statement.objects.get(pk={draft})", publish, publish)
    assert outcome == ["done", f"refused: Statement {draft} has nothing new to publish."]
    assert run(environment, f"print(Revision.objects.published().filter(statement={draft}).count())") == "1"


def test_two_publish_one_meeting(environment, draft):
    publish = "publish_meeting(meeting=meeting)"
    outcome = at_once(environment, "meeting = Meeting.objects.get()", publish, publish)
    assert outcome == ["done", "refused: Board, 2017 has nothing new to publish."]


def test_two_correct_one_statement(environment, public):
    outcome = at_once(
        environment,
        f"statement = Statement.objects.get(pk={public})",
        'correct(statement=statement, text="One.", reason="A reason.")',
        'correct(statement=statement, text="Two.", reason="A reason.")',
    )
    assert outcome[0] == "done"
    assert f"Statement {public} has been corrected meanwhile." in outcome[1]
    assert run(environment, f"print(Revision.objects.filter(statement={public}).count())") == "2"


def test_one_corrects_what_another_withdraws(environment, public):
    outcome = at_once(
        environment,
        f"statement = Statement.objects.get(pk={public})",
        'correct(statement=statement, text="One.", reason="A reason.")',
        'withdraw(statement=statement, category="privacy", reason="A mistake.")',
    )
    assert outcome in (
        ["done", "done"],
        ["done", f"refused: Statement {public} is not published: edit the draft instead."],
    )
    assert run(environment, f"print(Statement.objects.get(pk={public}).status)") == "withdrawn"


def test_two_add_to_one_meeting(environment):
    assert at_once(environment, "", ADD, ADD) == ["done", "done"]
    places = run(environment, "print(*Statement.objects.values_list('position', flat=True))").split()
    assert len(places) == len(set(places))
