"""A recording is downloaded only from hosts in the settings, over https, and never from this network."""

import io

import pytest
from django.conf import LazySettings

from archive.ingest.recordings.fetch import NotFetched, check_host, fetch

pytestmark = pytest.mark.usefixtures("allowed")


@pytest.fixture
def allowed(settings: LazySettings) -> None:
    settings.RECORDING_HOSTS = ["media.example.org", "youtube.com", "localhost", "127.0.0.1", "[::1]", "::1", "0x7f.1"]


@pytest.mark.parametrize(
    "url",
    ["https://media.example.org/a.mp4", "https://cdn.media.example.org/a.mp4?x=1", "https://MEDIA.example.org./a.mp4"],
)
def test_named_hosts_and_their_subdomains_are_allowed(url: str) -> None:
    check_host(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://media.example.org/a.mp4",
            "file:///etc/passwd",
            "ftp://media.example.org/a",
            "media.example.org/a",
            "",
        ),
        *(
            "https://example.org/a.mp4",
            "https://media.example.org.evil.example/a.mp4",
            "https://evilmedia.example.org/",
        ),
        *("https://user:secret@media.example.org/a.mp4", "https://media.example.org@evil.example/a.mp4"),
    ],
)
def test_everything_else_is_refused_with_a_message(url: str) -> None:
    with pytest.raises(NotFetched, match=r"https://|does not fetch"):
        check_host(url)


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/watch?v=x", "https://m.youtube.com/x", "https://youtube.com/"]
)
def test_sites_that_forbid_copies_are_refused_whatever_the_settings_say(url: str) -> None:
    with pytest.raises(NotFetched, match="forbid"):
        check_host(url)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/a.mp4", "https://localhost/a.mp4", "https://[::1]/a", "https://0x7f.1/a"]
)
def test_this_machine_is_never_contacted_even_if_the_settings_name_it(url: str) -> None:
    into = io.BytesIO()
    with pytest.raises(NotFetched):
        fetch(url, into)
    assert into.getvalue() == b""
