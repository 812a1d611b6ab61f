"""Write the next words of a statement, without publishing them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.carry_word_times import Rewritten, carry_word_times
from archive.actions.log_correction import Grounds, prepare_correction
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import Revision, Statement, User


@transaction.atomic
def draft_revision(
    *,
    statement: Statement,
    text: str,
    title: str = "",
    reason: str = "",
    seen: str | None = None,
    actor: User | None = None,
) -> Revision:
    """Create or replace the statement's draft revision and return it: its first words, or its next ones.

    Published revisions stay unchanged. Line ends become line feeds and the title becomes one line; otherwise the words
    stay the same, byte for byte. ``seen`` is the version that the actor saw. Raise NotAllowed if the actor may not
    change statements, ChangedMeanwhile if the statement has changed since, and ValidationError for an empty text or a
    withdrawn statement.
    """
    ask(actor, "change_statement")
    check_version(instance=statement, seen=seen, actor=actor)
    revision = write_draft(statement=statement, text=text, title=title, reason=reason, author=actor)
    audit(actor=actor, verb=Verb.CHANGED, instance=statement, note=revision.reason)
    return revision


def write_draft(
    *,
    statement: Statement,
    text: str,
    title: str,
    reason: str,
    author: User | None,
    grounds: Grounds | None = None,
) -> Revision:
    """Do what ``draft_revision`` does, for actions that write their own audit entry.

    Without grounds, the old ones stay.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if stored.status == Statement.Status.WITHDRAWN:
        raise ValidationError(f"Statement {statement.number} is withdrawn, so its words can no longer be changed.")
    text = as_stored(text)
    if not text.strip():
        raise ValidationError({"text": "Type the words of the statement."})
    last = stored.revisions.published().order_by("-number").first()
    revision = stored.revisions.filter(published_at__isnull=True).first() or Revision(statement=stored)
    timed = revision if revision.pk else last
    before = timed.text if timed else ""
    revision.number = last.number + 1 if last else 1
    revision.previous_hash = last.sha256 if last else ""
    revision.title = " ".join(title.split())
    revision.text = text
    revision.reason = " ".join(reason.split())
    revision.author = author
    revision.clean_fields(exclude=["sha256"])
    revision.seal()
    revision.full_clean()
    revision.save()
    carry_word_times([Rewritten(revision, before, timed.pk if timed else None)])
    if last and grounds:
        prepare_correction(revision, grounds)
    if not last:
        statement.current_revision = revision
        changed = ["current_revision"]
        if before != text:
            statement.uncheck()
            changed += ["checked_at", "checked_by"]
        statement.save(update_fields=changed)
    return revision


def as_stored(text: str) -> str:
    """Return the text as a revision stores it: with line feeds as line ends, and without empty lines at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
