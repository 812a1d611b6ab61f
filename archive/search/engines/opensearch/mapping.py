"""What OpenSearch stores of a statement.

``archive.search.question.analysis`` makes the words, as for the embedded index. OpenSearch gets them separated by
spaces and indexes them unchanged, so that both engines find the same statements. It stores no text (``_source`` is
off): snippets are cut from the database.
"""

from math import log
from typing import Any

from archive.search.engines.brevity import brevity
from archive.search.engines.counted_words import uses_of
from archive.search.engines.document import Document, moment
from archive.search.question import NAME_GAP, WEIGHTS, Facet, Weights, each_of, stems, tokens, words

Json = dict[str, Any]

SPACED: Json = {"type": "text", "analyzer": "whitespace"}
UNSTEMMED_TEXT = SPACED | {"index_options": "positions"}
STEMMED_TEXT = SPACED | {"index_options": "freqs"}
NAMES = UNSTEMMED_TEXT | {"position_increment_gap": NAME_GAP}
VALUE: Json = {"type": "keyword"}
NUMBER: Json = {"type": "integer"}
# ``chronology`` sorts by first day, then the less precise date first, then by number.
LONGEST_SPAN = 511
SPAN_BITS = 9
NUMBER_BITS = 32

VERSION = 10
"""Raise it with every change of the mapping or of what is sent. An index of another version is built again."""


def value_field(facet: Facet) -> str:
    """Return the name of the field that has the exact values of a facet; its names are in others."""
    return f"{facet.value}_value"


STATEMENTS: Json = {
    "_meta": {"version": VERSION},
    "dynamic": "strict",
    "_source": {"enabled": False},
    "properties": {
        **dict.fromkeys(("text", "title"), STEMMED_TEXT),
        **dict.fromkeys(("words", "title_words"), UNSTEMMED_TEXT),
        **dict.fromkeys(("speaker", "board", "topic", "roll"), NAMES),
        # For counting only (``archive.search.engines.opensearch.counted_words``).
        **dict.fromkeys(("each_word", "repeated"), VALUE | {"index": False}),
        **dict.fromkeys((*map(value_field, Facet), "meeting_id", "language"), VALUE),
        **dict.fromkeys(("first_day", "last_day"), NUMBER),
        "number": {"type": "long"},
        "published": {"type": "long"},
        "chronology": {"type": "long", "index": False},
        "substance": {"type": "float", "index": False},
        "brevity": {"type": "integer", "index": False},
        "substantial": {"type": "boolean"},
    },
}

VOCABULARY_MAPPING: Json = {
    "dynamic": "strict",
    "properties": {"word": VALUE, "statements": NUMBER, "in_text": {"type": "boolean"}, "origin": VALUE},
}
"""The vocabulary: each folded word once, with roughly how many statements have it; exact counts come from searches."""


def source(document: Document) -> Json:
    """Return the document that is sent for a statement."""
    text, title = list(tokens(document.text)), list(tokens(document.title))
    span = min((document.last_day - document.first_day).days, LONGEST_SPAN)
    uses = dict(uses_of([token.word for token in text]))
    day = (document.first_day.toordinal() << SPAN_BITS) + LONGEST_SPAN - span
    stemmed = _stemmed(text, document.language)
    values = document.values
    return {
        "text": " ".join(stemmed),
        "words": " ".join(token.word for token in text),
        "each_word": list(uses),
        "repeated": [f"{word} {number}" for word, number in uses.items() if number > 1],
        "title": " ".join(_stemmed(title, document.language)),
        "title_words": " ".join(token.word for token in title),
        "speaker": _names(document.speaker_names),
        "board": _names(document.board_names),
        "topic": _names(document.topic_names),
        "roll": _names(document.roll),
        **{value_field(facet): [str(each) for each in each_of(value) if each] for facet, value in values.items()},
        "language": document.language,
        "first_day": document.first_day.toordinal(),
        "last_day": document.last_day.toordinal(),
        "meeting_id": str(document.meeting),
        "number": document.number,
        "published": moment(document.published),
        "chronology": (day << NUMBER_BITS) + document.number % (1 << NUMBER_BITS),
        "substance": substance(len(text), str(values[Facet.KIND]), WEIGHTS),
        "brevity": brevity(len({token.word for token in text})),
        "substantial": bool(title) or len(stemmed) >= WEIGHTS.substantial_words,
    }


def substance(length: int, kind: str, weights: Weights) -> float:
    """Return the factor for the score of a statement with so many words."""
    grown = log(max(length, 1) / weights.short_words) / log(weights.full_words / weights.short_words)
    factor = weights.short + (1 - weights.short) * min(max(grown, 0), 1)
    return factor * dict(weights.kinds).get(kind, 1.0)


def _names(names: tuple[str, ...]) -> list[str]:
    return [" ".join(words(name)) for name in names]


def _stemmed(tokens: list[Any], language: str) -> list[str]:
    return [stem for token in tokens for stem in stems(token.written, language)]
