"""TLS and a password in front of a real OpenSearch: both are needed, and nothing is rebuilt without them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import LazySettings

from archive.search import SearchRequest
from archive.search.engines.opensearch import OpenSearchBackend
from archive.search.engines.results import SearchUnreachable
from tests.search.contract import build, numbers, write
from tests.search.documents import make_document
from tests.servers.opensearch.front import PASSWORD, USER, Front, before

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(search_index: str, settings: LazySettings, tmp_path: Path) -> Iterator[Front]:
    with before(settings.SEARCH_URL[0], tmp_path) as front:
        settings.SEARCH_URL = [f"https://{USER}:{quote(PASSWORD, safe='')}@{front.host}"]
        settings.SEARCH_CERTIFICATES = front.certificates
        yield front


def test_the_site_connects_with_its_password_over_tls(front: Front):
    backend = OpenSearchBackend("")
    build(backend, make_document(number=1, text="library"))
    write(backend, make_document(number=2, text="The library."))
    assert sorted(numbers(backend, "library")) == [1, 2]
    assert backend.check() == ""


@pytest.mark.parametrize("who", [f"{USER}:wrong@", "", "nobody:nothing@"])
def test_a_wrong_password_is_reported_and_not_taken_as_a_missing_index(front: Front, settings: LazySettings, who: str):
    build(OpenSearchBackend(""), make_document(number=1))
    settings.SEARCH_URL = [f"https://{who}{front.host}"]
    stranger = OpenSearchBackend("")
    for ask in (stranger.check, stranger.origin, lambda: stranger.search(SearchRequest(text="library"))):
        with pytest.raises(SearchUnreachable, match="refuses the site"):
            ask()


def test_no_password_is_sent_to_a_server_with_an_untrusted_certificate(front: Front, settings: LazySettings):
    build(OpenSearchBackend(""), make_document(number=1))
    settings.SEARCH_CERTIFICATES = ""
    with pytest.raises(SearchUnreachable, match="CERTIFICATE_VERIFY_FAILED"):
        OpenSearchBackend("").check()


def test_a_page_from_a_proxy_does_not_mean_that_the_index_is_missing(front: Front, settings: LazySettings):
    build(OpenSearchBackend(""), make_document(number=1))
    settings.SEARCH_URL = [f"{settings.SEARCH_URL[0]}/_nowhere"]
    astray = OpenSearchBackend("")
    for ask in (astray.check, astray.origin, lambda: astray.search(SearchRequest(text="library"))):
        with pytest.raises(SearchUnreachable):
            ask()
