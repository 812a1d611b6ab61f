"""Decisions at the desk: typed in one form with the roll, and changed in public."""

import io
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from docx import Document

from archive.actions.rules import version_of, version_with_waiting
from archive.actions.statements import NewDecision
from archive.models import AgendaItem, Ballot, Decision, Meeting, Office, Role, Speaker, Statement
from tests.desk.acting import TYPED_ORIGIN, tick
from tests.desk.test_adding import typed
from tests.desk.test_work_list import rows_to_mend
from tests.record import make_ballots, make_board, make_decision, make_draft, make_meeting, make_speaker
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    return signed_in(make_person(Role.EDITOR), client)


@pytest.fixture
def meeting() -> Meeting:
    """A meeting of a board with two members, and one whose office has ended."""
    board = make_board()
    for name, last in (("Kim Example", "2030"), ("Robin Sample", "2030"), ("Lee Person", "2012")):
        speaker = make_speaker(name)
        Office.objects.create(speaker=speaker, title="Member", board=board, from_date="2010", to_date=last)
    return make_meeting(board)


def sent(*choices: tuple[str, str], **fields: Any) -> dict[str, Any]:
    """Return the form as a browser sends it, with the roll."""
    data = {
        "title": "Library hours",
        "text": "Moved to open the library.",
        "kind": "motion",
        "result": "carried",
        "method": "roll_call",
    }
    data |= {"roll-TOTAL_FORMS": len(choices), "roll-INITIAL_FORMS": 0, "then": "save", **TYPED_ORIGIN}
    for row, (name, choice) in enumerate(choices):
        speaker = Speaker.objects.filter(name=name).first()
        data |= {f"roll-{row}-name": name, f"roll-{row}-choice": choice}
        data |= {f"roll-{row}-speaker": speaker.pk} if speaker else {}
    return data | fields


def test_the_roll_has_a_row_for_each_member_of_that_day(editor: Client, meeting: Meeting):
    page = editor.get(f"/desk/meetings/{meeting.pk}/add/decision/").content.decode()
    assert 'value="Kim Example"' in page
    assert 'value="Robin Sample"' in page
    assert "Lee Person" not in page


def test_a_decision_is_typed_as_a_draft_with_its_roll(editor: Client, meeting: Meeting):
    form = sent(("Kim Example", "yes"), ("Robin Sample", ""), ("A guest", "no"), yes_count="1")
    form["mover_name"] = "kim example"
    response = editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", form, follow=True)
    assert "1 statement is a draft." in response.content.decode()
    decision = Decision.objects.get()
    assert decision.statement.status == Statement.Status.DRAFT
    assert (decision.yes_count, decision.no_count, decision.mover.name) == (1, None, "Kim Example")
    lines = [(line.name, line.choice, line.speaker and line.speaker.name) for line in decision.ballots.all()]
    assert lines == [("Kim Example", "yes", "Kim Example"), ("A guest", "no", None)]


@pytest.mark.parametrize("missing", ["source", "text_status"])
def test_a_decision_without_a_source_or_a_text_status_is_refused(editor: Client, meeting: Meeting, missing: str):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    page = editor.post(path, sent(("Kim Example", "yes"), then="publish") | {missing: ""}).content.decode()
    assert {"source": "Name the source", "text_status": "Say how close"}[missing] in page
    assert not Decision.objects.exists()


def test_what_an_older_release_published_is_shown_for_what_it_is_and_mended(editor: Client):
    statement = make_decision()
    Statement.objects.update(source=None, text_status="")
    page = editor.get(statement.get_absolute_url()).content.decode()
    assert "There is no source on record." in page
    assert "It is not recorded how close this text is to what was said." in page
    assert "exact words" not in page
    assert rows_to_mend(editor)["unsourced"] == [statement]
    form = sent(text=statement.text, method="", seen=version_of(statement), reason="See the minutes.", then="correct")
    asked = editor.post(f"/desk/statements/{statement.pk}/", form)
    form["seen_too"] = asked.context["public_too"].version
    assert editor.post(f"/desk/statements/{statement.pk}/", form).status_code == 302
    statement.refresh_from_db()
    assert (str(statement.source), statement.text_status) == ("Sample transcript", "verbatim")
    assert "unsourced" not in rows_to_mend(editor)


def test_a_consent_agenda_becomes_a_decision_for_each_item(editor: Client, meeting: Meeting):
    items = [AgendaItem.objects.create(meeting=meeting, position=n, title=f"Contract {n}") for n in (1, 2, 3)]
    form = sent(("Kim Example", "yes"), items=[item.pk for item in items], kind="consent_agenda", then="publish")
    response = editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", form)
    while response.status_code == 200:
        form["seen_too"] = response.context["public_too"].version
        response = editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", form)
    assert Decision.objects.public().count() == Ballot.objects.public().count() == 3
    assert {decision.statement.agenda_item for decision in Decision.objects.all()} == {*items}


def choices_after(client: Client, path: str, form: dict[str, Any]) -> list[str]:
    """Return the choices of the roll that the page shows after the form was sent."""
    return [row["choice"].value() for row in client.post(path, form).context["form"].roll]


def test_nobody_votes_at_one_press_until_a_person_says_who_has_a_vote(editor: Client, meeting: Meeting):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    form = sent(("Kim Example", ""), ("Robin Sample", ""), ("A guest", ""), all="yes")
    assert "All yes" not in editor.get(path).content.decode()
    assert choices_after(editor, path, form) == ["", "", ""]


def test_all_yes_fills_those_who_vote_and_are_there_without_saving(editor: Client, meeting: Meeting):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    for name, votes in (("Kim Example", True), ("Robin Sample", True), ("A superintendent", False), ("Bo", None)):
        speaker = Speaker.objects.filter(name=name).first() or make_speaker(name)
        Office.objects.update_or_create(speaker=speaker, board=meeting.board, defaults={"title": "T", "votes": votes})
    names = ["Kim Example", "Robin Sample", "A superintendent", "Bo", "A guest"]
    form = sent(*((name, "") for name in names), all="yes") | {"roll-0-choice": "no"}
    page = editor.get(path)
    assert "All yes" in page.content.decode()
    assert "A superintendent" not in [row["name"].value() for row in page.context["form"].roll]
    assert choices_after(editor, path, form) == ["no", "yes", "", "", ""]
    ballots = ["Kim Example: present", "Robin Sample: absent"]
    make_decision(meeting=meeting, facts={"kind": "roll_call"}, ballots=ballots, speakers=Speaker.objects.all())
    form["roll-0-choice"] = ""
    assert choices_after(editor, path, form) == ["yes", "", "", "", ""]
    assert choices_after(editor, path, form | {"kind": "roll_call"}) == ["present", "", "", "", ""]
    assert Decision.objects.count() == 1


def test_who_votes_is_said_at_the_roster_of_the_board(editor: Client, meeting: Meeting):
    kim, robin = Office.objects.filter(speaker__name__in=["Kim Example", "Robin Sample"]).order_by("speaker__name")
    other = Office.objects.create(speaker=kim.speaker, title="Chair", board=make_board())
    path = f"/desk/boards/{meeting.board_id}/roster/"
    votes = {"act": "votes"}
    chosen = {f"votes-{kim.pk}": "yes", f"votes-{robin.pk}": "no", f"votes-{other.pk}": "yes", "votes-x": "yes"}
    page = editor.post(path, votes | chosen, follow=True).content.decode()
    assert "Saved: who votes, of 2 offices." in page
    assert [Office.objects.get(pk=pk).votes for pk in (kim.pk, robin.pk, other.pk)] == [True, False, None]
    page = editor.post(path, votes | {f"votes-{kim.pk}": ""}, follow=True).content.decode()
    assert "Saved: who votes, of 1 office." in page
    old = {f"shown-{kim.pk}": "", f"shown-{robin.pk}": "yes", f"votes-{kim.pk}": "yes", f"votes-{robin.pk}": "yes"}
    editor.post(path, votes | old)
    assert [Office.objects.get(pk=pk).votes for pk in (kim.pk, robin.pk)] == [True, False], "an old page undoes nothing"
    page = editor.get(path).content.decode()
    assert f'name="shown-{robin.pk}" value="no"' in page


@pytest.mark.parametrize("publishes", [{}, {"then": "publish"}])
def test_a_count_that_is_not_that_of_the_roll_is_asked_about_before_it_is_saved(editor, meeting, publishes):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    form = sent(("Kim Example", "yes"), ("A guest", "no"), yes_count="4", **publishes)
    page = editor.post(path, form).content.decode()
    assert "The printed count of “Yes” is 4, and the list has 1 name." in page
    assert not Decision.objects.exists()
    response = editor.post(path, form | {"as_printed": "yes"})
    while response.status_code == 200:
        assert response.context["form"]["as_printed"].value(), "the next page sends it again"
        assert 'name="as_printed"' in response.content.decode()
        form |= {"as_printed": "yes", "seen_too": response.context["public_too"].version}
        response = editor.post(path, form)
    assert Decision.objects.get().yes_count == 4


def test_a_draft_whose_count_differs_is_asked_about_at_each_door_of_publication(editor: Client):
    draft = make_draft(decision=NewDecision({"yes_count": 4}, make_ballots("Kim Example: yes")), meeting=make_meeting())
    ticked = {"action": "publish", "statements": tick(draft), "sure": "yes"}
    waiting = version_with_waiting(draft.meeting)
    doors = {
        f"/desk/statements/{draft.pk}/": sent(("Kim Example", "yes"), yes_count=4, then="publish"),
        f"/desk/meetings/{draft.meeting_id}/": {"when": "now", "sure": "yes", "seen": waiting},
        f"/desk/meetings/{draft.meeting_id}/?": {"when": "later", "at": "2099-07-01T09:00", "seen": waiting},
        f"/desk/meetings/{draft.meeting_id}/add/statement/": typed(then="all") | {"waiting-seen": waiting},
        f"/desk/meetings/{draft.meeting_id}/?ticked": {"act": "ticked"} | ticked,
    }
    for path, form in doors.items():
        act = {"act": "publish"} if "when" in form else {}
        page = editor.post(path, {"seen": version_of(draft)} | act | form).content.decode()
        assert "the list has 1 name" in page, path
        assert "ublish as printed" in page or "Both are printed so" in page
    assert not Statement.objects.public().exists()
    editor.post(path, form | {"as_printed": "yes"})
    assert Statement.objects.public().get() == draft


def test_a_tick_about_typed_counts_says_nothing_of_those_that_wait(editor: Client):
    draft = make_draft(decision=NewDecision({"no_count": 7}, make_ballots("Kim Example: no")), meeting=make_meeting())
    waiting = version_with_waiting(draft.meeting)
    form = sent(("Kim Example", "yes"), yes_count=4, then="all") | {"waiting-seen": waiting, "as_printed": "on"}
    page = editor.post(f"/desk/meetings/{draft.meeting_id}/add/decision/", form).content.decode()
    assert "is 7" in page
    assert not Statement.objects.public().exists()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"roll-TOTAL_FORMS": 1, "roll-0-choice": "yes"}, "Type the name as the source prints it."),
        ({"text": ""}, "This field is required."),
        ({"roll-TOTAL_FORMS": 1, "roll-0-name": "Kim", "roll-0-choice": "other"}, "Type the word"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_saved(editor: Client, meeting: Meeting, form, sentence):
    page = editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", sent() | form).content.decode()
    assert sentence in page
    assert not Decision.objects.exists()


def test_a_public_decision_changes_with_a_reason(editor: Client):
    statement = make_decision(ballots=["Kim Example: yes"])
    path = f"/desk/statements/{statement.pk}/"
    form = sent(("Kim Example", "no"), title="", text=statement.text, method="", seen=version_of(statement))
    form |= {"then": "correct", "reason": ""}
    assert "Give a reason" in editor.post(path, form).content.decode()
    assert editor.post(path, form | {"reason": "See the minutes."}).status_code == 302
    assert statement.corrections.get().changes == [["roll", "Kim Example: Yes", "Kim Example: No"]]
    stale = form | {"reason": "Again.", "result": "failed"}
    assert "has changed since" in editor.post(path, stale).content.decode()


@pytest.mark.parametrize(
    ("typed", "voter"),
    [
        ("Robin Sample", "Robin Sample"),
        ("robin sample", "Robin Sample"),
        ("Bo Nobody", None),
        ("Ms. Example", "Kim Example"),
    ],
)
def test_a_name_typed_over_a_member_is_who_it_names(editor: Client, meeting: Meeting, typed, voter):
    form = sent(("Kim Example", "yes"))
    editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", form | {"roll-0-name": typed, "mover_name": typed})
    ballot = Ballot.objects.get()
    assert (ballot.name, ballot.speaker and ballot.speaker.name) == (typed, voter)
    assert ballot.decision.mover == ballot.speaker


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Ms. Sample", ["Lou Sample", "Robin Sample"]),
        ("Sample", ["Lou Sample", "Robin Sample"]),
        ("Robyn Sample", ["Robin Sample"]),
        ("Kim Other", ["Kim Other", "Kim Other"]),
    ],
)
def test_a_name_that_may_be_several_members_is_asked_about(editor: Client, meeting: Meeting, typed, who):
    for name in ("Lou Sample", "Kim Other", "Kim Other"):
        Office.objects.create(speaker=make_speaker(name), title="Member", board=meeting.board, from_date="2010")
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    form = sent(("Robin Sample", "yes")) | {"roll-0-name": typed, "mover_name": typed}
    page = editor.post(path, form)
    assert f"Who is “{typed}”?" in page.content.decode()
    assert not Decision.objects.exists()
    row, mover = page.context["form"].roll.forms[0].fields["name"], page.context["form"].fields["mover_name"]
    assert row.asks == mover.asks
    assert sorted(answer.partition(" · ")[0] for _, answer in row.asks[:-1] if answer.split(" ·")[0] in who) == who
    chosen, nobody = row.asks[0][0], row.asks[-1][0]
    editor.post(path, form | {"roll-0-name-as": chosen, "mover_name-as": nobody})
    ballot = Ballot.objects.get()
    assert (f"{ballot.speaker_id}:{typed}", ballot.decision.mover, ballot.name) == (chosen, None, typed)


def test_an_answer_holds_only_for_the_name_it_was_given_for(editor: Client, meeting: Meeting):
    other = make_speaker("Lou Sample")
    Office.objects.create(speaker=other, title="Member", board=meeting.board, from_date="2010")
    form = sent(("Robin Sample", "yes")) | {"roll-0-name": "Sample", "roll-0-name-as": f"{other.pk}:L. Sample"}
    assert "Who is “Sample”?" in editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", form).content.decode()


def test_publishing_a_decision_first_shows_what_becomes_public_of_those_whom_it_names(editor: Client, meeting: Meeting):
    editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", sent(("Kim Example", "yes")))
    statement = Statement.objects.get()
    path = f"/desk/statements/{statement.pk}/"
    form = sent(("Kim Example", "yes"), then="publish", seen=version_of(statement))
    asked = editor.post(path, form)
    assert "speaker Kim Example" in asked.context["public_too"].told
    assert not Decision.objects.public().exists()
    Speaker.objects.get(name="Kim Example").names.create(name="Kimmy")
    form["seen_too"] = asked.context["public_too"].version
    assert "has changed since" in editor.post(path, form).content.decode()
    form["seen"] = version_of(statement)
    asked = editor.post(path, form)
    form["seen_too"] = asked.context["public_too"].version
    assert editor.post(path, form).status_code == 302
    assert Decision.objects.public().exists()


def test_a_draft_changes_without_one(editor: Client, meeting: Meeting):
    editor.post(f"/desk/meetings/{meeting.pk}/add/decision/", sent(("Kim Example", "yes")))
    statement = Statement.objects.get()
    form = sent(("Kim Example", "abstain"), text="Moved otherwise.", seen=version_of(statement))
    assert editor.post(f"/desk/statements/{statement.pk}/", form).status_code == 302
    statement.refresh_from_db()
    assert (statement.text, Ballot.objects.get().choice) == ("Moved otherwise.", "abstain")


def test_the_subject_is_that_of_the_agenda_item_or_is_asked_for(editor: Client, meeting: Meeting):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    assert "Say in a few words what it is about." in editor.post(path, sent(title="")).content.decode()
    assert not Decision.objects.exists()
    editor.post(path, sent(title="", agenda_item="Cost of the library"))
    editor.post(path, sent(title="", text="Roll call.", kind="roll_call"))
    assert [statement.title for statement in Statement.objects.order_by("number")] == [
        "Cost of the library",
        "Attendance",
    ]


def test_who_moved_it_is_chosen_from_those_who_are_there_or_typed(editor: Client, meeting: Meeting):
    path = f"/desk/meetings/{meeting.pk}/add/decision/"
    kim, robin = (Speaker.objects.get(name=name) for name in ("Kim Example", "Robin Sample"))
    ballots = ["Kim Example: present", "Robin Sample: absent"]
    make_decision(meeting=meeting, facts={"kind": "roll_call"}, ballots=ballots, speakers=Speaker.objects.all())
    offered = [value for value, _ in editor.get(path).context["form"].fields["mover"].choices]
    assert offered == ["", str(kim.pk), "else"]
    assert "Type the name" in editor.post(path, sent(seconder="else")).content.decode()
    editor.post(path, sent(mover=str(kim.pk), seconder="else", seconder_name="Robin Sample"))
    decision = Decision.objects.exclude(kind="roll_call").get()
    assert (decision.mover, decision.mover_name) == (kim, "Kim Example")
    assert (decision.seconder, decision.seconder_name) == (robin, "Robin Sample")
    page = editor.get(f"/desk/statements/{decision.pk}/").context["form"]
    assert [page[name].value() for name in ("mover", "mover_name", "seconder")] == [str(kim.pk), "", str(robin.pk)]


def test_a_count_that_nobody_changed_is_not_asked_about_again(editor: Client):
    statement = make_decision(ballots=["Kim Example: yes"], facts={"yes_count": 4})
    form = sent(("Kim Example", "yes"), title="Hours", text=statement.text, yes_count=4, method="", reason="So.")
    form |= {"seen": version_of(statement), "then": "correct"}
    assert editor.post(f"/desk/statements/{statement.pk}/", form).status_code == 302
    assert statement.corrections.count() == 1
    form |= {"seen": version_of(statement), "yes_count": 5}
    assert "the list has 1 name" in editor.post(f"/desk/statements/{statement.pk}/", form).content.decode()


def test_the_former_page_of_a_decision_leads_to_that_of_its_statement(editor: Client):
    statement = make_decision()
    response = editor.get(f"/desk/decisions/{statement.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"/desk/statements/{statement.pk}/")


def test_a_form_of_the_former_page_of_a_decision_is_shown_and_not_saved(editor: Client):
    statement = make_decision()
    sent_before = {"mover": "Kim Example", "text": "To open the library on Sundays.", "seen": version_of(statement)}
    response = editor.post(f"/desk/decisions/{statement.pk}/", sent_before)
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("This was not saved", "Kim Example", "To open the library on Sundays."):
        assert words in page
    assert Statement.objects.get(pk=statement.pk).text == statement.text


def test_who_may_not_write_statements_types_no_decision(client: Client, meeting: Meeting):
    assert client.get(f"/desk/meetings/{meeting.pk}/add/decision/").status_code == 302


def minutes(editor: Client, meeting: Meeting) -> list[str]:
    sent = editor.get(f"/desk/meetings/{meeting.pk}/minutes.docx").content
    return [paragraph.text for paragraph in Document(io.BytesIO(sent)).paragraphs]


def test_the_action_minutes_of_staff_have_drafts_and_say_where_no_action_is_on_record(editor: Client, meeting: Meeting):
    items = [AgendaItem.objects.create(meeting=meeting, position=n, title=f"Item of order {n}") for n in (1, 2)]
    draft = make_decision("Moved to open.", meeting=meeting, agenda_item=items[0])
    Statement.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    said = minutes(editor, meeting)
    assert said[said.index("Item of order 1") + 1] == "Moved to open."
    assert said[said.index("Item of order 2") + 1] == "No action is on record."


def test_the_action_minutes_have_each_item_with_what_was_decided(editor: Client, meeting: Meeting):
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Library")
    roll = ["Kim Example: yes", "Robin Sample: no"]
    make_decision("Moved to open.", meeting=meeting, agenda_item=item, ballots=roll, facts={"result": "tied"})
    make_decision("Roll call.", meeting=meeting, ballots=["Kim Example: present"], facts={"kind": "roll_call"})
    said = minutes(editor, meeting)
    assert said[0] == f"Action minutes: {meeting}"
    wanted = ["Attendance", "Present: Kim Example.", "Library", "Moved to open.", "Tied, 1 to 1.", "No: Robin Sample."]
    assert [line for line in said if line in wanted] == wanted
    assert editor.get(f"/desk/meetings/{meeting.pk}/minutes.pdf").content.startswith(b"%PDF")
    assert editor.get(f"/desk/meetings/{meeting.pk}/minutes.txt").status_code == 404


def test_the_owner_may_replace_the_form_of_the_minutes(
    editor: Client, meeting: Meeting, tmp_path, settings: LazySettings
):
    settings.DATA_DIR = tmp_path
    own = Document()
    own.add_paragraph("Letterhead")
    own.save(tmp_path / "minutes.docx")
    assert minutes(editor, meeting)[:2] == ["Letterhead", f"Action minutes: {meeting}"]
