"""The language of the search, line by line: a query, the statements that it finds and those that it does not find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.engines.whoosh import WhooshBackend
from archive.search.question import query, words
from archive.search.question.grammar import ParsedQuery, parse
from archive.search.question.grammar.leaves import MOST_EXPANSIONS, MOST_WORDS
from archive.search.question.grammar.structure import DEEPEST_GROUP
from tests.search.documents import make_document
from tests.search.indexes import build, numbers
from tests.search.oracle import stock

ENGLISH = ["en"]
FIELDED = query.Term | query.Phrase | query.Near | query.Prefix | query.Fuzzy
SAMPLES = {
    "status": make_document(text="We will not share your immigration status with anyone."),
    "visa": make_document(text="Immigration is not a visa question; schools share no records."),
    "bus": make_document(
        title="School bus routes",
        text="Three buses were added. Representation of riders matters.",
        speaker_names=("María Báez", "Supervisor Baez"),
        board_names=("North Council",),
        topic_names=("Transport", "School budget"),
        kind="motion",
        text_status="minutes",
        days=("2017-02-23", "2017-02-23"),
    ),
    "tax": make_document(
        text="Taxation without representation: a levy, long-term, of $1,000 on the well-known U.S. bank.",
        speaker_names=("Sample Speaker",),
        board_names=("South School Board",),
        topic_names=("Levy",),
        kind="public_comment",
        days=("2017-03-01", "2017-03-31"),
    ),
    "year": make_document(
        title="Budget message",
        text="Education, educators and the educated: cuts to the budget, when the council meets. Café près de l'école.",
        kind="policy_statement",
        text_status="as_reported",
        days=("2016-01-01", "2016-12-31"),
    ),
}
ALL_WORDS = {word for document in SAMPLES.values() for word in words(f"{document.title} {document.text}")}
LANGUAGE = [
    # Words: AND between them, in any form, in text, title, names of speakers and topics.
    ("immigration status", "status"),
    ("immigration share", "status visa"),
    ("immigrations", "status visa"),
    ("routes", "bus"),
    ("transport", "bus"),
    ("supervisor", "bus"),
    ("when the council meets", "year"),
    ("riders north", "bus"),
    ("north", ""),
    # Case, accents and punctuation aside.
    ("Báez", "bus"),
    ("BAEZ", "bus"),
    ("CAFE", "year"),
    ("école", "year"),
    ("“well-known”", "tax"),
    ("well-known", "tax"),
    ("1000", "tax"),
    # Exact words are not stemmed, and keep their order.
    ('"not share your"', "status"),
    ('"share not"', ""),
    ('"immigrations"', ""),
    ('"immigration"', "status visa"),
    ("“immigration status”", "status"),
    ('"the well known u.s. bank"', "tax"),
    ('"maria baez"', "bus"),
    # Excluded words.
    ("immigration -visa", "status"),
    ('immigration -"immigration status"', "visa"),
    ("immigration NOT visa", "status"),
    ("representation -taxation", "bus"),
    ("-immigration -bus", "tax year"),
    ("-(immigration OR bus)", "tax year"),
    ("-(immigration visa)", "status bus tax year"),
    ("NOT NOT visa", "visa"),
    # Alternatives and groups.
    ("visa OR levy", "visa tax"),
    ("visa OR levy representation", "tax"),
    ("visa OR (levy representation)", "visa tax"),
    ("(visa OR status) immigration", "status visa"),
    ("bus AND riders OR visa", "bus visa"),
    ("visa OR -immigration", "visa bus tax year"),
    # The beginning of a word, as written, and one misspelling of it.
    ("educat*", "year"),
    ("repres*", "bus tax"),
    ("imigration~", "status visa"),
    ("immigrtaion~", "status visa"),
    ("zmmigration~", "status visa"),
    ("budge~", "bus year"),
    ("immgrtion~", ""),
    # Nearness, in either order.
    ('"share status"~4', "status"),
    ('"status share"~4', "status"),
    ('"share status"~2', ""),
    ("status NEAR share", "status"),
    ("statuses NEAR/4 shared", "status"),
    ("status NEAR/1 immigration", "status"),
    ("budget NEAR council", "year"),
    ('"immigration status" NEAR/5 "share"', "status"),
    ('"immigration status" NEAR/5 sharing', "status"),
    ('"share status immigration"~5', "status"),
    # Fields.
    ("speaker:Baez", "bus"),
    ('speaker:"Baez Maria"', "bus"),
    ("speaker:supervisor", "bus"),
    ("board:school", "tax"),
    ('board:"north council"', "bus"),
    ("topic:levy", "tax"),
    ('topic:"school budget"', "bus"),
    ('topic:"transport budget"', ""),
    ("title:budget", "year"),
    ('title:"bus routes"', "bus"),
    ("title:(budget OR bus)", "bus year"),
    ("title:bus*", "bus"),
    ("-speaker:baez representation", "tax"),
    ("speaker:-baez representation", "tax"),
    ("representation speaker:-(baez OR nobody)", "tax"),
    ("kind:motion", "bus"),
    ('kind:"public comment"', "tax"),
    ("kind:comments", "tax"),
    ("kind:policy_statement", "year"),
    ("kind:(motion OR comment)", "bus tax"),
    ("status:minutes", "bus"),
    ('status:"As reported"', "year"),
    # Dates: a date known to the month or year lies in every range it overlaps.
    ("date:2017", "bus tax"),
    ("date:2017-02", "bus"),
    ("date:2017-02-23", "bus"),
    ("date:2017-02-01..2017-03-15", "bus tax"),
    ("date:2017-03-15..2017-02-01", "bus tax"),
    ("date:..2016", "year"),
    ("date:2017..", "status visa bus tax"),
    ("from:2017 to:2017-02", "bus"),
    ("to:2016-03", "year"),
    ("-date:2017 date:..2018", "year"),
]


IGNORED = [
    ("immigration status", []),
    ("", []),
    ('"immigration status', ["A quotation mark is not closed. We read everything after it as one phrase."]),
    ("(immigration status", ["A parenthesis is not closed. We read the group to the end."]),
    ("immigration) status", ["We ignored a closing parenthesis with no opening one."]),
    ("OR immigration", ["OR only works between two parts of a search. We ignored it elsewhere."]),
    ("immigration AND", ["AND only works between two parts of a search. We ignored it elsewhere."]),
    ("NEAR immigration", ["NEAR only works between two parts of a search. We ignored it elsewhere."]),
    ("immigration NOT", ["We ignored a minus or NOT with nothing after it."]),
    ("immigration -", []),
    ("immigration NEAR -status", ["NEAR only joins words or phrases. We read it as AND elsewhere."]),
    ("*immigration", ["You can only use * at the end of a word. We ignored it elsewhere."]),
    ('"immigr* status"', ["We search for words in quotation marks as written, so we ignored the * among them."]),
    ("im*", ["“im*” needs at least 3 letters before the *. We searched for it as written."]),
    ("immigration 🎉", ["“🎉” contains no word, so we ignored it."]),
    ('"immigration status"~9000', ["The largest distance between words is 50."]),
    ("speaker: baez", ["To search only that field, do not put a space after speaker:."]),
    (
        "immigration date:tomorrow",
        ["We ignored date:tomorrow. “tomorrow” is not a date. Use 2017-02-23, 2017-02 or 2017."],
    ),
    (
        "immigration status:true",
        [
            "There is no source type “true”, so we ignored it. You can use: "
            "verbatim, machine transcript, minutes, as reported."
        ],
    ),
    (
        "a* b* c*",
        [f"“{letter}*” needs at least 3 letters before the *. We searched for it as written." for letter in "abc"],
    ),
    ("word " * 33, ["We only searched for the first 32 words."]),
    ("aaa* bbb* ccc* ddd* eee*", ["Only 4 words can end in * or ~. We searched for the others as written."]),
    (
        " NEAR ".join("abcdef"),
        ["We only used NEAR 4 times. The other words can be anywhere."],
    ),
    ("(" * 9 + "immigration" + ")" * 9, ["We ignored parentheses more than 8 levels deep."]),
    ("immigration" + " " * 10_000 + "status", ["We only read the first 2,000 characters."]),
]


def words_with(prefix: str) -> set[str]:
    return {word for word in ALL_WORDS if word.startswith(prefix)}


def understood(text: str) -> ParsedQuery:
    return parse(text, languages=ENGLISH, words_with=words_with)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def backend(folder):
    backend = WhooshBackend(str(folder))
    build(backend, *SAMPLES.values())
    return backend


@pytest.fixture(scope="module")
def in_stock_whoosh(backend, folder):
    """Return the names of the statements that stock Whoosh finds in the same files."""
    names = list(SAMPLES)
    return lambda text: {names[document] for document in stock(folder, understood(text).query)}


@pytest.mark.parametrize(("text", "names"), LANGUAGE)
def test_a_query_finds_the_listed_statements(backend, text, names):
    named = {document.number: name for name, document in SAMPLES.items()}
    assert {named[number] for number in numbers(backend, text)} == set(names.split())


@pytest.mark.parametrize(("text", "names"), LANGUAGE)
def test_stock_whoosh_finds_the_same(in_stock_whoosh, text, names):
    assert in_stock_whoosh(text) == set(names.split())


@pytest.mark.parametrize(("text", "sentences"), IGNORED, ids=lambda value: str(value)[:40])
def test_the_answer_says_what_was_left_out_or_capped(text, sentences):
    assert list(understood(text).ignored) == sentences


@pytest.mark.parametrize("text", ["-", "OR", "AND NOT", "*", "~", '""', "()", "🎉", "\0", "***", "NEAR/5", "date:soon"])
def test_a_search_without_any_word_finds_nothing_and_says_so(in_stock_whoosh, text):
    assert in_stock_whoosh(text) == set()
    assert understood(text).ignored[-1] == "There is nothing to search for. Enter a word, a name or a date."


def test_an_empty_search_finds_everything(in_stock_whoosh):
    assert in_stock_whoosh("  ") == set(SAMPLES)


def test_words_are_searched_for_in_every_language_of_the_archive():
    spanish = parse("escuelas", languages=["en", "es-MX"])
    assert {"escuel", "escuela"} <= {leaf.text for leaf in leaves(spanish.query) if isinstance(leaf, query.Term)}


def test_statements_with_adjacent_typed_words_rank_higher(tmp_path):
    apart = make_document(text="Close it. The school did.")
    together = make_document(text="The school did close it.")
    build(WhooshBackend(str(tmp_path)), apart, together)
    scores = stock(tmp_path, understood("the school did close it").query)
    assert scores[1] > scores[0]


MARKS = [
    '"',
    "(",
    ")",
    "-",
    "*",
    "~",
    "~5",
    ":",
    ",",
    " ",
    " ",
    "..",
    "“",
    "\0",
    "🎉",
    "NOT ",
    " OR ",
    " AND ",
    " NEAR ",
    " NEAR/3 ",
]
FIELD_NAMES = ["speaker:", "board:", "topic:", "title:", "kind:", "status:", "date:", "from:", "to:"]
WORDS = ["budget", "Báez", "l'école", "long-term", "U.S.", "2017", "2017-02", "教育委員会", "vote", "a", "ab*", "the"]
anything_typed = st.lists(st.sampled_from(MARKS + FIELD_NAMES + WORDS) | st.text(max_size=5), max_size=40).map("".join)


@settings(deadline=None)
@given(anything_typed | st.text(max_size=10_000))
def test_anything_typed_is_a_bounded_search(text):
    parsed = understood(text)
    fielded = [leaf for leaf in leaves(parsed.query) if isinstance(leaf, FIELDED)]
    named = {leaf for leaf in fielded if leaf.field == "words"}
    assert sum(isinstance(leaf, query.Prefix | query.Fuzzy) for leaf in named) <= MOST_EXPANSIONS
    assert sum(len(leaf.words) for leaf in named if isinstance(leaf, query.Phrase)) <= 2 * MOST_WORDS
    assert sum(isinstance(leaf, query.Term) and leaf.field == "text" for leaf in fielded) <= MOST_WORDS
    assert depth(parsed.query) <= 4 * (DEEPEST_GROUP + 2)


@settings(deadline=None)
@given(anything_typed)
def test_a_query_tree_written_as_text_is_parsed_to_the_same_tree(text):
    tree = understood(text).tree
    assert understood(str(tree or "")).tree == tree


@settings(deadline=None, max_examples=100)
@given(text=anything_typed)
def test_any_typed_text_finds_what_stock_whoosh_finds(backend, in_stock_whoosh, text):
    assert set(numbers(backend, text)) == {SAMPLES[name].number for name in in_stock_whoosh(text)}


def leaves(node: query.Query) -> list[query.Query]:
    return [leaf for part in node.parts for leaf in leaves(part)] if node.parts else [node]


def depth(node: query.Query) -> int:
    return 1 + max((depth(child) for child in node.parts), default=0)
