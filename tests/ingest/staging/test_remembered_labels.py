"""What a label meant in one file is proposed in the board's others, and never taken for certain."""

import pytest

from archive.ingest.staging.staged_labels import decide
from archive.models import StagedLabel
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker

pytestmark = pytest.mark.django_db
TURNS = (("MR. PARTREE", "Thank you, Madam Chair."), ("Speaker 1", "We meet again."))


def label_of(batch, text="MR. PARTREE") -> StagedLabel:
    return batch.labels.get(text=text)


def test_a_decision_is_proposed_in_the_boards_other_files_that_wait_and_in_later_ones():
    board, other_board, person = make_board(), make_board(), make_speaker("Lee Partree")
    first, second = (make_batch(make_meeting(board, date), TURNS) for date in ("2024-01-02", "2024-02-06"))
    elsewhere = make_batch(make_meeting(other_board), TURNS)
    other = make_speaker("Jo Partree")
    StagedLabel.objects.update(suggestions=[[other.pk, 0.93]], certainty="unsure")

    decide(label=label_of(first), speaker=person)
    later = make_batch(make_meeting(board, "2024-03-05"), TURNS)

    for batch in (second, later):
        label = label_of(batch)
        assert (label.certainty, label.speaker, label.suggestions[0][0]) == ("unsure", None, person.pk)
    assert [pk for pk, _ in label_of(second).suggestions] == [person.pk, other.pk]
    assert [pk for pk, _ in label_of(elsewhere).suggestions] == [other.pk]


def test_what_names_nobody_is_never_proposed_again():
    board = make_board()
    first, second = (make_batch(make_meeting(board, date), TURNS) for date in ("2024-01-02", "2024-02-06"))

    decide(label=label_of(first, "Speaker 1"), speaker=make_speaker())

    assert label_of(second, "Speaker 1").certainty == "unidentified"
    assert not label_of(second, "Speaker 1").suggestions


def test_a_label_that_was_decided_stays_as_it_is():
    board, first_person, second_person = make_board(), make_speaker(), make_speaker()
    first, second = (make_batch(make_meeting(board, date), TURNS) for date in ("2024-01-02", "2024-02-06"))

    decide(label=label_of(first), speaker=first_person)
    decide(label=label_of(second), speaker=second_person)

    assert label_of(first).speaker == first_person
