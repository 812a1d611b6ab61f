"""Every format is compared with the expected text, and independent parsers read the machine formats back."""

import json
import re
from pathlib import Path

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from archive.citations import FORMATS, Author, Citation
from archive.citations.formats.prose import Italic
from tests.citations.formats.sample import PERSON, make_citation

EXPECTED = Path(__file__).parent / "expected"
QUOTE = "We will not share that “private” information.\n\nNot with anyone."

CASES = {
    "person": make_citation(),
    "person_quoted": make_citation(quote=QUOTE, title="", opening="We will not share that “private” …"),
    "organisation": make_citation(authors=(Author("Institute for Samples", is_person=False),), date="2017"),
    "several_speakers": make_citation(
        authors=(PERSON, Author("Institute for Samples", is_person=False), Author("Jean-Paul de la Roe Jr.")),
        kind="Motion",
    ),
    "month_only": make_citation(date="2017-02", quote="We will not share that."),
    "quotes_and_braces": make_citation(title='The {"new"} 100% rule_set #1 & the ~\\old^{one}: why?', meeting=""),
    "right_to_left": make_citation(
        authors=(Author("عينة متحدث", office="رئيس, مجلس العينة"),),
        board="مجلس العينة",
        title="سجلات الطلاب",
        quote="لن نشارك هذه المعلومات.",
        language="ar",
    ),
    "nobody_named": make_citation(authors=(), meeting="Emergency meeting", meeting_title="Joint session on water"),
}
ONE_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text.strip() == text
)


def golden(citation: Citation) -> str:
    return "\n\n".join(f"## {name}\n{entry.text(citation)}" for name, entry in FORMATS.items()).replace("\r\n", "\n")


@pytest.mark.parametrize("case", CASES)
def test_each_format_follows_its_style(case: str) -> None:
    assert golden(CASES[case]) == (EXPECTED / f"{case}.txt").read_text(encoding="utf-8")


def test_a_remark_without_a_title_was_said_on_a_day() -> None:
    citation = make_citation(title="", opening="We will not share that “private” …")
    assert " said on Feb. 23, 2017, at a regular meeting" in FORMATS["ap"].text(citation)
    assert " said in " not in FORMATS["ap"].text(citation)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_every_citation_links_to_the_wording_and_gives_the_access_date(name: str, case: str) -> None:
    text = FORMATS[name].text(CASES[case])
    assert "https://archive.example/statements/12/r/2/" in text
    assert "2026" in text
    assert "evision 2" in text
    assert "as reported by the Sample Gazette" in text.replace("As", "as")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("authors", [(), (Author("Sample Public Schools", is_person=False),)])
@pytest.mark.parametrize(
    "sitting",
    [
        {"meeting": ""},
        {"meeting": "Special meeting"},
        {"meeting": "Special meeting", "meeting_title": "Joint session on water"},
        {"meeting": "Special meeting", "meeting_title": "Special meeting of Sample Public Schools"},
    ],
)
def test_a_board_that_is_credited_is_named_once(name: str, authors: tuple[Author, ...], sitting: dict) -> None:
    for place in ("Sample City", ""):
        citation = make_citation(authors=authors, place=place, **sitting)
        text = FORMATS[name].text(citation)
        assert text.count("Sample Public Schools") == 1
        if name != "csl-json":
            assert ("pecial meeting" in text or "pecial Meeting" in text) == (citation.event == "Special meeting")
        assert not re.search(r", ,|\. \.|,,|\(\)", text), text


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_quotation_is_whole(name: str) -> None:
    long = "We will not share that information. " * 200
    assert long.strip() in FORMATS[name].text(make_citation(quote=long, title=""))
    whole = FORMATS["html"].text(make_citation(text=long, title="", opening="We will not share …"))
    assert long.strip() in whole
    assert "…" not in whole


@pytest.mark.parametrize("name", FORMATS)
def test_every_citation_names_the_office_held_that_day(name: str) -> None:
    assert "Superintendent, Sample Public Schools" in FORMATS[name].text(make_citation())


def test_titles_in_italics_are_marked_as_italic() -> None:
    parts = FORMATS["apa"].parts(make_citation())
    assert [part for part in parts if isinstance(part, Italic)] == ["Student records"]


class TestBibTeX:
    def read(self, citation: Citation) -> "object":
        return parse_string(FORMATS["bibtex"].text(citation), "bibtex").entries["statement-12-r2"]

    def test_pybtex_reads_it_back(self) -> None:
        entry = self.read(CASES["several_speakers"])
        assert [str(person) for person in entry.persons["author"]] == [
            "Speaker, Sample",
            "{Institute for Samples}",
            "de la Roe, Jr., Jean-Paul",
        ]
        assert entry.persons["author"][2].prelast_names == ["de", "la"]
        assert entry.fields["year"] == "2017"
        assert entry.fields["month"] == "February"
        assert entry.fields["url"] == "https://archive.example/statements/12/r/2/"

    @pytest.mark.slow
    @given(ONE_LINE)
    def test_any_title_is_read_back_unchanged(self, title: str) -> None:
        entry = self.read(make_citation(title=title))
        assert unescaped(entry.fields["title"]) == " ".join(title.split())


def unescaped(value: str) -> str:
    """Undo the outer braces and the escapes, as TeX would print them."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    assert value.count("{") == value.count("}")
    text, rest = "", value.removeprefix("{").removesuffix("}")
    while rest:
        for name, character in names.items():
            if rest.startswith(f"\\text{name}{{}}"):
                text, rest = text + character, rest.removeprefix(f"\\text{name}{{}}")
                break
        else:
            rest = rest.removeprefix("\\")
            text, rest = text + rest[0], rest[1:]
    return text


class TestRIS:
    def read(self, citation: Citation) -> dict[str, object]:
        (entry,) = rispy.loads(FORMATS["ris"].text(citation))
        return entry

    def test_rispy_reads_it_back(self) -> None:
        entry = self.read(CASES["month_only"])
        assert entry["type_of_reference"] == "HEAR"
        assert entry["authors"] == ["Speaker, Sample"]
        assert entry["date"] == "2017/02//"
        assert entry["urls"] == ["https://archive.example/statements/12/r/2/"]
        assert entry["abstract"] == "We will not share that."

    @given(ONE_LINE)
    def test_any_title_is_read_back_unchanged(self, title: str) -> None:
        assert self.read(make_citation(title=title))["title"] == " ".join(title.split())

    def test_words_with_line_breaks_stay_in_their_field(self) -> None:
        entry = self.read(make_citation(quote="First.\nER  - \nTY  - BOOK"))
        assert entry["abstract"] == "First. ER - TY - BOOK"


class TestCSLJSON:
    @pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported")
    @pytest.mark.parametrize("case", CASES)
    def test_citeproc_reads_it_back(self, case: str) -> None:
        citation = CASES[case]
        item = CiteProcJSON(json.loads(FORMATS["csl-json"].text(citation)))["statement-12-r2"]
        assert item["type"] == "speech"
        assert str(item["title"]) == citation.heading
        assert len(item["author"]) == len(citation.credited)
        assert str(item["URL"]) == citation.url
        assert item["issued"].get("year") == citation.date.year
        assert item["issued"].get("month") == citation.date.month
        assert item["issued"].get("day") == citation.date.day


class TestMarkdown:
    @given(st.lists(ONE_LINE, min_size=1, max_size=3).map("\n\n".join))
    def test_words_are_never_treated_as_markup(self, quote: str) -> None:
        tokens = MarkdownIt("commonmark").parse(FORMATS["markdown"].text(make_citation(quote=quote)))
        close = next(index for index, token in enumerate(tokens) if token.type == "blockquote_close")
        inline = [token for token in tokens[:close] if token.type == "inline"]
        words = "\n\n".join("".join(child.content for child in token.children or []) for token in inline)
        assert words.split() == quote.split()


class TestHTML:
    def test_markup_in_names_and_words_is_shown_as_text(self) -> None:
        citation = make_citation(quote="<script>alert(1)</script>", authors=(Author("<b>Sample</b>"),))
        text = FORMATS["html"].text(citation)
        assert "<script>" not in text
        assert "<b>" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert not any(hasattr(part, "__html__") for part in FORMATS["html"].parts(citation))


class TestAssociatedPress:
    def test_the_board_is_named_only_once(self) -> None:
        for case in CASES.values():
            assert FORMATS["ap"].text(case).count(case.board) == 1

    @pytest.mark.parametrize("title", ["", "The annual joint session of the boards on water and on roads " * 3])
    @pytest.mark.parametrize("office", ["", "Assistant Superintendent for Business and Finance of the Schools " * 4])
    @pytest.mark.parametrize("number", [1, 3, 30])
    def test_a_citation_adds_at_most_fifty_words_to_a_quotation(self, number: int, office: str, title: str) -> None:
        author = Author("Ana Roe", office=office.strip())
        citation = make_citation(quote="We will not share it.", authors=(author,) * number, meeting_title=title.strip())
        around = FORMATS["ap"].text(citation).replace("“We will not share it,”", "")
        assert len(around.split()) <= 50
        assert "Ana Roe" in around
