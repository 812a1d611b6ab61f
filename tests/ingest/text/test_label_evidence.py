"""The whole document decides who speaks: repeated labels, titles, known names, and speech after them."""

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import Narrative, NotATranscript, Turn, read
from archive.ingest.text.guide import Guide
from tests.ingest.asked import asked_labels

HANSARD = """\
The Temporary Deputy Speaker (Mr. Third): Order! I would like to hear the Minister, if you please.

The Vice-President and Minister for Home Affairs and the Development of Northern Districts (Mr. First): Mr. \
Temporary Deputy Speaker, Sir, I beg to reply. We have built the road.

Hon. (Ms.) Second: On a point of order. You have heard what the Minister said about the road.

(Applause)

The Member for Sample East (Mr. Fourth): I thank you for this chance to speak.

(Mr. Fourth stood up in his place)

The Temporary Deputy Speaker (Mr. Third): Your time is up.

[The Temporary Deputy Speaker (Mr. Third) left the Chair]

Mr. Fourth: I shall sit down, then.

The House rose at 6.30 p.m.
"""
MINUTES = """\
MINUTES OF THE SAMPLE TOWNSHIP

A regular meeting of the Council of the Township was held on Tuesday, May 16, 2023.

Present: Mayor Jo Sample and Councillors First, Second and Third.

Committee Reports:
Councillor First: Sample Public Library Board.
Mayor Jo Sample: Golden Housing Corporation Board of Management (The Pines) and Sample River Water Group meeting.

R2023-123 J. First, K. Second:
That the minutes of the Council meeting held May 2, 2023, be adopted as published. Carried.

R2023-124 L. Third, K. Second:
That we award the tender for the supply of approximately 3,500 tonnes of crushed granite to the lowest bidder. Carried.

R2023-125 J. First, L. Third:
That the meeting be adjourned. Time: 8:38 p.m. The next regular meeting is to be held on June 6, 2023. Carried.

Mayor:
Municipal Administrator:
"""
FORM = """\
Voting Minutes
March 4, 2021
(all members present)

1. SAMPLE HOSPITALITY, LLC.
D/B/A: SAMPLE CLUB
License #: LB-4458
Has applied for a Common Victualler License to be exercised on the above premises in the whole building.
Manager: Jo Sample
Attorney: Kim Example
GRANTED

2. EXAMPLE NUTRITION, LLC.
D/B/A: EXAMPLE
Has petitioned to change the manager of the licensed business from the one person to the other of them.
Manager: Lee Sample
Attorney: Kim Example
DEFERRED

No hearing held for the third of the applications, which was withdrawn by the applicant before it began.
"""
CAPITALS = (
    "THE COMMITTEE IS NOW IN SESSION. I'M SORRY. MY DRESSES. THE SENATOR WOULD LIKE CLOTHES. WE THANK THE MEMBERS. "
    "MISTER SPEAKER MEMBERS A QUORUM IS PRESENT. MR SAMPLE. MR OTHER. GOVERNOR. DIRECTOR SAMPLE SAID THAT YOU KNOW IT. "
)


def _said(text: str, name: str = "file.txt") -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in read(text.encode(), name).turns]


def test_long_offices_titles_in_brackets_and_constituencies_are_labels():
    assert [label for label, _ in _said(HANSARD)] == [
        "The Temporary Deputy Speaker (Mr. Third)",
        "The Vice-President and Minister for Home Affairs and the Development of Northern Districts (Mr. First)",
        "Hon. (Ms.) Second",
        "The Member for Sample East (Mr. Fourth)",
        "The Temporary Deputy Speaker (Mr. Third)",
        "Mr. Fourth",
    ]


def test_stage_directions_and_the_end_of_the_sitting_are_nobodys_words_and_applause_stays():
    meeting = read(HANSARD.encode())

    assert [entry.text for entry in meeting.entries if isinstance(entry, Narrative)] == [
        "(Mr. Fourth stood up in his place)",
        "[The Temporary Deputy Speaker (Mr. Third) left the Chair]",
        "The House rose at 6.30 p.m.",
    ]
    assert meeting.turns[2].text.endswith("(Applause)")


@pytest.mark.parametrize("text", [MINUTES, FORM])
def test_minutes_are_never_speech_whatever_precedes_their_colons(text: str):
    meeting = read(text.encode())

    assert meeting.nature == "minutes"
    assert not meeting.turns
    kept = " ".join(entry.text for entry in meeting.entries)
    assert "Mayor Jo Sample: Golden Housing" in kept or "Attorney: Kim Example" in kept


def test_capitals_in_a_text_in_capitals_do_not_invent_speakers():
    said = _said(CAPITALS * 12)

    assert {label for label, _ in said} == {""}
    assert " ".join(text for _, text in said).split() == (CAPITALS * 12).split()


def test_speech_without_labels_is_split_so_that_no_turn_lasts_an_hour():
    said = _said("I would like to thank you all for it, and we go on. " * 3000)

    assert max(len(text.split()) for _, text in said) <= 240


def test_a_colon_in_another_script_opens_a_turn_only_after_a_name():
    text = "主席：議員保持肅靜。\n\n梁國雄議員：我的主張是這樣的：請回答。\n\n功能團體：\n\n主席：請坐下。\n"

    assert [label for label, _ in _said(text * 3)] == ["主席", "梁國雄議員", "主席"] * 3


def test_titles_and_votes_of_a_chinese_record_are_nobodys_words():
    text = (
        "主席：行政長官，請繼續。\n\n行政長官：多謝主席，我相信香港有條件。\n\n法案二讀\n\n主席：贊成的請舉手。\n\n"
        "何俊仁議員、李卓人議員、涂謹申議員、陳鑑林議員及梁耀忠議員表決贊成。\n\n主席：議案獲得通過。\n"
    )

    assert (
        _said(text * 2)
        == [
            ("主席", "行政長官，請繼續。"),
            ("行政長官", "多謝主席，我相信香港有條件。"),
            ("主席", "贊成的請舉手。"),
            ("主席", "議案獲得通過。"),
        ]
        * 2
    )


def test_the_words_under_a_doubtful_label_go_to_nobody_and_raise_a_question():
    text = (
        "Mayor Sample: Good evening, I open the meeting.\n\nRobin Example: I thank you.\n\n"
        "Jo Third: I have a word to say too.\n\nRobin Example: I had another.\n\nMayor Sample: Thank you all.\n"
    )

    meeting = read(text.encode())
    believed = read(text.encode(), guide=Guide(meeting.readings[0].key, speaks={"Jo Third": True}))

    assert meeting.turns[2].label == ""
    assert meeting.turns[2].text == "Jo Third: I have a word to say too."
    assert [(label.label, label.speaks) for label in meeting.readings[0].asked] == [("Jo Third", False)]
    assert believed.turns[2].label == "Jo Third"


def test_a_name_known_to_the_board_counts_as_a_speaker_even_once():
    text = "Mayor Sample: I open the meeting.\n\nJo Third: I have a word to say.\n\nMayor Sample: Thank you.\n"

    meeting = read(text.encode(), guide=Guide(known=frozenset({"jo third"})))

    assert [turn.label for turn in meeting.turns] == ["Mayor Sample", "Jo Third", "Mayor Sample"]
    assert not meeting.readings


@pytest.mark.parametrize("text", ["Monday: 9 am Sample Park\nTuesday: 10 am Sample Hall\n" * 20, "Budget: 7\n" * 30])
def test_calendars_and_lists_are_not_speech(text: str):
    with pytest.raises(NotATranscript):
        read(text.encode())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Mayor Sample", "Robin Example", "The Member for Sample (Ms. Third)", "Jo"]),
            st.sampled_from(["I thank you.", "we go on", "Note: you know it.", "Yes.", "It is 9:30. I go.", "A B: no"]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_no_word_of_a_document_is_lost_whichever_labels_are_accepted(said: list[tuple[str, str]]):
    text = "\n\n".join(f"{who}: {what}" for who, what in said)
    try:
        meeting = read(text.encode())
    except NotATranscript:
        return

    ways = [Guide(way.key) for way in meeting.readings] or [Guide()]
    for way in ways:
        kept = " ".join(
            f"{entry.label}: {entry.text}" if isinstance(entry, Turn) and entry.label else entry.text
            for entry in read(text.encode(), guide=way).entries
        )
        assert sorted(kept.split()) == sorted(text.split())


SPOKEN = (
    ("Robin Sample", "Good evening, and welcome to all of you. We begin with the roof of the library, which leaks."),
    ("Kim Example", "Thank you. I have looked at the roof with the engineer, and we think that it has to be new."),
    ("Lee Placeholder", "How much will that be? I would like to know before we say anything about it in public."),
) * 4


def labels_of(text: str, name: str = "meeting.txt") -> list[str]:
    return [turn.label for turn in read(text.encode(), name).turns]


@pytest.mark.parametrize(
    "form",
    ["{name}\n{text}", "{name}\n\n{text}", "**{name}**\n\n{text}", "0:01:07 {name}\n{text}", ">> {name}: {text}"],
)
def test_names_on_their_own_lines_and_after_chevrons_are_speakers(form):
    text = "\n\n".join(form.format(name=name, text=said) for name, said in SPOKEN)
    assert labels_of(text) == [name for name, _ in SPOKEN]


@pytest.mark.parametrize(
    "names",
    [
        ("The Presiding Officer", "Kim Example (Sample East) (SNP)", "Lee Placeholder (Sample West) (Lab)"),
        ("Tuan Yang di-Pertua", "Dato’ Kim bin Example [Sample East]", "Puan Lee [Sample West]"),
        ("The SPEAKER", "Mr SAMPLE (Sample East—Minister) (14:05)", "Ms PLACEHOLDER (Sample West) (14:07)"),
        ("Hon. Speaker", "Hon. (Eng.) Kim Example (Sample East, ODM)", "Col. (Rtd) Placeholder"),
        ('היו"ר רובין', "קים דוגמה", "לי דוגמה"),
        ("\u200fהיו" + '"ר רובין\u200f', "\u200fקים דוגמה\u200f", "\u200fלי דוגמה\u200f"),
        ("السيد الرئيس", "النائب مثال", "النائبة مثال"),
        ("Präsident Dr. Sample", "Kim Example (CDU/CSU)", "Lee Placeholder (BÜNDNIS 90/DIE GRÜNEN)"),
    ],
    ids=lambda names: names[1],
)
def test_labels_may_contain_places_parties_times_and_other_scripts(names):
    turns = [(names[number % 3], said) for number, (_, said) in enumerate(SPOKEN)]
    text = "\n\n".join(f"{name}: {said}" for name, said in turns)
    visible = [name.strip("\u200f").partition(" (14:")[0] for name, _ in turns]
    assert labels_of(text) == visible


@pytest.mark.parametrize(
    "form",
    [
        "- {name}: {text}",
        "- **{name}**: {text}",
        "> **{name}:** {text}",
        "### {name}\n\n{text}",
        "| {name} | {text} |",
        "{name} - {text}",
        "{name} — {text}",
        "{name}\t{text}",
        "0:01:07 | {name} | {text}",
        "0:01:07 - {name} - {text}",
        "○{name}　{text}",
    ],
)
def test_lists_headings_tables_and_dashes_name_speakers_if_they_do_so_throughout(form):
    head = "| Speaker | Text |\n|---|---|\n" if form.startswith("| ") else ""
    text = head + ("\n" if head else "\n\n").join(form.format(name=name, text=said) for name, said in SPOKEN)
    assert labels_of(text) == [name for name, _ in SPOKEN]


@pytest.mark.parametrize("form", ["{name}. {text}", "    {name}. {text}", "{name}. – {text}"])
@pytest.mark.parametrize(
    "names",
    [("The Chairman", "Senator Sample", "Mr. Example"), ("M. le président", "M. Kim Sample", "Mme Lee Example")],
)
def test_a_title_and_a_name_before_a_full_stop_are_a_label(form, names):
    text = "\n\n".join(form.format(name=names[n % 3], text=said) for n, (_, said) in enumerate(SPOKEN))
    assert labels_of(text) == [names[n % 3] for n in range(len(SPOKEN))]


def test_words_under_a_repeated_label_that_fits_nobody_go_to_nobody_and_raise_a_question():
    strange = "The Sub-Committee Room Four Person Whom The Minister Of All Works Sent"
    turns = [(name if name != "Kim Example" else strange, said) for name, said in SPOKEN]
    meeting = read("\n\n".join(f"{name}: {said}" for name, said in turns).encode())
    assert {turn.label for turn in meeting.turns} == {"Robin Sample", "Lee Placeholder", ""}
    assert meeting.readings


def test_unattributed_speech_is_recognised_in_short_paragraphs_too():
    meeting = read("\n\n".join(said for _, said in SPOKEN).encode())
    assert {turn.label for turn in meeting.turns} == {""}


def test_repeated_labels_in_a_text_in_capitals_are_speakers_however_long_the_turns():
    long = " and so we have looked at all of it with great care once more" * 4
    text = "\n\n".join(f"{name}: {said}{long}" for name, said in SPOKEN).upper()
    assert labels_of(text) == [name.upper() for name, _ in SPOKEN]


def test_headings_on_their_own_lines_are_not_speakers():
    headings = ("Opening", "Library Roof", "Summer Camp", "Field Lights", "Closing")
    text = "\n\n".join(f"{heading}\nThank you, I would like to say that we looked at it." for heading in headings)
    with pytest.raises(NotATranscript):
        labels_of(text)


def test_line_numbers_are_not_words():
    lines = [line for name, said in SPOKEN for line in wrap(f"     {name.upper()}: {said}", 50)]
    pages = [lines[start : start + 25] for start in range(0, len(lines), 25)]
    text = "\n".join(f"{number:2}  {line}" for page in pages for number, line in enumerate(page, 1))
    meeting = read(text.encode(), "hearing.txt")
    assert [turn.label for turn in meeting.turns] == [name.upper() for name, _ in SPOKEN]
    assert not any(character.isdigit() for turn in meeting.turns for character in turn.text)


NOTED = [
    "Motion",
    "Vote",
    "Ayes",
    "Action",
    "Result",
    "Translation",
    "Email",
    "Resolution 24-17",
    "From the audience",
    "Written comment from Jo Doe",
    "Letter from Jo Doe",
    "Note",
    "Motion by Member Read",
    "Moved",
]
RESTS = [
    "I will not pay for the park in this town, ever.",
    "5-0.",
    "Sample, Read, Example.",
    "the park be sold at once.",
]


def labelled(note: str, times: int) -> str:
    """Return a transcript with many certain labels, and a paragraph of its own several times."""
    said = ["Chair Sample: Good evening everyone and welcome to our meeting tonight."]
    said += ["Member Read: Thank you, I want to talk about the roof of the school."]
    return "\n\n".join([*said * 7, *[part for _ in range(times) for part in (*said, note)], *said])


@given(st.sampled_from(NOTED), st.sampled_from(RESTS), st.integers(1, 4))
def test_a_labelled_paragraph_of_the_record_is_in_no_mouth(label: str, rest: str, times: int) -> None:
    meeting = read(labelled(f"{label}: {rest}", times).encode(), "meeting.txt")

    holding = [entry for entry in meeting.entries if isinstance(entry, Turn | Narrative) and rest in entry.text]
    assert len(holding) == times
    assert not any(isinstance(entry, Turn) and entry.label for entry in holding)
    assert asked_labels(meeting) <= {label}


@pytest.mark.parametrize("words", ["Remember: we pay for the park.", "Important: we pay for it.", "However: we pay."])
def test_what_a_speaker_says_before_a_colon_stays_in_the_speech(words: str) -> None:
    meeting = read(labelled(words, 2).encode(), "meeting.txt")

    assert all(turn.label for turn in meeting.turns)
    assert sum(words in turn.text for turn in meeting.turns) == 2
