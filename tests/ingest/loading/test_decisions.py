"""The tool that reads Legistar's API, and the import of its file, against a stand-in server on loopback."""

import json
from datetime import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.actions.objects import merge_speakers
from archive.actions.statements import correct, with_differing_counts
from archive.models import (
    AgendaItem,
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    OutboxEntry,
    Speaker,
    SpeakerName,
    Statement,
)
from archive.search.engines.rebuild import rebuild
from archive.search.engines.whoosh import WhooshBackend
from tests.stand_in_legistar import LegistarData, serving
from tools.legistar import Api, gather, main

COUNCIL, PARKS = "Sample City Council", "Committee on Parks"


def event(number: int, body: str = COUNCIL, modified: str = "2023-05-01T10:00:00") -> dict[str, Any]:
    return {
        "EventId": number,
        "EventBodyName": body,
        "EventDate": f"2023-04-{number:02}T00:00:00",
        "EventLocation": "Town Hall",
        "EventInSiteURL": f"https://sample.example/{number}",
        "EventLastModifiedUtc": modified,
    }


def item(number: int, **about: Any) -> dict[str, Any]:
    named = {f"EventItem{name}": value for name, value in about.items()}
    return {"EventItemId": number, "EventItemTitle": f"Item {number}", "EventItemMinutesSequence": number, **named}


def votes(**given: str) -> list[dict[str, Any]]:
    return [
        {"VotePersonId": n, "VotePersonName": name.replace("_", " "), "VoteValueName": value, "VoteSort": n}
        for n, (name, value) in enumerate(given.items(), 1)
    ]


def legistar() -> LegistarData:
    rolls = [
        {key.replace("Vote", "RollCall"): value for key, value in row.items()} for row in votes(Kim_Example="Present")
    ]
    return LegistarData(
        {
            "events": [event(1), event(2, PARKS), event(3)],
            "events/1/eventitems": [
                item(10, RollCallFlag=1),
                item(11, PassedFlagName="Pass", ActionName="Approved", Mover="Kim Example", Tally="2:1",
                     MatterId=7, MatterFile="Int 7-2023"),
                item(12, ActionName="Laid Over"),
            ],
            "events/2/eventitems": [item(20, PassedFlagName="Fail")],
            "events/3/eventitems": [],
            "eventitems/10/rollcalls": rolls,
            "eventitems/11/votes": votes(Kim_Example="Affirmative", Lee_Third="Negative", Ana_Fifth="Medical"),
            "eventitems/12/votes": votes(Kim_Example="", Lee_Third=""),
            "eventitems/20/votes": votes(Kim_Example="Negative", Lee_Third=""),
            "matters": [{"MatterId": 7, "MatterFile": "Int 7-2023", "MatterTitle": "Of fences"}],
            "persons": [{"PersonId": n, "PersonFullName": name} for n, name in ((1, "Kim Example"), (2, "Lee Third"))],
            "officerecords": [
                {"OfficeRecordId": 1, "OfficeRecordPersonId": 1, "OfficeRecordBodyName": COUNCIL,
                 "OfficeRecordTitle": "Council Member", "OfficeRecordStartDate": "2022-01-01T00:00:00"},
            ],
        }
    )  # fmt: skip


def gathered(data: LegistarData, path: Path) -> tuple[int, list[str]]:
    with serving(data) as base:
        return gather(Api("sample", base, wait=lambda _: None), path)


def lines(path: Path, kind: str = "") -> list[dict[str, Any]]:
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in read if kind in ("", line["_type"])]


def imported(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_decisions", str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        *(("1:30 PM", time(13, 30)), ("12:05 a.m.", time(0, 5)), ("9:00AM", time(9)), ("18:30", time(18, 30))),
        *((None, None), ("", None), ("after lunch", None), ("13:30 PM", None), ("25:00", None), (930, None)),
    ],
)
def test_the_start_of_a_meeting_is_taken_in(tmp_path: Path, given: object, kept: time | None):
    data = legistar()
    data.lists["events"] = [{**event(1), "EventTime": given}]
    path = tmp_path / "d.jsonl"
    gathered(data, path)
    imported(path)
    assert Meeting.objects.get().start == kept


def test_a_run_writes_meetings_decisions_matters_and_people(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    _, failures = gathered(legistar(), path)

    assert failures == []
    assert [line["id"].rpartition("/")[2] for line in lines(path, "event")] == ["1", "2", "3"]
    decided = {line["id"].rpartition("/")[2]: line for line in lines(path, "vote_event")}
    assert set(decided) == {"10", "11", "20"}  # nobody's vote is recorded on item 12
    assert decided["10"]["motion_classification"] == ["roll-call"]
    assert (decided["11"]["result"], decided["11"]["bill"]) == ("pass", "Int 7-2023")
    assert decided["11"]["counts"] == [{"option": "yes", "value": 2}, {"option": "no", "value": 1}]
    assert [(v["voter_name"], v["option"], v["note"]) for v in decided["11"]["votes"]] == [
        ("Kim Example", "yes", "Affirmative"), ("Lee Third", "no", "Negative"), ("Ana Fifth", "other", "Medical"),
    ]  # fmt: skip
    assert [line["title"] for line in lines(path, "bill")] == ["Of fences"]
    assert [line["name"] for line in lines(path, "person")] == ["Kim Example", "Lee Third"]


def test_a_second_run_asks_only_for_what_changed_and_a_third_for_nothing(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    gathered(data, path)
    data.lists["events"][1] = event(2, PARKS, "2023-06-01T10:00:00")
    data.asked.clear()

    added, _ = gathered(data, path)
    assert added == 2
    assert "events/1/eventitems" not in data.asked
    before = path.read_bytes()
    assert gathered(data, path) == (0, [])
    assert path.read_bytes() == before


def decided(path: Path) -> dict[str, dict[str, Any]]:
    return {line["id"].partition("/vote/")[2]: line for line in lines(path, "vote_event")}


@pytest.mark.parametrize(
    ("word", "result", "option"),
    [
        ("Affirmative", 1, "yes"), ("Sí", 1, "yes"), ("With the chair", 1, "yes"), ("Contra", 2, "no"), ("", 1, "yes"),
        ("Concur", None, "yes"), ("Noes", 0, "no"), ("Absent (Excused)", None, "excused"),
        ("Did not vote", 7, "not voting"), ("Recusal", None, "recused"),
        ("With the chair", None, "other"), ("Jury Duty", 0, "other"),
    ],
)  # fmt: skip
def test_the_type_of_result_says_what_a_vote_was_before_its_word(tmp_path: Path, word: str, result, option: str):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.lists["eventitems/11/votes"] = [{**votes(Kim_Example=word)[0], "VoteResult": result}]
    gathered(data, path)
    (vote,) = decided(path)["11"]["votes"]
    assert (vote["option"], vote["note"]) == (option, word)


@pytest.mark.parametrize(
    ("flag", "name", "result"),
    [(1, None, "pass"), (0, None, "fail"), (1, "Adopted", "pass"), (None, "Failed", "fail"), (None, "Died", "")],
)
def test_the_passed_flag_says_what_came_of_an_item_before_its_name(tmp_path: Path, flag, name, result: str):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.lists["events/2/eventitems"] = [item(20, PassedFlag=flag, PassedFlagName=name)]
    del data.lists["eventitems/20/votes"]
    gathered(data, path)
    assert (decided(path)["20"]["result"], decided(path)["20"]["extras"]["printed_result"]) == (result, name or "")


def test_votes_are_asked_for_beside_a_roll_and_without_action_or_flag(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.lists["events/3/eventitems"] = [item(30)]
    data.lists["eventitems/30/votes"] = votes(Kim_Example="Affirmative", Lee_Third="Negative")
    data.lists["eventitems/10/votes"] = votes(Kim_Example="Negative")
    gathered(data, path)
    found = decided(path)
    assert [vote["option"] for vote in found["30"]["votes"]] == ["yes", "no"]
    assert [vote["option"] for vote in found["10"]["votes"]] == ["present"]
    assert [vote["option"] for vote in found["10/votes"]["votes"]] == ["no"]
    assert found["10/votes"]["motion_classification"] == []


@pytest.mark.django_db
def test_an_item_called_twice_in_a_meeting_is_two_items(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    twice = {"Title": "Budget", "AgendaNumber": "4.", "PassedFlag": 1}
    data.lists["events/3/eventitems"] = [item(30, **twice), item(31, Title="Fences"), item(32, **twice)]
    gathered(data, path)
    for _ in range(2):
        imported(path)
        items = AgendaItem.objects.filter(meeting__external_id="legistar/sample/event/3").order_by("position")
        assert [item.title for item in items] == ["Budget", "Fences", "Budget"]
        of_votes = [Statement.objects.get(external_id=f"legistar/sample/vote/{n}").agenda_item_id for n in (30, 32)]
        assert of_votes == [items[0].pk, items[2].pk]


@pytest.mark.parametrize("fault", ["500", "429", "cut", "half", "xml"])
def test_an_answer_that_fails_or_is_cut_off_is_asked_for_again(tmp_path: Path, fault: str):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.faults = {"events": [fault], "eventitems/11/votes": [fault, fault]}

    assert gathered(data, path)[1] == []
    assert len(lines(path, "vote_event")) == 3


def test_a_meeting_that_cannot_be_read_whole_is_not_written_and_asked_for_by_the_next_run(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.faults = {"eventitems/11/votes": ["500"] * 9}
    (failure,) = gathered(data, path)[1]

    assert "eventitems/11/votes" in failure
    assert [line["id"].rpartition("/")[2] for line in lines(path, "event")] == ["2", "3"]
    data.faults = {}
    assert gathered(data, path)[1] == []
    assert len(lines(path, "vote_event")) == 3


def test_pages_are_read_to_the_end_and_no_other_host_is_asked(tmp_path: Path):
    data = LegistarData({"persons": [{"PersonId": n} for n in range(2500)], "events": []})
    with serving(data) as base:
        assert len(list(Api("sample", base).all("persons", "PersonId", _orderby="PersonId"))) == 2500
    data.faults = {"events": ["elsewhere"]}
    (failure,) = gathered(data, tmp_path / "d.jsonl")[1]

    assert "another host" in failure
    with pytest.raises(SystemExit):
        main(["sample", str(tmp_path / "x"), "--base", "http://sample.example/v1"])
    with pytest.raises(SystemExit):
        main(["../etc", str(tmp_path / "x")])


@pytest.mark.django_db
def test_the_file_becomes_meetings_decisions_and_ballots_as_printed(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    gathered(legistar(), path)
    assert "Nothing was stored. New besides the decisions: 4 agenda items, 2 boards, 3 meetings, 3" in imported(
        path, "--dry-run"
    )
    assert not Meeting.objects.exists()

    assert "Meetings: 3 new. Decisions: 3 added." in imported(path)
    assert Meeting.objects.public().count() == 3
    assert {board.name for board in Board.objects.all()} == {COUNCIL, PARKS}
    decision = Decision.objects.get(file_number="Int 7-2023")
    assert (decision.result, decision.printed_result, decision.yes_count, decision.no_count) == (
        "carried", "Pass Approved", 2, 1,
    )  # fmt: skip
    assert decision.mover == Speaker.objects.get(name="Kim Example")
    assert list(decision.ballots.values_list("name", "choice", "word")) == [
        ("Kim Example", "yes", "Affirmative"), ("Lee Third", "no", "Negative"), ("Ana Fifth", "other", "Medical"),
    ]  # fmt: skip
    assert decision.statement.agenda_item == AgendaItem.objects.get(title="Item 11")
    assert Decision.objects.get(kind="roll_call").ballots.get().choice == "present"
    assert Ballot.objects.get(word="not recorded").choice == "other"
    assert Office.objects.get().title == "Council Member"
    assert Speaker.objects.filter(name="Kim Example").count() == 1  # of both boards


@pytest.mark.django_db
def test_a_second_import_changes_nothing_and_a_changed_source_is_corrected_in_public(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    gathered(data, path)
    imported(path)
    assert "Meetings: 0 new. Decisions: 3 in the archive already." in imported(path)

    data.lists["events"][1] = event(2, PARKS, "2023-06-01T10:00:00")
    data.lists["eventitems/20/votes"] = votes(Kim_Example="Affirmative", Lee_Third="Absent")
    gathered(data, path)
    assert "1 changed in the source, and corrected" in imported(path)
    ballots = Ballot.objects.filter(decision__statement__external_id="legistar/sample/vote/20")
    assert list(ballots.values_list("choice", flat=True)) == ["yes", "absent"]
    assert Statement.objects.get(external_id="legistar/sample/vote/20").corrections.count() == 1
    assert "3 in the archive already" in imported(path)


@pytest.mark.django_db
def test_every_term_of_an_office_is_stored_once(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    for number, (since, until) in enumerate([("2014", "2017"), ("2018", "2021"), ("2018", "2021")], start=2):
        data.lists["officerecords"].append(
            {"OfficeRecordId": number, "OfficeRecordPersonId": 1, "OfficeRecordBodyName": COUNCIL,
             "OfficeRecordTitle": "Council Member", "OfficeRecordStartDate": f"{since}-01-01T00:00:00",
             "OfficeRecordEndDate": f"{until}-12-31T00:00:00"}
        )  # fmt: skip
    gathered(data, path)
    imported(path)
    Office.objects.filter(to_date="2017-12-31").update(to_date="2017-06-30")
    imported(path)

    terms = Office.objects.filter(speaker__name="Kim Example").values_list("from_date", "to_date")
    assert [(str(since)[-4:], str(until)[-4:]) for since, until in terms] == [
        ("2014", "2017"), ("2018", "2021"), ("2022", "None"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_each_statement_is_indexed_once_and_the_same_file_is_no_work_for_the_index(tmp_path: Path, monkeypatch):
    data, path = legistar(), tmp_path / "d.jsonl"
    seats = [
        ("Council Member", f"20{year}-01-01T00:00:00", f"20{year + 1}-12-31T00:00:00") for year in range(10, 22, 2)
    ]
    data.lists["officerecords"] += [
        {"OfficeRecordId": 10 * who + n, "OfficeRecordPersonId": who, "OfficeRecordBodyName": COUNCIL,
         "OfficeRecordTitle": title, "OfficeRecordStartDate": start, "OfficeRecordEndDate": end}
        for who in (1, 2) for n, (title, start, end) in enumerate(seats, 1)
    ]  # fmt: skip
    gathered(data, path)
    rebuild()
    told: list[int] = []
    really = WhooshBackend.update

    def update(self, *, documents, **rest):
        given = list(documents)
        told.extend(document.number for document in given)
        really(self, documents=given, **rest)

    monkeypatch.setattr(WhooshBackend, "update", update)
    imported(path)
    entries = OutboxEntry.objects.count()

    assert Office.objects.count() == 13
    assert sorted(told) == sorted(Statement.objects.values_list("number", flat=True))
    meetings = [
        ("meeting", pk) for pk in Meeting.objects.filter(agenda_items__isnull=False).values_list("pk", flat=True)
    ]
    holders = [("holder", pk) for pk in Speaker.objects.filter(offices__isnull=False).values_list("pk", flat=True)]
    assert sorted(OutboxEntry.objects.values_list("subject", "subject_id")) == sorted({*meetings, *holders})
    assert not OutboxEntry.objects.waiting().exists()
    imported(path)
    assert (OutboxEntry.objects.count(), len(told)) == (entries, 3)


@pytest.mark.django_db
def test_what_staff_corrected_stays_as_it_is(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    gathered(legistar(), path)
    imported(path)
    correct(
        statement=Statement.objects.get(external_id="legistar/sample/vote/20"), text="Item 20, mended", reason="A slip."
    )

    assert "1 unchanged because withdrawn, corrected or being edited" in imported(path)


@pytest.mark.django_db
def test_lines_that_are_wrong_are_named_and_the_others_imported(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    gathered(legistar(), path)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"_type": "event", "id": "x"}\nno JSON\n')
        file.write('{"_type": "vote_event", "id": "y", "event": "z", "motion_text": "So."}\n')
    told = StringIO()

    with pytest.raises(CommandError, match="3 lines were not read"):
        call_command("import_decisions", str(path), stdout=StringIO(), stderr=told)
    assert Decision.objects.count() == 3
    assert "has no start_date and organization" in told.getvalue()
    assert "name the event “z”" in told.getvalue()


@pytest.mark.django_db
def test_two_people_of_one_name_are_given_no_votes_silently(tmp_path: Path):
    data, path = legistar(), tmp_path / "d.jsonl"
    data.lists["persons"].append({"PersonId": 3, "PersonFullName": "Kim Example"})
    gathered(data, path)
    imported(path)

    assert not Speaker.objects.filter(name="Kim Example").exists()
    assert Ballot.objects.filter(name="Kim Example", speaker=None).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Kim Example", "Kim Other"])
def test_after_a_merge_the_same_file_changes_nothing(tmp_path: Path, name: str):
    path = tmp_path / "d.jsonl"
    gathered(legistar(), path)
    imported(path)
    council, kept = Board.objects.get(name=COUNCIL), Speaker.objects.create(name=name)
    SpeakerName.objects.create(speaker=kept, name="Kim Example", board=council)
    Office.objects.create(speaker=kept, board=council, title="Council Member", from_date="2022-01-01")
    merge_speakers(kept=kept, gone=Speaker.objects.exclude(pk=kept.pk).get(name="Kim Example"))
    corrections, people = Correction.objects.count(), Speaker.objects.count()

    assert "Decisions: 3 in the archive already." in imported(path)
    assert {ballot.speaker for ballot in Ballot.objects.filter(name="Kim Example")} == {kept}
    assert (Correction.objects.count(), Speaker.objects.count()) == (corrections, people)


@pytest.mark.django_db
@pytest.mark.parametrize("known_by", ["spelling", "office", "either"])
def test_a_name_that_two_people_of_the_archive_have_is_given_to_neither(tmp_path: Path, known_by: str):
    path, council = tmp_path / "d.jsonl", Board.objects.create(name=COUNCIL)
    for number in (0, 1):
        speaker = Speaker.objects.create(name="Kim Example")
        if known_by == "spelling" or (known_by == "either" and number):
            SpeakerName.objects.create(speaker=speaker, name="Kim Example", board=council)
        else:
            Office.objects.create(speaker=speaker, board=council, title="Member")
    gathered(legistar(), path)
    imported(path)

    assert Speaker.objects.filter(name="Kim Example").count() == 2  # and no third
    assert Ballot.objects.filter(name="Kim Example", speaker=None).count() == 3
    assert "Decisions: 3 in the archive already." in imported(path)


@pytest.mark.django_db
def test_a_name_that_two_people_have_in_earlier_decisions_is_given_to_neither(tmp_path: Path):
    path = tmp_path / "d.jsonl"
    gathered(legistar(), path)
    imported(path)
    SpeakerName.objects.filter(name="Lee Third").delete()
    Ballot.objects.filter(name="Lee Third", choice="no").update(speaker=Speaker.objects.create(name="Lee Third"))

    imported(path)
    assert set(Ballot.objects.filter(name="Lee Third").values_list("speaker", flat=True)) == {None}
    assert Speaker.objects.filter(name="Lee Third").count() == 2


def written(path: Path, *votes: tuple[str, str, str, str]) -> Path:
    """Write a file with a vote of each: number, board, name, and the id of the person, if the source has one."""
    rows: list[dict[str, Any]] = []
    for number, board, name, identifier in votes:
        meeting = f"made/sample/event/{number}"
        ballot = {"option": "yes", "voter_name": name} | ({"voter_id": identifier} if identifier else {})
        rows.append({"_type": "event", "id": meeting, "organization": board, "start_date": f"2024-05-{number}"})
        rows.append({"_type": "vote_event", "id": f"made/sample/vote/{number}", "event": meeting, "votes": [ballot]})
        rows[-1] |= {"motion_text": f"Item {number}", "extras": {"mover": name}}
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def voters() -> list[int | None]:
    return list(Ballot.objects.order_by("decision__statement__external_id").values_list("speaker", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("01", "02"), ("02", "01")])
def test_a_member_of_one_board_is_not_the_namesake_at_another(tmp_path: Path, order: tuple[str, str]):
    people = []
    for name in (COUNCIL, PARKS):
        people.append(Speaker.objects.create(name="Kim Example"))
        Office.objects.create(speaker=people[-1], board=Board.objects.create(name=name), title="Member")
    votes = [(order[0], COUNCIL, "Kim Example", ""), (order[1], PARKS, "Kim Example", "")]
    path = written(tmp_path / "d.jsonl", *votes)
    for _ in range(2):
        imported(path)
        assert voters() == [people[order.index(day)].pk for day in ("01", "02")]
        assert {row.mover_id == row.ballots.get().speaker_id for row in Decision.objects.all()} == {True}
    assert Speaker.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ids", "people"), [(("", ""), 2), (("person/1", "person/1"), 1), (("person/1", "person/2"), 2)]
)
def test_a_name_at_two_boards_is_one_person_only_if_the_file_says_so(tmp_path: Path, ids, people: int):
    votes = [(f"0{n}", board, "Kim Example", ids[n - 1]) for n, board in ((1, COUNCIL), (2, PARKS))]
    path = written(tmp_path / "d.jsonl", *votes)
    for _ in range(2):
        imported(path)
        assert Speaker.objects.count() == len(set(voters())) == people


@pytest.mark.django_db
def test_two_people_of_one_name_at_one_board_are_given_no_votes(tmp_path: Path):
    votes = [(f"0{n}", COUNCIL, "Kim Example", f"person/{n}") for n in (1, 2)]
    imported(written(tmp_path / "d.jsonl", *votes))
    assert voters() == [None, None]


@pytest.mark.django_db
def test_a_decision_that_contradicts_itself_is_taken_and_waits_for_somebody_to_look(tmp_path: Path):
    path = written(tmp_path / "d.jsonl", ("01", COUNCIL, "Kim Example", ""))
    event, vote = map(json.loads, path.read_text().splitlines())
    for count in (3, 4):
        vote["counts"] = [{"option": "yes", "value": count}]
        path.write_text("\n".join(map(json.dumps, (event, vote))))
        imported(path)
        differing = with_differing_counts(Decision.objects.filter(statement__in=Statement.objects.public()))
        assert [row.yes_count for row in differing] == [count]
