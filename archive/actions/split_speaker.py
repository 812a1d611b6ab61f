"""Split a speaker who turned out to be two people: give some of the statements to a new one."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.log_correction import Grounds, Kind, SaidBy, log_correction
from archive.actions.permission import ask
from archive.actions.version import check_version
from archive.models import OutboxEntry, Speaker, User
from archive.search import outbox


@transaction.atomic
def split_speaker(
    *,
    speaker: Speaker,
    name: str,
    statements: Collection[int],
    offices: Collection[int] = (),
    seen: str | None = None,
    actor: User | None = None,
) -> Speaker:
    """Create a speaker with that name, give them these statements and offices of the other one, and return them.

    For public statements this is a correction of the speaker, in the public log. ``seen`` is the version of the speaker
    that the actor saw. Raise NotAllowed if the actor may not split, ChangedMeanwhile if the speaker has changed since,
    and ValidationError without a name, or if none of the statements is the speaker's.
    """
    ask(actor, "merge_speaker")
    Speaker.objects.select_for_update().get(pk=speaker.pk)
    numbers = list(speaker.statements.filter(pk__in=statements).values_list("number", flat=True))
    if not numbers:
        raise ValidationError("Choose at least one statement that the new speaker made.")
    check_version(instance=speaker, seen=seen, actor=actor)
    other = Speaker(name=" ".join(name.split()), kind=speaker.kind)
    other.full_clean()
    other.save()
    for statement in speaker.statements.public().filter(pk__in=numbers):
        before = SaidBy(speaker, statement.attribution)
        statement.speaker = other
        reason = f"Two people were on record as one, {speaker.name}: this was said by the other."
        log_correction(statement=statement, grounds=Grounds(Kind.ATTRIBUTION), reason=reason, before=before)
    speaker.statements.filter(pk__in=numbers).update(speaker=other)
    speaker.offices.filter(pk__in=offices).update(speaker=other)
    outbox.add(OutboxEntry.Subject.STATEMENT, numbers)
    for instance in (speaker, other):
        audit(
            actor=actor,
            verb=Verb.SPLIT,
            instance=instance,
            note=f"{len(numbers)} statements from {speaker} to {other}.",
        )
    return other
