"""The date in the name of a file."""

import pytest

from archive.language.dates import days_in_name


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("GMT20260702-140012_Recording.transcript.vtt", ["2026-07-02"]),
        ("apr-14-2026.json", ["2026-04-14"]),
        ("25th_April_2007A.pdf", ["2007-04-25"]),
        ("Minutes-May-16-2023.pdf", ["2023-05-16"]),
        ("2014-02-26_regular.pdf", ["2014-02-26"]),
        ("2024_07_12 meeting.vtt", ["2024-07-12"]),
        ("Council-07-25-2024.txt", ["2024-07-25"]),
        ("Sesion_12_de_julio_de_2024.docx", ["2024-07-12"]),
        ("board meeting 7.13.24.srt", ["2024-07-13"]),
        ("07252024 council.srt", ["2024-07-25"]),
        ("/uploads/20240712_council.vtt", ["2024-07-12"]),
        ("07-12-2024.txt", ["2024-07-12", "2024-12-07"]),
        ("20260702140012.vtt", ["2026-07-02"]),
        ("1720781412000.vtt", []),
        ("council_mar25_2025.vtt", ["2025-03-25"]),
        ("25Mar2025 council.vtt", ["2025-03-25"]),
        ("CC_03-25-25.srt", ["2025-03-25"]),
        ("2025_0311_CityCouncil.vtt", ["2025-03-11"]),
        ("CouncilMeeting_11Mar2025_1130.vtt", ["2025-03-11"]),
        ("PC 11-Mar-25.vtt", ["2025-03-11"]),
        ("dQw4w20250311.vtt", []),
        ("Council [x-2B20250311].vtt", []),
        ("Council Mar 11 '25.txt", ["2025-03-11"]),
        ("sesja-11-lis-2025.txt", ["2025-11-11"]),
        ("report as of 2025-03-11.txt", []),
        ("Council 9_9_25.vtt", ["2009-09-25", "2025-09-09"]),
        ("Ordinance 2024-05-12.txt", []),
        ("Resolution-12-25-10.txt", []),
        ("1034.txt", []),
        ("20241399.txt", []),
        ("budget 2024.txt", []),
    ],
)
def test_the_first_full_date_is_read_and_both_days_if_it_can_be_two(name: str, dates: list[str]):
    assert [day.iso for day in days_in_name(name)] == dates


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("brief_080221_2012161.json", ["2008-02-21", "2021-02-08", "2021-08-02"]),
        ("clip_140532.vtt", ["2032-05-14"]),
        ("clip_991399.vtt", []),
    ],
)
def test_six_digits_are_written_as_they_are_because_they_may_be_any_number(name: str, dates: list[str]):
    days = days_in_name(name)
    assert sorted(day.iso for day in days) == dates
    assert all(day.written.isdecimal() for day in days)
