"""Redacted words are recognised when they come back: in their own meeting, or anywhere if there are enough of them."""

import pytest

from archive.actions.redaction import redact
from archive.actions.removed_words.memory import find_removed, without_removed
from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAPS, Meeting, RemovedWords, Statement
from tests.record import make_meeting, make_statement

pytestmark = pytest.mark.django_db


def take_out(passage: str, *, meeting: Meeting | None = None) -> Statement:
    """Publish a statement with the passage, and redact the passage."""
    text = f"It was said that {passage} was there."
    statement = make_statement(text, meeting=meeting or make_meeting())
    start = text.index(passage)
    place = QuoteRange(start, start + len(passage))
    redact(revision=statement.current_revision, passage=place, category="privacy", reason="Private.")
    return statement


@pytest.mark.parametrize(
    ("removed", "text", "here", "elsewhere"),
    [
        ("Quillifer", "Was Quillifer there?", "Was █ there?", "Was Quillifer there?"),
        ("Ann Quillifer", "Was Ann Quillifer there?", "Was █ there?", "Was Ann Quillifer there?"),
        ("old Ann Quillifer", "Was old Ann Quillifer there?", "Was █ there?", "Was █ there?"),
        ("old Ann Quillifer", "Was Ann Quillifer there?", "Was █ there?", None),
        ("old Ann Quillifer", "OLD ANN, quillifer", "█", "█"),
        ("old Ann Quillifer", "An old Ann", "An █", None),
        ("old Ann Quillifer", "The case of Quillifer", "The case of █", None),
        ("old Ann Quillifer", "quillifer-petition", "█-petition", None),
        ("a b c d e f g h i", "See a b c d e f g h i", "See █", "See █"),
        ("a b c d e f g h i", "See a b c d e f g h", None, None),
        ("a b c d e f g h i", "See a b c d e f g h j", None, None),
        ("Quillifer", "Quillifer and Quillifer", "█ and █", None),
        ("Quillifer", "Was Quilli- fer there?", "Was █ there?", None),
        ("Quillifer", "Was Quilli-\nfer there?", "Was █\n█ there?", None),
        ("Quillifer", "Was Quilli fer there?", None, None),
        ("Quillifer", "Was Quilli--fer there?", None, None),
        ("Quilli-fer", "Was Quillifer there?", "Was █ there?", None),
        ("Quillifer", "Was Q u i l l i f e r there?", "Was █ there?", None),
        ("Quillifer", "Was q.u.i.l.l.i.f.e.r there?", "Was █ there?", None),
        ("Quillifer", "Was Q. U.  I_L*L\u2009I. F. E. R there?", "Was █ there?", None),
        ("Quillifer", "Was Q u i l l i f e there?", None, None),
        ("Quillifer", "Was I Q u i l l i f e r there?", "Was I █ there?", None),
        ("Quillifer", "Was J. R. Q u i l l i f e r there?", "Was J. R. █ there?", None),
        ("Quillifer", "Was I. Q U I L L I F E R there?", "Was I. █ there?", None),
        ("Quillifer", "Was J R Q U I L L I F E R there?", "Was J R █ there?", None),
        ("Ann Quillifer", "Was A n n Q u i l l i f e r there?", "Was █ there?", None),
        ("Ann Quillifer", "See annquillifer.pdf", "See █.pdf", None),
        ("Ann Q. Quillifer", "See annquillifer.pdf and annqquillifer", "See █.pdf and █", None),
        ("Ann Quillifer", "See quilliferann.pdf", None, None),
        ("old O'Quillifer", "Was O Q u i l l i f e r there?", "Was █ there?", None),
        ("a whistle blower", "Was a whistleblower there?", None, None),
        ("40", "We have 40 copies.", None, None),
        ("5550142", "Call 5550142.", "Call █.", None),
        ("40 Elm Street", "At 40 Elm Street, 40 times", "At █, 40 times", "At █, 40 times"),
        ("Quillifer", "", None, None),
    ],
)
def test_words_that_come_back_are_blanked(removed: str, text: str, here: str | None, elsewhere: str | None) -> None:
    """A name of one or two words may mean anybody in another meeting. None stands for an unchanged text."""
    meeting = take_out(removed).meeting
    for instance, expected in ((meeting, here), (make_meeting(), elsewhere)):
        found = GAPS.sub("█", without_removed(text, instance))
        assert found == (text if expected is None else expected)


def test_words_that_two_texts_divide_are_found_in_both() -> None:
    meeting = take_out("old Ann Quillifer").meeting
    (found,) = find_removed(["An old", "Ann Quillifer spoke."], meeting)
    assert found.places == ((0, QuoteRange(3, 6)), (1, QuoteRange(0, 13)))
    assert [returned.is_same for returned in find_removed(["An old", "and", "Ann Quillifer"], meeting)] == [False]
    (cut,) = find_removed(["An old Ann Quil-", "lifer spoke."], meeting)
    assert cut.places == ((0, QuoteRange(3, 15)), (1, QuoteRange(0, 5)))


def test_gaps_divide_what_is_looked_for() -> None:
    meeting = make_meeting()
    statement = take_out("Ann Quillifer", meeting=meeting)
    assert len(find_removed(["Ann Quillifer met Ann Quillifer."], meeting)) == 2
    assert [returned.is_same for returned in find_removed(["Ann met Quillifer."], statement)] == [False]


NEARLY = {
    "Our Robin Quillifer uh takes his insulin at noon.": True,
    "ROBIN QUILLIFER, TAKES, LIKE, INSULIN": True,
    "Insulin for Robin": True,
    "R o b i n Q u i l l i f e r has some.": True,
    "RobinQuillifer has some.": True,
    "robinquillifer has some.": True,
    "Mail robinquillifer@example.org.": True,
    "Ask quilliferinsulin.": False,
    "Robin was here. We talked of the buses, the library and the roads. Then somebody asked about insulin.": False,
    "Somebody spoke of insulin.": False,
}


@pytest.mark.parametrize("text", NEARLY)
def test_two_telling_words_within_the_length_of_a_passage_are_recognised_in_another_meeting(text: str) -> None:
    take_out("Robin Quillifer takes insulin")
    found = find_removed([text], make_meeting())
    assert bool(found) == NEARLY[text]
    assert not any(returned.is_same for returned in found)
    assert without_removed(text, make_meeting()) == text


@pytest.mark.parametrize("name", ["Tobias-Grünwald", "Tobias\u200bGrünwald", "TobiasGrünwald", "Tobias Gruenwald"])
def test_a_name_in_a_simple_other_spelling_is_recognised(name: str) -> None:
    meeting = take_out("Tobias Grünwald of Elm Street").meeting

    assert find_removed([f"Then {name} spoke to us."], meeting)
    assert not find_removed(["Then Tobias spoke to us of the GrünBlue park."], meeting)


@pytest.mark.parametrize(
    ("passage", "text", "is_found"),
    [
        ("Robin Quillifer works at the school every evening", "She works every evening.", False),
        ("Robin Quillifer works at the school every evening", "Quillifer works late.", True),
        ("Robin Quillifer works at the school every evening", "School every evening; she works.", True),
        ("she sleeps behind the school every evening", "Sleeps behind school.", True),
        ("she sleeps behind the school every evening", "The school has a window.", False),
        ("the Grand Hotel near the river", "A grand view, and a hotel.", True),
        ("Quillifer takes insulin", "Takes insulin.", True),
    ],
)
def test_ordinary_words_recognise_a_passage_if_they_are_half_of_what_it_tells(passage: str, text: str, is_found: bool):
    take_out(passage)
    assert bool(find_removed([text], make_meeting())) == is_found


def test_only_passages_that_the_text_may_have_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory of thousands of passages does not slow each save down."""
    for name in ("Bartleby Ottermole", "Cazzamond Pinkerwell", "Drimwoddle Quince"):
        take_out(f"the young {name}")
    take_out("old Ann Quillifer")
    read, from_db = [], RemovedWords.from_db.__func__
    monkeypatch.setattr(RemovedWords, "from_db", classmethod(lambda *row: read.append(row[-1]) or from_db(*row)))
    assert find_removed(["The old Ann Quillifer is no Bartleby."], make_meeting())
    assert len(read) == 1


def test_a_new_object_has_lost_nothing() -> None:
    """A name that a statement without a meeting lost is anybody's in a new meeting."""
    statement = make_statement("It was said that Quillifer was there.")
    place = QuoteRange(17, 26)
    redact(revision=statement.current_revision, passage=place, category="privacy", reason="Private.")
    assert find_removed(["Quillifer"], statement)
    assert not find_removed(["Quillifer"], Meeting(board=statement.board))
