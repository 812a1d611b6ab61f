"""URLs that the site gives out come only from SITE_URL, and clients are known by what its own proxies wrote."""

import re

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from archive.machine.web.client_address import client_address
from archive.search.engines import outbox
from boardmeetings import env
from tests.record import make_statement, make_topic

ADDRESS = re.compile(r"https?://[^\s\"'<>&\\]+")
SITE = "https://archive.example"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "strange", [{"HTTP_HOST": "testserver:8123"}, {"SCRIPT_NAME": "/elsewhere"}, {"wsgi.url_scheme": "https"}]
)
def test_no_request_header_changes_a_url_that_the_site_gives_out(
    client: Client, settings: LazySettings, strange: dict[str, str]
) -> None:
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["testserver", "archive.example"]
    statement = make_statement("We will open the library on Saturdays.", topics=[make_topic()])
    outbox.drain()
    topic = statement.topics.get()
    paths = [
        "/",
        statement.get_absolute_url(),
        statement.board.get_absolute_url(),
        f"/statements/{statement.number}/cite/",
        f"{topic.get_absolute_url()}feed/",
        f"/oembed/?url={SITE}/statements/{statement.number}/&format=json",
        "/corrections/feed/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-statements.xml",
    ]
    for path in paths:
        plain, other = (client.get(path, **extra) for extra in ({}, strange))
        assert (plain.status_code, other.status_code) == (200, 200), path
        assert f"{SITE}/" in plain.text, path
        assert ADDRESS.findall(plain.text) == ADDRESS.findall(other.text), path
        assert "testserver" not in other.text, path
        assert "/elsewhere" not in other.text, path


@pytest.mark.parametrize("value", ["example.org", "https://", "https://example.org/archive", "https://a@example.org"])
def test_an_invalid_site_url_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        env.site_address("SITE_URL", "")


@pytest.mark.parametrize(
    ("hosts", "tls", "address"),
    [
        (["127.0.0.1", "localhost"], "0", "http://127.0.0.1:8001"),
        (["archive.example", "127.0.0.1"], "0", "http://archive.example"),
        (["archive.example"], "1", "https://archive.example"),
        ([".example"], "1", "http://127.0.0.1:8001"),
        ([], "0", "http://127.0.0.1:8001"),
    ],
)
def test_site_url_defaults_to_the_first_allowed_host(
    monkeypatch: pytest.MonkeyPatch, hosts: list[str], tls: str, address: str
) -> None:
    monkeypatch.setenv("BEHIND_TLS", tls)
    assert env.likely_site_address(hosts, port=8001) == address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1, 198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "<script>", "192.0.2.1"),
    ],
)
def test_a_client_is_identified_by_what_the_outermost_proxy_saw(
    settings: LazySettings, proxies: int, forwarded: str, client: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == client


def test_only_the_owner_can_read_the_files_of_the_site(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for name in ("open", "new"):
        monkeypatch.setenv("DATA_DIR", str(tmp_path / name))
        path = env.private_folder("DATA_DIR", tmp_path)
        assert path.stat().st_mode & 0o777 == 0o700
        (path / "file").touch()
        assert (path / "file").stat().st_mode & 0o777 == 0o600
