"""Published words change in public and with a reason, or are withdrawn with one."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.rules import ChangedMeanwhile, NotAllowed, version_of
from archive.actions.statements import change_statement, correct, reinstate, withdraw
from archive.models import Correction, OutboxEntry, Role, Statement, Tombstone, TombstoneStays
from tests.record import make_draft, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
REASON = "Checked against the recording."


def test_a_correction_is_a_new_revision_and_the_old_words_stay():
    statement = make_statement("We will nto.", title="Library hours")
    author = make_person(Role.EDITOR)
    OutboxEntry.objects.all().delete()
    corrected = correct(
        statement=statement, text="We will not.", reason=f" {REASON}\n", seen=version_of(statement), actor=author
    )
    assert (corrected.title, corrected.text) == ("Library hours", "We will not.")
    assert (corrected.current_revision.number, corrected.current_revision.reason) == (2, REASON)
    assert corrected.current_revision.author == author
    assert statement.revisions.get(number=1).text == "We will nto."
    assert set(OutboxEntry.objects.values_list("subject", "subject_id")) == {("statement", statement.number)}


def test_a_correction_may_change_or_remove_the_title():
    statement = correct(statement=make_statement("Words.", title="Old"), text="Words.", title="New", reason=REASON)
    assert statement.current_revision.title == "New"
    assert correct(statement=statement, text="Words.", title="", reason=REASON).current_revision.title == ""


def test_a_correction_replaces_words_that_were_prepared_before():
    statement = make_statement("We will nto.")
    change_statement(statement=statement, text="Something else.")
    assert correct(statement=statement, text="We will not.", reason=REASON).text == "We will not."
    assert statement.revisions.count() == 2


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_correction_without_a_reason_is_refused(reason):
    with pytest.raises(ValidationError, match="Give a reason"):
        correct(statement=make_statement(), text="Other words.", reason=reason)


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060 \ufeff", "\u00ad\n"])
def test_a_text_of_invisible_characters_is_empty(unseen: str):
    statement = make_statement("We will.")
    withdrawn = withdraw(statement=make_statement(), category="privacy", reason="A mistake.")
    with pytest.raises(ValidationError, match="Give a reason"):
        correct(statement=statement, text="Other words.", reason=unseen)
    with pytest.raises(ValidationError, match="Type the words"):
        correct(statement=statement, text=unseen, reason=REASON)
    with pytest.raises(ValidationError, match="nobody sees"):
        correct(statement=statement, title=unseen, reason=REASON)
    with pytest.raises(ValidationError, match="why the statement is withdrawn"):
        withdraw(statement=statement, category="privacy", reason=unseen)
    with pytest.raises(ValidationError, match="why the statement is reinstated"):
        reinstate(statement=withdrawn, reason=unseen)


@pytest.mark.parametrize("text", ["We will.", "We will.\r\n"])
def test_a_correction_that_changes_nothing_is_refused(text):
    statement = make_statement("We will.")
    with pytest.raises(ValidationError, match="nothing to correct"):
        correct(statement=statement, text=text, reason=REASON)
    assert statement.revisions.count() == 1


def test_only_a_published_statement_is_corrected():
    with pytest.raises(ValidationError, match="Edit the draft instead"):
        correct(statement=make_draft(), text="Other words.", reason=REASON)
    withdrawn = withdraw(statement=make_statement(), category="privacy", reason="Attributed to the wrong person.")
    with pytest.raises(ValidationError, match="is not published"):
        correct(statement=withdrawn, text="Other words.", reason=REASON)


def test_a_correction_of_removed_words_is_refused():
    seen_by_both = make_statement("We will nto.")
    seen = version_of(seen_by_both)
    correct(statement=seen_by_both, text="We will not.", reason=REASON)
    with pytest.raises(ChangedMeanwhile, match="has changed since"):
        correct(statement=seen_by_both, text="We wil not.", reason=REASON, seen=seen)
    assert Statement.objects.get(pk=seen_by_both.pk).text == "We will not."


def test_a_withdrawn_statement_leaves_a_tombstone():
    statement, editor = make_statement(), make_person(Role.EDITOR)
    OutboxEntry.objects.all().delete()
    given = {"category": "mistake", "reason": " Attributed to the\nwrong person. ", "seen": version_of(statement)}
    withdraw(statement=statement, actor=editor, **given)
    statement.refresh_from_db()
    stone = statement.withdrawal
    assert (stone.category, stone.reason) == ("mistake", "Attributed to the wrong person.")
    assert (stone.decided_as, stone.decided_by) == ("Editor", editor)
    assert (stone.revision, stone.sha256) == (statement.current_revision, statement.current_revision.sha256)
    assert not Statement.objects.public().exists()
    assert list(OutboxEntry.objects.values_list("subject", "subject_id")) == [("statement", statement.number)]


def test_withdrawing_needs_a_reason_and_a_published_statement():
    with pytest.raises(ValidationError, match="why the statement is withdrawn"):
        withdraw(statement=make_statement(), category="privacy", reason=" ")
    with pytest.raises(ValidationError, match="not a valid choice"):
        withdraw(statement=make_statement(), category="whim", reason="A mistake.")
    with pytest.raises(ValidationError, match="is not published, so it cannot be withdrawn"):
        withdraw(statement=make_draft(), category="privacy", reason="A mistake.")
    withdrawn = withdraw(statement=make_statement(), category="privacy", reason="A mistake.")
    with pytest.raises(ValidationError, match="is not published"):
        withdraw(statement=withdrawn, category="privacy", reason="A mistake.")


def test_a_tombstone_cannot_be_changed_or_removed():
    stone = withdraw(statement=make_statement(), category="privacy", reason="A mistake.").withdrawal
    rows = Tombstone.objects.filter(pk=stone.pk)
    for change in (stone.save, stone.delete, rows.delete, lambda: rows.update(reason="Another.")):
        with pytest.raises(TombstoneStays):
            change()


def test_a_statement_is_reinstated_in_public_and_its_tombstone_stays():
    statement, editor = make_statement("We meet on Monday."), make_person(Role.EDITOR)
    stone = withdraw(statement=statement, category="mistake", reason="Taken for a draft.").withdrawal
    OutboxEntry.objects.all().delete()
    back = reinstate(statement=statement, reason=" It was\nfinal. ", seen=version_of(statement), actor=editor)
    assert (back.status, back.text, back.withdrawal) == ("published", "We meet on Monday.", None)
    assert list(back.tombstones.all()) == [stone]
    log = list(Correction.objects.public().filter(statement=statement).order_by("id"))
    assert [(entry.kind, entry.reason) for entry in log] == [
        ("withdrawal", "Taken for a draft."),
        ("reinstatement", "It was final."),
    ]
    assert list(OutboxEntry.objects.values_list("subject", "subject_id")) == [("statement", statement.number)]
    assert editor.audit_entries.get(verb="reinstated").note == "It was final."


def test_a_reinstated_statement_can_be_withdrawn_again_and_the_log_lists_every_step():
    statement = make_statement()
    for reason in ("Once.", "Twice."):
        withdrawn = withdraw(statement=statement, category="privacy", reason=reason)
        if reason == "Once.":
            reinstate(statement=statement, reason="Between.")
    assert withdrawn.withdrawal.reason == "Twice."
    kinds = Correction.objects.public().filter(statement=statement).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["withdrawal", "reinstatement", "withdrawal"]


def test_reinstating_needs_a_reason_a_withdrawn_statement_and_permission():
    withdrawn = withdraw(statement=make_statement(), category="privacy", reason="A mistake.")
    with pytest.raises(ValidationError, match="why the statement is reinstated"):
        reinstate(statement=withdrawn, reason=" ")
    with pytest.raises(ChangedMeanwhile):
        reinstate(statement=withdrawn, reason="So.", seen="old")
    with pytest.raises(NotAllowed):
        reinstate(statement=withdrawn, reason="So.", seen=version_of(withdrawn), actor=make_person(Role.CLERK))
    with pytest.raises(ValidationError, match="is not withdrawn"):
        reinstate(statement=make_statement(), reason="So.")
