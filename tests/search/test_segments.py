"""A segment contains every word of its documents, at its place, and nothing else."""

import datetime
import random
import uuid
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import length_to_byte

from archive.search.engines.brevity import brevity
from archive.search.engines.document import Document
from archive.search.engines.whoosh import segment_builder
from archive.search.engines.whoosh.inversion import LENGTHS, length_codes
from archive.search.engines.whoosh.merging import merged
from archive.search.engines.whoosh.schema import make_schema
from archive.search.engines.whoosh.segment import FACETS, Segment, SegmentContent, write_segment
from archive.search.engines.whoosh.segment_builder import segments_of
from archive.search.question import NAME_GAP, stems, tokens, words
from tests.search.documents import make_document
from tests.search.oracle import sample_documents

Postings = dict[bytes, dict[int, list[int]]]
"""For each term its documents, and for each of these the positions, or as many noughts as it has occurrences."""


def opened(folder: Path, content: SegmentContent) -> Segment:
    path = folder / f"{uuid.uuid4().hex}.seg"
    write_segment(path, content)
    return Segment(path)


def held(segment: Segment, field: str) -> Postings:
    reader = segment.field(field)
    found: Postings = {}
    for place, term in enumerate(reader.terms()):
        where = reader.range(place, place + 1)
        frequencies = reader.frequencies(where).tolist()
        positions = reader.positions(where) if reader.has_positions else np.zeros(sum(frequencies), int)
        runs = np.split(positions, np.cumsum(frequencies)[:-1])
        found[term] = dict(zip(reader.documents(where).tolist(), [run.tolist() for run in runs], strict=True))
    return found


def expected(documents: list[Document], field: str) -> Postings:
    found: Postings = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for term, position in occurrences(document, field):
            found[term.encode()][number].append(position)
    return {term: dict(places) for term, places in found.items()}


def occurrences(document: Document, field: str) -> list[tuple[str, int]]:
    text = document.text if field in {"words", "text"} else document.title
    if field in {"words", "title_words"}:
        return [(word, position) for position, word in enumerate(words(text))]
    if field in {"text", "title"}:
        return [(stem, 0) for token in tokens(text) for stem in stems(token.written, document.language)]
    found, start = [], 0
    for name in getattr(document, f"{field}_names"):
        found += [(word, start + place) for place, word in enumerate(words(name))]
        start += len(words(name)) + NAME_GAP
    return found


TEXT_FIELDS = ("words", "text", "title_words", "title", "speaker", "board", "topic")
WORDS = "a the school schools Báez educación educaciones don't 1,000 教育委員会 школы 👍"
texts = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
names = st.lists(texts, max_size=3).map(tuple)
any_document = st.builds(
    make_document,
    text=texts,
    title=texts,
    language=st.sampled_from(("en", "es", "ja", "ru", "xx")),
    speaker_names=names,
    board_names=names,
    topic_names=names,
)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(any_document, min_size=1, max_size=8))
def test_a_segment_holds_every_occurrence_of_every_word(tmp_path_factory: pytest.TempPathFactory, documents):
    (content,) = segments_of(documents)
    segment = opened(tmp_path_factory.getbasetemp(), content)
    for field in TEXT_FIELDS:
        assert held(segment, field) == expected(documents, field)
        total = sum(len(occurrences(document, field)) for document in documents)
        assert segment.field(field).total_length == total


def test_each_document_is_stemmed_in_its_own_language(tmp_path: Path):
    texts = {
        "en": "schools educaciones",
        "es": "schools educación educaciones educación",
        "ja": "schools",
        "xx": "educaciones",
    }
    for languages in (["en"], ["es"], ["en", "es", "en"], list(texts)):
        documents = [make_document(text=texts[one], title=texts[one], language=one) for one in languages]
        (content,) = segments_of(documents)
        segment = opened(tmp_path, content)
        assert held(segment, "text") == expected(documents, "text")
        assert held(segment, "title") == expected(documents, "title")


def test_words_that_occur_very_often_and_very_late_are_counted_exactly(tmp_path: Path):
    often = make_document(text=" ".join(["the"] * 254 + ["a"] * 255 + ["of"] * 256))
    long = make_document(text=" ".join(["the"] * 70_000 + ["end"]))
    (content,) = segments_of([often, long])
    segment = opened(tmp_path, content)
    assert held(segment, "words") == expected([often, long], "words")
    assert held(segment, "text") == expected([often, long], "text")


def test_a_length_has_the_code_that_whoosh_gives_it():
    near = [int(length) + more for length in LENGTHS for more in (-1, 0, 1, 1000) if length + more >= 0]
    assert length_codes(np.array(near)).tolist() == [length_to_byte(length) for length in near]


def test_lengths_are_stored_as_in_whoosh(tmp_path: Path):
    documents = [make_document(text="word " * length) for length in (0, 1, 9, 10, 11, 100, 5_000)]
    (content,) = segments_of(documents)
    lengths = LENGTHS[opened(tmp_path, content).field("words").lengths]
    assert lengths.tolist() == pytest.approx([0, 1, 9, 10, 12, 100, 5_000], rel=0.1)


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_merging_segments_equals_building_their_live_documents_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int
):
    draw = random.Random(seed)
    folder = tmp_path_factory.getbasetemp()
    parts, live = [], []
    for _ in range(draw.randint(1, 4)):
        documents = sample_documents(draw.getrandbits(32), draw.randint(1, 12))
        deleted = frozenset(place for place in range(len(documents)) if draw.random() < 0.3)
        (content,) = segments_of(documents)
        parts.append((opened(folder, content), deleted))
        live += [document for place, document in enumerate(documents) if place not in deleted]
    one = opened(folder, merged(parts))
    if not live:
        assert one.document_count == 0
        return
    (content,) = segments_of(live)
    other = opened(folder, content)
    for field in make_schema().names():
        assert held(one, field) == held(other, field)
        assert one.field(field).lengths.tolist() == other.field(field).lengths.tolist()
        assert one.field(field).total_length == other.field(field).total_length
    for name in ("number", "first_day", "last_day"):
        assert one.column(name).tolist() == other.column(name).tolist()
    for name in FACETS:
        ours, theirs = one.facet(name), other.facet(name)
        assert [ours.values[code] for code in ours.codes] == [theirs.values[code] for code in theirs.codes]


def test_the_columns_of_a_segment_have_the_values_of_its_documents(tmp_path: Path):
    first, last = datetime.date(2017, 2, 1), datetime.date(2017, 2, 28)
    texts = ["Levy, levy and fees.", "Fees."]
    document = make_document(
        number=2**40,
        days=("2017-02-01", "2017-02-28"),
        board=7,
        topic=(3, 9),
        kind="vote",
        language="es",
        text=texts[1],
    )
    (content,) = segments_of([make_document(number=1, text=texts[0]), document])
    segment = opened(tmp_path, content)
    assert segment.column("number").tolist() == [1, 2**40]
    assert segment.column("first_day")[1] == first.toordinal()
    assert segment.column("last_day")[1] == last.toordinal()
    assert segment.brevity.tolist() == [brevity(len(set(words(text)))) for text in texts]
    values = {name: segment.facet(name).values[segment.facet(name).codes[1]] for name in FACETS}
    assert values == {
        "board": 7,
        "speaker": 0,
        "year": 2017,
        "topic": (3, 9),
        "kind": "vote",
        "text_status": "verbatim",
        "result": "",
        "voted": (),
        "meeting": 1,
        "language": "es",
    }


def test_many_words_are_several_segments(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(segment_builder, "MOST_WORDS", 5)
    documents = [make_document(number=number, text="We open it.") for number in range(1, 8)]
    contents = list(segments_of(documents))
    assert [content.columns["number"].tolist() for content in contents] == [[1, 2], [3, 4], [5, 6], [7]]
