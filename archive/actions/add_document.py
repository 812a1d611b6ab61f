"""Put a document with a meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.save_record import save_record
from archive.models import Meeting, Source, User


@transaction.atomic
def add_document(*, meeting: Meeting, document: Source, actor: User | None = None) -> None:
    """Save the document, with its file and checksum, and put it with the meeting.

    Raise ValidationError where the record refuses it, or where the meeting has the same file or address already.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    document.clean()
    same = {"file_sha256": document.file_sha256} if document.file else {"file": "", "url": document.url}
    if there := meeting.documents.filter(**same).first():
        raise ValidationError(f"The meeting has this document already: {there}.")
    save_record(record=document, actor=actor)
    meeting.documents.add(document)
    audit(actor=actor, verb=Verb.CHANGED, record=meeting, note=f"Document added: {document}.")
