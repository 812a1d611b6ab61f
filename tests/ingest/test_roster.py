"""Rosters in common forms: pasted lines, CSV, and people from a Legistar site."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.roster import HeldOffice, read_roster
from archive.models import PartialDate


def held(roster):
    return [
        (member.name, office.title, str(office.start.isoformat() if office.start else ""),
         office.end.isoformat() if office.end else "")
        for member in roster.members
        for office in member.offices
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Jane Sample, Trustee, 2019-01, 2023",
        "Jane Sample\tTrustee\t2019-01\t2023",
        "Jane Sample, Trustee, January 2019 to 2023",
        "Sample, Jane, Trustee, 2019-01, 2023",
        "Name,Office,From,To\nJane Sample,Trustee,2019-01,2023",
        "From;To;Full name;Title\n2019-01;2023;Jane Sample;Trustee",
        json.dumps([{"name": "Jane Sample", "title": "Trustee", "start": "2019-01", "end": "2023"}]),
    ],
)
def test_a_member_is_the_same_in_every_form(text):
    assert held(read_roster(text)) == [("Jane Sample", "Trustee", "2019-01", "2023")]


def test_people_from_a_legistar_site_get_only_offices_of_the_board():
    people = [
        {
            "FullName": "Jane Sample",
            "OfficeRecords": [
                {
                    "BodyName": "City Council",
                    "Title": "Council Member",
                    "FullName": "Jane Sample",
                    "Start": "1998-01-01T00:00:00Z",
                    "End": "2001-12-31T00:00:00Z",
                },
                {"BodyName": "Committee on Land Use", "Title": "CHAIRPERSON", "Start": "1998-01-07T00:00:00Z"},
            ],
        }
    ]
    lines = "\n".join(map(json.dumps, people))
    roster = read_roster(lines, "Sample City Council")
    assert held(roster) == [("Jane Sample", "Council Member", "1998-01-01", "2001-12-31")]
    assert roster.other_bodies == ["Committee on Land Use"]


def test_several_terms_are_offices_of_one_member():
    roster = read_roster("Jane Sample, Trustee, 2015, 2018\nJANE SAMPLE, President, 2019, now")
    (member,) = roster.members
    assert member.offices == [
        HeldOffice("Trustee", PartialDate(2015), PartialDate(2018)),
        HeldOffice("President", PartialDate(2019)),
    ]


def test_unreadable_lines_are_reported_and_the_rest_is_kept():
    rows = ("Name,Office,From,To", ",Trustee,2019,", "Kim Example,Trustee,3/4/2019,", "Lee Sample,Chair,2019,2012")
    roster = read_roster("\n".join([*rows, "Jane Sample,Trustee,2019,"]))
    assert [member.name for member in roster.members] == ["Jane Sample"]
    assert roster.problems[0] == "Row 1 has no name."
    assert "can be 4 March 2019 or 3 April 2019" in roster.problems[1]
    assert "ends before it begins" in roster.problems[2]


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    read_roster(text, "Sample Board")


@pytest.mark.parametrize(
    ("line", "name", "office"),
    [
        ("Jane Sample", "Jane Sample", "Member"),
        ("Jane Sample, 2019", "Jane Sample", "Member, from 2019"),
        ("Jane Sample, 2019, 2020", "Jane Sample", "Member, from 2019 to 2020"),
        ("Jane Sample, Trustee, 2019", "Jane Sample", "Trustee, from 2019"),
        ("Jane Sample, Trustee, 2019 - present", "Jane Sample", "Trustee, from 2019"),
        ("Jane Sample, Trustee, 2019, ?", "Jane Sample", "Trustee, from 2019"),
        ("Jane Sample, Trustee,, 2020", "Jane Sample", "Trustee to 2020"),
        ("Jane Sample, Trustee, 2020, 2020", "Jane Sample", "Trustee, from 2020 to 2020"),
        ("Jane Sample, Reader", "Jane Sample", "Reader"),
        ("Sample, Jane, Trustee", "Jane Sample", "Trustee"),
        ("Sample, Jane, Trustee, 2019 to 2020", "Jane Sample", "Trustee, from 2019 to 2020"),
        ("Jane Sample;Trustee, retired;2019", "Jane Sample", "Trustee, retired, from 2019"),
        ("Jane Sample\tTrustee; Chair, retired\t2019", "Jane Sample", "Trustee; Chair, retired, from 2019"),
        ("\ufeff  Jane   Sample ,  Chief of 3 wards ", "Jane Sample", "Chief of 3 wards"),
        ("J" * 301, "J" * 300, "Member"),
        (f"Jane Sample, {'T' * 201}", "Jane Sample", "T" * 200),
    ],
)
def test_a_pasted_line_has_a_name_and_perhaps_an_office_and_dates(line: str, name: str, office: str):
    ((member,), problems) = (read_roster(line).members, read_roster(line).problems)

    assert (member.name, [str(held) for held in member.offices], problems) == (name, [office], [])


def test_the_same_office_twice_is_one_office():
    (member,) = read_roster("Jane Sample, Trustee, 2019\nJane Sample, Trustee, 2019").members

    assert [str(office) for office in member.offices] == ["Trustee, from 2019"]


@pytest.mark.parametrize(
    ("text", "names", "problems"),
    [
        ("[", [], ["Line 1 is not JSON."]),
        ("[1]", [], []),
        ("{}", [], ["Row 1 has no name."]),
        ('{"name": 5}', [], ["Row 1 has no name."]),
        ('{"name": "A"}\n\nx\n{"name": "B"}\n7', ["A", "B"], ["Line 2 is not JSON."]),
        ('{"name": "A", "OfficeRecords": [7, {"title": "Chair"}]}', ["A"], []),
        ('{"name": "A", "OfficeRecords": 7}', ["A"], []),
        ("Name,Office\n,\nA,Chair", ["A"], []),
        ("Office,Name\nChair", [], ["Row 1 has no name."]),
        ("", [], []),
    ],
)
def test_a_file_with_other_values_keeps_its_members(text: str, names: list[str], problems: list[str]):
    roster = read_roster(text)

    assert ([member.name for member in roster.members], roster.problems) == (names, problems)


@pytest.mark.parametrize(
    ("body", "is_the_board"),
    [
        ("New York City Council", True),
        ("City Council", True),
        ("The New York City Council", True),
        ("New York City Council Committee", False),
        ("Town Board", False),
        ("", True),
    ],
)
def test_offices_of_another_body_are_left_out_and_it_is_named_once(body: str, is_the_board: bool):
    roster = read_roster(f"Name,Board\nA,{body}\nB,{body}", "New York City Council")

    assert [member.name for member in roster.members] == (["A", "B"] if is_the_board else [])
    assert roster.other_bodies == ([] if is_the_board else [body])
    assert len(read_roster(f"Name,Board\nA,{body}").members) == 1


@pytest.mark.parametrize("second", ["2019", "District 2"])
def test_a_cell_with_a_number_before_an_office_is_no_given_name(second: str):
    roster = read_roster(f"Jane Sample, {second}, Trustee")

    assert (roster.members, len(roster.problems)) == ([], 1)
    assert roster.problems[0].startswith("Row 1, Jane Sample: “Trustee” is not a date.")
