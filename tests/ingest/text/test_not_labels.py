"""What only looks like a label begins no turn: words in capitals, ordinals, letters read aloud, answers to a roll."""

import time
from contextlib import suppress

import pytest

from archive.ingest import Refused, read

RECORD = "MR. SAMPLE. We have the {word}. It is long.\n\nMS. OTHER. Thank you.\n\n" * 3
READ_ALOUD = """
Robin Sample: Good evening to all of you here tonight.

Jo Other: I read from the letter.

Q. Would you mend the bridge?

A. We would not do that.

A few of us were there that evening.

Robin Sample: Thank you for that.

A motion is needed now.

Jo Other: I move it then.
"""
ROLL_CALL = """
[00:00:10] Jo Other: I call the roll.
Robin Sample: yes
Jo Other: yes
[00:01:10] Robin Sample: Thank you very much.
[00:02:10] Jo Other: We have a letter about the bridge.
Robin Sample: you have to mend it, the letter says.
[00:03:10] Robin Sample: So it is.
"""
RESOLUTIONS = """
Sra. Sample: Buenas noches a todos.

Sr. Otro: Estoy de acuerdo con eso.

PRIMERO.- Se aprueba la obra.

SEGUNDO.- Se paga la obra.

Artículo 5.- Se publica en el sitio.

Sr. Otro: Estoy de acuerdo otra vez.
"""


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        *(
            (RECORD.format(word=word), {"MR. SAMPLE", "MS. OTHER"})
            for word in ("REPORT", "SENATE", "HONOR", "GOVERNMENT")
        ),
        (READ_ALOUD, {"Robin Sample", "Jo Other"}),
        (RESOLUTIONS * 3, {"Sra. Sample", "Sr. Otro"}),
        (ROLL_CALL, {"Jo Other", "Robin Sample", ""}),
    ],
)
def test_what_only_looks_like_a_label_is_nobody(text: str, labels: set[str]):
    assert {turn.label for turn in read(text.encode(), "file.txt").turns} == labels


def test_a_letter_that_somebody_reads_is_not_by_whom_it_is_to():
    meeting = read(ROLL_CALL.encode())
    assert "mend" not in " ".join(turn.text for turn in meeting.turns if turn.label)


@pytest.mark.parametrize("row", ["**-" * 60, "**1" + "**-1" * 60, "-**" * 60, "***-" * 60])
def test_a_row_of_stars_takes_no_time(row: str):
    before = time.process_time()
    with suppress(Refused):
        read(f"Robin Sample: Hello.\nRoom {row}5 x\nJo Other: Yes.\n{row}: It is.\n".encode(), "sample.txt")
    assert time.process_time() - before < 5
