"""A text cut into paragraphs is still that text."""

from hypothesis import given
from hypothesis import strategies as st

from archive.pages.statements.paragraphs import paragraphs


def test_blank_lines_end_paragraphs_and_line_feeds_do_not():
    assert [part.text for part in paragraphs("One.\n \n\nTwo,\nstill two.\n\n\n")] == ["One.", "Two,\nstill two."]
    assert [part.number for part in paragraphs("a\n\nb\n\nc")] == [1, 2, 3]


@given(st.text(alphabet="a \n\t\N{LATIN SMALL LETTER E WITH ACUTE}\U0001f600"))
def test_paragraphs_stand_where_they_say_and_only_blank_is_between_them(text: str):
    end = 0
    for part in paragraphs(text):
        assert text[part.start : part.end] == part.text
        assert not text[end : part.start].strip()
        assert part.text.strip()
        end = part.end
    assert not text[end:].strip()
