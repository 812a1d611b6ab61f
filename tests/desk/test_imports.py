"""From a file to drafts in the browser: upload, preview, decide, correct, save, take back."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.ingest import TooLarge, limits
from archive.ingest.staging import stage
from archive.models import ImportBatch, Role, Speaker, Statement
from tests.desk.acting import BY_SOFTWARE, press, sentences
from tests.ingest.transcripts import OPENING, make_batch
from tests.pages.page import Page
from tests.record import make_meeting, make_speaker
from tests.staff import make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_here")]

CAPTIONS = """1
00:00:01,000 --> 00:00:04,000
[Robin Sample (Chair)] Good evening, the meeting will come to order.

2
00:00:05,000 --> 00:00:09,000
[Speaker 2] I would like to speak about the bus.

3
00:00:10,000 --> 00:00:14,000
[Kim Example] We will add a second bus on Elm Street.
"""


def upload(client, meeting, content: str | bytes = CAPTIONS, name="meeting.srt"):
    data = content if isinstance(content, bytes) else content.encode()
    fields = {"upload": SimpleUploadedFile(name, data)}
    return press(client, "meeting:file", meeting.pk, fields, follow=True)


def post(client, name, batch, **data):
    return press(client, name, batch.pk, {"sure": "yes"} | data, follow=True)


def turns(client, batch, action, *rows, script=False, **data):
    headers = {"X-Requested-With": "fetch"} if script else {}
    data |= {"action": action, "turns": [row.pk for row in rows]}
    return press(client, "import:turns", batch.pk, data, headers=headers)


def texts(batch):
    return list(batch.turns.values_list("text", flat=True))


def test_a_file_is_read_shown_decided_and_saved(clerk):
    meeting = make_meeting()
    response = upload(clerk, meeting)
    page = response.content.decode()
    batch = ImportBatch.objects.get()
    assert "We will add a second bus on Elm Street." in page
    assert "not in the archive yet" in page
    assert batch.turns.count() == 3
    robin, nobody, kim = batch.labels.all()
    assert nobody.certainty == "unidentified"
    choices = {f"label-{robin.pk}": "new", f"new-{robin.pk}": "Robin Sample"}
    choices |= {f"label-{kim.pk}": "new", f"new-{kim.pk}": "Kim Example"}
    response = post(clerk, "import:save", batch, **choices)
    assert sentences(response) == ["Saved as drafts: 3 new. Nothing is public yet."]
    said = [(statement.speaker and statement.speaker.name, statement.status) for statement in Statement.objects.all()]
    assert said == [("Robin Sample", "draft"), (None, "draft"), ("Kim Example", "draft")]


@pytest.mark.slow
def test_staged_turns_survive_closing_the_browser(clerk):
    upload(clerk, make_meeting())
    batch = ImportBatch.objects.get()
    later = signed_in(make_person(Role.CLERK))
    assert "meeting.srt" in later.get(reverse("desk:work-list")).content.decode()
    assert "second bus" in later.get(reverse("desk:import", args=[batch.pk])).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.srt", b" \n"),
        ("meeting.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("~$notes.docx", b"\x07Robin" + bytes(156)),
        ("scan.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF"),
        ("photo.srt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    ],
)
def test_a_file_that_is_not_a_transcript_is_kept_and_refused_with_a_message(clerk, name, content):
    response = upload(clerk, make_meeting(), content, name)
    batch = ImportBatch.objects.get()
    assert batch.status == "refused"
    assert batch.refusal.endswith(".")
    assert batch.refusal in response.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
    with batch.file.open("rb") as file:
        assert file.read() == content
    assert not Statement.objects.exists()


def test_a_file_over_the_limit_is_refused_in_the_form_and_not_kept(clerk, monkeypatch, settings):
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    page = upload(clerk, make_meeting(), b"x" * 101).content.decode()
    assert "at most 0 MB can be read" in page
    assert not ImportBatch.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    with pytest.raises(TooLarge):
        stage.upload(meeting=make_meeting(), file=ContentFile(b"x" * 101, "large.txt"))
    assert not ImportBatch.objects.exists()


def test_an_empty_file_is_refused_by_the_form(clerk):
    assert "The file is empty" in upload(clerk, make_meeting(), b"").content.decode()
    assert not ImportBatch.objects.exists()


def test_the_clerk_chooses_an_unclear_encoding_from_previews(clerk):
    text = "李明: 大家晚上好，会议现在开始，请大家坐好。\n王芳: 我们先讨论预算，预算比去年增加了百分之三。\n" * 3
    page = upload(clerk, make_meeting(), text.encode("gb18030"), "meeting.txt").content.decode()
    batch = ImportBatch.objects.get()
    assert batch.status == "encoding"
    assert "会议现在开始" in page
    post(clerk, "import:read", batch, encoding="gb18030")
    batch.refresh_from_db()
    assert (batch.status, batch.encoding) == ("staged", "gb18030")
    assert "会议现在开始" in texts(batch)[0]


def test_the_file_is_downloaded_unchanged_and_never_opens_in_the_browser(clerk):
    upload(clerk, make_meeting(), name='<b>"quoted".srt')
    response = clerk.get(reverse("desk:import-file", args=[ImportBatch.objects.get().pk]))
    assert b"".join(response.streaming_content).decode() == CAPTIONS
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    response.close()


def test_a_label_is_assigned_to_an_existing_speaker_by_name(clerk):
    batch = make_batch(make_meeting(), (("Rob", "Good evening."),))
    robin, label = make_speaker("Robin Sample"), batch.labels.get()
    post(clerk, "import:labels", batch, **{f"label-{label.pk}": "name", f"name-{label.pk}": "robin sample"})
    label.refresh_from_db()
    assert (label.speaker, label.certainty) == (robin, "decided")


def test_an_unknown_name_is_reported_and_the_other_decisions_are_kept(clerk):
    batch = make_batch(make_meeting(), (("Rob", "Good evening."), ("Kim", "Good evening.")))
    rob, kim = batch.labels.all()
    choices = {f"label-{rob.pk}": "name", f"name-{rob.pk}": "Nobody Known", f"label-{kim.pk}": "nobody"}
    response = post(clerk, "import:labels", batch, **choices)
    assert "no speaker called “Nobody Known”" in sentences(response)[0]
    kim.refresh_from_db()
    assert kim.certainty == "unidentified"


def test_the_number_decides_between_two_speakers_with_one_name(clerk):
    batch = make_batch(make_meeting(), (("Rob", "Good evening."),))
    label, _first, second = batch.labels.get(), make_speaker("Robin Sample"), make_speaker("Robin Sample")
    choice = {f"label-{label.pk}": "name", f"name-{label.pk}": "Robin Sample"}
    assert f"#{second.pk}" in sentences(post(clerk, "import:labels", batch, **choice))[0]
    choice[f"name-{label.pk}"] = f"Robin Sample #{second.pk}"
    post(clerk, "import:labels", batch, **choice)
    label.refresh_from_db()
    assert label.speaker == second


@pytest.mark.parametrize(
    ("label", "sent", "decided"),
    [
        ("jsmith", {"new": "Jo Sample"}, "Jo Sample"),
        ("jsmith", {"name": "robin sample"}, "Robin Sample"),
        ("jsmith", {"new": "", "name": "robin sample"}, "Robin Sample"),
        ("Kim Example", {"label": "new", "new": "Kim Sample"}, "Kim Sample"),
        ("Kim Example", {"new": "Kim Example"}, None),
        ("jsmith", {"new": "", "name": " "}, None),
    ],
)
def test_a_name_typed_in_a_box_is_the_decision_also_without_its_radio_button(clerk, label, sent, decided):
    make_speaker("Robin Sample")
    batch = make_batch(make_meeting(), ((label, "Good evening."),))
    row = batch.labels.get()
    post(clerk, "import:labels", batch, **{f"{name}-{row.pk}": value for name, value in sent.items()})
    row.refresh_from_db()
    assert (row.speaker and row.speaker.name) == decided


@pytest.mark.parametrize(
    "sent",
    [
        {"label": "nobody", "new": "Jo Sample"},
        {"label": "nobody", "name": "robin sample"},
        {"label": "name", "name": "robin sample", "new": "Jo Sample"},
        {"name": "robin sample", "new": "Jo Sample"},
    ],
)
def test_typed_names_that_contradict_the_choice_are_asked_about(clerk, sent):
    make_speaker("Robin Sample")
    batch = make_batch(make_meeting(), (("jsmith", "Good evening."),))
    row = batch.labels.get()
    response = post(clerk, "import:labels", batch, **{f"{name}-{row.pk}": value for name, value in sent.items()})
    row.refresh_from_db()
    assert row.speaker is None
    assert row.is_open
    assert "Who is “jsmith”?" in sentences(response)[0]


def test_a_handle_is_not_preset_as_a_new_speaker_and_not_counted_as_named(clerk):
    said = (("kpatel-clerk", "Good evening."), ("Tullio | City", "Good evening."), ("Kim Example", "Good evening."))
    batch = make_batch(make_meeting(), said)
    page = Page(clerk.get(reverse("desk:import", args=[batch.pk])).content.decode())
    presets = [page.one("input", name=f"new-{row.pk}").attributes["value"] for row in batch.labels.order_by("id")]
    chosen = [element for element in page.all("input", type="radio") if "checked" in element.attributes]
    assert presets == ["", "", "Kim Example"]
    assert {element.attributes["value"] for element in chosen} == {""}
    assert "3 turns: 3 with only the name in the source" in page.text
    assert "named speaker" not in page.text


def test_viewing_an_import_creates_nothing(clerk):
    upload(clerk, make_meeting())
    clerk.get(reverse("desk:import", args=[ImportBatch.objects.get().pk]))
    assert not Speaker.objects.exists()


def test_a_second_file_says_what_it_will_change(clerk):
    meeting = make_meeting()
    post(clerk, "import:save", make_batch(meeting), **BY_SOFTWARE)
    better = (*OPENING[:2], ("Robin Sample", OPENING[2][1].replace("three", "thirteen")), OPENING[4], ("Kim", "New."))
    batch = make_batch(meeting, better)
    page = " ".join(clerk.get(reverse("desk:import", args=[batch.pk])).content.decode().split())
    assert "<b>1 new</b>, <b>1 changed</b>, 3 unchanged" in page
    assert "1 missing from this file" in page
    assert "Is there a second?" in page


def test_an_import_can_be_undone_and_discarded(clerk):
    meeting = make_meeting()
    batch = make_batch(meeting)
    post(clerk, "import:save", batch, **BY_SOFTWARE)
    assert "The import is undone" in sentences(post(clerk, "import:take-back", batch))[0]
    assert not Statement.objects.exists()
    post(clerk, "import:discard", batch)
    batch.refresh_from_db()
    assert batch.status == "discarded"
    assert batch.file.storage.exists(batch.file.name)
    assert clerk.get(reverse("desk:import", args=[batch.pk])).status_code == 200


def test_a_saved_import_can_no_longer_be_changed(clerk):
    batch = make_batch(make_meeting())
    post(clerk, "import:save", batch, **BY_SOFTWARE)
    turn = batch.turns.first()
    assert "can no longer be changed" in turns(clerk, batch, "delete", turn, script=True).content.decode()
    assert batch.turns.count() == 5


def test_a_problem_names_its_line_and_links_to_its_turn(clerk):
    batch = make_batch(make_meeting())
    batch.problems = [[3, "A time goes backwards."], [None, "The end is missing."]]
    batch.save()
    page = " ".join(clerk.get(reverse("desk:import", args=[batch.pk])).content.decode().split())
    turn = batch.turns.get(line=3)
    assert f'<a href="?turn={turn.pk}#turn-{turn.pk}"> Line 3</a>: A time goes backwards.' in page
    assert "The end is missing." in page


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_markup_in_files_labels_and_texts_is_shown_as_text(clerk):
    turns_ = ((f"Robin {MARKUP}", f"Good evening {MARKUP}"), ("#", f"1. Call {MARKUP}"), ("*", MARKUP), OPENING[2])
    batch = make_batch(make_meeting(), turns_, name=f"{MARKUP.replace('/', '')}.txt")
    for turn in batch.turns.all():
        turn.title = MARKUP
        turn.save()
    batch.notes, batch.problems = [MARKUP], [[1, MARKUP]]
    batch.save()
    pages = [
        clerk.get(reverse("desk:import", args=[batch.pk])),
        clerk.get(reverse("desk:import-turn", args=[batch.pk, batch.turns.first().pk])),
        clerk.get(reverse("desk:work-list")),
        post(clerk, "import:save", batch, **BY_SOFTWARE),
    ]
    pages.append(clerk.get(reverse("desk:statement", args=[Statement.objects.first().pk])))
    pages.append(clerk.post(reverse("desk:statement-preview"), {"text": MARKUP, "title": MARKUP}))
    pages.append(clerk.get(reverse("desk:audit")))
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert "script-src" not in page.get("Content-Security-Policy", "")
        assert "default-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.slow
def test_the_source_type_is_preset_from_the_file_and_asked_on_saving(clerk):
    upload(clerk, make_meeting())
    batch = ImportBatch.objects.get()
    assert (batch.source_kind, batch.text_status) == ("machine_captions", "machine_transcript")
    refused = post(clerk, "import:save", batch, source_kind="transcript", text_status="machine_transcript")
    assert sentences(refused) == [
        "A transcript made by software is not an official one. Choose “Transcript made by software”."
    ]
    assert not Statement.objects.exists()
    post(clerk, "import:save", batch, source_kind="captions", text_status="verbatim")
    source = Statement.objects.first().source
    assert (source.kind, Statement.objects.first().text_status) == ("captions", "verbatim")


def test_a_refused_file_is_added_to_its_meeting_as_a_document(clerk):
    meeting = make_meeting()
    page = upload(clerk, meeting, "The hall is open from nine to five.\n", "agenda-2024-03-05.txt")
    batch = ImportBatch.objects.get()
    assert batch.status == "refused"
    assert "Add it to the meeting as a document" in page.content.decode()
    form = page.context["form"]
    given = {"kind": form.initial["kind"], "title": form.initial["title"], "seen": form.initial["seen"]}
    assert (given["kind"], given["title"]) == ("agenda", "agenda 2024 03 05")
    post(clerk, "import:document", batch, **given)
    document = meeting.documents.get()
    with document.file.open("rb") as kept, batch.file.open("rb") as came:
        assert kept.read() == came.read()
    batch.refresh_from_db()
    assert batch.status == "discarded"


def test_the_same_words_in_another_form_of_a_page_are_not_taken_for_a_second_time():
    client, batch = signed_in(make_person(Role.EDITOR)), make_batch(make_meeting())
    words, question = "The clerk of the Sample Lake board", "Save this a second time?"
    sent = [("about", "source_publisher"), ("speakers", "reason"), ("about", "source_publisher")]
    pages = [
        press(client, f"import:{act}", batch.pk, {name: words, "form_number": f"{number:032x}"}).content.decode()
        for number, (act, name) in enumerate(sent)
    ]
    assert [question in page for page in pages] == [False, False, True]


def test_the_same_file_in_two_meetings_is_a_question(clerk):
    first, second = make_meeting(), make_meeting()
    upload(clerk, first, name="a.srt")
    told = upload(clerk, second, name="b.srt").content.decode()
    assert f"The same file was imported into {first}." in told
    save = "import:save", second.imports.get().pk
    asked = press(clerk, *save, BY_SOFTWARE).content.decode()
    assert "Save the same file into two meetings?" in asked
    assert not Statement.objects.exists()
    press(clerk, *save, {**BY_SOFTWARE, "sure": "yes"})
    assert set(Statement.objects.values_list("meeting", flat=True)) == {second.pk}
