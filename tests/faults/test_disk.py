"""A full disk, a read-only one and files of another account stop no page, and each command says what to do.

The disks are real: small file systems that only root can mount.
"""

import http.cookiejar
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from archive.machine.database.fit import DatabaseState
from tests.databases import EmptyDatabase, environment_of, in_a_file
from tests.deploy.site import served

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), in_a_file]
SIZE_MB = 64
NOBODY = "nobody"
LICENCE = str(settings.BASE_DIR / "LICENSE")
# Commands that cannot be run without arguments.
ARGUMENTS: dict[str, list[str]] = {
    "backup": ["nowhere/backups"],
    "check_article": [LICENCE],
    "check_quote": ["We open the library."],
    "drill": ["nowhere"],
    "import_record": ["nowhere"],
    "import_statements": ["nothing.csv"],
    "parse_transcript": [LICENCE],
    "restore": ["nowhere"],
    "search": ["library"],
    "serve": ["--prepare-only", "--port", "0"],
}
# They wait for a person, or for another database.
NOT_RUN = frozenset({"move_database", "setup", "transcribe"})


class Disk:
    """A small file system, which can be filled and made read-only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path / "data"
        self.filling = path / "filling"

    @contextmanager
    def full(self) -> Iterator[None]:
        """Take every byte of the disk, and each that the site gives back meanwhile."""
        self.shorten_logs()
        is_over = threading.Event()

        def keep_full() -> None:
            while not is_over.wait(0.05):
                self.fill()

        self.fill()
        filler = threading.Thread(target=keep_full)
        filler.start()
        try:
            yield
        finally:
            is_over.set()
            filler.join()
            self.free()

    def shorten_logs(self) -> None:
        """Give back the room that SQLite keeps for its logs: what fits into it could still be stored."""
        for path in self.data.glob("*.sqlite3"):
            with closing(sqlite3.connect(path, timeout=30)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fill(self) -> None:
        """Leave no byte free."""
        with self.filling.open("ab", buffering=0) as file:
            for size in (1_000_000, 4096):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        self.filling.unlink()

    def remount(self, mode: str) -> None:
        """Mount it so that it can be written ("rw") or not ("ro")."""
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.path)], check=True)

    def manage(self, *words: str, account: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the site on the disk."""
        manage = str(settings.BASE_DIR / "manage.py")
        command = [*as_account(account), sys.executable, "-B", manage, *words]
        return subprocess.run(
            command,
            env=environment_of(self.data),
            cwd=self.path,
            capture_output=True,
            text=True,
            check=False,
        )

    def give_to(self, account: str) -> None:
        """Make the account the owner of everything on the disk."""
        for path in [self.path, *self.path.rglob("*")]:
            shutil.chown(path, account)

    def freeze(self, sign: str) -> None:
        """Let nobody create, rename or delete a file of the site ("+"), not even root, or let them again ("-")."""
        folders = [self.data, *(path for path in self.data.rglob("*") if path.is_dir())]
        if subprocess.run(["chattr", f"{sign}i", *map(str, folders)], check=False).returncode:
            pytest.skip("This system cannot freeze a folder.")


def as_account(account: str) -> list[str]:
    """Return how to begin a command that runs as the account."""
    return ["setpriv", f"--reuid={account}", "--regid=nogroup", "--clear-groups"] if account else []


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A small disk of its own, which another account can reach."""
    if os.geteuid() or not (shutil.which("mount") and shutil.which("setpriv")):
        pytest.skip("Only root can mount a small disk.")
    place = Path(tempfile.mkdtemp(prefix="small-disk-"))
    place.chmod(0o711)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(place)], check=False)
    if mounted.returncode:
        place.rmdir()
        pytest.skip("This system lets nobody mount a disk.")
    made = Disk(place)
    made.data.mkdir()
    try:
        yield made
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        place.rmdir()


class Reader:
    """A browser without scripts."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Return the status and the text of the answer."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(f"{self.site}{path}", data, {"Origin": self.site} if form else {})
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def report(self, number: int, problem: str) -> tuple[int, str]:
        """Report an error of a statement."""
        _, page = self.ask(f"/statements/{number}/report/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        form = {"csrfmiddlewaretoken": token[1], "problem": problem, "email": "", "website": ""}
        return self.ask(f"/statements/{number}/report/", form)


def workers(folder: Path) -> set[int]:
    """Return the processes that serve the site in the folder."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue
        if b"serve" in words and f"DATA_DIR={folder}\0".encode() in environment:
            found.add(int(process.name))
    return found


def is_whole(reader: Reader, number: int) -> None:
    """Assert that every kind of page answers, however often it is asked."""
    for path in ("/", "/healthz", f"/statements/{number}/", "/search/?q=library", "/meetings/", "/boards.csv") * 5:
        assert reader.ask(path)[0] == 200, path


def test_a_full_disk_stops_no_page_and_gives_forms_back(disk: Disk, empty_database: EmptyDatabase) -> None:
    with served(disk.data, empty_database, BEHIND_TLS="0", SITE_URL="", WORK_IN_SITE="1") as port:
        reader = Reader(port)
        number = int(re.findall(r"/statements/(\d+)/", reader.ask("/statements/")[1])[0])
        before = workers(disk.data)
        assert len(before) >= 3
        is_whole(reader, number)

        with disk.full():
            is_whole(reader, number)
            status, page = reader.report(number, "The words I typed. " * 100)
            assert status == 503
            assert "The words I typed." in page
            is_whole(reader, number)
        assert reader.report(number, "There is room again.")[0] == 200

        assert workers(disk.data) == before


def test_folders_that_turn_read_only_under_a_running_site_stop_no_page(
    disk: Disk, empty_database: EmptyDatabase
) -> None:
    with served(disk.data, empty_database, BEHIND_TLS="0", SITE_URL="", WORK_IN_SITE="1") as port:
        reader = Reader(port)
        number = int(re.findall(r"/statements/(\d+)/", reader.ask("/statements/")[1])[0])
        before = workers(disk.data)
        disk.freeze("+")
        try:
            is_whole(reader, number)
            status, page = reader.report(number, "The words I typed.")
            assert status == 503
            assert "The words I typed." in page
        finally:
            disk.freeze("-")
        assert reader.report(number, "It can be written again.")[0] == 200
        assert workers(disk.data) == before


def is_a_sentence(said: str, sentence: str) -> bool:
    """Return whether what a command said is no traceback, and names the trouble if the database does."""
    return "Traceback" not in said and ("disk I/O error" not in said or sentence in said)


def test_every_command_says_that_the_disk_is_full(disk: Disk, empty_database: EmptyDatabase) -> None:
    empty_database.give(disk.data)
    assert disk.manage("verify_record").returncode == 0
    disk.fill()
    ours = [name for name, app in get_commands().items() if app == "archive"]
    told = 0
    for name in sorted({*ours, "migrate"} - NOT_RUN):
        done = disk.manage(name, *ARGUMENTS.get(name, []))
        said = done.stdout + done.stderr
        assert is_a_sentence(said, "There is no room left"), f"{name}: {said}"
        # The record itself is in order.
        assert "wrong with the record" not in said
        told += "There is no room left" in said
    assert told > 10


def test_a_disk_that_is_full_from_the_start_is_named(disk: Disk) -> None:
    disk.fill()
    done = disk.manage("serve", "--prepare-only", "--port", "0")
    assert done.returncode == DatabaseState.FULL.value
    assert "There is no room left on the disk of" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_record_on_a_read_only_disk_can_be_checked_and_backed_up(
    disk: Disk, empty_database: EmptyDatabase, tmp_path: Path
) -> None:
    empty_database.give(disk.data)
    assert disk.manage("verify_record").returncode == 0
    disk.remount("ro")
    try:
        done = disk.manage("verify_record")
        assert done.returncode == 0, done.stderr
        for words in (["backup", str(tmp_path / "backups")], ["export", "--to", str(tmp_path / "files")]):
            done = disk.manage(*words)
            assert done.returncode == 0, done.stderr
        done = disk.manage("import_statements", "nothing.csv")
        assert done.returncode == DatabaseState.READ_ONLY.value
        assert "is mounted read-only" in done.stderr
        for command in (["migrate"], ["serve", "--prepare-only", "--port", "0"], ["doctor"], ["work"]):
            done = disk.manage(*command)
            assert is_a_sentence(done.stdout + done.stderr, "read-only"), done.stdout + done.stderr
    finally:
        disk.remount("rw")


@pytest.mark.parametrize(
    "theirs", ["", "archive.sqlite3", "secret_key", "second_factor_key", "removed_words_key", "archive.sqlite3.numbers"]
)
def test_a_file_of_another_account_is_named_with_what_to_do(
    disk: Disk, empty_database: EmptyDatabase, theirs: str
) -> None:
    empty_database.give(disk.data)
    assert disk.manage("serve", "--prepare-only", "--port", "0").returncode == 0
    disk.give_to(NOBODY)
    shutil.chown(disk.data / theirs, "root")
    advice = f"chown {NOBODY} {disk.data / theirs}" if theirs else "Run it as root."
    for command in (["migrate"], ["verify_record"], ["doctor"], ["serve", "--prepare-only", "--port", "0"]):
        done = disk.manage(*command, account=NOBODY)
        said = done.stdout + done.stderr
        assert "Traceback" not in said
        assert advice in said or (theirs.endswith("numbers") and done.returncode in {0, 1}), f"{command}: {said}"
