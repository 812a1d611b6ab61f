"""Speakers that are one person, and names that are two."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.rules import (
    FieldChange,
    Grounds,
    Kind,
    SaidBy,
    Verb,
    Why,
    ask,
    audit,
    change_in_public,
    check_version,
    check_visible,
    log_correction,
)
from archive.models import (
    Ballot,
    ChangeNote,
    Correction,
    Decision,
    Office,
    OutboxEntry,
    Speaker,
    SpeakerMerge,
    SpeakerName,
    StagedLabel,
    Statement,
    User,
)
from archive.search.engines import outbox

UNDO_FOR = datetime.timedelta(days=1)
# Where a decision names a speaker: the table, and the column.
IN_DECISIONS: dict[str, tuple[type[Ballot] | type[Decision], str]] = {
    "ballots": (Ballot, "speaker"),
    "moved": (Decision, "mover"),
    "seconded": (Decision, "seconder"),
}


@transaction.atomic
def merge_speakers(*, kept: Speaker, gone: Speaker, seen: str | None = None, actor: User | None = None) -> SpeakerMerge:
    """Move the statements, spellings and offices of ``gone`` to ``kept``, and redirect its page there.

    The corrections log has what readers see of this. ``seen`` is the version of ``gone`` that the actor saw. Raise
    NotAllowed if the actor may not merge, ChangedMeanwhile if the speaker has changed since, and ValidationError if
    both are the same speaker, if one of the two was merged before, or if people said of the same office of both that it
    has a vote, and that it has none.
    """
    ask(actor, "merge_speaker")
    if kept.pk == gone.pk:
        raise ValidationError("Choose two different speakers.")
    # Always in the same order, so that two merges of the same two speakers never deadlock.
    both = Speaker.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    locked = {speaker.pk: speaker for speaker in both}
    kept, gone = locked[kept.pk], locked[gone.pk]
    for speaker in (kept, gone):
        if speaker.merged_into_id:
            raise ValidationError(f"{speaker} is already merged into another speaker.")
    check_version(instance=gone, seen=seen, actor=actor)
    numbers = list(gone.statements.values_list("number", flat=True))
    gone.statements.update(speaker=kept)
    labels = list(StagedLabel.objects.filter(speaker=gone).values_list("pk", flat=True))
    StagedLabel.objects.filter(pk__in=labels).update(speaker=kept)
    moved: dict[str, Any] = {
        "statements": numbers,
        "labels": labels,
        **_move_votes(gone, kept),
        "names": _move_names(gone, kept),
        "votes_said": _take_over_who_votes(gone, kept),
        "offices": _move_offices(gone, kept),
    }
    if gone.name != kept.name and not kept.names.filter(name=gone.name, board=None).exists():
        moved["added_name"] = kept.names.create(name=gone.name).pk
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    outbox.add(OutboxEntry.Subject.STATEMENT, {*numbers, *_decisions_of(moved)})
    merge = SpeakerMerge.objects.create(kept=kept, gone=gone, actor=actor, moved=moved)
    told = _log(kept, FieldChange("speaker", gone.name, kept.name), f"{gone} and {kept} are one speaker.", actor)
    ChangeNote.objects.leave(ChangeNote.Subject.SPEAKER, [gone.pk], ChangeNote.Kind.MERGED, correction=told)
    for speaker in (kept, gone):
        audit(actor=actor, verb=Verb.MERGED, instance=speaker, note=f"{gone} into {kept}: {len(numbers)} statements.")
    return merge


@transaction.atomic
def undo_merge(*, merge: SpeakerMerge, seen: str | None = None, actor: User | None = None) -> None:
    """Give back what the merge moved, if it is still there.

    ``seen`` is the version of the merge that the actor saw. Raise NotAllowed if the actor may not merge,
    ChangedMeanwhile if the merge has changed since, and ValidationError if it is more than a day old or already undone.
    """
    ask(actor, "merge_speaker")
    merge = SpeakerMerge.objects.select_for_update(of=("self",)).select_related("kept", "gone").get(pk=merge.pk)
    if merge.undone_at:
        raise ValidationError("This merge has already been undone.")
    if not undoable(merge):
        raise ValidationError("A merge can be undone for a day. Split the speaker instead.")
    if merge.kept.merged_into_id:
        raise ValidationError(f"{merge.kept} has since been merged into another speaker. Undo that first.")
    check_version(instance=merge, seen=seen, actor=actor)
    moved = merge.moved
    numbers = list(
        Statement.objects.filter(pk__in=moved["statements"], speaker=merge.kept).values_list("number", flat=True)
    )
    Statement.objects.filter(pk__in=numbers).update(speaker=merge.gone)
    StagedLabel.objects.filter(pk__in=moved.get("labels", ()), speaker=merge.kept).update(speaker=merge.gone)
    SpeakerName.objects.filter(pk__in=moved["names"]).update(speaker=merge.gone)
    for name, (model, column) in IN_DECISIONS.items():
        there = model._default_manager.filter(pk__in=moved.get(name, ()), **{column: merge.kept})
        there.update(**{column: merge.gone})
    merge.kept.names.filter(pk=moved.get("added_name")).delete()
    merge.kept.offices.filter(pk__in=moved["offices"]).update(speaker=merge.gone)
    for office, votes in moved.get("votes_said", ()):
        Office.objects.filter(pk=office, votes=votes).update(votes=None)
    merge.gone.merged_into = None
    merge.gone.save(update_fields=["merged_into"])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    outbox.add(OutboxEntry.Subject.STATEMENT, {*numbers, *_decisions_of(moved)})
    outbox.add(OutboxEntry.Subject.SPEAKER, [merge.kept.pk])
    back = FieldChange("speaker", merge.kept.name, merge.gone.name)
    told = _log(merge.gone, back, f"{merge.gone} and {merge.kept} are two speakers after all.", actor)
    ChangeNote.objects.leave(ChangeNote.Subject.SPEAKER, [merge.kept.pk], correction=told)
    ChangeNote.objects.leave(ChangeNote.Subject.STATEMENT, {*numbers, *_decisions_of(moved)}, correction=told)
    for speaker in (merge.kept, merge.gone):
        audit(actor=actor, verb=Verb.UNMERGED, instance=speaker, note=f"{merge.gone} from {merge.kept}.")


def _decisions_of(moved: dict[str, Any]) -> set[int]:
    """Return the decisions whose votes, mover or seconder a merge moved."""
    voted = Ballot.objects.filter(pk__in=moved.get("ballots", ())).values_list("decision", flat=True)
    return {*voted, *moved.get("moved", ()), *moved.get("seconded", ())}


def undoable(merge: SpeakerMerge) -> bool:
    """Return whether the merge is less than a day old and not undone."""
    return merge.undone_at is None and merge.at > timezone.now() - UNDO_FOR


def _log(speaker: Speaker, change: FieldChange, reason: str, actor: User | None) -> Correction | None:
    return change_in_public(owner=speaker, changes=[change], why=Why(reason), actor=actor)


def _move_votes(gone: Speaker, kept: Speaker) -> dict[str, list[int]]:
    """Move votes and motions, and return the ids of their rows."""
    moved = {}
    for name, (model, column) in IN_DECISIONS.items():
        rows = model._default_manager.filter(**{column: gone})
        moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(**{column: kept})
    return moved


def _move_names(gone: Speaker, kept: Speaker) -> list[int]:
    """Move the spellings that the other speaker does not have, and return their ids."""
    has = set(kept.names.values_list("name", "board"))
    moving = [name.pk for name in gone.names.all() if (name.name, name.board_id) not in has]
    SpeakerName.objects.filter(pk__in=moving).update(speaker=kept)
    return moving


def _move_offices(gone: Speaker, kept: Speaker) -> list[int]:
    """Move the offices that the other speaker does not have, and return their ids."""
    has = {_terms(office) for office in kept.offices.all()}
    moving = [office for office in gone.offices.all() if _terms(office) not in has]
    gone.offices.filter(pk__in=[office.pk for office in moving]).update(speaker=kept)
    return [office.pk for office in moving]


def _take_over_who_votes(gone: Speaker, kept: Speaker) -> list[tuple[int, bool]]:
    """Say of the offices that both have what is said of the other speaker's; return their ids, and what is said."""
    said: dict[tuple[Any, ...], set[bool]] = defaultdict(set)
    for office in gone.offices.exclude(votes=None):
        said[_terms(office)].add(bool(office.votes))
    taken_over = []
    for office in kept.offices.all():
        others = {votes for votes in said[_terms(office)] if votes is not office.votes}
        if not others:
            continue
        if office.votes is not None or len(others) > 1:
            raise ValidationError(f"Once {office} has a vote, and once none. Say at the board which is right.")
        [votes] = others
        office.votes = votes
        office.save(update_fields=["votes"])
        taken_over.append((office.pk, votes))
    return taken_over


def _terms(office: Office) -> tuple[Any, ...]:
    """Return what makes an office the same as another."""
    return office.title, office.board_id, office.organisation, office.from_date, office.to_date


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
    check_visible(other)
    other.save()
    # Those that are withdrawn come back with it.
    for statement in speaker.statements.filter(pk__in=numbers, published_at__isnull=False):
        before = SaidBy(speaker, statement.attribution)
        statement.speaker = other
        reason = f"Two people were on record as one, {speaker.name}: this was said by the other."
        log_correction(statement=statement, grounds=Grounds(Kind.ATTRIBUTION), reason=reason, before=before)
    speaker.statements.filter(pk__in=numbers).update(speaker=other)
    if speaker.offices.filter(pk__in=offices).update(speaker=other):
        outbox.add(OutboxEntry.Subject.HOLDER, [speaker.pk])
    outbox.add(OutboxEntry.Subject.STATEMENT, numbers)
    for instance in (speaker, other):
        audit(
            actor=actor,
            verb=Verb.SPLIT,
            instance=instance,
            note=f"{len(numbers)} statements from {speaker} to {other}.",
        )
    return other
