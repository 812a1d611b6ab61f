"""Take a passage out of a statement: out of every wording, and out of whatever else of the archive repeats it."""

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from archive import removals
from archive.actions.audit import Verb, audit
from archive.actions.deciding import role_of
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.actions.permission import ask
from archive.actions.removed_words import remember
from archive.actions.repeated_words import Removed, take_out
from archive.actions.version import check_version
from archive.citations.quote_range import QuoteRange
from archive.citations.same_words import Place, places, telling_keys, told, whole_words
from archive.citations.words import keys
from archive.models import GAP, OutboxEntry, Quotation, RedactedPassage, Revision, Statement, Tombstone, User
from archive.models.gap import blanked
from archive.search import outbox

SEEN = (Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN)


@transaction.atomic
def redact(
    *,
    revision: Revision,
    passage: QuoteRange,
    category: str,
    reason: str,
    also: Iterable[Place] = (),
    seen: str | None = None,
    actor: User | None = None,
) -> Tombstone:
    """Remove the passage of a published wording for good, and leave a gap and a tombstone in its place.

    The same words go from every wording and title of the statement, drafts included, wherever they stand; ``also``
    names what else goes: what other wordings have in their place. What else the archive keeps about the statement loses
    what it repeats of them, and imported files that held them are deleted. ``seen`` is the version of the statement
    that the actor saw. Raise NotAllowed to those who may not redact, ChangedMeanwhile for another version,
    ValidationError without a reason or a word in the passage, and where the reason repeats what is removed.
    """
    ask(actor, "redact_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=revision.statement_id)
    revisions = list(statement.revisions.select_for_update(of=("self",)).order_by("number"))
    revision = next(known for known in revisions if known.pk == revision.pk)
    if statement.status not in SEEN or revision.published_at is None:
        raise ValidationError(f"{revision} was never published: change or delete the draft instead.")
    check_version(record=statement, seen=seen, actor=actor)
    passage = whole_words(revision.text, passage)
    if not {*keys(passage.words_in(revision.text))} - {GAP}:
        raise ValidationError("There is no word in that passage to take out.")
    gone = [place for place in places(revisions, revision, passage) if place.is_same]
    gone += [Place(_known(revisions, place), place.passage, place.in_title, is_same=False) for place in also]
    removed = [place.words for place in gone]
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
    rewritten = _without(gone)
    remaining = " ".join(f"{title} {text}" for title, text in rewritten.values())
    removal = Removed.of(removed, telling_keys(" ".join(removed), remaining))
    if any(told(stone.reason, sought, removal.telling) for sought in removal.runs):
        raise ValidationError("The reason repeats words that are to go, and readers see it: say it in other words.")
    stone.full_clean()
    stone.save()
    for known in revisions:
        title, text = rewritten.get(known.pk, (known.title, known.text))
        known_reason = removal.taken_out_of(known.reason)
        if (title, text, known_reason) != (known.title, known.text, known.reason):
            known.redact(title=title, text=text, reason=known_reason)
    RedactedPassage.objects.bulk_create(
        RedactedPassage(
            tombstone=stone,
            revision=place.revision,
            in_title=place.in_title,
            start=place.passage.start,
            end=place.passage.end,
        )
        for place in gone
        if place.revision.published_at
    )
    # What was found alike with words that are no more: the command that finds it looks again.
    Quotation.objects.filter(Q(quoting__in=rewritten) | Q(quoted__in=rewritten)).delete()
    remember(stone, removed)
    files = take_out(statement, removal)
    log_correction(statement=statement, tombstone=stone, grounds=Grounds(Kind.REDACTION))
    audit(actor=actor, verb=Verb.REDACTED, record=statement, note=stone.reason)
    outbox.add(OutboxEntry.Subject.REDACTED, [statement.pk])
    removals.add(statement, files)
    return stone


def _known(revisions: list[Revision], place: Place) -> Revision:
    known = next((known for known in revisions if known.pk == place.revision.pk), None)
    if known is None or place.passage.end > len(known.title if place.in_title else known.text):
        raise ValidationError("The statement has been corrected meanwhile: look again at what is to go.")
    return known


def _without(gone: list[Place]) -> dict[int, tuple[str, str]]:
    """Return title and text of each wording that loses something, by its key."""
    by_revision: dict[int, list[Place]] = defaultdict(list)
    for place in gone:
        by_revision[place.revision.pk].append(place)
    rewritten = {}
    for pk, those in by_revision.items():
        title, text = those[0].revision.title, those[0].revision.text
        for place in those:
            start, end = place.passage.start, place.passage.end
            if place.in_title:
                title = blanked(title, start, end)
            else:
                text = blanked(text, start, end)
        rewritten[pk] = (title, text)
    return rewritten
