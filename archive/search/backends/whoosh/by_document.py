"""The postings of a field the other way round: for each document its words, and how often it has them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.backends.whoosh.field_reader import OVERFLOW, FieldReader
from archive.search.backends.whoosh.inversion import FieldPostings, narrowest

FIELD = "words"
"""The field that is stored in this way."""


class WordsOf(NamedTuple):
    """The distinct words of consecutive documents, one document after the other.

    ``terms`` are places in the byte order of the field's terms. ``frequencies`` say how often the document has the word
    (255 also stands for more). ``counts`` say how many distinct words each document has.
    """

    terms: NDArray[Any]
    frequencies: NDArray[np.uint8]
    counts: NDArray[np.uint32]


def turned(postings: FieldPostings, document_count: int) -> Mapping[str, NDArray[Any]]:
    """Return the sections of a segment file with the words of each document."""
    order = np.argsort(postings.documents, kind="stable")
    terms = np.repeat(np.arange(len(postings.terms), dtype=np.uint32), postings.document_counts)
    return {
        f"{FIELD}.by_document": narrowest(terms[order]),
        f"{FIELD}.frequencies_by_document": np.minimum(postings.frequencies[order], OVERFLOW).astype(np.uint8),
        f"{FIELD}.words_of_document": narrowest(np.bincount(postings.documents, minlength=document_count)),
    }


def words_of(reader: FieldReader, first: int, end: int) -> WordsOf:
    """Return the words of the documents of a segment from first to end (excluded)."""
    counts = reader.file.array(f"{FIELD}.words_of_document").astype(np.uint32)
    start = int(counts[:first].sum())
    stop = start + int(counts[first:end].sum())
    return WordsOf(
        reader.file.array(f"{FIELD}.by_document", start, stop),
        reader.file.array(f"{FIELD}.frequencies_by_document", start, stop),
        counts[first:end],
    )
