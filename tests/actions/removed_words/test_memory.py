"""Redacted words are recognised when they come back: in their own meeting, or anywhere if there are enough of them."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.redaction import redact
from archive.actions.removed_words.letters import Letters, places_with
from archive.actions.removed_words.memory import find_removed, hashed_places, without_removed
from archive.actions.removed_words.passages import RepeatedPassage, plain_keys, spellings
from archive.actions.removed_words.places import names_alone
from archive.citations.passages.quote_range import QuoteRange
from archive.models import GAPS, Meeting, RemovedWords, Statement
from archive.models.record.redaction import HashedWords, digest_of, store_hashed
from archive.search.engines.rebuild import rebuild
from tests.record import make_meeting, make_report, make_statement

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
        ("old Ann Quillifer", "An old Ann", "An old █", None),
        ("old Ann Quillifer", "Was Ann Q. Quillifer there?", "Was █ there?", None),
        ("old Ann Q. Quillifer", "Was Ann Quillifer there?", "Was █ there?", None),
        ("old Ann Quillifer", "The case of Quillifer", "The case of █", None),
        ("old Ann Quillifer", "quillifer-petition", "█-petition", None),
        ("a b c d e f g h i", "See a b c d e f g h i", "See █", "See █"),
        ("a b c d e f g h i", "See a b c d e f g h", None, None),
        ("a b c d e f g h i", "See a b c d e f g h j", None, None),
        ("Quillifer", "Quillifer and Quillifer", "█ and █", None),
        ("Quillifer", "Was Quilli- fer there?", "Was █ there?", None),
        ("Quillifer", "Was Quilli-\nfer there?", "Was █\n█ there?", None),
        ("Quillifer", "Was Quilli fer there?", "Was █ there?", None),
        ("Quillifer", "Was Quilli--fer there?", "Was █ there?", None),
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
        ("Ann Q. Quillifer", "See annquillifer.pdf and annqquillifer", "See █.pdf and █", "See annquillifer.pdf and █"),
        ("Ann Quillifer", "See quilliferann.pdf", None, None),
        ("old O'Quillifer", "Was O Q u i l l i f e r there?", "Was █ there?", None),
        ("a whistle blower", "Was a whistleblower there?", "Was █ there?", "Was █ there?"),
        ("a whistle blower", "Was whistleblowera there?", None, None),
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


def take_out_formerly(passage: str, *, also: tuple[str, ...] = ()) -> Meeting:
    """Redact the passage as release 1.0.0 remembered it, with words of it that tell something."""
    statement = take_out(passage)
    stone = statement.tombstones.get()
    RemovedWords.objects.all().delete()
    run = plain_keys(passage)
    passages = [HashedWords(len(run), digest_of(*run[:3]), digest_of(*run))]
    store_hashed(stone, [*passages, *(HashedWords(1, digest_of(key), digest_of(key), kind="name") for key in also)])
    return statement.meeting


@pytest.mark.parametrize(
    ("removed", "text", "left"),
    [
        ("old Ann Quillifer", "OLD ANN, quillifer", "█"),
        ("old Ann Quillifer", "Was old Ann Quilli-\nfer there?", "Was █\n█ there?"),
        ("old Ann Quillifer", "Was oldAnn\u200bQuillifer there?", "Was █ there?"),
        ("Ann McQuillifer", "Was Ann McQuillifer there?", "Was █ there?"),
        ("Ann Quillifer", "Was Ann Q u i l l i f e r there?", "Was █ there?"),
        ("Ann Quillifer", "Was A n n Q u i l l i f e r there?", "Was █ there?"),
        ("Ann Quillifer", "Was Ann J. Quillifer there?", "Was █ there?"),
        ("Quillifer", "Was J R Q U I L L I F E R there?", "Was J R █ there?"),
        ("Tobias Grünwald", "Was Tobias Gru\u0308nwald there?", "Was █ there?"),
        ("Ann Quillifer", "Was Ann there? Quillifer was not", "Was Ann there? █ was not"),
    ],
)
def test_words_that_release_1_0_0_took_out_are_blanked(removed: str, text: str, left: str) -> None:
    meeting = take_out_formerly(removed, also=("quillifer",))
    assert GAPS.sub("█", without_removed(text, meeting)) == left


def test_words_that_release_1_0_0_took_out_are_found_in_two_texts() -> None:
    meeting = take_out_formerly("old Ann Quillifer")
    (cut,) = find_removed(["An old Ann Quil-", "lifer spoke."], meeting)
    assert cut.places == ((0, QuoteRange(3, 15)), (1, QuoteRange(0, 5)))


def test_what_others_have_lost_does_not_hide_what_the_meeting_has_lost() -> None:
    meeting = make_meeting()
    text = "It was said that Robin Quillifer was there."
    for statement in (make_statement(text, meeting=make_meeting()), make_statement(text, meeting=meeting)):
        place = QuoteRange(17, 32)
        redact(revision=statement.current_revision, passage=place, category="privacy", reason="Private.")
    assert GAPS.sub("█", without_removed("Ask Robin Quillifer.", meeting)) == "Ask █."


def test_no_letters_are_nowhere() -> None:
    assert places_with("To e m", [[]]) == []


def test_words_that_two_texts_divide_are_found_in_both() -> None:
    meeting = take_out("old Ann Quillifer").meeting
    (found,) = find_removed(["An old", "Ann Quillifer spoke."], meeting)
    assert found.places == ((0, QuoteRange(3, 6)), (1, QuoteRange(0, 13)))
    (name,) = find_removed(["An old", "and", "Ann Quillifer"], meeting)
    assert name.places == ((2, QuoteRange(0, 13)),)
    (cut,) = find_removed(["An old Ann Quil-", "lifer spoke."], meeting)
    assert cut.places == ((0, QuoteRange(3, 15)), (1, QuoteRange(0, 5)))


def test_gaps_divide_what_is_looked_for() -> None:
    meeting = take_out("Ann Quillifer").meeting
    assert len(find_removed(["Ann Quillifer met Ann Quillifer."], meeting)) == 2
    assert not find_removed(["Ann met Quillifer."], meeting)


NAMED = {
    "Our Robin Quillifer uh takes his insulin at noon.": True,
    "ROBIN QUILLIFER, TAKES, LIKE, INSULIN": True,
    "R o b i n Q u i l l i f e r has some.": True,
    "Robin J. Quillifer has some.": True,
    "RobinQuillifer has some.": True,
    "robinquillifer has some.": True,
    "Mail robinquillifer@example.org.": True,
    "Ask quilliferinsulin.": False,
    "Insulin for Robin": False,
    "Somebody spoke of insulin.": False,
}


@pytest.mark.parametrize("text", NAMED)
def test_two_names_in_a_row_are_recognised_in_another_meeting_and_no_other_words(text: str) -> None:
    take_out("Robin Quillifer takes insulin")
    assert bool(find_removed([text], make_meeting())) == NAMED[text]
    assert without_removed(text, make_meeting()) == text


@pytest.mark.parametrize("text", [text for text in NAMED if "robinquillifer" not in text and "R o b i n" not in text])
def test_two_names_of_release_1_0_0_are_recognised_in_a_row(text: str) -> None:
    take_out_formerly("Robin Quillifer takes insulin", also=("robin", "quillifer"))
    assert bool(find_removed([text], make_meeting())) == NAMED[text]
    assert not find_removed(["Quillifer, Quillifer and Robin"], make_meeting())
    assert without_removed(text, make_meeting()) == text


def test_names_of_two_redactions_of_release_1_0_0_are_nobodys() -> None:
    for name in ("robin", "quillifer"):
        stone = take_out(f"the {name} there").tombstones.get()
        store_hashed(stone, [HashedWords(1, digest_of(name), digest_of(name), kind="name")])
    assert not find_removed(["Robin Quillifer spoke."], make_meeting())


@pytest.mark.parametrize("name", ["Tobias-Grünwald", "Tobias\u200bGrünwald", "TobiasGrünwald", "Tobias Gruenwald"])
def test_a_name_in_a_simple_other_spelling_is_recognised(name: str) -> None:
    meeting = take_out("Tobias Grünwald of Elm Street").meeting

    assert find_removed([f"Then {name} spoke to us."], meeting)
    assert not find_removed(["Then Tobias spoke to us of the GrünBlue park."], meeting)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Doe", "do", False),
        ("Sue", "su", False),
        ("due", "du", False),
        ("Samuel", "Samul", False),
        ("Joerg", "Jorg", False),
        ("Jörg", "Joerg", True),
        ("Jörg", "Jorg", True),
        ("JO\u0308RG", "joerg", True),
        ("Jörg’s", "Joerg", True),
        ("Grünwald", "Gruenwald", True),
        ("Ann Jörg", "Ann Joerg", True),
        ("Yıldız", "YILDIZ", True),
        ("Özgür Yıldız", "OZGUR YILDIZ", True),
        ("Wałęsa", "Walesa", True),
        ("Παπαδοπούλου", "ΠΑΠΑΔΟΠΟΥΛΟΥ", True),
        ("Ann Gru\u0308nwald", "Ann Gru \u0308nwald", True),
        ("Ann Q. Quillifer", "Ann Q. iQuillifer", False),
    ],
)
def test_only_an_umlaut_is_spelled_with_an_e_or_without(one: str, other: str, is_same: bool) -> None:
    """Doe is not "do", whichever of them was removed."""
    for removed, text in ((one, other), (other, one)):
        assert bool(places_with(text, spellings(removed))) == is_same
        assert any(hashed_places(text, [HashedWords.of(run)]) for run in spellings(removed)) == is_same


@pytest.mark.parametrize(("removed", "kept", "told"), [("Doe", "do", "Doe"), ("Jörg", "so", "Joerg")])
def test_a_short_name_leaves_the_report_and_other_words_stay(removed: str, kept: str, told: str) -> None:
    statement = make_statement(f"They {kept} say that {removed} was there.")
    report = make_report(statement, problem=f"They {kept} mean {told}.")
    place = QuoteRange(statement.text.index(removed), statement.text.index(" was"))
    redact(revision=statement.current_revision, passage=place, category="privacy", reason="Private.")
    statement.refresh_from_db()
    report.refresh_from_db()
    assert GAPS.sub("█", statement.text) == f"They {kept} say that █ was there."
    assert GAPS.sub("█", report.problem) == f"They {kept} mean █."


def test_other_words_of_a_passage_are_nobodys() -> None:
    take_out("she sleeps behind the school every evening")
    assert not find_removed(["School every evening; she sleeps."], make_meeting())
    assert find_removed(["She sleeps behind the school every evening!"], make_meeting())


def test_a_word_that_the_record_has_in_small_letters_is_no_name_alone() -> None:
    make_statement("We help young people.")
    rebuild()
    meeting = take_out("Mr. Quillifer Young").meeting
    assert without_removed("Young people", meeting) == "Young people"
    assert "Young" not in without_removed("Report of Quillifer Young", meeting)


def test_names_are_looked_up_in_one_reading_of_what_stays(monkeypatch, django_assert_max_num_queries) -> None:
    """A page with many names reads the wordings once, and the record with one query for each name."""
    for number in range(20):
        make_statement(f"Quillifer, number {number}.")
    rebuild()
    statement = make_statement("We met Ann Quillifer, Robin Quince, Tobias Zanthrope and Zoe Plumtree. So it was.")
    read, of = [], Letters.of
    monkeypatch.setattr(Letters, "of", lambda texts: read.append(texts) or of(texts))
    gone = [RepeatedPassage(statement.current_revision, QuoteRange(7, 69))]
    with django_assert_max_num_queries(24):
        assert len(names_alone(gone)) == 8
    assert len(read) == 1


LETTERS = st.text("abcdeouéıłö", min_size=1, max_size=5)
CHANGES = st.sampled_from(
    [
        str,
        str.upper,
        lambda text: normalize("NFD", text),
        # As a reader of PDFs gives accents that were set apart.
        lambda text: re.sub("([\u0300-\u036f])", r" \1", normalize("NFD", text)),
        lambda text: normalize("NFD", text.replace("ı", "i").replace("ł", "l")).translate({0x301: "", 0x308: ""}),
    ]
)
BETWEEN = st.sampled_from(["", " ", "-", "-\n", ", ", "\u00ad", "\u200b"])


@given(words=st.lists(LETTERS, min_size=1, max_size=5), data=st.data())
def test_the_same_letters_are_found_however_they_are_spaced_and_written(words: list[str], data: st.DataObject) -> None:
    runs = spellings(" ".join(words))
    letters = "".join(words)
    cuts = data.draw(st.lists(BETWEEN, min_size=len(letters) - 1, max_size=len(letters) - 1))
    spaced = data.draw(CHANGES)("".join(letter + cut for letter, cut in zip(letters, [*cuts, ""], strict=True)))
    text = f"{data.draw(LETTERS)} {spaced} {data.draw(LETTERS)}"
    assert any(spaced.startswith(place.words_in(text)) for place in places_with(text, runs))
    assert hashed_places(text, map(HashedWords.of, runs))


@pytest.mark.parametrize("between", ["", " ", "\u200b", ". "])
@pytest.mark.parametrize("letter", ["水", "ก", "k"])
def test_long_texts_without_words_take_a_few_steps_for_each_letter(letter: str, between: str) -> None:
    text = between.join([letter] * 2000)
    letters = Letters.of([text])
    steps = [end - first for first in range(len(letters.parts)) for _, end in letters.words_apart(first, 3)]
    assert sum(steps) < 100 * len(text)
    if letter != "k" and not between:
        assert not letters.continuing


def test_only_passages_that_the_text_may_have_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory of thousands of passages does not slow each save down."""
    for name in ("Bartleby Ottermole", "Cazzamond Pinkerwell", "Drimwoddle Quince"):
        take_out(f"the young {name}")
    take_out("old Ann Quillifer")
    read, from_db = [], RemovedWords.from_db.__func__
    monkeypatch.setattr(RemovedWords, "from_db", classmethod(lambda *row: read.append(row[-1]) or from_db(*row)))
    assert find_removed(["The old Ann Quillifer is no young Quince."], make_meeting())
    assert len(read) == len(("old Ann Quillifer", "Ann Quillifer"))


def test_a_new_object_has_lost_nothing() -> None:
    """A name that a statement without a meeting lost is anybody's in a new meeting."""
    statement = make_statement("It was said that Quillifer was there.")
    place = QuoteRange(17, 26)
    redact(revision=statement.current_revision, passage=place, category="privacy", reason="Private.")
    assert find_removed(["Quillifer"], statement)
    assert not find_removed(["Quillifer"], Meeting(board=statement.board))
