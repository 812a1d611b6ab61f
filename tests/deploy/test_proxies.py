"""The proxy configurations of ``deploy/`` in front of a site, unchanged except for ports and certificates."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import EmptyDatabase, environment_of
from tests.deploy.proxied import DEPLOY, behind_caddy, certificate, get, needs, post
from tests.deploy.site import HOST, running, served
from tests.servers.postgresql import free_port

pytestmark = pytest.mark.slow

INVITE = """
import django; django.setup()
from archive.actions.accounts.passwords import link_token
from archive.actions.accounts.people import invite
from archive.models import User
actor, _ = User.objects.get_or_create(username="ann", is_superuser=True)
name = f"kim{User.objects.count()}"
print(name, link_token(invite(username=name, email="kim@example.org", roles=[], actor=actor)))
"""
NEW_PASSWORD = "otter violin harbour"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(folder: Path, empty_database: EmptyDatabase) -> Iterator[int]:
    with served(folder, empty_database) as port:
        yield port


def check_getting_in(port: int, folder: Path) -> None:
    """Check that an invited person chooses a password and signs in with it, and that a forged form is refused."""
    environment = environment_of(folder) | {
        "DJANGO_SETTINGS_MODULE": "boardmeetings.settings",
        "SITE_URL": f"https://{HOST}",
    }
    command = [sys.executable, "-c", INVITE]
    told = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True, capture_output=True, text=True)
    name, token = told.stdout.split()
    path = f"/desk/choose-password/{token}/"
    page = get(port, path)
    typed = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    forged = post(port, path, page, origin="https://evil.example", **typed)
    assert (forged.status, b"This was not sent yet" in forged.body) == (403, True)
    assert post(port, path, page, **typed).headers["Location"] == "/desk/sign-in/"
    answer = post(port, "/desk/sign-in/", get(port, "/desk/sign-in/"), username=name, password=NEW_PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (302, "/desk/")


def check(port: int) -> None:
    """Check what must be true of a site behind any proxy."""
    page = get(port, "/about/")
    assert page.status == 200
    assert b"<h1>About the archive</h1>" in page.body
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert get(port, "/metrics").status == 404
    assert get(port, "/desk/").headers["Location"].startswith("/desk/")
    # The client's own header is not trusted: otherwise each request would count as another client.
    statuses = [get(port, "/metrics", X_Forwarded_For="127.0.0.1", X_Forwarded_Proto="http").status for _ in range(2)]
    assert statuses == [404, 404]
    assert get(port, "/about/", X_Forwarded_Proto="http").status == 200


@needs("nginx")
def test_the_site_works_behind_nginx(site: int, folder: Path, tmp_path: Path) -> None:
    chain, key = certificate(tmp_path)
    plain, secure = free_port(), free_port()
    text = (DEPLOY / "nginx.conf").read_text()
    text = text.replace("listen [::]:80;", "").replace("listen [::]:443 ssl http2;", "")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{secure} ssl http2;")
    text = text.replace(f"/etc/letsencrypt/live/{HOST}/fullchain.pem", str(chain))
    text = text.replace(f"/etc/letsencrypt/live/{HOST}/privkey.pem", str(key)).replace(
        "127.0.0.1:8000", f"127.0.0.1:{site}"
    )
    (tmp_path / "site.conf").write_text(text)
    folders = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off;\npid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n{folders}include {tmp_path}/site.conf;\n}}\n"
    )
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [nginx, "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with running(command, f"http://127.0.0.1:{plain}/", tmp_path / "log"):
        check(secure)
        check_getting_in(secure, folder)
        redirect = get(plain, "/about/?a=1", scheme="http")
        assert (redirect.status, redirect.headers["Location"]) == (301, f"https://{HOST}/about/?a=1")
        assert get(secure, "/about/", X_Request_ID="chosen-by-a-client").headers["X-Request-ID"] != "chosen-by-a-client"


@needs("caddy")
def test_the_site_works_behind_caddy(site: int, folder: Path, tmp_path: Path) -> None:
    with behind_caddy(site, tmp_path) as secure:
        check(secure)
        check_getting_in(secure, folder)
