"""A whole article: which quotations are found and checked, and which are left alone with a reason."""

import csv
import io
import json

import pytest

from archive.citations.articles import (
    LONGEST_ARTICLE,
    ArticleAnswer,
    QuotationOutcome,
    as_csv,
    as_values,
    check_article,
    read_article,
)
from archive.citations.quote_checker import NothingToCheck
from archive.models import Statement
from tests.citations.quote_checker.test_check import BUDGET, PROMISE, find
from tests.record import make_meeting, make_speaker, make_statement

pytestmark = pytest.mark.django_db
ARTICLE = """The board met on Tuesday for two hours.

“We will not share that information with the federal immigration services,” said Superintendent Darienne Driver.

According to Treasurer Sample Treasurer, “The library budget grows by three million dollars over the next three years.”
She called it a “big win” and read from “The Rise and Fall of the School Bus.”

“We will not share that information,” Driver said, “with the federal immigration services.”

“The library budget grows by two million dollars over the next three years,” Driver told reporters.

“Everybody in this town wants the old bridge back by Christmas,” the treasurer said.

“Every town would like to have a bridge like that by now,” said Wilma Stranger, a baker.
"""


@pytest.fixture(autouse=True)
def record() -> list[Statement]:
    return [
        make_statement(PROMISE, meeting=make_meeting(), speaker=make_speaker("Darienne Driver")),
        make_statement(BUDGET, meeting=make_meeting(), speaker=make_speaker("Sample Treasurer")),
    ]


def check(article: str) -> ArticleAnswer:
    return check_article(article, find=find)


def test_each_quotation_is_judged_with_its_attribution() -> None:
    answer = check(ARTICLE)
    assert [one.outcome for one in answer.passages] == [
        QuotationOutcome.AS_SAID,
        QuotationOutcome.ALTERED,
        QuotationOutcome.NOT_CHECKED,
        QuotationOutcome.NOT_CHECKED,
        QuotationOutcome.AS_SAID,
        QuotationOutcome.OTHER_SPEAKER,
        QuotationOutcome.NOT_ON_RECORD,
        QuotationOutcome.NOT_CHECKED,
    ]
    assert answer.summary == "5 quotations: 2 on record as quoted, 1 altered, 1 different speaker, 1 not on record"
    assert [one.reason.partition(". ")[0] for one in answer.not_checked] == [
        "Only one to three words in quotation marks",
        "This looks like the title of a work.",
        "“said Wilma Stranger” is not a speaker in this archive.",
    ]


def test_the_article_is_returned_unchanged_with_its_quotations_marked() -> None:
    answer = check(ARTICLE)
    paragraphs = ["".join(piece.text for piece in paragraph) for paragraph in answer.text]
    assert paragraphs == [line.strip() for line in ARTICLE.splitlines() if line.strip()]
    marked = [piece.checked.number for paragraph in answer.text for piece in paragraph if piece.checked]
    assert marked == list(range(1, 9))


def test_a_block_quotation_needs_no_marks() -> None:
    (one,) = check(f"Driver told the board:\n> {PROMISE}\n").passages
    assert (one.outcome, one.passage.said) == (QuotationOutcome.AS_SAID, "Driver told the board")


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("Sample Treasurer argued that the plan was sound, adding: ", "Sample Treasurer"),
        ("Superintendent Darienne Driver was blunt: ", "Superintendent Darienne Driver"),
        ("As Driver put it, ", "As Driver put it"),
        ("Driver — ", "Driver —"),
        ("The Driver report put it plainly: ", ""),
        ("Treasurer Smith thanked Driver warmly: ", ""),
        ("Levy has a rule: ", ""),
    ],
)
def test_an_introductory_sentence_names_the_speaker(lead: str, said: str) -> None:
    assert [one.passage.said for one in check(f"{lead}“{PROMISE}”").passages] == [said]


def test_an_attribution_ends_with_its_paragraph_or_at_the_next_name() -> None:
    words, others = " ".join(PROMISE.split()[:8]), " ".join(PROMISE.split()[8:])
    answer = check(f"“{BUDGET}” said Sample Treasurer.\n\nThe room was full. “{words}.”\n\n")
    assert [one.passage.said for one in answer.passages] == ["said Sample Treasurer", ""]
    answer = check(f"“{BUDGET}” said Sample Treasurer. Then Driver rose to speak. “{words}.” It went on. “{others}.”")
    assert [one.passage.said for one in answer.passages] == ["said Sample Treasurer", "", ""]


@pytest.mark.parametrize(
    ("before", "is_hers"),
    [
        ("Tom Driver opposes the plan.", False),
        ("Darienne Driver is for the plan. Her husband, Tom Driver, is not.", False),
        ("T. Driver opposes the plan.", False),
        ("D. Driver is for the plan.", True),
        ("Darienne Driver is for the plan.", True),
        ("Superintendent Driver is for the plan. But Driver was not asked.", True),
    ],
)
def test_a_family_name_is_nobodys_for_sure_where_the_article_names_two_of_the_family(
    before: str, is_hers: bool
) -> None:
    outcomes = [
        check(f"{before}\n\n“{PROMISE[:-1]},” {said}.").passages[0].outcome
        for said in ("Driver said", "said Darienne Driver")
    ]
    assert outcomes == [
        QuotationOutcome.AS_SAID if is_hers else QuotationOutcome.UNCONFIRMED,
        QuotationOutcome.AS_SAID,
    ]


@pytest.mark.parametrize("word", ["A" * 99_000, "Aa" * 49_000, "a" * 99_000])
def test_one_endless_word_is_read_once(word: str) -> None:
    """Read from each of its letters, it would keep this test busy for minutes."""
    article = f"Mayor Driver spoke. {word}\n\n“{PROMISE[:-1]},” the mayor said. “{BUDGET[:-1]},” Driver said."
    assert len(check(article).passages) == 2


def test_an_endless_name_is_read_once() -> None:
    assert len(check(f"It was Anna{' de' * 60} x: “{PROMISE}”").passages) == 1


def test_one_or_two_words_are_not_a_block_quotation() -> None:
    assert check("> Yes indeed").passages[0].outcome == QuotationOutcome.NOT_CHECKED


def test_a_quotation_of_several_paragraphs_has_many_opening_marks_and_one_closing_mark() -> None:
    passages = check(f"“{PROMISE}\n\n“{BUDGET}” said Driver.").passages
    assert [one.outcome for one in passages] == [QuotationOutcome.AS_SAID, QuotationOutcome.OTHER_SPEAKER]


def test_a_lone_closing_mark_is_listed_without_a_guess() -> None:
    (one,) = check(f"They met again. {PROMISE}” said Driver.").passages
    assert (one.outcome, one.reason.startswith("The opening quotation mark is missing")) == (
        QuotationOutcome.NOT_CHECKED,
        True,
    )


def test_a_fact_checker_can_download_the_results() -> None:
    answer = check(f"{ARTICLE}\n“=1+1 is what we will not share that information is,” he said.")
    rows = list(csv.DictReader(io.StringIO(as_csv(answer, address=lambda path: f"https://x{path}"))))
    assert [row["outcome"] for row in rows] == [one.outcome.value for one in answer.passages]
    assert "“two million dollars” → “three million dollars”" in rows[1]["differences"]
    assert rows[0]["link"].startswith("https://x/statements/")
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    values = json.loads(json.dumps(as_values(answer, address=str)))
    assert values["counts"]["altered"] == 1
    assert values["quotations"][5]["speaker"] == "Sample Treasurer"


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "«", '" “'])
def test_a_hostile_text_takes_limited_work(mark: str) -> None:
    answer = check((mark * LONGEST_ARTICLE)[:LONGEST_ARTICLE])
    assert not answer.checked


@pytest.mark.slow
def test_only_the_first_of_very_many_quotations_are_checked_and_the_rest_counted() -> None:
    answer = check("".join(f'"one two three four {number}"\n' for number in range(3000)))
    assert len(answer.passages) == 500
    assert answer.left_out == 2500
    assert sum(one.outcome == QuotationOutcome.NOT_CHECKED for one in answer.passages) == 400


@pytest.mark.parametrize("article", ["", " \n ", "x" * (LONGEST_ARTICLE + 1)])
def test_a_text_that_is_not_an_article_is_refused_with_a_message(article: str) -> None:
    with pytest.raises(NothingToCheck):
        check(article)


Q = "We will not share that information with the federal immigration services"


def outcomes(article: str) -> list[QuotationOutcome]:
    return [one.outcome for one in check(article).passages]


@pytest.mark.parametrize(
    "article",
    [
        f"Driver never said “{Q}.”",
        f"Driver denied saying “{Q}.”",
        f"Driver denied that she had ever told the board “{Q}.”",
        f"Nobody said “{Q}.”",
        f"“{Q}” was never said by Driver.",
        f"“{Q},” Driver never said.",
        f"Driver was misquoted as saying “{Q}.”",
        f"Driver nunca dijo “{Q}”.",
        f"Driver never said:\n> {PROMISE}",
    ],
)
def test_denied_words_are_not_reported_as_said(article: str) -> None:
    (one,) = check(article).passages
    assert (one.outcome, one.reason) == (QuotationOutcome.NOT_CHECKED, "The article says that this was not said.")


@pytest.mark.parametrize(
    "article",
    [
        f"Driver did not speak at length, but said: “{Q}.”",
        f"No one disputes that Driver said “{Q}.”",
        f"Nobody denied that Driver said “{Q}.”",
        f"“{Q},” said Driver, who never said why.",
        f"Driver denied the report. “{Q},” Driver said.",
    ],
)
def test_a_denial_of_something_else_does_not_count(article: str) -> None:
    assert outcomes(article) in ([QuotationOutcome.AS_SAID], [QuotationOutcome.UNCONFIRMED])


@pytest.mark.parametrize(
    ("article", "outcome"),
    [
        (f"Driver spoke first. “{Q},” she said.", QuotationOutcome.AS_SAID),
        (f"Driver spoke first, of “the house of Wilma Levy.” “{Q},” she said.", QuotationOutcome.AS_SAID),
        (f"Driver spoke first. Nobody rose. Then it rained.\n“{Q},” she said.", QuotationOutcome.UNCONFIRMED),
        (f"Driver spoke first.\nIt rained.\nNobody rose.\n“{Q},” she said.", QuotationOutcome.UNCONFIRMED),
        (f"Sample Treasurer rose after Driver. “{Q},” she said.", QuotationOutcome.UNCONFIRMED),
        (f"Sample Treasurer spoke first. “{Q},” he said.", QuotationOutcome.UNCONFIRMED),
        (f"“{Q},” she said.", QuotationOutcome.UNCONFIRMED),
        (f"“{Q}.”", QuotationOutcome.UNCONFIRMED),
    ],
)
def test_words_are_as_claimed_only_if_the_record_confirms_the_named_speaker(
    article: str, outcome: QuotationOutcome
) -> None:
    *_, one = check(article).passages
    assert one.outcome == outcome
    assert one.headline.endswith("speaker not confirmed") == (outcome == QuotationOutcome.UNCONFIRMED)


@pytest.mark.parametrize(
    "article",
    [
        "“{q},”\n{name} said.",
        "“{q}.”\n— {name}",
        "{name} told the board:\n“{q}.”",
        "> {q}\n> — {name}",
        "“{q}” ({name})",
        "»{q}«, sagte {name}.",
        "« {q} », a dit {name}.",
        "—{q} —dijo {name}—.",
        "<blockquote>{q}<footer>— {name}</footer></blockquote>",
        "<blockquote>{q}<cite>{name}</cite></blockquote>",
        "<figure><blockquote><p>{q}</p></blockquote><figcaption>{name}</figcaption></figure>",
        "<p>“{q},”<br>{name} said.",
        "<table><tr><td>“{q}”</td><td>{name}</td></tr></table>",
        "<table><tr><td>{name}</td><td>“{q}”</td></tr></table>",
    ],
)
@pytest.mark.parametrize(
    ("name", "outcome"), [("Driver", QuotationOutcome.AS_SAID), ("Treasurer Read", QuotationOutcome.OTHER_SPEAKER)]
)
def test_the_speaker_is_recognised_in_any_position(article: str, name: str, outcome: QuotationOutcome) -> None:
    text = read_article(article.format(q=Q, name=name).encode())
    assert outcomes(text) == [outcome]
    assert check(text).passages[0].passage.said[0] not in "(["


@pytest.mark.parametrize("article", [f"“{BUDGET}\n\n“{Q},” Driver said.", f"> {BUDGET}\n> {Q}\n— Darienne Driver"])
def test_the_speaker_of_one_paragraph_said_the_whole_quotation(article: str) -> None:
    assert outcomes(article) == [QuotationOutcome.OTHER_SPEAKER, QuotationOutcome.AS_SAID]


def test_a_nested_quotation_is_checked_separately() -> None:
    outer, inner = check(f"“Driver told me ‘{Q}’ yesterday,” Potts said.").passages
    assert (outer.outcome, inner.outcome) == (QuotationOutcome.NOT_CHECKED, QuotationOutcome.AS_SAID)
    assert inner.passage.said == "Driver told me"


def test_a_name_with_a_colon_belongs_to_the_next_quotation() -> None:
    passages = check(f"Driver: “{Q}.” Sample Treasurer: “{BUDGET}”").passages
    assert [one.outcome for one in passages] == [QuotationOutcome.AS_SAID, QuotationOutcome.AS_SAID]
