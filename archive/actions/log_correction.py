"""Write down a change of the public record, in the transaction that makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db import models

from archive.actions.removed_words import without_removed
from archive.models import Correction, CorrectionToTell, Revision, Speaker, Statement, Tombstone

Kind = Correction.Kind


@dataclass(frozen=True, slots=True)
class Grounds:
    """What kind of correction it is, and how it is known: a sentence, an address to check it at, both, or neither."""

    kind: Kind = Kind.TRANSCRIPTION_ERROR
    evidence: str = ""
    evidence_url: str = ""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who said a statement: the speaker, and the name as the source prints it."""

    speaker: Speaker | None
    attribution: str = ""

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """Return who said it, as the statement has it."""
        return cls(statement.speaker, statement.attribution)

    @property
    def name(self) -> str:
        """The speaker's name; empty for nobody."""
        return self.speaker.name if self.speaker else ""


def prepare_correction(revision: Revision, grounds: Grounds) -> None:
    """Keep the grounds beside the draft of a next revision, in place of those kept before."""
    Correction.objects.filter(revision=revision).delete()
    prepared = Correction(statement_id=revision.statement_id, revision=revision)
    _give(prepared, grounds)
    prepared.full_clean()
    prepared.save()


def grounds_of(revision: Revision | None) -> Grounds:
    """Return the grounds prepared for a draft; those of a correction that says no more where there are none."""
    prepared = Correction.objects.filter(revision=revision).first() if revision else None
    if prepared is None:
        return Grounds()
    return Grounds(Kind(prepared.kind), prepared.evidence, prepared.evidence_url)


def log_correction(
    *,
    statement: Statement,
    revision: Revision | None = None,
    tombstone: Tombstone | None = None,
    grounds: Grounds | None = None,
    reason: str = "",
    before: SaidBy | None = None,
    changes: Sequence[tuple[str, str, str]] = (),
) -> Correction:
    """Add the change to the public log and return it; those who asked to be told hear of it after the commit.

    The reason is the revision's or the tombstone's where there is one. Without grounds those prepared with the revision
    count. ``before`` is who was on record as having said it, where that changes to who is now; ``changes`` are rows of
    field, before and after. Raise ValidationError for what the log refuses.
    """
    correction = Correction.objects.filter(revision=revision).first() if revision else None
    correction = correction or Correction(statement=statement, revision=revision, tombstone=tombstone)
    if grounds:
        _give(correction, grounds)
    if revision is None and tombstone is None:
        correction.own_reason = " ".join(reason.split())
    if before:
        after = SaidBy.of(statement)
        correction.speaker_before, correction.speaker_after = before.name, after.name
        correction.attribution_before, correction.attribution_after = before.attribution, after.attribution
    correction.changes = [list(change) for change in changes]
    _keep_out_removed(correction, statement)
    correction.publish()
    CorrectionToTell.objects.create(correction=correction)
    return correction


def log_record_change(
    *, subject: models.Model, changes: Sequence[tuple[str, str, str]], reason: str, grounds: Grounds
) -> Correction:
    """Add a change of what readers see of a meeting, board, speaker, source or topic to the public log, and return it.

    ``changes`` are rows of field, before and after. Raise ValidationError for what the log refuses.
    """
    correction = Correction(**{str(subject._meta.model_name): subject})
    _give(correction, grounds)
    correction.own_reason = " ".join(reason.split())
    correction.changes = [list(change) for change in changes]
    _keep_out_removed(correction, subject)
    correction.publish()
    return correction


def _give(correction: Correction, grounds: Grounds) -> None:
    correction.kind = grounds.kind
    correction.evidence = " ".join(grounds.evidence.split())
    correction.evidence_url = grounds.evidence_url.strip()


def _keep_out_removed(correction: Correction, subject: models.Model) -> None:
    """Leave gaps for redacted words: what repeats them is corrected by hand, and the log would keep what it was."""
    for name in ("own_reason", "evidence", "speaker_before", "attribution_before"):
        setattr(correction, name, without_removed(getattr(correction, name), subject))
    correction.changes = [[label, without_removed(was, subject), now] for label, was, now in correction.changes]
