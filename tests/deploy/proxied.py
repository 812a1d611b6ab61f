"""A proxy of ``deploy/`` in front of a site, and a client that speaks to it over TLS."""

import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.deploy.site import HOST, WebAnswer, answer_of, running
from tests.servers.postgresql import free_port

DEPLOY = settings.BASE_DIR / "deploy"
REQUIRED = bool(os.environ.get("REQUIRE_PROXIES"))


def needs(program: str) -> pytest.MarkDecorator:
    is_there = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    return pytest.mark.skipif(not is_there and not REQUIRED, reason=f"{program} is not installed")


def post(port: int, path: str, page: WebAnswer, *, origin: str = f"https://{HOST}", **typed: str) -> WebAnswer:
    """Send the form of a page as a browser does: with its token, its cookies and the Origin that its policy allows."""
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)[1].decode()
    cookies = "; ".join(cookie.partition(";")[0] for cookie in page.headers.get_all("Set-Cookie"))
    policy = page.headers["Referrer-Policy"]
    headers = {"Host": HOST, "Cookie": cookies, "Origin": "null" if policy == "no-referrer" else origin}
    body = urlencode({"csrfmiddlewaretoken": token, **typed}).encode()
    return answer_of(urllib.request.Request(f"https://127.0.0.1:{port}{path}", data=body, headers=headers))


def get(port: int, path: str, *, scheme: str = "https", host: str = HOST, **headers: str) -> WebAnswer:
    """Send a request to the proxy; follow no redirect."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer_of(urllib.request.Request(f"{scheme}://127.0.0.1:{port}{path}", headers={"Host": host, **named}))


def certificate(folder: Path) -> tuple[Path, Path]:
    chain, key = folder / "fullchain.pem", folder / "privkey.pem"
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", key, "-out", chain], check=True, capture_output=True)
    return chain, key


@contextmanager
def behind_caddy(site: int, folder: Path) -> Iterator[int]:
    """Inside this context, Caddy serves the site at the port, with the configuration of ``deploy/``. Yield its own."""
    chain, key = certificate(folder)
    plain, secure = free_port(), free_port()
    text = (DEPLOY / "Caddyfile").read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    own = f"bind 127.0.0.1\n\ttls {chain} {key}\n"
    address = f"{{$SITE_ADDRESS:{HOST}}} {{\n"
    assert address in text
    text = text.replace(address, f"https://{HOST}:{secure}, https://127.0.0.1:{secure} {{\n\t{own}")
    options = f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n\tauto_https disable_redirects\n}}\n"
    configuration = folder / "Caddyfile"
    configuration.write_text(options + text)
    read = ["--adapter", "caddyfile", "--config", str(configuration)]
    own_folders = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = {**os.environ, **own_folders}
    subprocess.run(["caddy", "validate", *read], env=environment, check=True, capture_output=True)
    with running(["caddy", "run", *read], f"https://127.0.0.1:{secure}/", folder / "caddy.log", env=environment):
        yield secure
