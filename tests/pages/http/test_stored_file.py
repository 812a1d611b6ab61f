"""A file to download is sent whole, compressed, in part, or not at all if the client has it."""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import SEEK_END, BytesIO
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from waitress.buffers import ReadOnlyFileBasedBuffer

from archive.exports.bulk import publish
from archive.pages.data.bulk import data_file
from archive.pages.http import admission
from archive.pages.http.stored_file import PartOfFile
from tests.record import make_statement

pytestmark = pytest.mark.django_db
Ask = Callable[..., HttpResponseBase]


@pytest.fixture
def ask(client: Client) -> Iterator[Ask]:
    """Ask for a file of the record, with these headers."""
    make_statement("We will open the library.")
    publish()
    with ExitStack() as asked:

        def ask(name: str = "statements.csv", **headers: str) -> HttpResponseBase:
            named = {key.replace("_", "-"): value for key, value in headers.items()}
            response = client.get(f"/data/files/{name}", headers=named)
            asked.callback(response.close)
            return response

        yield ask


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("name", ["statements.csv", "statements.jsonl.gz", "record.sqlite3", "datapackage.json"])
def test_its_etag_is_its_digest_and_caches_ask_each_time(ask: Ask, name: str):
    response = ask(name)
    assert response.headers["ETag"] == f'"{hashlib.sha256(body(response)).hexdigest()}"'
    assert response.headers["Cache-Control"] == "public, no-cache"
    again = ask(name, if_none_match=response.headers["ETag"])
    assert (again.status_code, body(again), again.headers["ETag"]) == (304, b"", response.headers["ETag"])
    assert ask(name, if_modified_since=response.headers["Last-Modified"]).status_code == 304
    assert ask(name, if_none_match='"another"').status_code == 200


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=10-", slice(10, None)),
        ("bytes=10-19", slice(10, 20)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-999999", slice(5, None)),
    ],
)
def test_a_range_is_sent_alone(ask: Ask, asked: str, part: slice):
    whole = body(ask())
    response = ask(range=asked, accept_encoding="gzip")
    sent = body(response)
    assert (response.status_code, sent) == (206, whole[part])
    first = whole.index(sent) if len(sent) > 1 else 0
    assert response.headers["Content-Range"] == f"bytes {first}-{first + len(sent) - 1}/{len(whole)}"
    assert response.headers["Content-Length"] == str(len(sent))


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=10-19", "bytes=10-", "bytes=-7"])
def test_a_range_is_sent_from_the_stored_file_and_never_copied(ask: Ask, asked: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(admission, "_content_as_file", lambda *_: pytest.fail("A stored file was copied."))
    request = RequestFactory().get("/data/files/statements.csv", headers={"range": asked})
    response: Any = admission.in_turn(request, lambda: data_file(request, "statements.csv"))
    # This is what the server sends after the view has returned.
    to_send = ReadOnlyFileBasedBuffer(response.file_to_stream)
    assert to_send.prepare() == int(response.headers["Content-Length"])
    assert to_send.get() == body(ask(range=asked))
    response.close()


@given(
    st.binary(max_size=30),
    st.integers(0, 30),
    st.integers(0, 30),
    st.lists(st.tuples(st.integers(0, 35), st.integers(-1, 35))),
)
def test_a_part_of_a_file_reads_like_a_file_of_its_own(
    content: bytes, first: int, end: int, reads: list[tuple[int, int]]
):
    first, end = min(first, len(content)), min(end, len(content))
    part, alone = PartOfFile(BytesIO(content), first, end), BytesIO(content[first:end])
    assert part.read() == alone.read()
    for place, size in reads:
        assert part.seek(place) == alone.seek(place)
        assert part.read(size) == alone.read(size)
        assert part.tell() == alone.tell()
    assert part.seek(0, SEEK_END) == max(0, end - first)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0", "bytes=9-3"])
def test_a_range_that_the_file_does_not_have_is_refused(ask: Ask, asked: str):
    size = len(body(ask()))
    response = ask(range=asked)
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{size}")


OTHER_RANGES = ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", f"bytes={'9' * 5000}-", "bytes=٣-٤"]


@pytest.mark.parametrize("asked", OTHER_RANGES)
def test_any_other_range_gives_the_whole_file(ask: Ask, asked: str):
    assert body(ask(range=asked)) == body(ask())


def test_a_download_resumes_only_with_the_same_file(ask: Ask):
    etag, day = (ask().headers[name] for name in ("ETag", "Last-Modified"))
    assert ask(range="bytes=10-", if_range=etag).status_code == 206
    assert ask(range="bytes=10-", if_range=day).status_code == 206
    assert ask(range="bytes=10-", if_range='"an older file"').status_code == 200
    assert ask(range="bytes=10-", if_match='"an older file"').status_code == 412


@pytest.mark.parametrize("name", ["statements.csv", "record.sqlite3"])
def test_it_is_sent_compressed_under_another_etag(ask: Ask, name: str):
    plain, packed = ask(name), ask(name, accept_encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    for refusing in ("gzip;q=0", "br, gzip; q=0.0, identity"):
        assert "Content-Encoding" not in ask(name, accept_encoding=refusing).headers
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert packed.headers["Vary"] == plain.headers["Vary"]
    content = body(packed)
    assert len(content) == int(packed.headers["Content-Length"])
    assert gzip.decompress(content) == body(plain)
    held = ask(name, accept_encoding="gzip", if_none_match=packed.headers["ETag"])
    assert (held.status_code, held.headers["ETag"]) == (304, packed.headers["ETag"])


def test_asking_for_its_headers_sends_nothing_else(ask: Ask, client: Client):
    size = len(body(ask()))
    response = client.head("/data/files/statements.csv", headers={"range": "bytes=3-"})
    assert (response.status_code, response.headers["Content-Length"], body(response)) == (200, str(size), b"")
