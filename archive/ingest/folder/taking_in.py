"""Stores each file of a folder, once. Reading it is a later step, so that a killed import goes on where it was."""

import hashlib
from enum import StrEnum

from django.core.files.base import ContentFile
from django.db import transaction

from archive.actions.rules import ask
from archive.ingest.folder.given import Given
from archive.ingest.folder.opened import FolderFile
from archive.ingest.staging.stage import name_to_keep, no_file_left_behind
from archive.machine.database import one_at_a_time
from archive.models import ImportBatch, IncomingFile, User

NAME_LENGTH = 300
Status = IncomingFile.Status


class TakenIn(StrEnum):
    """What happened to a file."""

    NEW = "new"
    KNOWN = "in the archive already"
    AGAIN = "waiting already"
    REFUSED = "refused before"


def take_in(file: FolderFile, given: Given, actor: User | None = None) -> tuple[IncomingFile, TakenIn]:
    """Store the file, unless the archive has one with the same bytes, and return its row and what happened.

    A file that waits for a person takes what is ``given`` now, and is read again. Raise NotAllowed if the actor may not
    import.
    """
    ask(actor, "add_statement", "add_meeting")
    # A file that is too large to be read has no bytes here: its name and size stand for it.
    digest = hashlib.sha256(file.data or f"{file.name} {file.refusal}".encode()).hexdigest()
    with no_file_left_behind() as stored, transaction.atomic():
        one_at_a_time(f"file {digest}")
        row = IncomingFile.objects.filter(file_sha256=digest).first()
        if row is None:
            row = IncomingFile(file_sha256=digest, uploaded_by=actor)
            row.name = name_to_keep(file.name, row)[-NAME_LENGTH:]
        elif row.status != Status.STAGED:
            said = given.over(Given.of(row.given)).stored()
            if row.status == Status.ASKS and said != row.given:
                row.given, row.status = said, Status.WAITING
                row.save(update_fields=["given", "status"])
            return row, TakenIn.REFUSED if row.status == Status.REFUSED else TakenIn.AGAIN
        if ImportBatch.objects.of_file(digest).exists():
            return row, TakenIn.KNOWN
        row.given, row.asks = given.stored(), []
        row.status, row.refusal = (Status.REFUSED, file.refusal) if file.refusal else (Status.WAITING, "")
        if not file.refusal:
            row.file = ContentFile(file.data, name=name_to_keep(file.name, row).rpartition("/")[2])
            stored.append(row.file)
        row.save()
    return row, TakenIn.NEW
