"""Speakers at the desk: names, offices over time, merging and splitting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, ProtectedError, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from archive.actions.objects import delete_object, merge_speakers, split_speaker, undo_merge, undoable
from archive.actions.rules import is_public, version_of
from archive.desk.answers import or_say_why, say, say_form_errors
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.object import ObjectForm, why_of
from archive.desk.forms.speaker import MergeForm, OfficeForm, SpeakerForm, SpeakerNameForm, SplitForm
from archive.desk.paging import part_of, typed
from archive.desk.saving import form_page, saved
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Office, Speaker, SpeakerMerge, SpeakerName

SPEAKERS_A_PAGE = 100
MAY_MERGE = "archive.merge_speaker"


@require_safe
@allowed("archive.view_speaker")
def speaker_list(request: StaffRequest) -> HttpResponse:
    """List the speakers by name, or those whose name or spelling contains the typed words."""
    words = typed(request)
    speakers = Speaker.objects.current().annotate(said=Count("statements", distinct=True)).order_by("name", "id")
    for word in words.split():
        speakers = speakers.filter(Q(name__icontains=word) | Q(names__name__icontains=word)).distinct()
    page = part_of(request, speakers.prefetch_related("offices__board"), SPEAKERS_A_PAGE)
    return render(request, "desk/speakers.html", {"page": page, "q": words})


@allowed("archive.add_speaker")
def speaker_new(request: StaffRequest) -> HttpResponse:
    """Create a speaker. Readers see them with their first published statement."""
    form = SpeakerForm(request.POST or None)
    if saved(request, form):
        return redirect("desk:speaker", pk=form.instance.pk)
    return form_page(request, "desk/speaker_new.html", form)


@allowed("archive.change_speaker")
def speaker_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a speaker with everything that staff can do. Changes that readers can see are made in public."""
    speaker, seen = with_version(Speaker.objects.select_related("merged_into"), pk=pk)
    form = SpeakerForm(request.POST or None, instance=speaker, seen=seen)
    if saved(request, form):
        messages.success(request, "Saved.")
        return redirect("desk:speaker", pk=pk)
    return speaker_page(request, speaker, seen, form=form)


def speaker_page(request: StaffRequest, speaker: Speaker, seen: str, **forms: Any) -> HttpResponse:
    """Show a speaker; ``forms`` are those that were sent and refused."""
    merges: list[Any] = [merge for merge in speaker.merges.select_related("gone", "actor") if undoable(merge)]
    for merge in merges:
        merge.seen = version_of(merge)
    names = [(name, version_of(name)) for name in speaker.names.select_related("board")]
    shown: dict[str, Any] = {
        "form": SpeakerForm(instance=speaker, seen=seen),
        "name_form": SpeakerNameForm(instance=SpeakerName(speaker=speaker), auto_id="name-%s"),
        "office_form": OfficeForm(instance=Office(speaker=speaker), auto_id="office-%s"),
    }
    context: dict[str, Any] = {
        **shown,
        "speaker": speaker,
        "seen": seen,
        "public": is_public(speaker),
        "names": names,
        "offices": speaker.offices.select_related("board").order_by("-from_date", "-id"),
        "merge_form": MergeForm(initial={"seen": seen}),
        "merges": merges,
        "count": speaker.statements.count(),
    }
    context |= forms
    return form_page(request, "desk/speaker.html", context.pop("form"), **context)


@require_POST
@allowed("archive.add_speakername")
def speaker_name_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add another spelling."""
    speaker = get_object_or_404(Speaker, pk=pk)
    form = SpeakerNameForm(request.POST, instance=SpeakerName(speaker=speaker), auto_id="name-%s")
    return _added(request, speaker, "name_form", form)


@require_POST
@allowed("archive.add_office")
def office_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add an office."""
    speaker = get_object_or_404(Speaker, pk=pk)
    form = OfficeForm(request.POST, instance=Office(speaker=speaker), auto_id="office-%s")
    return _added(request, speaker, "office_form", form)


@allowed("archive.change_office")
def office_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change an office, usually to set its end."""
    office, seen = with_version(Office.objects.select_related("speaker", "board"), pk=pk)
    form = OfficeForm(request.POST or None, instance=office, seen=seen)
    if saved(request, form):
        messages.success(request, "Saved.")
        return redirect("desk:speaker", pk=office.speaker_id)
    return form_page(request, "desk/office.html", form, office=office, seen=seen, public=is_public(office.speaker))


@require_POST
@allowed("archive.delete_speakername")
@or_say_why
def speaker_name_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a spelling."""
    return _delete(request, get_object_or_404(SpeakerName.objects.select_related("speaker"), pk=pk))


@require_POST
@allowed("archive.delete_office")
@or_say_why
def office_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete an office that was never held."""
    return _delete(request, get_object_or_404(Office.objects.select_related("speaker", "board"), pk=pk))


@require_POST
@allowed("archive.delete_speaker")
@or_say_why
def speaker_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a speaker without statements."""
    speaker = get_object_or_404(Speaker, pk=pk)
    leave = reverse("desk:speaker", args=[pk])
    says = ("Their spellings and offices are deleted too. Nobody can undo this.",)
    if asked := ask_first(request, Confirmation(f"Delete {speaker}?", says, "Delete", leave)):
        return asked
    try:
        delete_object(instance=speaker, seen=request.POST.get("seen", ""), actor=request.user)
    except ProtectedError as error:
        raise ValidationError(f"{speaker} has statements or was merged with others. Merge or split instead.") from error
    messages.success(request, f"{speaker} is deleted.")
    return redirect("desk:speakers")


@require_POST
@allowed(MAY_MERGE)
@or_say_why
def speaker_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Merge the speaker into another one."""
    gone = get_object_or_404(Speaker, pk=pk)
    form = MergeForm(request.POST)
    if not form.is_valid():
        say_form_errors(request, form)
        return redirect("desk:speaker", pk=pk)
    if asked := ask_first(request, _to_merge(gone, form.cleaned_data["kept"])):
        return asked
    merge = merge_speakers(gone=gone, actor=request.user, **form.cleaned_data)
    messages.success(request, f"{gone} is now {merge.kept}. You can undo this on this page for a day.")
    return redirect("desk:speaker", pk=merge.kept_id)


@require_POST
@allowed(MAY_MERGE)
@or_say_why
def merge_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Undo a merge of the last day."""
    merge = get_object_or_404(SpeakerMerge.objects.select_related("gone"), pk=pk)
    undo_merge(merge=merge, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"{merge.gone} is a separate speaker again.")
    return redirect("desk:speaker", pk=merge.gone_id)


@allowed(MAY_MERGE)
def speaker_split(request: StaffRequest, pk: int) -> HttpResponse:
    """Give some of a speaker's statements to a new one."""
    speaker, seen = with_version(Speaker.objects.all(), pk=pk)
    form = SplitForm(request.POST or None, speaker=speaker, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        ticked: dict[str, Any] = {
            name: [int(value) for value in request.POST.getlist(name) if value.isdecimal()]
            for name in ("statements", "offices")
        }
        try:
            given = {name: form.cleaned_data[name] for name in ("name", "seen")}
            ticked["statements"] = [*ticked["statements"], *form.chosen()]
            other = split_speaker(speaker=speaker, actor=request.user, **given, **ticked)
        except ValidationError as error:
            say(request, error)
            say_seen(form, seen)
        else:
            messages.success(request, f"{other} is now a separate speaker.")
            return redirect("desk:speaker", pk=other.pk)
    statements = speaker.statements.select_related("current_revision", "board").order_by("-date", "-number")
    context = {"form": form, "speaker": speaker, "page": part_of(request, statements), "offices": speaker.offices.all()}
    return render(request, "desk/speaker_split.html", context)


def _to_merge(gone: Speaker, kept: Speaker) -> Confirmation:
    """Return the confirmation before the two become one speaker."""
    count = gone.statements.count()
    seen = " Readers see this at once, in the corrections log too." if is_public(gone) or is_public(kept) else ""
    said = f"{count} statement{'' if count == 1 else 's'} of {gone}"
    says = (
        f"{said} will be {kept}’s, with the spellings and offices.{seen}",
        f"The page of {gone} will lead to {kept}. You can undo this for a day.",
    )
    return Confirmation(f"Merge {gone} into {kept}?", says, "Merge", reverse("desk:speaker", args=[gone.pk]))


def _added(request: StaffRequest, speaker: Speaker, name: str, form: ObjectForm) -> HttpResponse:
    """Add what was sent, or show the speaker's page with its errors."""
    if saved(request, form):
        messages.success(request, "Added.")
        return redirect("desk:speaker", pk=speaker.pk)
    stored, seen = with_version(Speaker.objects.select_related("merged_into"), pk=speaker.pk)
    return speaker_page(request, stored, seen, **{name: form})


def _delete(request: StaffRequest, fact: SpeakerName | Office) -> HttpResponse:
    delete_object(instance=fact, why=why_of(request.POST), seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"“{fact}” is removed.")
    return redirect("desk:speaker", pk=fact.speaker_id)
