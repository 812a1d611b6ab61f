"""The date in the name of a file: "GMT20260702-140012_Recording.transcript.vtt", "Minutes-May-16-2023.pdf"."""

import re

from archive.dates.found import Day, full_dates_in

DIGITS = re.compile(r"(?<!\d)\d{8}(?!\d)")
BETWEEN_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
MARKS = re.compile(r"[_+]|(?<=[A-Za-z])[-.]|[-.](?=[A-Za-z])")
BEFORE_THE_YEAR = re.compile(r"(?<=\d)-(?=\d{4}(?!\d))")
# "25th_April_2007A": the morning's sitting.
VERSION = re.compile(r"(?<=\d{4})[A-Za-z]\b")


def days_in_name(name: str) -> tuple[Day, ...]:
    """Return the days that the first full date in a file's name can mean: two if day and month can be swapped."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    apart = " ".join(VERSION.sub("", MARKS.sub(" ", BETWEEN_DIGITS.sub("-", stem))).split())
    digits = [match[0] for match in DIGITS.finditer(stem)]
    written = [f"{some[:4]}-{some[4:6]}-{some[6:]} {some[:2]}/{some[2:4]}/{some[4:]}" for some in digits]
    for text in (*written, stem, apart, BEFORE_THE_YEAR.sub(" ", apart)):
        if found := full_dates_in(text):
            return found[0].days
    return ()
