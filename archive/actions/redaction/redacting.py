"""Redact a passage of a statement: in every wording, and wherever else the archive repeats it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.redaction.documents import take_out_documents
from archive.actions.removed_words import disk
from archive.actions.removed_words.letters import places_with
from archive.actions.removed_words.memory import remember
from archive.actions.removed_words.passages import RepeatedPassage, whole_words, without
from archive.actions.removed_words.places import places
from archive.actions.removed_words.removed import Removed
from archive.actions.removed_words.repeats import take_out
from archive.actions.rules import Grounds, Kind, Verb, ask, audit, check_version, check_visible, log_correction, role_of
from archive.actions.statements.word_times import Rewritten, carry_word_times
from archive.citations.passages.quote_range import QuoteRange
from archive.citations.passages.words import keys
from archive.log import destroy_salts
from archive.models import GAP, OutboxEntry, RedactedPassage, Revision, Source, Statement, Tombstone, User
from archive.search.engines import outbox

SEEN = (Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN)


@transaction.atomic
def redact(
    *,
    revision: Revision,
    passage: QuoteRange,
    in_title: bool = False,
    category: str,
    reason: str,
    also: Iterable[RepeatedPassage] = (),
    names: Collection[str] | None = None,
    documents: Iterable[Source] = (),
    seen: str | None = None,
    actor: User | None = None,
) -> Tombstone:
    """Remove the passage of a published wording, or of its title, for good. Leave a gap and a tombstone in its place.

    The same words are removed from every wording and title of the statement, including drafts, wherever they occur.
    ``also`` says what else is removed: what other wordings have in that place. ``names`` are the keys of names in the
    passage that tell something alone; without any, those that look like it. Other texts about the statement lose what
    they repeat, and imported files that contained the words are deleted. ``documents`` of the meeting, and the
    source of the statement, are taken out with their files if they are named. ``seen`` is the version of the statement
    that the actor saw. Raise NotAllowed if the actor may not redact, ChangedMeanwhile if the statement has changed
    since, and ValidationError if there is no reason, if the passage has no words, or if the reason has the passage or
    a name in it.
    """
    ask(actor, "redact_statement")
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=revision.statement_id)
    revisions = list(statement.revisions.select_for_update(of=("self",)).order_by("number"))
    revision = next(known for known in revisions if known.pk == revision.pk)
    if statement.status not in SEEN or revision.published_at is None:
        raise ValidationError(f"{revision} was never published. Change or delete the draft instead.")
    check_version(instance=statement, seen=seen, actor=actor)
    whole = revision.part(in_title=in_title)
    passage = whole_words(whole, passage)
    if not {*keys(passage.words_in(whole))} - {GAP}:
        raise ValidationError("That passage has no words to redact.")
    gone = [place for place in places(revisions, revision, passage, in_title=in_title) if place.is_same]
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
    take_out_passages(stone=stone, revisions=revisions, gone=gone, names=names, actor=actor)
    take_out_documents(statement=statement, documents=documents, reason=stone.reason, actor=actor)
    return stone


def take_out_passages(
    *,
    stone: Tombstone,
    revisions: Iterable[Revision],
    gone: Sequence[RepeatedPassage],
    names: Collection[str] | None,
    actor: User | None,
    salts: Mapping[int, str] | None = None,
) -> None:
    """Save the tombstone and leave a gap in every place, in the caller's transaction.

    ``revisions`` are all wordings of the statement. ``salts`` are those of the hashes of what remains, by number of the
    wording; others are made. Raise ValidationError if the reason has a passage or a name in it.
    """
    statement, removed, rewritten = stone.statement, Removed.from_places(gone, names), without(gone)
    repeated = {place.words_in(stone.reason) for place in places_with(stone.reason, removed.runs)}
    if repeated:
        words = ", ".join(f"“{words}”" for words in sorted(repeated))
        raise ValidationError(f"Readers see the reason, but it repeats words to be redacted: {words}. Use other words.")
    stone.full_clean()
    check_visible(stone)
    stone.save()
    rewritten_words: list[Rewritten] = []
    for known in revisions:
        title, text = rewritten.get(known.pk, (known.title, known.text))
        reason = removed.taken_out_of(known.reason)
        if (title, text, reason) != (known.title, known.text, known.reason):
            before = known.text
            known.redact(title=title, text=text, reason=reason, salt=(salts or {}).get(known.number, ""))
            rewritten_words.append(Rewritten(known, before, known.pk))
    carry_word_times(rewritten_words)
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
    remember(stone, removed)
    taken = take_out(statement, removed)
    destroy_salts([statement, *revisions, *taken.rows])
    log_correction(statement=statement, tombstone=stone, grounds=Grounds(Kind.REDACTION))
    audit(actor=actor, verb=Verb.REDACTED, instance=statement, note=stone.reason)
    outbox.add(OutboxEntry.Subject.REDACTED, [statement.pk])
    disk.add(statement.pk, taken.files)


def _known(revisions: list[Revision], place: RepeatedPassage) -> Revision:
    known = next((known for known in revisions if known.pk == place.revision.pk), None)
    if known is None or place.passage.end > len(known.part(in_title=place.in_title)):
        raise ValidationError("The statement has since been corrected. Check again what would be deleted.")
    return known
