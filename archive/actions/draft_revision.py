"""Write down the words a statement is to have next, without publishing them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.models import Revision, Statement, User


@transaction.atomic
def draft_revision(
    *, statement: Statement, text: str, title: str = "", reason: str = "", author: User | None = None
) -> Revision:
    """Make or replace the statement's draft revision and return it.

    Published revisions are left alone. Line ends become line feeds and the title one line; else the words stay byte for
    byte. Raise ValidationError for an empty text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        raise ValidationError("A statement needs its words.", code="empty")
    last = statement.revisions.published().order_by("-number").first()
    revision = statement.revisions.filter(published_at__isnull=True).first() or Revision(statement=statement)
    revision.number = last.number + 1 if last else 1
    revision.previous_hash = last.sha256 if last else ""
    revision.title = " ".join(title.split())
    revision.text = text
    revision.reason = reason
    revision.author = author
    revision.seal()
    revision.full_clean()
    revision.save()
    if not last:
        statement.current_revision = revision
        statement.save(update_fields=["current_revision"])
    return revision
