"""Write the next words of many statements at once, without publishing them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.carry_word_times import Rewritten, carry_word_times
from archive.models import Revision, Statement, User

CHANGED = ["number", "previous_hash", "title", "text", "reason", "author", "salt", "sha256"]


@dataclass(frozen=True, slots=True)
class NextWords:
    """The next words of a statement, and who wrote them."""

    statement: Statement
    text: str
    title: str = ""
    reason: str = ""
    author: User | None = None


@transaction.atomic
def draft_revisions(*, words: Sequence[NextWords]) -> None:
    """Create or replace the draft revision of each statement, in a few queries. The caller writes the audit trail.

    Published revisions stay unchanged. Raise ValidationError for invalid values, and then change none.
    """
    statements = [entry.statement.pk for entry in words]
    list(Statement.objects.select_for_update(of=("self",)).filter(pk__in=statements).order_by("pk").values_list("pk"))
    standing: dict[int, Revision] = {}
    drafts: dict[int, Revision] = {}
    for revision in Revision.objects.filter(statement__in=statements).order_by("statement", "number"):
        (drafts if revision.published_at is None else standing)[revision.statement_id] = revision
    new: list[Revision] = []
    old: list[Revision] = []
    first: list[Revision] = []
    rewritten: list[Rewritten] = []
    for entry in words:
        if entry.statement.status == Statement.Status.WITHDRAWN:
            raise ValidationError(
                f"Statement {entry.statement.pk} is withdrawn, so its words can no longer be changed."
            )
        last, draft = standing.get(entry.statement.pk), drafts.get(entry.statement.pk)
        revision = draft or Revision(statement=entry.statement)
        if timed := draft or last:
            rewritten.append(Rewritten(revision, timed.text, timed.pk))
        revision.number = last.number + 1 if last else 1
        revision.previous_hash = last.sha256 if last else ""
        revision.title, revision.text, revision.reason = entry.title, entry.text, entry.reason
        revision.author = entry.author
        revision.seal()
        revision.clean_fields(exclude=["statement", "author"])
        (old if draft else new).append(revision)
        if not last and not draft:
            first.append(revision)
    Revision.objects.bulk_create(new)
    Revision.objects.bulk_update(old, CHANGED, batch_size=200)
    carry_word_times(rewritten)
    for revision in first:
        revision.statement.current_revision = revision
    Statement.objects.bulk_update([revision.statement for revision in first], ["current_revision"], batch_size=500)
