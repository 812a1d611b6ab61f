"""The turns of a file before they are saved: corrected, split, merged, moved, marked and deleted by the clerk."""

import pytest
from django.urls import reverse

from archive.ingest.parsed import Narrative, ParsedMeeting, Vote
from archive.ingest.staging.stage import stage
from archive.models import Role, Speaker
from tests.desk.acting import press
from tests.desk.test_imports import texts, turns
from tests.ingest.transcripts import OPENING, make_batch
from tests.record import make_meeting, make_speaker
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db


def edit(client, batch, turn, script=False, **changes):
    page = reverse("desk:import-turn", args=[batch.pk, turn.pk])
    data = {key: value or "" for key, value in client.get(page).context["form"].initial.items()} | {"topics": ""}
    headers = {"X-Requested-With": "fetch"} if script else {}
    return client.post(page, data | changes, headers=headers)


def test_a_turn_is_corrected_and_marked_as_a_policy_statement(clerk):
    batch = make_batch(make_meeting())
    turn = batch.turns.all()[2]
    response = edit(
        clerk, batch, turn, text="We cut the budget.", kind="policy_statement", title="On cuts", topics="Budget, Taxes"
    )
    assert response.url.endswith(f"#turn-{turn.pk}")
    turn.refresh_from_db()
    assert (turn.text, turn.kind, turn.title) == ("We cut the budget.", "policy_statement", "On cuts")
    assert {topic.name for topic in turn.topics.all()} == {"Budget", "Taxes"}


def test_a_line_of_dashes_splits_a_turn(clerk):
    batch = make_batch(make_meeting())
    turn = batch.turns.all()[1]
    edit(clerk, batch, turn, text="I would like to speak.\n---\nAbout the school bus.\n\n----\nThank you.")
    assert texts(batch)[1:5] == ["I would like to speak.", "About the school bus.", "Thank you.", OPENING[2][1]]
    assert list(batch.turns.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    first, second = batch.turns.all()[1:3]
    assert (first.start_seconds, first.label_id) == (20.0, second.label_id)
    assert second.start_seconds is None


def test_changes_by_somebody_else_are_shown_beside_ones_own(clerk):
    batch = make_batch(make_meeting())
    turn = batch.turns.first()
    form = clerk.get(reverse("desk:import-turn", args=[batch.pk, turn.pk])).context["form"]
    edit(signed_in(make_person(Role.CLERK)), batch, turn, text="Their words.")
    mine = {key: value or "" for key, value in form.initial.items()} | {"text": "My words.", "topics": ""}
    response = clerk.post(reverse("desk:import-turn", args=[batch.pk, turn.pk]), mine)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Their words." in page
    assert "My words." in page
    turn.refresh_from_db()
    assert turn.text == "Their words."
    again = mine | {"seen": response.context["form"].data["seen"]}
    clerk.post(reverse("desk:import-turn", args=[batch.pk, turn.pk]), again)
    turn.refresh_from_db()
    assert turn.text == "My words."


def test_turns_are_merged_moved_relabelled_marked_and_deleted(clerk):
    batch, kim = make_batch(make_meeting()), make_speaker("Kim Example")
    rows = list(batch.turns.all())
    turns(clerk, batch, "merge", rows[0], rows[1])
    assert texts(batch)[0] == f"{OPENING[0][1]} {OPENING[1][1]}"
    turns(clerk, batch, "up", rows[3])
    assert texts(batch)[1:3] == [OPENING[3][1], OPENING[2][1]]
    turns(clerk, batch, "down", rows[3])
    assert texts(batch)[1:3] == [OPENING[2][1], OPENING[3][1]]
    turns(clerk, batch, "relabel", rows[2], rows[3], speaker="Kim Example")
    assert {row.label.speaker for row in batch.turns.filter(pk__in=[rows[2].pk, rows[3].pk])} == {kim}
    assert batch.turns.get(pk=rows[2].pk).printed == "Robin Sample"
    turns(clerk, batch, "nobody", rows[3])
    assert batch.turns.get(pk=rows[3].pk).label.speaker is None
    turns(clerk, batch, "mark", rows[2], rows[3], kind="motion")
    assert set(batch.turns.filter(kind="motion")) == {rows[2], rows[3]}
    turns(clerk, batch, "delete", rows[3], rows[4])
    assert list(batch.turns.values_list("position", flat=True)) == [1, 2]


def test_a_turn_merged_after_a_later_one_has_no_end_time(clerk):
    batch = make_batch(make_meeting())
    first, second = batch.turns.all()[:2]
    turns(clerk, batch, "up", second)
    assert turns(clerk, batch, "merge", first, second).status_code == 302
    second.refresh_from_db()
    assert (second.start_seconds, second.end_seconds) == (20.0, None)


@pytest.mark.parametrize(
    ("action", "chosen", "sentence"),
    [
        ("merge", [0, 2], "follow one another"),
        ("merge", [0], "two or more"),
        ("up", [1, 2], "one turn at a time"),
        ("relabel", [1], "Type the name"),
        ("delete", [], "Tick one or more"),
    ],
)
def test_a_refused_action_is_explained_and_changes_nothing(clerk, action, chosen, sentence):
    batch = make_batch(make_meeting())
    before = texts(batch)
    rows = [batch.turns.all()[index] for index in chosen]
    response = turns(clerk, batch, action, *rows, script=True)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert texts(batch) == before


def test_a_script_gets_the_rows_that_changed(clerk):
    batch = make_batch(make_meeting())
    first, second = batch.turns.all()[:2]
    response = turns(clerk, batch, "merge", first, second, script=True)
    assert response["X-Turns-Replaced"] == f"{first.pk},{second.pk}"
    assert response.content.decode().count("<article") == 1
    response = edit(clerk, batch, first, script=True, text="One.\n---\nTwo.")
    assert response["X-Turns-Replaced"] == str(first.pk)
    assert response.content.decode().count("<article") == 2


def test_a_new_name_is_added_with_the_turns_that_are_assigned_to_it(clerk):
    batch = make_batch(make_meeting())
    turns(clerk, batch, "relabel", batch.turns.first(), speaker="Kim Example")
    assert Speaker.objects.get().name == batch.turns.first().label.speaker.name == "Kim Example"


def test_a_digit_does_not_add_a_speaker_who_has_another_name_by_now(clerk):
    batch = make_batch(make_meeting())
    answer = turns(clerk, batch, "relabel", batch.turns.first(), script=True, speaker="Kim Example", known="1")
    assert "There is no speaker “Kim Example”" in answer.content.decode()
    assert not Speaker.objects.exists()


def test_a_close_name_is_asked_about_without_a_script_and_the_ticks_stay(clerk):
    batch = make_batch(make_meeting())
    known, turn = make_speaker("Kim Example"), batch.turns.first()
    page = turns(clerk, batch, "relabel", turn, speaker="Kimm Example").content.decode()
    assert "Which speaker is “Kimm Example”?" in page
    assert f'name="turns" value="{turn.pk}"' in page
    turns(clerk, batch, "relabel", turn, speaker="Kimm Example", **{"speaker-as": f"{known.pk}:Kimm Example"})
    turn.refresh_from_db()
    assert turn.label.speaker == known


@pytest.mark.parametrize(("action", "left"), [("checked", 60), ("delete", 30)])
def test_each_decision_that_nobody_checked_is_listed_and_all_are_settled_in_one_press(clerk, action, left):
    batch = make_batch(make_meeting())
    said = [f"The board moved on item {number}." for number in range(30)]
    rows = [row for text in said for row in (Narrative(text), Vote(text, said=True))]
    stage(batch, ParsedMeeting(format="plain_text", entries=tuple(rows), nature="minutes"))
    proposed = [turn for turn in batch.turns.all() if turn.is_proposed]
    page = clerk.get(reverse("desk:import", args=[batch.pk])).content.decode()

    assert len(proposed) == 30
    assert all(f'href="?turn={turn.pk}#turn-{turn.pk}"' in page for turn in proposed)
    press(clerk, "import:turns", batch.pk, {"turns": [turn.pk for turn in proposed], "action": action})
    assert batch.turns.count() == left
    assert not any(turn.is_proposed for turn in batch.turns.all())
    assert "that nobody checked" not in clerk.get(reverse("desk:import", args=[batch.pk])).content.decode()
