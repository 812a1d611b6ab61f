"""Checks the running composition, step by step: each step tests a statement of docs/deploy.md."""

import json
import os
import signal
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

from tests.deploy.composition.pod import Pod

# A busy machine takes minutes to start a site.
PATIENCE_SECONDS = 240
SERVICES = ("database", "search", "site", "worker", "caddy")
WITH_HEALTH = ("database", "search", "site")
MANAGE = ("/venv/bin/python", "manage.py")
WORD = "heron"
# Three statements of one sitting, as manage.py import_statements reads them.
LINES = [
    {
        "id": f"composition-{number}",
        "body": "Sample Lake School Board",
        "meeting_title": "Regular meeting",
        "meeting_date": "2026-09-14",
        "seq": number,
        "text": text,
        "source": "Minutes of the composition",
        "speaker": "A. Burns",
    }
    for number, text in enumerate(
        [f"The {WORD} stays on the school's badge.", f"A {WORD} is not a crane.", "We adjourn at nine."], 1
    )
]
# What doctor rightly says of a site that is called localhost, has no mail server and keeps its backups beside it.
EXPECTED_PROBLEMS = ("SITE_URL names this machine", "EMAIL_HOST is not set", "/backups is on the disk of the site")
# The worker's first check of the index may have met the site's first build of it. It is made again after ten minutes.
FIRST_START = "Another process is rebuilding the index"
ANYONE = ssl.create_default_context()
ANYONE.check_hostname, ANYONE.verify_mode = False, ssl.CERT_NONE


class Walk:
    """A reader at Caddy's port, and an operator at podman."""

    def __init__(self, pod: Pod, port: int) -> None:
        """Take the containers and the port where Caddy listens."""
        self._pod = pod
        self._port = port
        self._searches = count()

    def page(self, path: str) -> tuple[int, str]:
        """Return status and text of a page, through Caddy; 0 if nothing answers."""
        try:
            with urllib.request.urlopen(f"https://localhost:{self._port}{path}", timeout=30, context=ANYONE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def manage(self, *words: str, text: str | None = None, check: bool = True) -> str:
        """Run a command of the site in its container; return what it prints."""
        return self.inside("site", *MANAGE, *words, text=text, check=check)

    def inside(self, service: str, *words: str, text: str | None = None, check: bool = True) -> str:
        """Run a program in the container of a service; return what it prints."""
        interactive = ["--interactive"] if text is not None else []
        return self._pod.podman("exec", *interactive, container(service), *words, text=text, check=check).stdout

    def is_healthy(self, service: str) -> bool:
        """Return what the health check of the service says. Without systemd, podman does not run it by itself."""
        return self._pod.podman("healthcheck", "run", container(service), check=False).returncode == 0

    def all_are_healthy(self) -> bool:
        """Return whether every service that has a health check passes it."""
        return all(self.is_healthy(service) for service in WITH_HEALTH)

    def found(self, word: str) -> int | None:
        """Return how many statements a search finds, or None if search is unavailable."""
        # The search is new each time, so the site does not answer from its cache.
        status, text = self.page(f"/api/v1/search/?q={word}+-unasked{next(self._searches)}")
        return json.loads(text)["count"] if status == 200 else None

    def add(self, *lines: dict[str, object]) -> str:
        """Import statements, from a file in the container."""
        text = "".join(json.dumps(line) + "\n" for line in lines)
        self.inside("site", "sh", "-c", "cat >/tmp/statements.jsonl", text=text)
        return self.manage("import_statements", "/tmp/statements.jsonl")

    # The steps.

    def starts(self) -> None:
        """All services run and are healthy, whichever was ready first; the database is migrated."""
        until("all services are healthy", self.all_are_healthy)
        self.manage("migrate", "--check")
        assert self.page("/")[0] == 200
        running = self._pod.podman("ps", "--format", "{{.Names}} {{.Ports}}").stdout.splitlines()
        assert {line.split()[0] for line in running} == {container(service) for service in SERVICES}, running
        # Neither server can be reached from outside.
        assert [line.split(None, 1)[1] for line in running if ":" in line] == [f"127.0.0.1:{self._port}->443/tcp"]

    def has_few_rights(self) -> None:
        """The site runs as an account without rights, on a root that it cannot write to."""
        tried = '[ "$(id -u)" = 999 ] && ! touch /app/x /x 2>/dev/null && touch /data/x && rm /data/x'
        for service in ("site", "worker"):
            self.inside(service, "sh", "-c", tried)

    def is_set_up(self) -> None:
        """Setup and an import work as docs/deploy.md says."""
        self.inside("site", "sh", "-c", 'echo "violet tractor minutes 1932 pond" >/tmp/password')
        words = ["--name", "Sample Lake Record", "--board", "Sample Lake School Board", "--no-demo"]
        words += ["--username", "clerk", "--email", "clerk@example.org", "--password-file", "/tmp/password"]
        self.manage("setup", *words)
        self.add(*LINES)
        assert "Sample Lake Record" in self.page("/")[1]

    def answers(self) -> str:
        """Search finds the statements, and each has its page; return the path of one."""
        until("search finds what was imported", lambda: self.found(WORD) == 2)
        status, text = self.page(f"/search/?q={WORD}")
        assert (status, "badge" in text) == (200, True)
        hit = json.loads(self.page(f"/api/v1/search/?q={WORD}+badge")[1])["results"][0]
        path = urlsplit(hit["url"]).path
        status, text = self.page(path)
        assert (status, "stays on the school" in text) == (200, True)
        assert "The index is complete. Statements in it: 3." in self.manage("verify_index")
        return path

    def passes_doctor(self) -> None:
        """The worker has backed up, checked and tried a restore, and doctor reports only what is expected."""
        told = ""

        def is_well() -> bool:
            nonlocal told
            told = self.manage("doctor", check=False)
            problems = [line for line in told.splitlines() if line.startswith("  - ") and FIRST_START not in line]
            return len(problems) == len(EXPECTED_PROBLEMS) and all(text in told for text in EXPECTED_PROBLEMS)

        until("doctor finds only what is expected", is_well, lambda: told)
        assert "Database, index, disk: in order" in told
        assert self.inside("site", "ls", "/backups").split()

    def does_without_search(self, path: str) -> None:
        """Without the search server, only search fails, and says so. What is published meanwhile is found later."""
        self._pod.podman("stop", "--time", "10", container("search"))
        assert self.found(WORD) is None
        status, text = self.page(f"/search/?q={WORD}+crane")
        assert status == 503
        assert "repair" in text
        assert self.page(path)[0] == 200
        # It answers, so nothing restarts it, but it does not count as ready.
        assert self.page("/readyz")[0] == 503
        assert self.page("/healthz")[0] == 200
        assert self.is_healthy("site")
        self.add({**LINES[0], "id": "composition-4", "seq": 4, "text": f"Another {WORD} was seen."})
        self._pod.podman("start", container("search"))
        until("search is back with what was published meanwhile", lambda: self.found(WORD) == 3)
        self._pod.podman("restart", "--time", "10", container("search"))
        until("search is back after a restart", lambda: self.found(WORD) == 3)

    def survives_its_servers(self, path: str) -> None:
        """The site recovers after its database is restarted, and after its own process is killed."""
        self._pod.podman("restart", "--time", "20", container("database"))
        until("the site is back after its database", lambda: self.page(path)[0] == 200)
        assert self.found(WORD) == 3
        pid = int(self._pod.podman("inspect", "--format", "{{.State.Pid}}", container("site")).stdout)
        os.kill(pid, signal.SIGKILL)
        until("the site is back after a kill", lambda: self.is_healthy("site") and self.page(path)[0] == 200)

    def keeps_its_data(self, path: str) -> None:
        """The site has the same data after all containers are removed and created again."""
        before = self.page("/")[1].count("Sample Lake Record"), self.found(WORD)
        self._pod.compose("down", "--timeout", "20")
        assert not self._pod.podman("ps", "--all", "--quiet").stdout
        self._pod.compose("up", "--detach", "--no-build")
        until("all services are healthy again", self.all_are_healthy)
        until("search answers again", lambda: self.found(WORD) is not None)
        assert (self.page("/")[1].count("Sample Lake Record"), self.found(WORD)) == before
        assert self.page(path)[0] == 200
        assert "Statements in it: 4." in self.manage("verify_index")
        self.manage("verify_record")

    def logs(self) -> str:
        """Return the last lines of each service."""
        told = []
        for service in SERVICES:
            done = self._pod.podman("logs", "--tail", "15", container(service), check=False)
            told.append(f"== {service}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return "\n".join(told)


def container(service: str) -> str:
    """Return the name that podman-compose gives the container of a service."""
    return f"boardmeetings_{service}_1"


def until(promise: str, is_so: Callable[[], bool], told: Callable[[], str] = str) -> None:
    """Return when the condition holds; raise AssertionError if it does not hold in time."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, f"Within {PATIENCE_SECONDS} seconds it was not so that {promise}. {told()}"
        time.sleep(1)


def walk(pod: Pod, port: int) -> None:
    """Run all steps and print each; raise AssertionError with the logs of all services if one fails."""
    steps = Walk(pod, port)
    begin = time.monotonic()

    def done(what: str) -> None:
        print(f"{time.monotonic() - begin:4.0f} s  {what}", flush=True)

    try:
        steps.starts()
        done("All five services run, and no port is published but Caddy's.")
        steps.has_few_rights()
        steps.is_set_up()
        path = steps.answers()
        done("The site was set up; import, search and a statement's page work.")
        steps.passes_doctor()
        done("The worker made a backup and restored it for trial. Doctor found nothing else wrong.")
        steps.does_without_search(path)
        done("Without OpenSearch all other pages work; what was published meanwhile was found afterwards.")
        steps.survives_its_servers(path)
        done("The site was back after a restart of PostgreSQL and after its own process was killed.")
        steps.keeps_its_data(path)
        done("All containers were removed and made again. The data is the same.")
    except AssertionError as error:
        raise AssertionError(f"{error}\n{steps.logs()}") from error
