"""Pickers without a script: what is typed is found, asked about, or added. Times are typed as people write them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.statements import withdraw
from archive.desk.forms.fields import ClockField, written_exactly
from archive.desk.forms.pickers import (
    AgendaItemField,
    PickerField,
    SourceField,
    SpeakerField,
    StatementField,
    Typed,
    kept,
)
from archive.models import AgendaItem, Role, Source, Speaker, SpeakerName, Statement
from tests.desk.acting import TYPED_ORIGIN, add_row, do, send
from tests.record import make_draft, make_meeting, make_speaker, make_statement
from tests.staff import make_person

pytestmark = pytest.mark.django_db
LONGEST = 1_000_000


def facts(**more) -> dict:
    said = {"text": "We open on Saturdays.", "kind": "remark", **TYPED_ORIGIN}
    return said | {"text_status": "minutes", **more}


@given(st.floats(0, LONGEST, exclude_max=True))
def test_a_time_is_typed_as_it_is_shown(seconds):
    field = ClockField()
    assert field.to_python(field.prepare_value(seconds)) == round(seconds, 3)
    assert not field.has_changed(seconds, written_exactly(seconds))


@pytest.mark.parametrize(
    ("typed", "seconds"), [("1:02:14", 3734), ("62:14", 3734), ("0:00:12.5", 12.5), ("75", 75), ("", None)]
)
def test_a_time_in_a_recording_is_read_as_people_write_it(typed, seconds):
    assert ClockField().clean(typed) == seconds


@pytest.mark.parametrize("typed", ["1:62:14", "an hour", "-5", "1:02:74"])
def test_what_is_no_time_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="such as 1:02:14"):
        ClockField().clean(typed)


def test_a_time_that_nobody_changed_stays_to_the_last_digit(clerk):
    statement = make_draft(start_seconds=1.23456789, end_seconds=2.5)
    send(clerk, "statement", statement, **facts(start_seconds=written_exactly(1.23456789), end_seconds="1:02:14"))
    statement.refresh_from_db()
    assert (statement.start_seconds, statement.end_seconds) == (1.23456789, 3734)


def test_a_new_speaker_is_added_and_typed_again_is_the_same(clerk):
    for text in ("One.", "Two."):
        add_row(clerk, make_meeting(), **facts(text=text, speaker="Robin Sample"))
    assert [speaker.statements.count() for speaker in Speaker.objects.all()] == [2]


@pytest.mark.parametrize("typed", ["Robyn Sample", "Sample", "Sample, Robin", "R. Sample"])
def test_a_close_name_is_asked_about_until_it_is_answered(clerk, typed):
    robin, meeting = make_speaker("Robin Sample"), make_meeting()
    page = add_row(clerk, meeting, **facts(speaker=typed)).content.decode()
    assert f"Which speaker is “{typed}”?" in page
    assert not Statement.objects.exists()
    add_row(clerk, meeting, **facts(speaker=typed) | {"speaker-as": f"{robin.pk}:{typed}"})
    assert Statement.objects.get().speaker == robin
    add_row(clerk, meeting, **facts(speaker=typed) | {"speaker-as": f"new:{typed}"})
    assert Speaker.objects.get(name=typed) != robin


def test_an_answer_holds_only_for_the_name_that_was_asked_about():
    make_speaker("Robin Sample")
    with pytest.raises(ValidationError, match="Which speaker"):
        SpeakerField(adds=True).clean(Typed("Robyn Sample", "new:Roban Sample"))


def test_a_speaker_is_found_by_name_spelling_or_number():
    robin = make_speaker("Robin Sample")
    SpeakerName.objects.create(speaker=robin, name="Mr. Sampel")
    field = SpeakerField()
    assert {field.clean(typed) for typed in ("robin sample", "Mr. Sampel", f"Robin Sample #{robin.pk}")} == {robin}
    assert field.clean(field.prepare_value(robin)) == robin
    twin = make_speaker("Robin Sample")
    assert [field.clean(field.prepare_value(speaker)) for speaker in (robin, twin)] == [robin, twin]


def known_one(field: type[PickerField]) -> Speaker | Source | AgendaItem:
    if field is SpeakerField:
        return make_speaker("Robin Sample")
    if field is SourceField:
        return Source.objects.create(title="Robin Sample", kind="minutes")
    return make_meeting().agenda_items.create(position=1, label="3", title="Robin Sample")


@pytest.mark.parametrize("field", [SpeakerField, SourceField, AgendaItemField])
@pytest.mark.parametrize("typed", ["Public commenter", "Board meeting", "Hearing on the report of"])
def test_a_number_after_another_name_is_a_part_of_the_name(field, typed):
    """Transcripts have "Public commenter #1" and agendas "Hearing #1", which are no numbers of this archive."""
    known, picker = known_one(field), field(adds=True)
    picker.of(getattr(known, "meeting", None))
    text = f"{typed} #{known.pk}"
    with pytest.raises(ValidationError, match="There is no"):
        picker.clean(text)
    assert [answer for answer, _ in picker.asks] == [f"new:{text}"]
    added = picker.clean(Typed(text, f"new:{text}"))
    assert (added.pk, picker.names(added)[0]) == (None, text)
    assert picker.clean(f"robin  sample #{known.pk}") == known
    if isinstance(added, Source):
        added.kind = "minutes"
    added.save()
    assert picker.clean(text) == added


@pytest.mark.parametrize("field", [SpeakerField, SourceField, AgendaItemField])
def test_a_number_that_does_not_fit_its_name_is_asked_about_or_refused(field):
    known, picker = known_one(field), field(adds=True)
    picker.of(getattr(known, "meeting", None))
    with pytest.raises(ValidationError, match="Which"):
        picker.clean("Robin Sample #999")
    with pytest.raises(ValidationError, match="There is no"):
        picker.clean(f"#{known.pk}")
    with pytest.raises(ValidationError, match="There is no"):
        field().clean(f"Kim Example #{known.pk}")


def test_without_the_right_to_add_a_name_is_only_found():
    with pytest.raises(ValidationError, match="There is no speaker “Kim Example”"):
        SpeakerField().clean("Kim Example")


def test_a_report_among_the_documents_is_offered_as_the_source(clerk):
    meeting = make_meeting()
    titles = ("Another report", "What the board said")
    _, report = (Source.objects.create(kind="press_report", title=title) for title in titles)
    meeting.documents.add(report)
    address = reverse("desk:pick", args=["source"])
    offered = clerk.get(address, {"meeting": meeting.pk}).json()["offered"]
    assert [one["name"] for one in offered] == ["What the board said", "Another report"]
    add_row(clerk, meeting, **facts(source="What the board said", text_status="as_reported"))
    statement = Statement.objects.get()
    assert (statement.source, statement.text_status) == (report, "as_reported")


def test_a_new_source_says_what_it_is_and_how_close_its_text_is(clerk):
    new = {"source": "Board backs a second bus", "source_kind": "", "text_status": ""}
    refused = add_row(clerk, make_meeting(), **facts(**new)).content.decode()
    assert "Say what kind of source it is." in refused
    assert "Say how close the text is to what was said." in refused
    new |= {"source_kind": "press_report", "source_publisher": "Sample Gazette", "text_status": "as_reported"}
    add_row(clerk, make_meeting(), **facts(**new))
    statement = Statement.objects.get()
    assert (statement.text_status, str(statement.source)) == ("as_reported", "Sample Gazette: Board backs a second bus")


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("text_status", "Say how close the text is to what was said."), ("source", "Name the source of the text.")],
)
def test_the_source_and_the_text_status_are_asked(clerk, missing, sentence):
    page = add_row(clerk, make_meeting(), **facts(**{missing: ""})).content.decode()
    assert sentence in page
    assert not Statement.objects.exists()


def test_what_all_texts_of_the_meeting_have_is_offered(clerk):
    meeting, other = make_meeting(), make_meeting()
    make_draft(meeting=meeting, text_status="minutes")
    for text_status in ("minutes", "verbatim"):
        make_draft(meeting=other, text_status=text_status)
    rows = [reverse("desk:row-add", args=[pk, "statement"]) for pk in (meeting.pk, other.pk)]
    forms = [clerk.get(row).context["form"] for row in rows]
    assert [form["text_status"].value() for form in forms] == ["minutes", None]
    assert [str(form["source"].value() or "") for form in forms] == ["Sample transcript", ""]


def test_an_agenda_item_is_found_by_its_title_or_number_or_added_at_the_end(clerk):
    meeting = make_meeting()
    item = meeting.agenda_items.create(position=1, label="3", title="Library hours")
    for typed in ("library hours", "3", "3 Library hours", "Second bus"):
        add_row(clerk, meeting, **facts(agenda_item=typed))
    under = [statement.agenda_item for statement in meeting.statements.order_by("position", "number")]
    assert under[:3] == [item] * 3
    assert (under[3].title, under[3].position) == ("Second bus", 2)
    assert AgendaItem.objects.count() == 2


def test_a_statement_is_placed_after_another(clerk):
    meeting = make_meeting()
    first, second, third = (make_draft(text, meeting=meeting) for text in ("First.", "Second.", "Third."))
    add_row(clerk, meeting, **facts(text="New.", after=f"#{first.pk}"))
    send(clerk, "statement", third, **facts(text="Third.", after=""))
    assert [one.text for one in meeting.statements.order_by("position", "number")] == [
        "Third.",
        "First.",
        "New.",
        "Second.",
    ]
    other = make_draft("Elsewhere.")
    page = do(clerk, "statement", second, **facts(text="Second.", after=f"#{other.pk}")).content.decode()
    assert "another statement of the same meeting" in page


def test_a_statement_is_found_by_its_words_but_never_a_withdrawn_one(clerk):
    said = make_statement("We will not share that information.")
    make_statement("We open on Saturdays.")
    field = StatementField()
    with pytest.raises(ValidationError, match="Which statement"):
        field.clean("not share")
    assert [value for value, _ in field.asks] == [f"{said.pk}:not share"]
    assert field.clean(Typed("not share", f"{said.pk}:not share")) == said
    gone = withdraw(statement=make_statement("A secret that was taken back."), category="privacy", reason="So.")
    answer = clerk.get(reverse("desk:pick", args=["statement"]), {"q": "secret"}).json()
    assert answer == {"offered": []}
    by_number = clerk.get(reverse("desk:pick", args=["statement"]), {"q": str(gone.pk)}).content.decode()
    assert "secret" not in by_number


@pytest.mark.parametrize("kind", ["speaker", "source", "item", "statement"])
@pytest.mark.parametrize("typed", ["\0", "%", "#", "#" + "9" * 30, "<b>", "\N{PILE OF POO}", "'; --"])
def test_strange_letters_are_no_fault(clerk, kind, typed):
    assert clerk.get(reverse("desk:pick", args=[kind]), {"q": typed, "meeting": make_meeting().pk}).status_code == 200


def test_readers_and_unknown_kinds_get_nothing(client, clerk):
    assert client.get(reverse("desk:pick", args=["speaker"])).status_code == 302
    assert clerk.get(reverse("desk:pick", args=["board"])).status_code == 404


def test_what_somebody_added_meanwhile_is_not_added_twice():
    person = make_person(Role.CLERK)
    late = SpeakerField(adds=True).clean("Kim Example")
    there = make_speaker("Kim Example")
    assert kept(late, person) == there
    late_source = SourceField(adds=True).clean("A report")
    assert isinstance(late_source, Source)
    assert late_source.pk is None


def test_a_reply_outside_a_meeting_is_typed_with_its_board_and_date(clerk):
    said = make_statement("We will not share that information.")
    page = clerk.get(reverse("desk:outside-new"), {"to": said.pk}).content.decode()
    assert f"We will not share that information. #{said.pk}" in page
    given_ = facts(about=said.board_id, outside="2017-02", speaker="Sample Institute", responds_to=f"#{said.pk}")
    clerk.post(reverse("desk:outside-new"), given_)
    reply = Statement.objects.exclude(pk=said.pk).get()
    assert (reply.meeting, reply.board, str(reply.date), reply.responds_to) == (
        None,
        said.board,
        "February 2017",
        said,
    )
