"""The documents of a meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.objects import save_object
from archive.actions.rules import (
    NOT_SAID,
    FieldChange,
    Verb,
    Why,
    ask_to_change,
    audit,
    change_in_public,
    check_version,
)
from archive.models import Meeting, Source, User


@transaction.atomic
def add_document(
    *, meeting: Meeting, document: Source, why: Why = NOT_SAID, seen: str | None = None, actor: User | None = None
) -> None:
    """Save the document, with its file and checksum, and add it to the meeting.

    For a public meeting, the corrections log tells readers why. ``seen`` is the version of the meeting that the actor
    saw. Raise NotAllowed if the actor may not do this, ChangedMeanwhile if the meeting has changed since, and
    ValidationError if a reason is missing, if the document is not valid, or if the meeting already has the same file or
    address.
    """
    ask_to_change(actor, "change_meeting", meeting)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    check_version(instance=meeting, seen=seen, actor=actor)
    document.clean()
    same = {"file_sha256": document.file_sha256} if document.file else {"file": "", "url": document.url}
    if there := meeting.documents.filter(**same).first():
        raise ValidationError(f"The meeting has this document already: {there}.")
    change = FieldChange("document", "", str(document))
    change_in_public(owner=meeting, changes=[change], why=why, actor=actor)
    save_object(instance=document, actor=actor)
    meeting.documents.add(document)
    audit(actor=actor, verb=Verb.CHANGED, instance=meeting, note=f"Document added: {document}.")


@transaction.atomic
def remove_document(
    *, meeting: Meeting, document: Source, why: Why = NOT_SAID, seen: str | None = None, actor: User | None = None
) -> None:
    """Remove the document from the meeting. The source and its file stay, because statements may come from them.

    For a public meeting, the corrections log tells readers why. ``seen`` is the version of the meeting that the actor
    saw. Raise NotAllowed if the actor may not do this, ChangedMeanwhile if the meeting has changed since, and
    ValidationError if a reason is missing, if the document is not one of the meeting's, or if it is the official one of
    a decision.
    """
    ask_to_change(actor, "change_meeting", meeting)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    # A decision that is just taking the document holds the same row.
    if not list(Meeting.documents.through.objects.select_for_update().filter(meeting=meeting, source=document)):
        raise ValidationError(f"{document} is not a document of this meeting.")
    if decided := document.decisions.filter(statement__meeting=meeting).first():
        raise ValidationError(f"It is the official document of statement {decided.pk}. Take it from there first.")
    check_version(instance=meeting, seen=seen, actor=actor)
    change = FieldChange("document", str(document), "")
    change_in_public(owner=meeting, changes=[change], why=why, actor=actor)
    meeting.documents.remove(document)
    audit(actor=actor, verb=Verb.CHANGED, instance=meeting, note=f"Document removed: {document}.")
