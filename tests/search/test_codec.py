"""Stock Whoosh reads our segments: what its reader says about a small index is what the documents hold."""

from pathlib import Path

import pytest
from whoosh.index import FileIndex
from whoosh.matching import ReadTooFar
from whoosh.qparser import QueryParser
from whoosh.reading import SegmentReader, TermNotFound

from archive.search.engines.whoosh.index import Index
from archive.search.engines.whoosh.index_folder import NAME, SCHEMA, SyncedStorage
from archive.search.engines.whoosh.segment_builder import segments_of
from tests.search.documents import make_document
from tests.search.oracle import sample_documents

TEXTS = ("levy bus levy", "museum", "bus", "the bus has no levy and no levy and no levy")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of four statements in one segment."""
    index = Index(tmp_path / "index")
    index.folder.create()
    documents = [make_document(number=place, text=text) for place, text in enumerate(TEXTS)]
    index.folder.commit([index.folder.write_segment(content) for content in segments_of(documents)])
    return index.folder.path


def stock(folder: Path) -> FileIndex:
    return FileIndex(SyncedStorage(str(folder)), schema=SCHEMA, indexname=NAME)


@pytest.fixture
def reader(folder: Path) -> SegmentReader:
    return stock(folder).reader()


def test_the_terms_of_a_field_are_listed_in_order(reader: SegmentReader):
    words = [b"and", b"bus", b"has", b"levy", b"museum", b"no", b"the"]
    assert [term for field, term in reader.all_terms() if field == "words"] == words
    assert [term for field, term in reader.terms_from("words", b"c") if field == "words"] == words[2:]
    assert [field for field, _ in reader.all_terms()] == sorted(field for field, _ in reader.all_terms())
    assert {"words", "text", "title", "speaker"} <= set(reader.indexed_field_names())
    assert ("words", b"levy") in reader
    assert ("words", b"lev") not in reader


def test_a_cursor_walks_through_the_terms_of_a_field(reader: SegmentReader):
    cursor = reader.cursor("words")
    assert cursor.text() == "and"
    assert (cursor.first(), cursor.term(), cursor.next(), cursor.text()) == ("and", b"and", "bus", "bus")
    assert (cursor.find("h"), cursor.find(b"levy"), cursor.find("n")) == ("has", "levy", "no")
    assert cursor.is_valid()
    assert (cursor.next(), cursor.next(), cursor.term(), cursor.text()) == ("the", None, None, None)
    assert not cursor.is_valid()
    assert cursor.first() == "and"


def test_a_term_knows_how_often_it_occurs_and_in_which_documents(reader: SegmentReader):
    info = reader.term_info("words", "levy")
    assert (info.weight(), info.doc_frequency(), info.max_weight()) == (5, 2, 3)
    assert (info.min_length(), info.max_length()) == (3, 12)
    assert (info.min_id(), info.max_id()) == (0, 3)
    assert (reader.frequency("words", "levy"), reader.doc_frequency("words", "levy")) == (5, 2)
    assert (reader.frequency("words", "museum"), reader.doc_frequency("words", "bus")) == (1, 3)
    with pytest.raises((TermNotFound, KeyError)):
        reader.term_info("words", "zebra")
    assert reader.doc_frequency("words", "zebra") == 0


def test_a_matcher_goes_through_the_documents_of_a_term(reader: SegmentReader):
    matcher = reader.postings("words", "levy")
    assert (matcher.is_active(), matcher.id(), matcher.weight(), matcher.value_as("positions")) == (True, 0, 2, [0, 2])
    assert (matcher.next(), matcher.id(), matcher.weight(), matcher.value_as("frequency")) == (False, 3, 3, 3)
    assert matcher.value_as("positions") == [4, 7, 10]
    assert matcher.next()
    assert not matcher.is_active()
    for further in (matcher.next, lambda: matcher.skip_to(4)):
        with pytest.raises(ReadTooFar):
            further()
    matcher.reset()
    other = matcher.copy()
    assert list(other.all_ids()) == [0, 3]
    assert (matcher.id(), other.is_active()) == (0, False)


def test_a_matcher_of_a_field_without_counts_weighs_every_document_the_same(reader: SegmentReader):
    matcher = reader.postings("kind", "remark")
    assert (matcher.weight(), matcher.block_max_weight(), list(matcher.all_ids())) == (1, 1, [0, 1, 2, 3])
    assert reader.postings("kind", "remark").value() == []


@pytest.mark.parametrize(("wanted", "found"), [(0, 0), (1, 3), (3, 3), (4, None)])
def test_a_matcher_skips_to_the_first_document_from_a_number_on(reader: SegmentReader, wanted: int, found: int | None):
    matcher = reader.postings("words", "levy")
    matcher.skip_to(wanted)
    assert (matcher.id() if matcher.is_active() else None) == found


def test_a_matcher_knows_the_limits_of_its_documents(reader: SegmentReader):
    matcher = reader.postings("words", "levy")
    assert (matcher.block_min_id(), matcher.block_max_id()) == (0, 3)
    assert (matcher.block_min_length(), matcher.block_max_length()) == (3, 12)
    assert matcher.block_max_weight() == 3


def test_the_deleted_documents_are_known(folder: Path):
    assert not stock(folder).reader().has_deletions()
    Index(folder).update([], gone=[2])
    reader = stock(folder).reader()
    assert (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()) == (3, 4, True)
    assert [number for number in range(4) if reader.is_deleted(number)] == [2]
    assert list(reader._perdoc.deleted_docs()) == [2]


def test_the_lengths_of_fields_are_known(reader: SegmentReader):
    assert [reader.doc_field_length(number, "words") for number in range(4)] == [3, 1, 1, 12]
    assert reader.doc_field_length(0, "title", 7) == 7
    assert reader._perdoc.doc_field_length(0, "title") == 0
    assert reader.field_length("words") == 3 + 1 + 1 + 11
    assert (reader.min_field_length("words"), reader.max_field_length("words")) == (1, 12)


@pytest.mark.parametrize("typed", ["levy", "school", "school OR levy", "school AND board", "the OR of OR bus"])
@pytest.mark.parametrize("limit", [1, 3, 10, 50])
def test_stock_whoosh_finds_the_best_without_looking_at_all(tmp_path: Path, typed: str, limit: int):
    index = Index(tmp_path / "index")
    index.folder.create()
    parts = [sample_documents(seed=seed, count=120) for seed in (1, 2)]
    contents = [content for documents in parts for content in segments_of(documents)]
    index.folder.commit([index.folder.write_segment(content) for content in contents])
    with stock(index.folder.path).searcher() as searcher:
        wanted = QueryParser("words", SCHEMA).parse(typed)
        best = searcher.search(wanted, limit=limit).top_n
        every = searcher.search(wanted, limit=None).top_n
    assert [score for score, _ in best] == pytest.approx([score for score, _ in every[:limit]])


def test_a_matcher_is_left_out_if_none_of_its_documents_can_be_good_enough(folder: Path):
    with stock(folder).searcher() as searcher:
        matcher = searcher.postings("words", "levy")
        quality = matcher.block_quality()
        assert quality > 0
        assert (matcher.skip_to_quality(quality * 0.9), matcher.id()) == (0, 0)
        assert (matcher.skip_to_quality(quality), matcher.is_active()) == (1, False)
