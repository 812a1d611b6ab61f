"""Take a document away from a meeting."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.models import Meeting, Source, User


@transaction.atomic
def remove_document(*, meeting: Meeting, document: Source, actor: User | None = None) -> None:
    """Take the document off the meeting; the source and its file are kept, for statements may come from them.

    Raise ValidationError where it is no document of the meeting.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting.pk)
    if not meeting.documents.filter(pk=document.pk).exists():
        raise ValidationError(f"{document} is no document of this meeting.")
    meeting.documents.remove(document)
    audit(actor=actor, verb=Verb.CHANGED, record=meeting, note=f"Document taken away: {document}.")
