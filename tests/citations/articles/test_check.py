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
)
from archive.citations.quote_checker import NothingToCheck
from archive.ingest.articles.reading import read_article
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


def test_each_quotation_is_judged_by_its_words() -> None:
    answer = check(ARTICLE)
    assert [one.outcome for one in answer.passages] == [
        QuotationOutcome.WORD_FOR_WORD,
        QuotationOutcome.ALTERED,
        QuotationOutcome.NOT_CHECKED,
        QuotationOutcome.NOT_CHECKED,
        QuotationOutcome.WORD_FOR_WORD,
        QuotationOutcome.WORD_FOR_WORD,
        QuotationOutcome.NOT_ON_RECORD,
        QuotationOutcome.NOT_ON_RECORD,
    ]
    assert answer.summary == (
        "6 quotations: 3 word for word, 1 altered, 2 not on record. Beside 1 stands another name."
    )
    assert [one.reason.partition(". ")[0] for one in answer.not_checked] == [
        "Only one to three words in quotation marks",
        "This looks like the title of a work.",
    ]


def test_the_names_beside_each_quotation_are_marked() -> None:
    passages = check(ARTICLE).passages
    named = [
        [(name.written, name.is_record_speaker) for name in one.answer.beside.named]
        for one in passages
        if one.answer and one.answer.beside
    ]
    assert named[0] == [("Superintendent Darienne Driver", True)]
    assert named[2] == [("Driver", True)]
    assert named[3] == [("Driver", False)]
    assert passages[5].answer.beside.warning == (
        "Your text names “Driver” (Darienne Driver) beside these words; on record they are Sample Treasurer’s."
    )


def test_the_article_is_returned_unchanged_with_its_quotations_marked() -> None:
    answer = check(ARTICLE)
    paragraphs = ["".join(piece.text for piece in paragraph) for paragraph in answer.text]
    assert paragraphs == [line.strip() for line in ARTICLE.splitlines() if line.strip()]
    marked = [piece.checked.number for paragraph in answer.text for piece in paragraph if piece.checked]
    assert marked == list(range(1, 9))


def test_a_block_quotation_needs_no_marks() -> None:
    (one,) = check(f"Driver told the board:\n> {PROMISE}\n").passages
    assert one.outcome == QuotationOutcome.WORD_FOR_WORD
    assert [name.written for name in one.answer.beside.named] == ["Driver"]


def test_a_name_in_another_sentence_is_told() -> None:
    one, _ = check(f"The room was full. “{PROMISE}” It went on. “{BUDGET}” Later Darienne Driver left.").passages
    assert one.answer.beside.facts == [
        "No name that this archive knows stands in this sentence.",
        "Elsewhere in your text: “Darienne Driver”.",
    ]


@pytest.mark.parametrize(
    ("before", "is_hers"),
    [
        ("Tom Driver opposes the plan.", None),
        ("Darienne Driver is for the plan. Her husband, Tom Driver, is not.", None),
        ("T. Driver opposes the plan.", None),
        ("D. Driver is for the plan.", True),
        ("Darienne Driver is for the plan.", True),
        ("Superintendent Driver is for the plan. But Driver was not asked.", True),
    ],
)
def test_a_family_name_is_nobodys_for_sure_where_the_article_names_two_of_the_family(
    before: str, is_hers: bool | None
) -> None:
    article = f"{before}\n\nIt was a long night. “{PROMISE[:-1]},” Driver said."
    (name,) = check(article).passages[0].answer.beside.named
    assert (name.written, name.is_record_speaker) == ("Driver", is_hers)


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
    assert [one.outcome for one in passages] == [QuotationOutcome.WORD_FOR_WORD] * 2


def test_a_lone_closing_mark_is_listed_without_a_guess() -> None:
    (one,) = check(f"They met again. {PROMISE}” said Driver.").passages
    assert (one.outcome, one.reason.startswith("The opening quotation mark is missing")) == (
        QuotationOutcome.NOT_CHECKED,
        True,
    )


def test_a_fact_checker_can_download_the_results() -> None:
    answer = check(f"{ARTICLE}\n“=1+1 is what we will not share that information is,” he said.")
    rows = list(csv.DictReader(io.StringIO(as_csv(answer, address=lambda path: f"https://x{path}"))))
    assert [row["result"] for row in rows] == [one.outcome.value for one in answer.passages]
    assert {row["outcome"] for row in rows} == {""}
    assert (rows[0]["said_by"], rows[5]["names_another"]) == ("Darienne Driver", "True")
    assert "“two million dollars” → “three million dollars”" in rows[1]["differences"]
    assert rows[0]["link"].startswith("https://x/statements/")
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    values = json.loads(json.dumps(as_values(answer, address=str)))
    assert values["counts"]["altered"] is None
    assert values["results"]["altered"] == 1
    assert values["quotations"][5]["named"][0]["is_record_speaker"] is False
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
    [f"Driver never said “{Q}.”", f"A spokesman for Driver said: “{Q}.”", f"“{Q},” Driver nodded."],
)
def test_the_words_are_on_record_whatever_the_sentence_says_of_them(article: str) -> None:
    (one,) = check(article).passages
    assert one.outcome == QuotationOutcome.WORD_FOR_WORD
    assert one.answer.beside.facts == ["Your text has “Driver”: on record Darienne Driver."]


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
@pytest.mark.parametrize(("name", "is_hers"), [("Driver", True), ("Sample Treasurer", False)])
def test_the_name_is_marked_in_any_position(article: str, name: str, is_hers: bool) -> None:
    text = read_article(article.format(q=Q, name=name).encode())
    (one,) = check(text).passages
    assert one.outcome == QuotationOutcome.WORD_FOR_WORD
    assert [(marked.written, marked.is_record_speaker) for marked in one.answer.beside.named] == [(name, is_hers)]
    assert one.answer.names_another is not is_hers


@pytest.mark.parametrize(("words", "is_title"), [("The Rise of the School Bus", True), ("So I will, Analeis", False)])
def test_a_title_has_a_capital_in_each_of_its_words_but_the_small_ones(words: str, is_title: bool) -> None:
    (one,) = check(f"Driver said “{words}.”").passages
    assert one.reason.startswith("This looks like the title") is is_title


LONG_ARTICLE = "\n\n".join(
    f"“Every town would like to have bridge number {number} by now,” said Wilma Stranger." for number in range(38)
)


def test_answers_that_were_found_together_are_given_when_the_time_is_over() -> None:
    left = iter([True])
    answer = check_article(LONG_ARTICLE, find=find, has_time=lambda: next(left, False))

    assert [one.answer is not None for one in answer.passages] == [True] * 20 + [False] * 18


def test_the_time_is_looked_at_more_often_as_it_runs_out() -> None:
    looks = iter([True] * 4)
    answer = check_article(LONG_ARTICLE, find=find, has_time=lambda: next(looks, False))
    assert sum(one.answer is not None for one in answer.passages) == 38

    looks = iter([True] * 3)
    answer = check_article(LONG_ARTICLE, find=find, has_time=lambda: next(looks, False))
    assert sum(one.answer is not None for one in answer.passages) == 35


def test_a_nested_quotation_is_checked_separately() -> None:
    outer, inner = check(f"“Driver told me ‘{Q}’ yesterday,” Potts said.").passages
    assert (outer.outcome, inner.outcome) == (QuotationOutcome.PARTLY, QuotationOutcome.WORD_FOR_WORD)


def test_an_outer_quotation_is_not_right_because_what_it_quotes_is() -> None:
    for text in ("Driver told me, ‘{}.’", "and so ‘{}.’ was the answer", "‘{}.’ That is what she said"):
        outer, inner = check(f"A resident recalled: “{text.format(Q)}”").passages
        assert (outer.outcome, inner.outcome) == (QuotationOutcome.PARTLY, QuotationOutcome.WORD_FOR_WORD), text


def test_a_quotation_that_is_only_with_its_marks_too_long_is_not_checked() -> None:
    (one,) = check(f"He said “{'word ' * 999}word.” to us.").passages
    assert one.outcome == QuotationOutcome.NOT_CHECKED


@pytest.mark.parametrize(
    "article",
    [
        "“{a},” she said after the meeting, “{b}.”",
        "« {a} », a répondu l’élue, « {b} ».",
        "„{a}“, sagte sie am Dienstag im Rathaus, „{b}.“",
        "—{a} —dijo la alcaldesa—, {b}.",
        *(f"“{{a}},” said {title} Evans, “{{b}}.”" for title in ("Mr.", "Dr.", "Sen.", "Gov.", "J.")),
        "„{a}“, betonte Dr. Evans, „{b}.“",
    ],
)
def test_an_interrupted_quotation_is_one_in_two_parts(article: str) -> None:
    words = Q.split()
    (one,) = check(article.format(a=" ".join(words[:6]), b=" ".join(words[6:]))).passages
    assert one.outcome == QuotationOutcome.WORD_FOR_WORD


def test_names_inside_the_outer_marks_stand_beside_a_nested_quotation() -> None:
    article = "“I was there when {} said, ‘{}’ to all of us,” a resident recalled. “Sample Treasurer left,” he added."
    outer, nested, *_ = check(article.format("Darienne Driver", PROMISE[:-1])).passages
    assert nested.answer is not None
    assert nested.answer.beside is not None
    assert nested.answer.beside.names_the_speaker
    assert not nested.answer.names_another

    outer, nested, *_ = check(article.format("Sample Treasurer", PROMISE[:-1])).passages
    assert outer.outcome != QuotationOutcome.WORD_FOR_WORD
    assert nested.answer is not None
    assert nested.answer.names_another
    assert nested.answer.beside is not None
    assert "Sample Treasurer" in nested.answer.beside.warning


def test_quotations_inside_others_do_not_have_those_checked_again() -> None:
    paragraphs = [f"“Town number {one} said ‘we never sleep before ten o’clock’ and left early.”" for one in range(40)]
    queries = []

    def noting_find(query: str, most: int) -> list[int]:
        queries.append(query)
        return list(find(query, most))

    answer = check_article("\n\n".join(paragraphs), find=noting_find)
    assert len(answer.passages) == 80
    assert len(queries) <= 4 * len(answer.passages)
