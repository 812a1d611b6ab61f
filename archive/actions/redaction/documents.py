"""Take out documents that contain redacted words, with their stored files, and again after a restore."""

from collections.abc import Iterable, Iterator

from django.db import models

from archive.actions.removed_words import disk
from archive.actions.rules import FieldChange, Verb, Why, audit, change_in_public
from archive.log import destroy_salts
from archive.models import AuditEntry, ChangeNote, Correction, Decision, Meeting, Source, Statement, User
from archive.models.incoming.staging import forget_source_files

TITLE = "title"  # what the corrections log calls the title of a source


def take_out_documents(*, statement: Statement, documents: Iterable[Source], reason: str, actor: User | None) -> None:
    """Remove the documents from every meeting and decision and delete their files, in the caller's transaction.

    The rows of the sources stay. For a public meeting, the corrections log has the reason of the redaction. Neither it,
    also where it told of the document before, nor the entry of the audit trail has the title, which may tell what was
    removed.
    """
    for document in documents:
        for meeting in Meeting.objects.filter(documents=document).select_related("board"):
            change = FieldChange("document", str(document.get_kind_display()), "")
            change_in_public(owner=meeting, changes=[change], why=Why(reason), actor=actor)
        note = f"Its file is deleted, because it has words redacted from statement {statement.pk}."
        audit_taken_out(document, note, actor)
        disk.add(statement.pk, forget(document.pk))


def audit_taken_out(document: Source, note: str, actor: User | None) -> AuditEntry:
    """Add to the audit trail, under its number, that a document was taken out."""
    return audit(actor=actor, verb=Verb.REDACTED, instance=document, note=note, name=f"Source {document.pk}")


def taken_out() -> Iterator[AuditEntry]:
    """Yield an audit entry for each document that was taken out."""
    yield from AuditEntry.objects.filter(verb=Verb.REDACTED, subject="source").select_related("actor").order_by("pk")


def forget(document: int) -> list[str]:
    """Remove the document with the key from every meeting and decision, and its file; return the files to delete."""
    kept = Source.objects.filter(pk=document)
    files = list(kept.exclude(file="").values_list("file", flat=True))
    # The same file may be stored for other sources.
    forget_source_files(files)
    meetings = Meeting.documents.through.objects.filter(source=document)
    listed = list(meetings.values_list("meeting", flat=True))
    ChangeNote.objects.leave(ChangeNote.Subject.MEETING, listed, ChangeNote.Kind.REDACTED)
    meetings.delete()
    decisions = Decision.objects.filter(document=document)
    decided = list(decisions.values_list("pk", flat=True))
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, decided, ChangeNote.Kind.REDACTED)
    decisions.update(document=None)
    _forget_title(kept.get())
    return files


def _forget_title(document: Source) -> None:
    """Name the document by its kind wherever the corrections log has a title of it, also of former meetings."""
    own = Correction.objects.filter(source=document)
    former = (value for one in own for label, *values in one.changes if label == TITLE for value in values)
    titles, kind = {document.title, *former}, str(document.get_kind_display())
    behind_publisher, lost = tuple(f": {title}" for title in titles), []
    for one in Correction.objects.exclude(changes=[]).iterator():
        changes = [
            [label, *(kind if value in titles or value.endswith(behind_publisher) else value for value in values)]
            for label, *values in one.changes
        ]
        if changes != one.changes:
            models.QuerySet(Correction).filter(pk=one.pk).update(changes=changes)
            lost.append(one)
    destroy_salts(lost)
