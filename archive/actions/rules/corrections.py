"""Log a change of the public record, in the transaction that makes it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Self

from django.db import models
from django.db.models import Q

from archive.actions.removed_words.memory import without_removed
from archive.log import destroy_salts
from archive.models import Correction, CorrectionToTell, Meeting, Revision, Speaker, Statement, Tombstone

Kind = Correction.Kind
# The columns that have the name of somebody alone.
NAMING = ("speaker_before", "speaker_after", "attribution_before", "attribution_after")


@dataclass(frozen=True, slots=True)
class Grounds:
    """The kind of a correction, and its evidence: a sentence, a URL where readers can check it, both, or neither."""

    kind: Kind = Kind.TRANSCRIPTION_ERROR
    evidence: str = ""
    evidence_url: str = ""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who made a statement: the speaker, and the name as the source prints it."""

    speaker: Speaker | None
    attribution: str = ""

    @classmethod
    def of(cls, statement: Statement) -> Self:
        """Return who made the statement, as it is stored."""
        return cls(statement.speaker, statement.attribution)

    @property
    def name(self) -> str:
        """The speaker's name; empty if there is no speaker."""
        return self.speaker.name if self.speaker else ""


def prepare_correction(revision: Revision, grounds: Grounds) -> None:
    """Store the grounds with the draft of a next revision, in place of earlier ones."""
    Correction.objects.filter(revision=revision).delete()
    prepared = Correction(statement_id=revision.statement_id, revision=revision)
    _give(prepared, grounds)
    prepared.full_clean(validate_constraints=False)
    prepared.save()


def grounds_of(revision: Revision | None) -> Grounds:
    """Return the grounds prepared for a draft, or empty ones if there are none."""
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
    """Add the change to the public log and return it. Readers who follow it get an email after the commit.

    No sentence of the statement leads the home page any more.

    The reason is the one of the revision or the tombstone, if there is one. Without grounds, those prepared with the
    revision are used. ``before`` is who was on record as the speaker, if that changes; ``changes`` are rows of field,
    value before and value after. Raise ValidationError for invalid values.
    """
    Meeting.objects.filter(lead__statement=statement).update(lead=None, lead_start=None)
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


def log_object_change(
    *, subject: models.Model, changes: Sequence[tuple[str, str, str]], reason: str, grounds: Grounds
) -> Correction:
    """Log a change that readers see of a meeting, board, speaker, source or topic, and return it.

    ``changes`` are rows of field, value before and value after. A name of a speaker that had redacted words is taken
    out: no correction keeps it, and the public log calls that a redaction. Raise ValidationError for invalid values.
    """
    correction = Correction(**{str(subject._meta.model_name): subject})
    _give(correction, grounds)
    correction.own_reason = " ".join(reason.split())
    correction.changes = [list(change) for change in changes]
    _keep_out_removed(correction, subject)
    former = {was for (_, was, _), (_, left, _) in zip(changes, correction.changes, strict=True) if was != left}
    if former and isinstance(subject, Speaker):
        correction.takes_out_name = True
        destroy_salts([subject, *_without_name(subject, former)])
    correction.publish()
    return correction


def _without_name(speaker: Speaker, former: Iterable[str]) -> Iterator[Correction]:
    """Take these former names of a speaker out of all corrections, and yield those that had one."""
    holds = Q()
    for name, column in product(former, NAMING):
        holds |= Q(**{column: name})
    for name in former:
        holds |= Q(changes__icontains=json.dumps(name))
    for correction in Correction.objects.filter(holds):
        values: dict[str, Any] = {
            name: without_removed(getattr(correction, name), speaker, is_former=True) for name in NAMING
        }
        values["changes"] = [
            [label, *(without_removed(value, speaker, is_former=True) if value in former else value for value in both)]
            for label, *both in correction.changes
        ]
        models.QuerySet(Correction).filter(pk=correction.pk).update(**values)
        yield correction


def _give(correction: Correction, grounds: Grounds) -> None:
    correction.kind = grounds.kind
    correction.evidence = " ".join(grounds.evidence.split())
    correction.evidence_url = grounds.evidence_url.strip()


def _keep_out_removed(correction: Correction, subject: models.Model) -> None:
    """Replace redacted words with gaps. People correct texts that repeat them, and the log would keep the old text."""
    for name in ("own_reason", "evidence", "speaker_before", "attribution_before"):
        setattr(correction, name, without_removed(getattr(correction, name), subject))
    correction.changes = [
        [label, without_removed(was, subject, is_former=True), now] for label, was, now in correction.changes
    ]
