"""Labels of an import are given to the speaker that a person typed, to a new one, or to nobody."""

import pytest
from django.core.exceptions import ValidationError

from archive.actions.objects import merge_speakers
from archive.ingest.staging.staged_labels import (
    decide,
    decide_new,
    find_speaker,
    is_whole_name,
    label_for_nobody,
    label_for_speaker,
)
from archive.ingest.text.speaker_labels import proposed_name
from archive.models import Role, Speaker, SpeakerName, StagedLabel
from tests.ingest.transcripts import make_batch
from tests.record import make_board, make_meeting, make_speaker
from tests.staff import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Jo Sample", "jo sample", "  Jo   Sample ", "Joey Sample", "JOEY SAMPLE"])
def test_a_speaker_is_found_by_the_name_or_another_spelling(typed: str):
    speaker = make_speaker("Jo Sample")
    make_speaker("Kim Example")
    for board in (None, make_board()):
        SpeakerName.objects.create(speaker=speaker, name="Joey Sample", board=board)

    assert find_speaker(typed) == speaker


@pytest.mark.parametrize("typed", ["Jo Sample #{}", "#{}", "Kim #{}"])
def test_a_speaker_is_found_by_their_number(typed: str):
    make_speaker("Jo Sample")
    other = make_speaker("Jo Sample")

    assert find_speaker(typed.format(other.pk)) == other


def test_a_name_is_preferred_to_another_spelling():
    speaker = make_speaker("Jo Sample")
    SpeakerName.objects.create(speaker=make_speaker("Kim Example"), name="Jo Sample")

    assert find_speaker("Jo Sample") == speaker


@pytest.mark.parametrize("typed", ["", " ", "\n"])
def test_nothing_typed_is_nobody(typed: str):
    assert find_speaker(typed) is None


@pytest.mark.parametrize(
    "typed", ["Jo", "Jo Sample Other", "#0", "#{} Jo", f"#{'9' * 18}", pytest.param(f"#{'9' * 5000}", id="#9...")]
)
def test_a_name_that_nobody_has_is_refused(typed: str):
    typed = typed.format(make_speaker("Jo Sample").pk)

    with pytest.raises(ValidationError, match="has no speaker called"):
        find_speaker(typed)


def test_a_name_of_several_speakers_is_refused_with_the_number_of_each():
    speakers = [make_speaker("Jo Sample"), make_speaker("Jo Sample")]

    with pytest.raises(ValidationError) as refused:
        find_speaker("Jo Sample")

    assert all(f"“Jo Sample #{speaker.pk}”" in refused.value.message for speaker in speakers)


def test_a_merged_speaker_is_not_found():
    kept, gone = make_speaker("Kim Example"), make_speaker("Jo Sample")
    merge_speakers(kept=kept, gone=gone)
    SpeakerName.objects.filter(name="Jo Sample").delete()

    for typed in ("Jo Sample", f"#{gone.pk}"):
        with pytest.raises(ValidationError):
            find_speaker(typed)


def test_a_label_is_decided_once_for_a_speaker_or_for_nobody():
    label, speaker = make_batch(make_meeting()).labels.first(), make_speaker()

    for given, certainty in ((speaker, "decided"), (None, "unidentified")):
        decide(label=label, speaker=given)
        label.refresh_from_db()
        assert (label.speaker, label.certainty) == (given, certainty)


def test_a_new_speaker_gets_the_label_and_no_spaces_around_the_name():
    label, clerk = make_batch(make_meeting()).labels.first(), make_person(Role.CLERK)

    speaker = decide_new(label=label, name="  Jo \n Sample ", actor=clerk)

    label.refresh_from_db()
    assert (speaker.name, label.speaker, label.certainty) == ("Jo Sample", speaker, "decided")


def test_an_empty_name_creates_no_speaker():
    label = make_batch(make_meeting()).labels.first()

    with pytest.raises(ValidationError):
        decide_new(label=label, name="  ")

    label.refresh_from_db()
    assert not Speaker.objects.exists()
    assert label.speaker is None


def test_the_label_of_a_speaker_is_the_one_in_the_file_or_a_new_one():
    batch, speaker = make_batch(make_meeting()), make_speaker("Jo Sample")

    added = label_for_speaker(batch, speaker)
    assert (added.text, added.from_file, added.speaker, added.certainty) == ("Jo Sample", False, speaker, "decided")
    assert label_for_speaker(batch, speaker) == added

    printed = StagedLabel.objects.create(batch=batch, text="Ms. Sample", speaker=speaker)
    StagedLabel.objects.create(batch=batch, text="Jo S.", speaker=speaker)
    assert label_for_speaker(batch, speaker) == printed


def test_two_speakers_of_one_name_have_labels_of_their_own():
    batch = make_batch(make_meeting())
    first, second = make_speaker("Jo Sample"), make_speaker("Jo Sample")

    assert label_for_speaker(batch, first).text == "Jo Sample"
    assert label_for_speaker(batch, second).text == f"Jo Sample (speaker {second.pk})"


def test_a_label_fits_its_column_however_long_the_name():
    batch, name = make_batch(make_meeting()), "x" * 200 + "y" * 100
    first, second = make_speaker(name), make_speaker(name)

    assert label_for_speaker(batch, first).text == name
    assert label_for_speaker(batch, second).text == f"{name} (speaker {second.pk})"[-300:]


def test_the_label_of_nobody_is_one_that_is_unidentified_or_a_new_one():
    batch = make_batch(make_meeting(), (("Jo Sample", "Hello."), ("Kim Example", "So.")))
    jo, kim = batch.labels.order_by("id")
    decide(label=jo, speaker=make_speaker())
    StagedLabel.objects.filter(pk=kim.pk).update(certainty=StagedLabel.Certainty.NOT_FOUND)

    added = label_for_nobody(batch)
    assert (added.text, added.from_file, added.speaker, added.certainty) == (
        "Unidentified",
        False,
        None,
        "unidentified",
    )
    assert label_for_nobody(batch) == added

    decide(label=kim, speaker=None)
    assert label_for_nobody(batch) == kim


@pytest.mark.parametrize(
    ("name", "is_whole"),
    [("Jo Sample", True), ("J. Sample", False), ("Sample", False), ("Mayor Sample", False), ("Mayor Jo Sample", True)],
)
def test_a_given_name_and_a_surname_are_a_whole_name(name: str, is_whole: bool):
    assert is_whole_name(name) is is_whole


@pytest.mark.parametrize(
    "label",
    ["jsmith", "kpatel-clerk", "Kpatel-Clerk", "Tullio | City", "Jo Sample | City", "jo_sample", "jo@example.org",
     "iPhone", "Kim’s iPhone", "Galaxy S21", "Jo Sample - City", "Jo Sample/Kim Example", "Sample Clerk", "Sample, Jo"],
)  # fmt: skip
def test_a_handle_or_a_display_name_is_no_whole_name(label: str):
    assert not is_whole_name(proposed_name(label))


@pytest.mark.parametrize("label", ["Jo O’Neil", "Anne-Marie de la Sample", "JO SAMPLE", "Ñusta Peña", "Αννα Παπά"])
def test_names_of_any_script_are_whole_names(label: str):
    assert is_whole_name(proposed_name(label))
