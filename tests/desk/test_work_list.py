"""The work list names each thing once, where somebody has to act on it."""

import pytest
from django.urls import reverse

from archive.actions.rules import version_of
from archive.actions.statements import CountsDiffer, NewDecision, correct, publish_meeting, submit_for_review
from archive.ingest.staging.commit import save_as_drafts
from archive.models import Decision, IncomingFile, Office, Role
from tests.desk.acting import do, send, tick
from tests.desk.test_statements import edit
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_decision, make_draft, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = pytest.mark.django_db
LATER = "2099-07-01T09:00"


def test_what_is_planned_does_not_wait_for_review(editor):
    meeting = make_meeting()
    submit_for_review(statement=make_draft(meeting=meeting))
    assert editor.get(reverse("desk:work-list")).context["in_review"] == [meeting]
    send(editor, "meeting:publish", meeting, when="later", at=LATER)
    work = editor.get(reverse("desk:work-list")).context
    assert not work["in_review"]
    assert [plan.meeting for plan in work["planned"]] == [meeting]
    submit_for_review(statement=make_draft(meeting=meeting))
    [again] = editor.get(reverse("desk:work-list")).context["in_review"]
    assert again.waiting == 1


def test_new_words_that_are_planned_do_not_wait_for_review(editor):
    statement = make_draft()
    edit(editor, statement, then="plan", at=LATER)
    work = editor.get(reverse("desk:work-list")).context
    assert not work["drafts"]
    assert [plan.statement for plan in work["planned"]] == [statement]


def test_a_note_that_is_missing_is_named_above_the_question(editor):
    review = submit_for_review(statement=make_draft(meeting=make_meeting()))
    given = {"action": "return", "statements": tick(review), "note": " "}
    page = do(editor, "meeting:ticked", review.meeting, **given).content.decode()
    assert '<a href="#note">What is missing</a>: Write it first' in page
    review.refresh_from_db()
    assert review.status == "in_review"


def test_the_queue_says_who_sent_it_and_which_files_wait_to_be_read(editor):
    clerk = make_person(Role.CLERK)
    submit_for_review(statement=make_draft(meeting=make_meeting()), seen=None, actor=None)
    for statement in (make_draft(meeting=make_meeting()), make_draft(board=make_board(), date="2024-03-05")):
        submit_for_review(statement=statement, seen=version_of(statement), actor=clerk)
    for number in range(2):
        IncomingFile.objects.create(name=f"{number}.vtt", file_sha256=str(number))
    page = editor.get(reverse("desk:work-list")).content.decode()
    assert " ".join(page.split()).count(f"sent by {clerk} on") == 2
    assert "sent by the site on" in " ".join(page.split())
    assert "2 files" in page
    assert "There is nothing to do" not in page


def test_public_votes_of_people_without_a_vote_are_looked_for(editor):
    kim, robin = make_speaker("Kim Example"), make_speaker("Robin Sample")
    wrong = make_decision(ballots=["Kim Example: yes", "Robin Sample: yes"], speakers=[kim, robin])
    make_decision(ballots=["Kim Example: present", "Robin Sample: yes"], speakers=[kim, robin], meeting=wrong.meeting)
    for speaker, votes in ((kim, False), (robin, True)):
        Office.objects.create(speaker=speaker, title="Member", board=wrong.board, votes=votes)
    assert rows_to_mend(editor)["voteless"] == [wrong]


def rows_to_mend(client):
    return {some.kind: [*some.rows] for some in client.get(reverse("desk:work-list")).context["to_mend"]}


def test_public_counts_that_are_not_those_of_their_roll_are_looked_for_until_somebody_says_both_are_printed(editor):
    rolls = {"a": ["Kim: yes", "Robin: no"], "b": ["Kim: yes"], "c": []}
    wrong, *_ = (make_decision(ballots=roll, facts={"yes_count": 1, "no_count": 0}) for roll in rolls.values())
    assert "counts" not in rows_to_mend(editor), "an editor published them as printed"
    Decision.objects.update(counts_as_printed=False)
    assert rows_to_mend(editor)["counts"] == [wrong]
    page = editor.get(reverse("desk:work-list")).content.decode()
    assert "The printed count of “No” is 0, and the list has 1 name." in page
    assert do(editor, "statement:as-printed", wrong, seen="0" * 32).context is not None
    assert rows_to_mend(editor)["counts"] == [wrong], "nobody says it of what they did not see"
    send(editor, "statement:as-printed", wrong, seen=version_of(wrong))
    assert not rows_to_mend(editor)
    facts = {"yes_count": 2}
    with pytest.raises(CountsDiffer):
        correct(statement=wrong, reason="As printed.", decision=NewDecision(facts))
    correct(statement=wrong, reason="As printed.", decision=NewDecision({"no_count": 1}))
    assert not Decision.objects.get(pk=wrong.pk).counts_as_printed


def test_public_words_under_a_name_that_nobody_decided_are_looked_for_until_they_stay_unidentified(editor):
    batch = make_batch(make_meeting(), text_status="verbatim", source_kind="transcript")
    save_as_drafts(batch=batch)
    assert "undecided" not in rows_to_mend(editor), "nothing is public yet"
    publish_meeting(meeting=batch.meeting)
    [row] = rows_to_mend(editor)["undecided"]
    first = batch.meeting.statements.order_by("position").first()
    assert (row, row.names, row.first) == (batch, 2, first.pk), "“Speaker 1” names nobody"
    send(editor, "import:undecided", batch)
    assert "undecided" not in rows_to_mend(editor)
