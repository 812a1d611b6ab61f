"""Pages in two columns are read one column after the other, in whatever order the file draws them."""

from archive.ingest import read
from tests.ingest.documents import pdf

LEFT = [
    "The Chair: Good morning, and thank you all for",
    "coming to this meeting of the sample committee.",
    "We have one matter before us, which is the sum",
    "that you asked us to set aside for the library.",
    "Ms. Sample: Thank you. I would like to say that",
    "we need the money now, as I told you last year,",
    "and that nobody else in the town has offered to",
    "give us as much as a cent of what we need here.",
    "Mr. Other: I agree with what you said of it, and",
    "I would add that the roof of the library is not",
]
RIGHT = [
    "what it was: you can see the sky through it, and",
    "so can the rain. I thank you for listening to me.",
    "The Chair: Thank you. Are there any more of you",
    "who would like to speak to us about the library?",
    "Ms. Sample: I would ask you to come and see what",
    "I mean. You are all very welcome, on any morning.",
    "Mr. Other: I will come, if you tell me the way.",
    "The Chair: I thank you both. We shall all come to",
    "see it, and I ask you to have an umbrella for us.",
    "Ms. Sample: Thank you all, I will do that for you.",
]


def _line_by_line() -> bytes:
    """Draw both columns line by line, as some files do."""
    drawn = []
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        drawn += [(40, 700 - 14 * n, left, 9), (330, 700 - 14 * n, right, 9)]
    return pdf([[(40, 740, "SAMPLE COMMITTEE"), *drawn]])


def test_the_left_column_is_read_before_the_right_one():
    turns = read(_line_by_line(), "columns.pdf").turns

    assert [turn.label for turn in turns] == [
        "The Chair",
        "Ms. Sample",
        "Mr. Other",
        "The Chair",
        "Ms. Sample",
        "Mr. Other",
        "The Chair",
        "Ms. Sample",
    ]
    assert turns[2].text.endswith("the roof of the library is not what it was: you can see the sky through it, and so "
                                  "can the rain. I thank you for listening to me.")  # fmt: skip


def test_a_column_of_names_is_not_a_column_of_text():
    labels = ["Ms. Sample", "Mr. Other"] * 5
    names = [(40, 700 - 14 * n, f"{label}:", 9) for n, label in enumerate(labels)]
    words = [(200, 700 - 14 * n, f"I thank you, and I have {n} things to say to you.", 9) for n in range(10)]

    turns = read(pdf([[piece for pair in zip(names, words, strict=True) for piece in pair]]), "table.pdf").turns

    assert [turn.label for turn in turns] == labels
    assert turns[3].text == "I thank you, and I have 3 things to say to you."
