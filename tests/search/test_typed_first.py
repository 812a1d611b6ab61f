"""The word that was typed comes first, whatever else its stem or concept finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search import SearchRequest
from archive.search.engines.whoosh.batch import Batch
from archive.search.question.concepts import as_nodes
from archive.search.question.grammar.nodes import Exact, Words
from archive.search.question.question import Question, QuestionPart
from tests.examples import examples
from tests.search.documents import make_document

PAIRS = (("park", "parks"), ("budget", "budgets"), ("vote", "voted"), ("policy", "policies"), ("teach", "teaching"))
FORMS = ("park", "parks", "parked", "parking", "playground", "green", "the", "budget")
KINDS = ("vote", "remark", "procedural", "policy_statement")
TEXTS = st.lists(st.sampled_from(FORMS), min_size=1, max_size=90)


@settings(max_examples=examples(0.4))
@given(st.lists(st.tuples(TEXTS, st.sampled_from(KINDS), st.sampled_from(("", *FORMS[:4]))), min_size=1, max_size=30))
def test_a_page_has_only_hits_with_the_word_as_long_as_there_are_any(spoken: list[tuple[list[str], str, str]]):
    documents = [
        make_document(number=number, text=" ".join(text), kind=kind, title=title)
        for number, (text, kind, title) in enumerate(spoken, 1)
    ]
    index = Batch(documents, ["en"])
    for word in FORMS[:4]:
        part = QuestionPart(Words(word), word, as_nodes(["playground", "green park"]))
        asked = SearchRequest(question=Question((part,), first=(Exact(word), Words(word))), page_size=20)
        found = [hit.number for hit in index.search(asked).hits]
        exact = {number for number, (text, _, title) in enumerate(spoken, 1) if word in {*text, title}}
        assert set(found[: len(exact)]) <= exact, word


@settings(max_examples=examples(0.4))
@given(
    st.lists(st.sampled_from(PAIRS), min_size=2, max_size=4, unique=True),
    st.data(),
    st.permutations(["also", "we", "know", "them", "well"]),
)
def test_of_two_texts_that_differ_in_a_form_the_one_with_the_forms_as_typed_is_first(
    pairs: list[tuple[str, str]], data: st.DataObject, others: list[str]
):
    typed = [data.draw(st.sampled_from(pair)) for pair in pairs]
    other = [pair[word == pair[0]] for pair, word in zip(pairs, typed, strict=True)]
    changed = data.draw(st.integers(0, len(typed) - 1))
    texts = [[*typed[:changed], other[changed], *typed[changed + 1 :], *others], [*typed, *others]]
    index = Batch((make_document(number=at, text=" ".join(text)) for at, text in enumerate(texts, 1)), ["en"])
    asked = SearchRequest(question=Question(tuple(QuestionPart(Words(word), word) for word in typed)))
    assert [hit.number for hit in index.search(asked).hits] == [2, 1]
