"""Stock Whoosh on our index, with which the evaluator must agree, and random queries to compare."""

import datetime
import random
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.scoring import BM25F

from archive.models import PartialDate
from archive.search.engines.document import Document
from archive.search.engines.whoosh.evaluation import Evaluator
from archive.search.engines.whoosh.index import Index
from archive.search.question import Facet, fold, query
from archive.search.question.grammar.nodes import All, AnyOf, Choice, Dated, Not
from archive.search.question.weights import K1, B
from tests.search.documents import make_document
from tests.search.stock import in_whoosh, stock_index

WORDS = [
    "the",
    "of",
    "school",
    "board",
    "budget",
    "levy",
    "vote",
    "motion",
    "library",
    "teacher",
    "teachers",
    "teaching",
    "taught",
    "parent",
    "parents",
    "voucher",
    "vouchers",
    "choice",
    "choices",
    "student",
    "students",
    "policy",
    "policies",
    "open",
    "opened",
    "opening",
    "year",
    "years",
    "Báez",
    "résumé",
    "don't",
    "U.S.",
    "1,000",
    "3.5",
    "bus",
    "buses",
    "transport",
    "transportation",
]
NAMES = ("Sample Speaker", "Sample Teacher", "A. Báez", "Library Board", "Board of the Sample School")
TOPICS = ("School choice", "Budget", "Buses and transport", "Library")


PRECISION = 1e-5


def sample_documents(seed: int, count: int) -> list[Document]:
    """Return documents of random words, a few of which are in most texts and most of which are in few."""
    draw = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]

    def text(longest: int) -> str:
        return " ".join(draw.choices(WORDS, weights, k=draw.randrange(longest)))

    documents = []
    for number in range(1, count + 1):
        day = datetime.date(2016, 1, 1) + datetime.timedelta(draw.randrange(1500))
        last = draw.choice((day, day.replace(month=12, day=31)))
        documents.append(
            make_document(
                number=number,
                title=text(6),
                text=text(60),
                language=draw.choice(("en", "en", "es")),
                speaker_names=tuple(draw.sample(NAMES, draw.randrange(3))),
                board_names=(draw.choice(NAMES),),
                topic_names=tuple(draw.sample(TOPICS, draw.randrange(3))),
                days=(day.isoformat(), last.isoformat()),
                kind=draw.choice(("remark", "motion", "vote")),
                result=draw.choice(("", "carried", "failed")),
                voted=("no", "yes"),
                roll=tuple(f"voted{draw.choice(('yes', 'no'))} {name.lower()}" for name in draw.sample(NAMES, 2)),
            )
        )
    return documents


def stock(folder: Path, wanted: query.Query) -> dict[int, float]:
    """Return what stock Whoosh finds in the index in a folder: documents in the order of the index, and scores."""
    with stock_index(folder).searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        results = searcher.search(for_stock(in_whoosh(wanted)), limit=None)
        return {document: score for score, document in results.top_n}


def ours(index: Index, wanted: query.Query) -> dict[int, float]:
    """Return what the evaluator finds in the same index among the documents that are not deleted."""
    snapshot = index.snapshot()
    among = None if snapshot.live is None else snapshot.live.nonzero()[0]
    at, scores = Evaluator(snapshot).find(wanted, among)
    assert at.tolist() == sorted(set(at.tolist())), "Documents are found in order, each once."
    documents = at if among is None else among[at]
    return dict(zip(documents.tolist(), scores.tolist(), strict=True))


def disagreement(index: Index, wanted: query.Query) -> str:
    """Return the differences between the documents and scores that the two find, to the precision of 32 bits."""
    expected, found = stock(index.folder.path, wanted), ours(index, wanted)
    if other := found.keys() ^ expected.keys():
        return f"{len(expected)} and {len(found)} documents, {len(other)} of them found by one alone: {wanted!r}"
    off = max((abs(found[one] - score) / max(1.0, abs(score)) for one, score in expected.items()), default=0.0)
    return f"scores differ by {off:.1e} of theirs: {wanted!r}" if off > PRECISION else ""


def for_stock(wanted: whoosh.Query) -> whoosh.Query:
    """Return the query in a form that stock Whoosh evaluates rightly.

    Its AndMaybe loses the second part when it skips. It cannot compute how near an Or of terms is: near one of several
    terms becomes near the first, or near the second and so on, scored as if the terms could be anywhere.
    """
    match wanted:
        case whoosh.AndMaybe(a=needed, b=more):
            return whoosh.Or([for_stock(needed), whoosh.Require(for_stock(more), for_stock(needed))])
        case whoosh.SpanNear2(qs=parts) if any(isinstance(part, whoosh.Or) for part in parts):
            choices = product(*(part.subqueries if isinstance(part, whoosh.Or) else [part] for part in parts))
            each = [whoosh.SpanNear2(choice, wanted.slop, wanted.ordered, wanted.mindist) for choice in choices]
            return whoosh.Require(whoosh.And(parts), whoosh.Or(each))
    return wanted if wanted.is_leaf() else wanted.apply(for_stock)


UNSTEMMED = sorted({fold(word) for word in WORDS})
STEMMED = ["school", "board", "teacher", "teach", "parent", "voucher", "polici", "open", "year", "bus", "baez"]
NAMED = ["sample", "board", "school", "library", "choice", "baez", "of", "the", "transport"]
SAMPLE_TERMS = {
    **dict.fromkeys(("words", "title_words"), UNSTEMMED),
    **dict.fromkeys(("text", "title"), STEMMED),
    **dict.fromkeys(("speaker", "board", "topic"), NAMED),
}
"""Terms that the sample may have, by field."""

POSITIONAL = ("words", "title_words", "speaker", "board", "topic")
boosts = st.sampled_from((1.0, 1.0, 0.5, 3.0))
exact = st.one_of(
    st.sampled_from(("remark", "motion", "nothing")).map(lambda kind: Choice(Facet.KIND, (kind,), "kind", kind)),
    st.just(Choice(Facet.TEXT_STATUS, ("verbatim",), "status", "verbatim")),
    st.just(query.Every()),
    st.just(query.Nothing()),
)


def trees(terms: Mapping[str, Sequence[str]]) -> st.SearchStrategy[query.Query]:
    """Return random queries of the given terms, by field, and of a few terms that occur nowhere."""
    a_word = {field: st.one_of(*[st.sampled_from(known)] * 2, missing) for field, known in terms.items()}
    single = st.sampled_from(sorted(terms)).flatmap(partial(term, a_word))
    others = [st.sampled_from(POSITIONAL).flatmap(partial(kind, a_word)) for kind in (phrase, near, pattern)]
    return st.recursive(st.one_of(single, single, *others, between(), exact), compounds, max_leaves=8)


missing = st.sampled_from(("nothing", "zebra"))
Words = Mapping[str, st.SearchStrategy[str]]


@st.composite
def term(draw: st.DrawFn, words: Words, field: str) -> query.Query:
    return query.Term(field, draw(words[field]), boost=draw(boosts))


@st.composite
def phrase(draw: st.DrawFn, words: Words, field: str) -> query.Query:
    run = draw(st.lists(words[field], min_size=1, max_size=4))
    return query.Phrase(field, run, boost=draw(boosts))


@st.composite
def near(draw: st.DrawFn, words: Words, field: str) -> query.Query:
    group = st.lists(words[field], min_size=1, max_size=3, unique=True)
    groups = draw(st.lists(group, min_size=2, max_size=4))
    return query.Near(field, groups, slop=draw(st.integers(1, 8)))


@st.composite
def pattern(draw: st.DrawFn, words: Words, field: str) -> query.Query:
    word = draw(words[field])
    if draw(st.booleans()):
        return query.Prefix(field, word[: draw(st.integers(1, 4))])
    at = draw(st.integers(0, len(word)))
    misspelt = word[:at] + draw(st.sampled_from(("", "x", "s"))) + word[at + draw(st.integers(0, 1)) :] or "x"
    return query.Fuzzy(field, misspelt)


@st.composite
def between(draw: st.DrawFn) -> query.Query:
    days = st.dates(datetime.date(1990, 6, 1), datetime.date(2021, 6, 1))
    first, last = sorted(draw(st.tuples(days, days)))
    which = draw(st.sampled_from(((first, last), (None, last), (first, None))))
    return Dated(*(PartialDate.from_date(day) if day else None for day in which))


def compounds(parts: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    """Return compound nodes made of the given ones."""
    several = st.lists(parts, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(All, several),
        st.builds(AnyOf, several),
        st.builds(lambda some, part: All((*some, Not(part))), several, parts),
        st.builds(query.AndMaybe, parts, parts),
    )
