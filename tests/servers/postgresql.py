"""Runs a separate PostgreSQL while a command runs: ``python -m tests.servers.postgresql make test``.

The command finds it by DATABASE_URL. Needs Debian's package ``postgresql``. The server runs as the account that starts
it, or as ``postgres`` if that is root, which PostgreSQL refuses. Its data is deleted.
"""

import getpass
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Losing data when the machine stops does not matter for tests.
OPTIONS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}


def programs() -> Path | None:
    """Return the folder of the newest installed PostgreSQL, or nothing."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.parent.name)).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(*, locale: str = "C.UTF-8", icu: str = "") -> Iterator[str]:
    """Run a server and yield the URL of its database ``archive``. With ``icu`` it sorts as a language does."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    account = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(account).pw_uid, pwd.getpwnam(account).pw_gid)
    port = free_port()
    sorting = ["--locale-provider=icu", f"--icu-locale={icu}"] if icu else []
    options = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), **OPTIONS}
    given = " ".join(f"-c {name}={value}" for name, value in options.items())

    def run(program: str, *words: str) -> None:
        path = programs()
        assert path, "PostgreSQL is missing: install Debian's package postgresql."
        command = [str(path / program), *words]
        subprocess.run(command, check=True, user=account, stdout=subprocess.DEVNULL, cwd=folder)

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "postgres", f"--locale={locale}", *sorting)
        run("pg_ctl", "-D", data, "-w", "-t", "180", "-l", str(folder / "log"), "-o", given, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/archive"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def stopped(address: str) -> Iterator[None]:
    """Inside this context the server of ``running`` is away, as if it had crashed; then it is back at its address."""
    import psycopg

    with psycopg.connect(address) as connection:
        [folder] = connection.execute("SHOW data_directory").fetchone() or [""]
    data = Path(folder)
    _, *words = shlex.split((data / "postmaster.opts").read_text())
    account = data.owner()

    def run(*words: str) -> None:
        command = [str(programs() / "pg_ctl"), "-D", folder, "-w", "-t", "180", *words]
        subprocess.run(command, check=True, user=account, stdout=subprocess.DEVNULL, cwd=data.parent)

    run("-m", "immediate", "stop")
    try:
        yield
    finally:
        run("-l", str(data.parent / "log"), "-o", shlex.join(words[2:]), "start")


if __name__ == "__main__":
    if programs() is None:
        sys.exit("PostgreSQL is missing: install it (on Debian and Ubuntu: apt install postgresql).")
    with running(icu=os.environ.get("ICU_LOCALE", "")) as address:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode)
