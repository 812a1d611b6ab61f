"""In every style of label, each speaker gets all of their own words, in order."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import read
from archive.ingest.text.label_words import plausible
from tests.ingest.asked import asked_labels

Said = tuple[str, str]
NAMES = st.sampled_from(["Speaker Sample", "Mayor Sample", "Dr. Other Sample", "Jo O’Sample", "José Samplé-Other"])
WORDS = st.lists(
    st.sampled_from(["we", "thank", "you", "Item", "7", "and", "12.5", "percent", "(now)", "said"]),
    min_size=1,
    max_size=12,
)
SAID = st.lists(st.tuples(NAMES, WORDS.map(lambda words: f"{' '.join(words)}.")), min_size=4, max_size=12)


def _alternating(said: list[Said]) -> list[Said]:
    """Return the turns without those that follow one by the same speaker, because most formats join them."""
    return [turn for before, turn in zip([("", ""), *said], said, strict=False) if before[0] != turn[0]]


def _srt(said: list[Said]) -> str:
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n[{who}] {what}\n\n" for n, (who, what) in enumerate(said)
    )


def _vtt(said: list[Said]) -> str:
    cues = (f"00:{n:02}.000 --> 00:{n:02}.900\n<v {who}>{what}</v>\n\n" for n, (who, what) in enumerate(said))
    return "WEBVTT\n\n" + "".join(cues)


def _csv(said: list[Said]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([("speaker", "text"), *said])
    return file.getvalue()


STYLES: dict[str, Callable[[list[Said]], str]] = {
    "srt": _srt,
    "vtt": _vtt,
    "csv": _csv,
    "jsonl": lambda said: "".join(json.dumps({"speaker": who, "text": what}) + "\n" for who, what in said),
    "json": lambda said: json.dumps({"turns": [{"speaker": who, "text": what} for who, what in said]}),
    "timed": lambda said: "".join(f"[0:00:{n:02}] {who}: {what}\n" for n, (who, what) in enumerate(said)),
    "name (time)": lambda said: "".join(f"{who} (0:{n:02}): {what}\n" for n, (who, what) in enumerate(said)),
    "label alone": lambda said: "".join(f"{who} (00:{n:02}):\n{what}\n\n" for n, (who, what) in enumerate(said)),
    "bold": lambda said: "".join(f"**{who}:** {what}\n\n" for who, what in said),
    "clock": lambda said: "".join(f"[{who}] 11:02:{n:02}\n{what}\n\n" for n, (who, what) in enumerate(said)),
    "name and time": lambda said: "".join(f"{who}  0:{n:02}\n{what}\n\n" for n, (who, what) in enumerate(said)),
}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
@given(said=SAID.map(_alternating))
def test_every_style_gives_each_speaker_their_words(style: str, said: list[Said]):
    named = said if len(said) > 3 else [*said, *[("Third Sample", "So."), ("Fourth Sample", "Yes.")] * 2]

    turns = read(STYLES[style](named).encode(), f"file.{style}").turns

    assert [(turn.label, turn.text) for turn in turns] == named


@given(said=SAID.map(_alternating))
def test_capitals_before_a_dot_are_labels_even_inside_a_line(said: list[Said]):
    named = [(f"MR. {who.split()[-1].upper()}", what) for who, what in [*said, ("Third", "So.")]]
    text = " ".join(f"{who}. {what}" for who, what in named)

    turns = read(text.encode()).turns

    assert [(turn.label, turn.text) for turn in turns] == named


@pytest.mark.parametrize(
    "label",
    [
        "MR. PARTEE", "SPEAKER(?)", "MESSRS. TRUMAN AND PRELL", "Mr. SMITH of Texas", "The SPEAKER pro tempore",
        "Vital Sample (Board President)", "SPEAKER_03", "Speaker 1", "Public commenter", "Unknown Speaker",
        "Councillor Báez", "Madam Deputy speaker", "議長", "Director de la Sample", "J. P. Sample Jr.",
    ],
)  # fmt: skip
def test_names_and_offices_are_plausible_labels(label: str):
    assert plausible(label)


@pytest.mark.parametrize(
    "text",
    ["Present", "Motion", "Note", "Others Attending", "the following reasons", "http", "7", "We begin now", "Item 4",
     "I have this to say and it is quite a lot for a label", "Public Comment", ""],
)  # fmt: skip
def test_an_introductory_phrase_is_not_a_label(text: str):
    assert not plausible(text)


SAID = [
    ("Chair Sample", "Good evening, and I thank you all for coming."),
    ("The Minister for Roads and Public Works and Other Matters (Mr. Other)", "I beg to reply, if you please."),
    ("Chair Sample", "We thank you for that, and so we go on."),
    ("Ms. Third", "I rise to ask you one thing more."),
] * 3


def _spoken(text: str) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in read(text.encode(), "talk.txt").turns]


def test_a_time_under_a_name_belongs_to_the_label():
    text = "\n\n".join(f"{who}\n0:{n + 10}\n{what}" for n, (who, what) in enumerate(SAID))

    assert _spoken(text) == SAID


def test_a_long_office_is_a_label_in_a_text_in_capitals():
    said = [(who.upper(), what.upper()) for who, what in SAID]

    assert _spoken("\n\n".join(f"{who}: {what}" for who, what in said)) == said


def test_words_after_a_single_name_in_capitals_do_not_go_to_the_speaker_before():
    lines = [f"{who}: {what}".upper() for who, what in SAID]
    lines.insert(6, "JO SAMPLE: WE THINK THAT THE ROAD IS TOO NARROW FOR ALL OF US.")

    turns = _spoken("\n\n".join(lines))

    assert turns[6] == ("", "JO SAMPLE: WE THINK THAT THE ROAD IS TOO NARROW FOR ALL OF US.")


def test_questions_and_answers_are_separated_beside_named_speakers():
    text = "MR. SAMPLE: I object to that.\nQ. Did you see the road?\nA. I did, yes.\nMS. OTHER: I thank you.\n" * 4

    assert _spoken(text)[:4] == [
        ("MR. SAMPLE", "I object to that."),
        ("Q", "Did you see the road?"),
        ("A", "I did, yes."),
        ("MS. OTHER", "I thank you."),
    ]


def test_the_letters_of_a_list_are_not_questions():
    text = "Chair Sample: I thank you. We have these points.\nA. The road.\nB. The bridge.\n" * 4

    assert {label for label, _ in _spoken(text)} == {"Chair Sample"}


@pytest.mark.parametrize("last", ["Q", "T"])
def test_the_letters_of_an_outline_are_not_questions(last: str):
    letters = [chr(code) for code in range(ord("A"), ord(last) + 1)]
    outline = "".join(f"{letter}. The plan for the roads, the school and the bridge.\n" for letter in letters)
    text = f"Chair Sample: I thank you. We have these points.\n{outline}Member Example: I thank you too.\n" * 4

    assert {label for label, _ in _spoken(text)} == {"Chair Sample", "Member Example"}


def test_words_after_an_introductory_phrase_in_chinese_have_no_speaker():
    text = "主席：請提出你的質詢。\n我想問：\n政府何時會建路？\n張三議員：多謝主席。\n" * 4

    assert {label for label, _ in _spoken(text)} == {"主席", "張三議員"}


def test_names_on_their_own_lines_are_speakers_in_chinese_too():
    said = [("主席", "請張三議員提出質詢，時間是三分鐘。"), ("張三議員", "多謝主席。我想問，政府何時會建路？")] * 6

    assert _spoken("\n\n".join(f"{who}\n{what}" for who, what in said)) == said


def test_a_party_at_the_end_of_a_line_in_a_list_of_names_is_not_a_speaker():
    listed = (
        "These are the names of those whom the people of the county\n"
        "elected and whom we welcome: Workers' Party of the Republic -\n"
        "Third Way: Jo Sample, Kim Example, and others of the list that\n"
        "we thank for being here."
    )
    text = "\n\n".join(f"{who}: {what}\n{listed}" for who, what in SAID[:1] * 6)

    assert {label for label, _ in _spoken(text)} == {"Chair Sample"}


@pytest.mark.parametrize("sign", [" | ", " – ", "\t"])
@pytest.mark.parametrize("name", ["Oscar", "jsmith", "Ward 3: Robin Sample"])
def test_words_after_a_name_that_occurs_once_do_not_go_to_the_speaker_before(sign: str, name: str):
    several = [f"{name}{sign}We will repair the roof of the school." for name in ("Kim Example", "Jo Model")] * 6
    meeting = read("\n".join([*several, f"{name}{sign}I have lived here for ten years."]).encode(), "sample.txt")

    last = meeting.entries[-1]
    assert last.text.endswith("I have lived here for ten years.")
    assert last.label == name or (not last.label and name in asked_labels(meeting))


@pytest.mark.parametrize("sign", [" | ", " – ", "\t"])
def test_a_name_in_small_letters_ends_the_turn_before_after_a_short_answer(sign: str):
    several = [f"{name}{sign}We will repair the roof of the school. No." for name in ("Kim Example", "Jo Model")] * 6
    meeting = read("\n".join([*several, f"jsmith{sign}I have lived here for ten years."]).encode(), "sample.txt")

    assert meeting.entries[-1].label in {"jsmith", ""}


@pytest.mark.parametrize(
    "form",
    [
        "From {} to Everyone",
        "De {} a Todos",
        "De {} para Todos",
        "De {} à Tout le monde",
        "Von {} an Alle",
        "Da {} a Tutti",
        "Van {} aan Iedereen",
    ],
)
def test_what_a_chat_says_to_all_belongs_to_its_sender(form: str):
    senders = ["jsmith", "Sample, Kim (Guest)", "+1 555-***-**42", "Speaker 1", "Robin de la Sample (she/her)"]
    said = ["Can you hear me?", "The hours of the library are too short.", "Who pays for it?", "See you.", "I agree."]
    lines = [f"18:0{at}:10 {form.format(sender)}:\n\t{said[at]}\n" for at, sender in enumerate(senders)]
    turns = read("".join(lines).encode(), "chat.txt").turns
    assert [(turn.label, turn.text) for turn in turns] == list(zip(senders, said, strict=True))
