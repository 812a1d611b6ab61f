"""Speakers at the desk: names, offices over time, merging and splitting."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from archive.actions.objects import merge_speakers, split_speaker, undo_merge, undoable
from archive.actions.rules import is_public, version_of
from archive.desk.answers import post_view, say, say_form_errors
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.fields import SeenField, WrittenDateField, as_typed
from archive.desk.forms.named import NamedForm
from archive.desk.forms.object import ObjectForm, typed
from archive.desk.forms.pickers import SpeakerField
from archive.desk.object_pages import FormPages, Link, ObjectPages
from archive.desk.paging import part_of
from archive.desk.saving import saved
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import View, allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.whole_number import whole_numbers
from archive.models import Office, Speaker, SpeakerMerge, SpeakerName

MAY_MERGE = "archive.merge_speaker"


class SpeakerForm(NamedForm):
    """A person or an organisation. The slug is made from the name and stays."""

    picker = SpeakerField

    class Meta:
        model = Speaker
        formfield_callback = as_typed
        fields = typed(Speaker)
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class SpeakerNameForm(ObjectForm):
    """Another spelling, for one board's sources or for all."""

    class Meta:
        model = SpeakerName
        fields = typed(SpeakerName)
        labels = {"name": "Another spelling", "board": "Only used at"}


class OfficeForm(ObjectForm):
    """An office held over a time."""

    class Meta:
        model = Office
        fields = typed(Office)
        labels = {"from_date": "From", "to_date": "To"}


class MergeForm(forms.Form):
    """The speaker to merge into."""

    seen = SeenField()
    kept = SpeakerField(
        required=True, label="Is the same as", help_text="The speaker to keep. Everything said moves there."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SpeakerField, self.fields["kept"]).of(None)


class SplitForm(forms.Form):
    """The name of the second person, and what they said: at boards, in meetings, within dates, or one by one.

    The dates limit what was said at the boards; without a board they count for all of them.
    """

    seen = SeenField()
    name = forms.CharField(label="Name of the other speaker", max_length=300)
    boards = forms.MultipleChoiceField(
        label="All that was said at", required=False, widget=forms.CheckboxSelectMultiple
    )
    since = WrittenDateField(label="Said from", required=False, help_text="Such as 13 August 2024, 2024-08 or 2024.")
    until = WrittenDateField(label="Until", required=False)
    meetings = forms.MultipleChoiceField(
        label="All that was said in", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, speaker: Speaker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = speaker.statements.select_related("board", "meeting__board").order_by("-date", "-number")
        rows = list(self.statements)
        boards = Counter(row.board for row in rows)
        meetings = Counter(row.meeting for row in rows if row.meeting)
        for name, counts in (("boards", boards), ("meetings", meetings)):
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = [(str(one.pk), f"{one}: {number}") for one, number in counts.items()]

    def chosen(self) -> set[int]:
        """Return the numbers of the statements at the boards, in the meetings and within the dates that were chosen."""
        data = self.cleaned_data
        boards, meetings = set(data["boards"]), set(data["meetings"])
        is_dated = bool(data["since"] or data["until"])
        first = data["since"].first if data["since"] else datetime.date.min
        last = data["until"].last if data["until"] else datetime.date.max
        return {
            row.pk
            for row in self.statements
            if str(row.meeting_id) in meetings
            or (
                (str(row.board_id) in boards or (is_dated and not boards))
                and first <= row.date.first
                and row.date.last <= last
            )
        }


class SpeakerPages(ObjectPages[Speaker]):
    """The speakers. The page of one has everything that staff can do."""

    name, plural, title = "speaker", "speakers", "Speakers"
    permission, adding = "archive.view_speaker", ("archive.add_speaker", "desk:speaker-new", "New speaker")
    template, find, columns = "desk/speakers.html", "Name or spelling", ("Name", "Offices", "Statements")
    searched = ("name", "names__name")
    form, form_template, new_title = SpeakerForm, "desk/speaker.html", "New speaker"
    listed = (
        Speaker.objects.current()
        .annotate(said=Count("statements", distinct=True))
        .order_by(NullIf("sort_name", Value("")).asc(nulls_last=True), "name", "id")
        .prefetch_related("offices__board")
    )
    related = ("merged_into",)
    form_lede, created = "Readers see a speaker once one of their statements is published.", ""
    deletion, lost = "Delete the speaker", "Their spellings and offices are deleted too."
    stays = "{} has statements or was merged with others. Merge or split instead."

    def with_words(self, rows: QuerySet[Speaker], words: Sequence[str]) -> QuerySet[Speaker]:
        """Return each speaker once, however many of their spellings have the words."""
        return super().with_words(rows, words).distinct()

    def about(self, row: Speaker) -> Mapping[str, Any]:
        """Return the offices, spellings and merges of the speaker, with the forms that add to them."""
        merges: list[Any] = [merge for merge in row.merges.select_related("gone", "actor") if undoable(merge)]
        for merge in merges:
            merge.seen = version_of(merge)
        return {
            "public": is_public(row),
            "names": [(name, version_of(name)) for name in row.names.select_related("board")],
            "name_form": SpeakerNameForm(instance=SpeakerName(speaker=row), auto_id="name-%s"),
            "offices": row.offices.select_related("board").order_by("-from_date", "-id"),
            "office_form": OfficeForm(instance=Office(speaker=row), auto_id="office-%s"),
            "merge_form": MergeForm(),
            "merges": merges,
            "count": row.statements.count(),
        }


Fact = TypeVar("Fact", bound=Office | SpeakerName)


class FactPages(FormPages[Fact]):
    """The offices or the spellings of speakers, on whose pages they stand."""

    related, leads_up, deleted = ("speaker", "board"), True, "“{}” is removed."

    def above(self, row: Fact | None) -> Link:
        """Return the page of the speaker."""
        return (reverse("desk:speaker", args=[row.speaker_id]), str(row.speaker)) if row else ("", "")


class OfficePages(FactPages[Office]):
    """The offices, which usually end."""

    name, form = "office", OfficeForm
    deletion, lost = "Remove the office", "The record no longer says that it was held. If it ended, set its end."


class SpellingPages(FactPages[SpeakerName]):
    """The spellings. They have no pages of their own."""

    name, form = "speakername", SpeakerNameForm
    deletion, lost = "Remove the spelling", "Files that print this name no longer lead to the speaker."

    def page_of(self, row: SpeakerName) -> str:
        """Return the page of the speaker."""
        return self.above(row)[0]


pages, offices, spellings = SpeakerPages(), OfficePages(), SpellingPages()


def _adding(form: type[ObjectForm], what: str) -> View:
    """Make the view that adds an office or a spelling, or shows the speaker's page with the errors of the form."""
    model: Any = form._meta.model

    @allowed(f"archive.add_{model._meta.model_name}")
    def add(request: StaffRequest, pk: int) -> HttpResponse:
        speaker = get_object_or_404(Speaker, pk=pk)
        sent = form(request.POST, instance=model(speaker=speaker), auto_id=f"{what}-%s")
        if saved(request, sent):
            messages.success(request, "Added.")
            return redirect("desk:speaker", pk=pk)
        stored, seen = with_version(pages.rows, pk=pk)
        return pages.show(request, stored, seen, SpeakerForm(instance=stored, seen=seen), **{f"{what}_form": sent})

    return add


speaker_name_add, office_add = _adding(SpeakerNameForm, "name"), _adding(OfficeForm, "office")


@post_view(MAY_MERGE, Speaker)
def speaker_merge(request: StaffRequest, gone: Speaker) -> HttpResponse:
    """Merge the speaker into another one."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        say_form_errors(request, form)
        return redirect("desk:speaker", pk=gone.pk)
    if asked := ask_first(request, _to_merge(gone, form.cleaned_data["kept"])):
        return asked
    merge = merge_speakers(gone=gone, actor=request.user, **form.cleaned_data)
    messages.success(request, f"{gone} is now {merge.kept}. You can undo this on this page for a day.")
    return redirect("desk:speaker", pk=merge.kept_id)


@post_view(MAY_MERGE, SpeakerMerge.objects.select_related("gone"))
def merge_undo(request: StaffRequest, merge: SpeakerMerge) -> HttpResponse:
    """Undo a merge of the last day."""
    undo_merge(merge=merge, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"{merge.gone} is a separate speaker again.")
    return redirect("desk:speaker", pk=merge.gone_id)


@allowed(MAY_MERGE)
def speaker_split(request: StaffRequest, pk: int) -> HttpResponse:
    """Give some of a speaker's statements to a new one."""
    speaker, seen = with_version(Speaker.objects.all(), pk=pk)
    form = SplitForm(request.POST or None, speaker=speaker, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        ticked: dict[str, Any] = {name: whole_numbers(request.POST.getlist(name)) for name in ("statements", "offices")}
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
