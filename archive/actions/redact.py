"""Redact a passage of a statement: in every wording, and wherever else the archive repeats it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.deciding import role_of
from archive.actions.permission import ask
from archive.actions.take_out_passages import take_out_passages
from archive.actions.version import check_version
from archive.citations.quote_range import QuoteRange
from archive.citations.same_words import RepeatedPassage, places, whole_words
from archive.citations.words import keys
from archive.models import GAP, Revision, Statement, Tombstone, User

SEEN = (Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN)


@transaction.atomic
def redact(
    *,
    revision: Revision,
    passage: QuoteRange,
    category: str,
    reason: str,
    also: Iterable[RepeatedPassage] = (),
    seen: str | None = None,
    actor: User | None = None,
) -> Tombstone:
    """Remove the passage of a published wording for good, and leave a gap and a tombstone in its place.

    The same words are removed from every wording and title of the statement, including drafts, wherever they occur.
    ``also`` says what else is removed: what other wordings have in that place. Other texts about the statement lose
    what they repeat, and imported files that contained the words are deleted. ``seen`` is the version of the statement
    that the actor saw. Raise NotAllowed if the actor may not redact, ChangedMeanwhile if the statement has changed
    since, and ValidationError if there is no reason, if the passage has no words, or if the reason repeats what is
    removed.
    """
    ask(actor, "redact_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=revision.statement_id)
    revisions = list(statement.revisions.select_for_update(of=("self",)).order_by("number"))
    revision = next(known for known in revisions if known.pk == revision.pk)
    if statement.status not in SEEN or revision.published_at is None:
        raise ValidationError(f"{revision} was never published. Change or delete the draft instead.")
    check_version(instance=statement, seen=seen, actor=actor)
    passage = whole_words(revision.text, passage)
    if not {*keys(passage.words_in(revision.text))} - {GAP}:
        raise ValidationError("That passage has no words to redact.")
    gone = [place for place in places(revisions, revision, passage) if place.is_same]
    gone += [RepeatedPassage(_known(revisions, place), place.passage, place.in_title, is_same=False) for place in also]
    stone = Tombstone(
        statement=statement,
        what=Tombstone.What.REDACTION,
        category=category,
        reason=" ".join(reason.split()),
        revision=revision,
        sha256=revision.sha256,
        decided_by=actor,
        decided_as=role_of(actor) if actor else "",
    )
    take_out_passages(stone=stone, revisions=revisions, gone=gone, actor=actor)
    return stone


def _known(revisions: list[Revision], place: RepeatedPassage) -> Revision:
    known = next((known for known in revisions if known.pk == place.revision.pk), None)
    if known is None or place.passage.end > len(known.title if place.in_title else known.text):
        raise ValidationError("The statement has since been corrected. Check again what would be deleted.")
    return known
