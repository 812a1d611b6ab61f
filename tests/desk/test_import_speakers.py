"""Where a file names another speaker than the archive, the import page asks, and an editor corrects in public."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.actions.statements import publish
from archive.ingest.staging.commit import save_as_drafts
from archive.models import Correction, ImportBatch, Meeting, Role, Speaker
from tests.as_browser import Form, forms_of, submit
from tests.desk.acting import BY_SOFTWARE, press
from tests.ingest.transcripts import make_batch
from tests.record import make_meeting, make_speaker
from tests.staff import make_person, signed_in

pytestmark = pytest.mark.django_db

SAID = (
    "We move on to the budget, which has grown by three percent since last year.",
    "The roads committee reports that the bridge on Elm Street is safe again.",
)
WHY = "Compared with the recording."


@pytest.fixture
def meeting() -> Meeting:
    """Return a meeting with two drafts of Robin Sample's."""
    made = make_meeting()
    batch = make_batch(made, [("Robin Sample", said) for said in SAID])
    batch.labels.update(speaker=make_speaker("Robin Sample"))
    save_as_drafts(batch=batch)
    return made


def better(meeting: Meeting) -> ImportBatch:
    batch = make_batch(meeting, [("Kim Example", said) for said in SAID], name="better.txt")
    kim, _ = Speaker.objects.get_or_create(name="Kim Example")
    batch.labels.update(speaker=kim, certainty="decided")
    return batch


def opened(client: Client, batch: ImportBatch) -> HttpResponse:
    return client.get(reverse("desk:import", args=[batch.pk]))


def form_to(page: HttpResponse, act: str) -> Form:
    return next(form for form in forms_of(page) if form.fields.get("act") == act)


def save(client: Client, page: HttpResponse, batch: ImportBatch, **ticked: str) -> HttpResponse:
    """Press *Save as drafts*, with the fields that belong to its form from elsewhere on the page."""
    asked = [row.key for row in page.context["other_drafts"]]
    assert all(f'value="{key}" form="decisions"' in page.content.decode() for key in asked)
    data = BY_SOFTWARE | {"speakers-asked": " ".join(asked)} | ticked
    return press(client, "import:save", batch.pk, data, follow=True)


def speakers(meeting: Meeting) -> list[str]:
    return [str(statement.speaker) for statement in meeting.statements.order_by("position", "number")]


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        ("none", ["Robin Sample", "Robin Sample"]),
        ("second", ["Robin Sample", "Kim Example"]),
        ("all", ["Kim Example", "Kim Example"]),
    ],
)
def test_drafts_take_the_speaker_of_the_file_where_the_clerk_ticks(meeting: Meeting, ticks: str, expected: list[str]):
    client = signed_in(make_person(Role.CLERK))
    batch = better(meeting)
    page = opened(client, batch)
    second = page.context["other_drafts"][1].key

    save(client, page, batch, **{"none": {}, "second": {"speaker": second}, "all": {"speakers-all": "yes"}}[ticks])

    assert speakers(meeting) == expected


def test_saving_asks_about_what_the_page_did_not_show(meeting: Meeting):
    client = signed_in(make_person(Role.CLERK))
    batch = better(meeting)
    page = press(
        client,
        "import:save",
        batch.pk,
        BY_SOFTWARE,
        follow=True,
        headers={"Referer": f"http://testserver{reverse('desk:import', args=[batch.pk])}"},
    )

    assert "another speaker than the archive for 2 drafts" in page.content.decode()
    assert ImportBatch.objects.get(pk=batch.pk).is_open
    assert speakers(meeting) == ["Robin Sample", "Robin Sample"]


@pytest.mark.parametrize("is_saved", [False, True])
@pytest.mark.parametrize(("ticks", "count"), [("first", 1), ("all", 2)])
def test_an_editor_corrects_the_ticked_speakers_in_public(meeting: Meeting, ticks: str, count: int, is_saved: bool):
    for statement in meeting.statements.all():
        publish(statement=statement)
    client = signed_in(make_person(Role.EDITOR))
    batch = better(meeting)
    if is_saved:
        save_as_drafts(batch=batch)
    page = opened(client, batch)
    first = page.context["other_public"][0].key
    ticked = {"speakers-all": "yes"} if ticks == "all" else {"speaker": first}

    submit(client, page, form_to(page, "speakers"), reason=WHY, **ticked)

    assert speakers(meeting).count("Kim Example") == count
    assert [correction.reason for correction in Correction.objects.all()] == [WHY] * count
    assert len(opened(client, batch).context["other_public"]) == 2 - count


def test_the_editor_reads_what_becomes_public_with_a_new_speaker_first(meeting: Meeting):
    for statement in meeting.statements.all():
        publish(statement=statement)
    client = signed_in(make_person(Role.EDITOR))
    batch = better(meeting)
    Speaker.objects.get(name="Kim Example").offices.create(title="Treasurer", organisation="A club")
    page = opened(client, batch)

    asked = submit(client, page, form_to(page, "speakers"), reason=WHY, speaker=page.context["other_public"][0].key)
    unchanged = speakers(meeting)
    submit(client, asked, form_to(asked, "speakers"))

    assert "Treasurer" in asked.content.decode()
    assert unchanged == ["Robin Sample", "Robin Sample"]
    assert speakers(meeting) == ["Kim Example", "Robin Sample"]


def test_a_clerk_sees_the_question_but_not_the_button(meeting: Meeting):
    for statement in meeting.statements.all():
        publish(statement=statement)
    client = signed_in(make_person(Role.CLERK))
    batch = better(meeting)
    page = opened(client, batch)

    refused = press(
        client,
        "import:speakers",
        batch.pk,
        {"speaker": page.context["other_public"][0].key, "reason": WHY},
    )

    assert "an editor corrects it here in public" in page.content.decode()
    assert 'aria-label="Why these speakers' not in page.content.decode()
    assert refused.status_code == 403
    assert speakers(meeting) == ["Robin Sample", "Robin Sample"]


def test_a_label_that_nobody_decided_makes_no_speaker(client: Client):
    batch = make_batch(make_meeting(), [("Robin Sample", SAID[0]), ("Kim Example", SAID[1]), ("CHAIR", "So moved.")])
    signed_in(make_person(Role.CLERK), client)
    page = opened(client, batch)
    assert "Make 2 new speakers" in page.content.decode()
    sent = form_to(page, "labels").fields
    assert {value for name, value in sent.items() if name.startswith("label-")} == {""}
    press(client, "import:save", batch.pk, sent | BY_SOFTWARE)
    assert not Speaker.objects.exists()
    assert speakers(batch.meeting) == ["None"] * 3


def test_one_press_makes_new_speakers_of_all_whole_names(client: Client):
    batch = make_batch(make_meeting(), [("Robin Sample", SAID[0]), ("Kim Example", SAID[1]), ("CHAIR", "So moved.")])
    signed_in(make_person(Role.CLERK), client)
    sent = form_to(opened(client, batch), "labels").fields
    kim = batch.labels.get(text="Kim Example")
    answer = press(
        client,
        "import:labels",
        batch.pk,
        sent | {f"label-{kim.pk}": "nobody", "all_new": "yes"},
        follow=True,
    )
    assert "2 labels decided." in answer.content.decode()
    assert [speaker.name for speaker in Speaker.objects.all()] == ["Robin Sample"]


def test_one_press_makes_no_new_speaker_where_a_known_one_was_typed(client: Client):
    known = make_speaker("Bobby Sample")
    batch = make_batch(make_meeting(), [("Kim Example", SAID[0]), ("Lee Person", SAID[1])])
    signed_in(make_person(Role.CLERK), client)
    sent = form_to(opened(client, batch), "labels").fields
    kim = batch.labels.get(text="Kim Example")
    sent |= {f"name-{kim.pk}": "Bobby Sample", "all_new": "yes"}
    answer = press(client, "import:labels", batch.pk, sent, follow=True)
    assert "2 labels decided." in answer.content.decode()
    assert batch.labels.get(text="Kim Example").speaker == known
    assert {speaker.name for speaker in Speaker.objects.all()} == {"Bobby Sample", "Lee Person"}


def test_one_press_makes_nobody_twice(client: Client):
    turns = [("Robin Sample", SAID[0]), ("ROBIN SAMPLE", SAID[1]), ("Kim Example", SAID[0]), ("Lee Person", SAID[1])]
    batch = make_batch(make_meeting(), turns)
    signed_in(make_person(Role.CLERK), client)
    sent = form_to(opened(client, batch), "labels").fields
    make_speaker("Kim Example")
    assert "Make 1 new speaker" in opened(client, batch).content.decode()
    press(client, "import:labels", batch.pk, sent | {"all_new": "yes"})
    assert sorted(speaker.name for speaker in Speaker.objects.all()) == ["Kim Example", "Lee Person"]
    assert [label.is_open for label in batch.labels.order_by("id")] == [True, True, True, False]
