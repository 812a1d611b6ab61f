"""Redacted words are in no file of a site any more: not in free pages of the database, its log, or the index."""

from pathlib import Path

import pytest

from tests.search.processes.site import Nursery, Site

LONG = " ".join(f"word{number}" for number in range(3000))
WORDS = (b"zanthrope", b"8812 plumtree")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(tmp_path_factory, empty_database):
    nursery = Nursery(tmp_path_factory.mktemp("site"), empty_database, ["The first word", "The second word"])
    yield nursery.site
    nursery.close()


def files_with(site: Site, words: bytes) -> set[str]:
    return {path.name for path in Path(site.folder).rglob("*") if path.is_file() and words in path.read_bytes().lower()}


@pytest.mark.parametrize("text", ["{secret} and he agreed.", "He agreed. {secret} " + LONG], ids=["short", "long"])
def test_no_byte_of_them_is_left_on_the_disk(site: Site, text: str):
    (number,) = site.do("publish", texts=[text.format(secret="Quillifer Zanthrope lives at 8812 Plumtree Court")])
    assert files_with(site, WORDS[0])
    site.do("redact_words", number=number, first="Quillifer", last="Plumtree Court")
    for words in WORDS:
        assert files_with(site, words) == set()
    assert site.do("found", text="agreed")
