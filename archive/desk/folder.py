"""Import a folder: many files or a zip at once, and the one list of what a person must decide."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render

from archive.actions.objects import save_object
from archive.desk.answers import or_say_why, post_view
from archive.desk.import_labels import preset_name
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.ingest.folder.given import Given, ManifestWrong, read_manifest
from archive.ingest.folder.opened import FolderFile, files_in_zip
from archive.ingest.folder.questions import LabelQuestion, Question, answer, answer_label, leave_out, open_questions
from archive.ingest.folder.staging import Asked
from archive.ingest.folder.taking_in import TakenIn, take_in
from archive.ingest.limits import FILE_BYTES
from archive.ingest.refusals import Refused
from archive.ingest.staging.staged_labels import find_speaker, is_whole_name
from archive.language.dates.typed import written_date
from archive.machine.web.whole_number import whole_number, whole_numbers
from archive.models import Board, ImportBatch, IncomingFile, Speaker, current_site, new_board


class ManyFiles(forms.ClearableFileInput):
    """A choice of many files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files, each as a single ``FileField`` has it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return every file; raise ValidationError for none, and for one that is empty."""
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in sent or [None]]


class FolderForm(forms.Form):
    """Many files of meetings, or a zip of them."""

    uploads = ManyFilesField(
        label="Files, or a zip",
        help_text=(
            "Transcripts, captions and minutes of any number of meetings, up to 100 MB at once. Names with the board "
            "and the date spare you questions: “sample-council/2024-03-05.vtt”. Every file is kept unchanged."
        ),
        error_messages={"empty": "One of the files is empty. Choose the others."},
    )
    board = forms.ModelChoiceField(
        Board.objects.order_by("name"), required=False, label="Board of all files", empty_label="As the files say"
    )
    manifest = forms.FileField(
        required=False,
        label="Manifest",
        help_text="A CSV with a column “file”, and any of board, date, kind, title, publisher and url.",
    )


MAY_IMPORT = "archive.add_statement"
FOLDER_ROWS_SHOWN = 40
Status = IncomingFile.Status


@allowed(MAY_IMPORT)
def folder(request: StaffRequest) -> HttpResponse:
    """Take files in, and show how far the site is and what it asks."""
    form = FolderForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            message = _take_in(request, form)
        except (ManifestWrong, Refused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, message)
            return redirect("desk:folder")
    questions = open_questions()
    counts = dict(IncomingFile.objects.order_by().values_list("status").annotate(Count("pk")))
    context = {
        "form": form,
        "counts": [(counts[one.value], one.label) for one in Status if one.value in counts],
        "waiting": counts.get(Status.WAITING, 0),
        "questions": [_question_for_page(question) for question in questions[:FOLDER_ROWS_SHOWN]],
        "more": max(0, len(questions) - FOLDER_ROWS_SHOWN),
        "boards": Board.objects.order_by("name"),
        "may_add_board": request.user.has_perm("archive.add_board"),
        "refused": IncomingFile.objects.filter(status=Status.REFUSED)[:FOLDER_ROWS_SHOWN],
        "chosen": [
            batch
            for batch in ImportBatch.objects.in_progress().select_related("meeting__board")
            if batch.status == ImportBatch.Status.ENCODING or batch.asks_for_reading
        ][:FOLDER_ROWS_SHOWN],
    }
    return render(request, "desk/folder.html", context)


def _take_in(request: StaffRequest, form: FolderForm) -> str:
    """Store the files that were sent, and return what happened to them."""
    board, file = form.cleaned_data["board"], form.cleaned_data["manifest"]
    manifest = read_manifest(file.read()) if file else {}
    of_all = Given(board=board.name if board else "")
    outcomes = [take_in(one, manifest.get(one.name, Given()).over(of_all), request.user)[1] for one in _files(form)]
    counts = ", ".join(f"{outcomes.count(one)} {one}" for one in TakenIn if one in outcomes)
    return f"Files: {counts or 'none'}. The site reads them now: below you see how far it is."


def _files(form: FolderForm) -> Iterator[FolderFile]:
    for file in form.cleaned_data["uploads"]:
        if (file.name or "").lower().endswith(".zip"):
            yield from files_in_zip(file)
        elif file.size > FILE_BYTES:
            yield FolderFile(file.name, refusal="It is too large to be read. Split it.")
        else:
            yield FolderFile(file.name, file.read())


def _question_for_page(question: Question) -> dict[str, Any]:
    """Return a question for the page, with what is proposed."""
    files, turns = question.unlocks
    row: dict[str, Any] = {"question": question, "files": files, "turns": turns}
    if isinstance(question, LabelQuestion):
        name = preset_name(question.labels[0])
        meetings = [label.batch.meeting for label in question.labels]
        row |= {
            "label": question.labels[0],
            "meetings": [label.batch for label in question.labels[:FOLDER_ROWS_SHOWN]],
            "from": min(meeting.date for meeting in meetings),
            "to": max(meeting.date for meeting in meetings),
            "suggestions": question.suggestions[:4],
            "new": name if is_whole_name(name) else "",
        }
    return row


@allowed(MAY_IMPORT)
@or_say_why
def folder_answer(request: StaffRequest) -> HttpResponse:
    """Take the answer to one question."""
    what, said = request.POST.get("what", ""), request.POST.get("said", "")
    rows = list(IncomingFile.objects.asking().filter(pk__in=whole_numbers(request.POST.getlist("file"))))
    if what not in set(Asked) or not rows:
        raise ValidationError("The question was answered meanwhile. Nothing was changed.")
    value = _answer_to(request, Asked(what), said)
    answer(files=rows, what=Asked(what), said=said, value=value, actor=request.user)
    messages.success(request, f"Answered for {len(rows)} file{'' if len(rows) == 1 else 's'}. They are read again now.")
    return redirect("desk:folder")


def _answer_to(request: StaffRequest, what: Asked, said: str) -> str:
    typed = " ".join(request.POST.get("value", "").split())
    if what is Asked.BOARD and typed == "new":
        board = new_board(said, current_site())
        save_object(instance=board, actor=request.user)
        return str(board.pk)
    if what is Asked.DATE:
        try:
            return written_date(typed).isoformat()
        except ValueError as error:
            raise ValidationError(str(error)) from error
    if not whole_number(typed):
        raise ValidationError("Choose one first.")
    return typed


@allowed(MAY_IMPORT)
@or_say_why
def folder_label(request: StaffRequest) -> HttpResponse:
    """Decide a label in every import of its board in which it is open."""
    asked = (question for question in open_questions() if isinstance(question, LabelQuestion))
    wanted = set(whole_numbers(request.POST.getlist("label")))
    question = next((one for one in asked if wanted & {label.pk for label in one.labels}), None)
    if question is None:
        raise ValidationError("The label was decided meanwhile. Nothing was changed.")
    speaker = _speaker(request, question)
    answer_label(question=question, speaker=speaker)
    meant = speaker.name if speaker else "nobody"
    messages.success(request, f"“{question.text}” is {meant} in {question.unlocks[0]} files.")
    return redirect("desk:folder")


def _speaker(request: StaffRequest, question: LabelQuestion) -> Speaker | None:
    chosen, typed = request.POST.get("speaker", ""), request.POST.get("name", "")
    if chosen == "nobody" and not typed.strip():
        return None
    if chosen == "new" and not typed.strip():
        speaker = Speaker(name=preset_name(question.labels[0]))
        save_object(instance=speaker, actor=request.user)
        return speaker
    meant = find_speaker(typed or f"#{chosen}" if typed or chosen.isdecimal() else "")
    if meant is None:
        raise ValidationError(f"Choose or type who “{question.text}” is.")
    return meant


@post_view(MAY_IMPORT, IncomingFile.objects.exclude(status=Status.STAGED))
def folder_leave_out(request: StaffRequest, row: IncomingFile) -> HttpResponse:
    """Forget a file that could not be read, or that nobody wants."""
    leave_out(row=row, actor=request.user)
    messages.success(request, f"{row.name} is left out.")
    return redirect("desk:folder")
