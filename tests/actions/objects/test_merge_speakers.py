"""Two speakers become one, and one becomes two. A merge can be undone for a day."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from archive.actions.objects import merge_speakers, split_speaker, undo_merge
from archive.actions.rules import version_of
from archive.models import (
    AuditEntry,
    ChangeNote,
    Correction,
    Office,
    OutboxEntry,
    OutdatedName,
    Role,
    Speaker,
    SpeakerMerge,
    StagedLabel,
)
from archive.models.upkeep import record_version, subject_version
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_decision, make_meeting, make_speaker, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
ABOUT_ACTS = {
    *(AuditEntry, ChangeNote, Correction, OutboxEntry, OutdatedName, SpeakerMerge),
    *(record_version.RecordVersion, subject_version.SubjectVersion),
}


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def kept(board):
    speaker = make_speaker("Robin Sample")
    Office.objects.create(speaker=speaker, board=board, title="Director")
    return speaker


@pytest.fixture
def gone(board):
    speaker = make_speaker("R. Sample")
    speaker.names.create(name="Rob Sample")
    Office.objects.create(speaker=speaker, board=board, title="Director")
    Office.objects.create(speaker=speaker, board=board, title="President")
    return speaker


def facts(speaker):
    speaker = Speaker.objects.get(pk=speaker.pk)
    return (
        set(speaker.statements.values_list("pk", flat=True)),
        set(speaker.names.values_list("name", flat=True)),
        sorted(speaker.offices.values_list("title", flat=True)),
        speaker.merged_into_id,
    )


def test_a_merge_moves_statements_names_and_offices(kept, gone):
    mine, theirs = make_statement(speaker=kept), make_statement(speaker=gone)
    merge_speakers(kept=kept, gone=gone)
    statements, names, offices, merged_into = facts(kept)
    assert statements == {mine.pk, theirs.pk}
    assert names == {"Rob Sample", "R. Sample"}
    assert offices == ["Director", "President"]
    assert merged_into is None
    assert facts(gone)[0] == set()
    assert facts(gone)[3] == kept.pk
    assert list(Speaker.objects.current()) == [kept]


def test_a_merge_notifies_the_index_of_every_moved_statement(kept, gone):
    theirs = make_statement(speaker=gone)
    OutboxEntry.objects.all().delete()
    merge_speakers(kept=kept, gone=gone)
    assert (OutboxEntry.Subject.STATEMENT, theirs.pk) in OutboxEntry.objects.values_list("subject", "subject_id")


def test_a_merge_can_be_undone_within_a_day(kept, gone):
    make_statement(speaker=kept)
    make_statement(speaker=gone)
    before = facts(kept), facts(gone)
    merge = merge_speakers(kept=kept, gone=gone)
    undo_merge(merge=merge)
    assert (facts(kept), facts(gone)) == before
    with pytest.raises(ValidationError, match="already"):
        undo_merge(merge=merge)


def whole_record() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables, but for what is written about each act."""
    tables = (model for model in apps.get_app_config("archive").get_models() if model not in ABOUT_ACTS)
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in tables}


def test_an_undone_merge_takes_back_all_that_the_merge_did(kept, gone, board):
    meeting = make_meeting(board)
    make_statement(speaker=gone, meeting=meeting)
    voted = ["R. Sample: yes", "Robin Sample: no"]
    make_decision(
        meeting=meeting, ballots=voted, speakers=[gone, kept], facts={"mover": gone, "seconder": kept, "kind": "motion"}
    )
    batch = make_batch(meeting)
    for text, speaker in (("R. SAMPLE", gone), ("ROBIN SAMPLE", kept), ("SOMEBODY", None)):
        StagedLabel.objects.create(batch=batch, text=text, speaker=speaker, certainty="decided")
    before = whole_record()
    merge = merge_speakers(kept=kept, gone=gone)
    assert set(StagedLabel.objects.exclude(speaker=None).values_list("speaker", flat=True)) == {kept.pk}
    assert whole_record() != before
    undo_merge(merge=merge)
    assert whole_record() == before


@pytest.mark.parametrize("votes", [True, False])
def test_who_votes_in_an_office_of_both_is_kept_by_a_merge_and_given_back(kept, gone, votes):
    Office.objects.filter(speaker=gone, title="Director").update(votes=votes)
    merge = merge_speakers(kept=kept, gone=gone)
    assert kept.offices.get(title="Director").votes is votes
    undo_merge(merge=merge)
    assert kept.offices.get(title="Director").votes is None


@pytest.mark.parametrize("said", [True, False, None])
@pytest.mark.parametrize("of_the_other", [[False], [True], [True, False], [False, True]])
def test_an_office_that_votes_once_and_once_not_is_not_merged_before_somebody_says_which(
    kept, gone, said, of_the_other
):
    office = Office.objects.get(speaker=gone, title="Director")
    office.delete()
    for votes in of_the_other:
        office.pk, office.votes = None, votes
        office.save()
    kept.offices.update(votes=said)
    if len({said, *of_the_other} - {None}) == 1:
        assert merge_speakers(kept=kept, gone=gone)
        return
    with pytest.raises(ValidationError, match="has a vote, and once none"):
        merge_speakers(kept=kept, gone=gone)
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_undoing_a_merge_leaves_what_has_moved_since(kept, gone):
    theirs, third = make_statement(speaker=gone), make_speaker()
    merge = merge_speakers(kept=kept, gone=gone)
    theirs.speaker = third
    theirs.save()
    undo_merge(merge=merge)
    theirs.refresh_from_db()
    assert theirs.speaker == third


def test_a_merge_cannot_be_undone_after_a_day(kept, gone):
    merge = merge_speakers(kept=kept, gone=gone)
    SpeakerMerge.objects.update(at=merge.at - datetime.timedelta(days=1, minutes=1))
    with pytest.raises(ValidationError, match="for a day"):
        undo_merge(merge=merge)


def test_successive_merges_are_undone_in_reverse_order(kept, gone):
    third = make_speaker()
    first = merge_speakers(kept=kept, gone=gone)
    merge_speakers(kept=third, gone=kept)
    with pytest.raises(ValidationError, match="Undo that first"):
        undo_merge(merge=first)


def test_a_speaker_is_not_merged_with_itself_or_twice(kept, gone):
    with pytest.raises(ValidationError, match="two different"):
        merge_speakers(kept=kept, gone=kept)
    merge_speakers(kept=kept, gone=gone)
    for pair in ({"kept": kept, "gone": gone}, {"kept": gone, "gone": make_speaker()}):
        with pytest.raises(ValidationError, match="merged into another"):
            merge_speakers(**pair)


def test_a_split_moves_some_statements_and_offices_to_a_new_speaker(gone):
    first, second = make_statement(speaker=gone), make_statement(speaker=gone)
    president = gone.offices.get(title="President")
    editor = make_person(Role.ADMINISTRATOR)
    given = {"statements": [second.pk], "offices": [president.pk], "seen": version_of(gone)}
    other = split_speaker(speaker=gone, name=" Ruth  Sample", actor=editor, **given)
    assert other.name == "Ruth Sample"
    assert facts(other)[0] == {second.pk}
    assert facts(other)[2] == ["President"]
    assert facts(gone)[0] == {first.pk}
    assert {entry.subject_id for entry in AuditEntry.objects.filter(verb="split", actor=editor)} == {gone.pk, other.pk}


def test_a_split_needs_a_name_and_a_statement_of_the_speaker(kept, gone):
    theirs = make_statement(speaker=gone)
    with pytest.raises(ValidationError, match="at least one"):
        split_speaker(speaker=kept, name="Ruth Sample", statements=[theirs.pk])
    with pytest.raises(ValidationError):
        split_speaker(speaker=gone, name=" ", statements=[theirs.pk])
    assert Speaker.objects.count() == 2
