"""Remove passages from the wordings of a statement, and from other texts that repeat their words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q

from archive import removals
from archive.actions.audit import Verb, audit
from archive.actions.carry_word_times import Rewritten, carry_word_times
from archive.actions.log_correction import Grounds, Kind, log_correction
from archive.actions.removed_words import remember
from archive.actions.repeated_words import Removed, take_out
from archive.citations.same_words import RepeatedPassage, telling_keys, told
from archive.models import OutboxEntry, Quotation, RedactedPassage, Revision, Tombstone, User
from archive.models.gap import blanked
from archive.search import outbox


def take_out_passages(
    *,
    stone: Tombstone,
    revisions: Iterable[Revision],
    gone: Sequence[RepeatedPassage],
    actor: User | None,
    salts: Mapping[int, str] | None = None,
) -> None:
    """Save the tombstone and leave a gap in every place, in the caller's transaction.

    ``revisions`` are all wordings of the statement. ``salts`` are those of the hashes of what remains, by number of the
    wording; others are made. Raise ValidationError if the reason repeats what is removed.
    """
    statement, removed = stone.statement, [place.words for place in gone]
    rewritten = _without(gone)
    remaining = " ".join(f"{title} {text}" for title, text in rewritten.values())
    removal = Removed.of(removed, telling_keys(" ".join(removed), remaining))
    if any(told(stone.reason, sought, removal.telling) for sought in removal.runs):
        raise ValidationError("Readers see the reason, but it repeats words to be redacted. Use other words.")
    stone.full_clean()
    stone.save()
    rewritten_words: list[Rewritten] = []
    for known in revisions:
        title, text = rewritten.get(known.pk, (known.title, known.text))
        reason = removal.taken_out_of(known.reason)
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
    # Shared passages that contain the removed words. The command that finds them will look again.
    Quotation.objects.filter(Q(quoting__in=rewritten) | Q(quoted__in=rewritten)).delete()
    remember(stone, removed)
    files = take_out(statement, removal)
    log_correction(statement=statement, tombstone=stone, grounds=Grounds(Kind.REDACTION))
    audit(actor=actor, verb=Verb.REDACTED, instance=statement, note=stone.reason)
    outbox.add(OutboxEntry.Subject.REDACTED, [statement.pk])
    removals.add(statement.pk, files)


def _without(gone: Iterable[RepeatedPassage]) -> dict[int, tuple[str, str]]:
    """Return, by key, the new title and text of each wording that loses words."""
    by_revision: dict[int, list[RepeatedPassage]] = defaultdict(list)
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
