"""Replace the words of a published statement by a new revision."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.draft_revision import write_draft
from archive.actions.publish import make_public
from archive.models import Statement, User


@transaction.atomic
def correct(
    *, statement: Statement, text: str, reason: str, title: str | None = None, actor: User | None = None
) -> Statement:
    """Publish a new revision of a published statement; the earlier wording stays readable at its own address.

    The title stays unless given. Raise ValidationError without a reason, where the statement is not published, where
    nothing changes, and where its words are no longer those of ``statement.current_revision``: whoever corrects has
    seen what they correct.
    """
    stored = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if not stored.is_public:
        raise ValidationError(f"Statement {statement.number} is not published: edit the draft instead.")
    if stored.current_revision_id != statement.current_revision_id:
        raise ValidationError(
            f"Statement {statement.number} has been corrected meanwhile. Look at its words of now, then correct those."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence why the text changes; readers will see it."})
    current = stored.current_revision
    draft = write_draft(
        statement=stored,
        title=current.title if title is None else title,
        text=text,
        reason=reason,
        author=actor,
    )
    if (draft.title, draft.text) == (current.title, current.text):
        raise ValidationError("Title and text are as they were: there is nothing to correct.")
    corrected = make_public(stored)
    audit(actor=actor, verb=Verb.CORRECTED, record=corrected, note=draft.reason)
    return corrected
