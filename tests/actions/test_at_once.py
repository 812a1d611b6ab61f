"""Two processes do the same thing at once: one succeeds, the other gets an error, and nothing is lost or duplicated."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from tests.databases import environment_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TRIES = 5
ADD = 'create_statement(meeting=Meeting.objects.get(), text="We will open the library.", **origin())'


class Site:
    """A site of its own, with a database on disk that processes share (``contest.py``)."""

    def __init__(self, contests: subprocess.Popen[str]) -> None:
        self._contests = contests

    def at_once(self, read: str, *acts: str) -> list[str]:
        """Run each act in its own process, all at the same moment, and return the sorted outcomes."""
        outcomes = self._contest(read, *acts)
        return sorted("done" if "value" in each else f"refused: {' '.join(each['refused'])}" for each in outcomes)

    def do(self, code: str) -> Any:
        """Run the act in a process of its own and return its value."""
        (outcome,) = self._contest("", code)
        return outcome["value"]

    def _contest(self, read: str, *acts: str) -> list[dict[str, Any]]:
        self._contests.stdin.write(json.dumps([read, *acts]) + "\n")
        self._contests.stdin.flush()
        return json.loads(self._contests.stdout.readline())


@pytest.fixture(scope="module")
def site(tmp_path_factory, empty_database) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    empty_database.give(folder)
    command = [sys.executable, "-m", "tests.actions.contest"]
    environment = environment_of(folder) | {"DJANGO_SETTINGS_MODULE": "boardmeetings.settings"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **pipes) as contests:
        made = Site(contests)
        made.do('Meeting.objects.create(board=Board.objects.create(name="Board"), date="2017")')
        yield made
        contests.stdin.close()


@pytest.fixture
def draft(site: Site) -> int:
    """Make a draft and return its number."""
    return site.do(f"{ADD}.number")


@pytest.fixture
def public(site: Site, draft: int) -> int:
    """Make a published statement and return its number."""
    return site.do(f"publish(statement=Statement.objects.get(pk={draft})).number")


def test_two_processes_publish_one_statement(site, draft):
    publish = "publish(statement=statement)"
    outcome = site.at_once(f"statement = Statement.objects.get(pk={draft})", publish, publish)
    assert outcome == ["done", f"refused: Statement {draft} has nothing new to publish."]
    assert site.do(f"Revision.objects.published().filter(statement={draft}).count()") == 1


def test_two_processes_publish_one_meeting(site, draft):
    publish = "publish_meeting(meeting=meeting)"
    outcome = site.at_once("meeting = Meeting.objects.get()", publish, publish)
    assert outcome == ["done", "refused: Board, 2017 has nothing new to publish."]


def test_two_processes_correct_one_statement(site, public):
    outcome = site.at_once(
        f"statement = Statement.objects.get(pk={public}); seen = version_of(statement)",
        'correct(statement=statement, text="One.", reason="A reason.", seen=seen)',
        'correct(statement=statement, text="Two.", reason="A reason.", seen=seen)',
    )
    assert outcome[0] == "done"
    assert f"Statement {public} has changed since" in outcome[1]
    assert site.do(f"Revision.objects.filter(statement={public}).count()") == 2


def test_one_process_corrects_what_another_withdraws(site, public):
    outcome = site.at_once(
        f"statement = Statement.objects.get(pk={public})",
        'correct(statement=statement, text="One.", reason="A reason.")',
        'withdraw(statement=statement, category="privacy", reason="A mistake.")',
    )
    assert outcome in (
        ["done", "done"],
        ["done", f"refused: Statement {public} is not published. Edit the draft instead."],
    )
    assert site.do(f"Statement.objects.get(pk={public}).status") == "withdrawn"


def test_no_decision_takes_a_document_that_another_process_takes_from_the_meeting(site):
    decided = site.do(f'{ADD[:-1]}, decision=NewDecision(facts={{"kind": "motion"}})).number')
    agenda = site.do('Source.objects.create(kind="agenda", title="Agenda", url="https://example.org/agenda").pk')
    decision = f"Decision.objects.filter(pk={decided})"
    for _ in range(TRIES):
        site.do(f"(Meeting.objects.get().documents.add({agenda}), {decision}.update(document=None)) and None")
        outcome = site.at_once(
            f"decided, document = Statement.objects.get(pk={decided}), Source.objects.get(pk={agenda})",
            'remove_document(meeting=decided.meeting, document=document, why=Why("A reason."))',
            'change_statement(statement=decided, decision=NewDecision({"document": document}))',
        )
        assert outcome[0] == "done"
        assert "document" in outcome[1]
        listed = site.do(f"Meeting.objects.filter(documents={agenda}).exists()")
        assert site.do(f"{decision}.exclude(document=None).exists()") is listed


def test_two_processes_add_to_one_meeting(site):
    assert site.at_once("", ADD, ADD) == ["done", "done"]
    places = site.do("list(Statement.objects.values_list('position', flat=True))")
    assert len(places) == len(set(places))
