"""A page of another site reads the record from a reader's browser, and saves what is interrupted."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver import Chrome

from archive.exports.bulk import published
from tests.machine.web.test_other_sites import make_data
from tests.servers.at_rest import UnderWay
from tests.servers.listening import Quiet, listening

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READ = """
const [addresses, done] = arguments;
const read = (address) => fetch(address)
  .then((answer) => answer.arrayBuffer().then((body) => `${answer.status} ${body.byteLength > 0}`))
  .catch((error) => String(error));
// One after the other: the server of the tests refuses connections if many come at once.
addresses.reduce(async (read_before, address) => [...await read_before, await read(address)], []).then(done);
"""
RANGE = """
const [address, done] = arguments;
fetch(address, { headers: { Range: "bytes=0-14", "If-None-Match": '"none"' } })
  .then((answer) => answer.text().then((text) => done([answer.status, text, answer.headers.get("Content-Range")])))
  .catch((error) => done([0, String(error), ""]));
"""
TRACK = """
const [address, done] = arguments;
const video = document.createElement("video");
video.crossOrigin = "anonymous";
const track = video.appendChild(document.createElement("track"));
track.onload = () => done(Array.from(track.track.cues, (cue) => cue.text));
track.onerror = () => done("blocked");
track.src = address;
document.body.append(video);
track.track.mode = "showing";
"""


class Page(Quiet, SimpleHTTPRequestHandler):
    """Serves the files of a folder."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Return the address of a page of another site."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A newspaper</title><body></body>")
    with listening(partial(Page, directory=tmp_path)) as port:
        yield f"http://127.0.0.1:{port}/"


def test_a_page_of_another_site_reads_all_data_and_no_page(window: Chrome, live_server: LiveServer, elsewhere: str):
    # A time gate leads to a page.
    paths = [path for path in make_data() if "timegate" not in path]
    addresses = [live_server.url + path for path in paths]
    window.get(elsewhere)
    answers = dict(zip(paths, window.execute_async_script(READ, addresses), strict=True))
    assert answers == dict.fromkeys(paths, "200 true")
    assert window.execute_async_script(READ, [live_server.url + "/boards/"]) == ["TypeError: Failed to fetch"]
    status, text, part = window.execute_async_script(RANGE, live_server.url + "/data/files/record.sqlite3")
    assert (status, text, part.partition("/")[0]) == (206, "SQLite format 3", "bytes 0-14")
    captions = next(path for path in paths if path.endswith(".vtt"))
    [cue] = window.execute_async_script(TRACK, live_server.url + captions)
    assert "We will open the library." in cue


def test_an_interrupted_download_is_resumed(live_server: LiveServer, server_at_rest: UnderWay, tmp_path: Path):
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed.")
    make_data()
    whole = (published().path / "record.sqlite3").read_bytes()
    saved = tmp_path / "record.sqlite3"
    saved.write_bytes(whole[:10_000])
    address = f"{live_server.url}/data/files/record.sqlite3"
    subprocess.run([curl, "-sS", "--fail", "-C", "-", "-o", saved, address], check=True, timeout=60)
    assert saved.read_bytes() == whole
