"""Replace the words of a published statement by a new revision."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.draft_revision import draft_revision
from archive.actions.publish import publish
from archive.models import Statement, User


@transaction.atomic
def correct(
    *, statement: Statement, text: str, reason: str, title: str | None = None, author: User | None = None
) -> Statement:
    """Publish a new revision of a published statement; the earlier wording stays readable at its own address.

    The title stays unless given. Raise ValidationError without a reason, or where the statement is not published.
    """
    if not statement.is_public:
        raise ValidationError(f"Statement {statement.number} is not published: edit the draft instead.")
    if not reason.strip():
        raise ValidationError("Say in a sentence why the text changes; readers will see it.")
    current = statement.current_revision
    draft_revision(
        statement=statement,
        title=current.title if title is None else title,
        text=text,
        reason=reason.strip(),
        author=author,
    )
    return publish(statement=statement)
