"""What was decided, and who voted how: written with the statement of the decision, in a draft or as a correction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save

from archive.actions.removed_words.memory import find_removed, subject_of
from archive.actions.removed_words.removed import words_of_address
from archive.actions.rules import FieldChange, editable, label_of, value_of
from archive.actions.statements.counts import check_counts
from archive.models import Ballot, Decision, Meeting, OutboxEntry, Speaker, Statement
from archive.models.fields.described import ASKED_ABOUT, texts_of_kind
from archive.search.engines import outbox

UNCHECKED = ("statement", "amends", "mover", "seconder", "document", "put_in")
FACTS = editable(Decision)
OF_A_BALLOT = ("name", "speaker_id", "choice", "word", "arrived", "left")


@dataclass(frozen=True, slots=True)
class NewDecision:
    """Fields of Decision, and the roll: unsaved ballots in the order of the source, or None to leave it as it is."""

    facts: dict[str, Any] = field(default_factory=dict)
    roll: Sequence[Ballot] | None = None

    @property
    def speakers(self) -> list[Speaker | None]:
        """The speakers that it names."""
        named = [self.facts.get("mover"), self.facts.get("seconder")]
        return [*named, *(ballot.speaker for ballot in self.roll or ())]


def texts_of_decision(new: NewDecision) -> list[str]:
    """Return the texts that are asked about: the facts in words, and those of the roll."""
    asked = texts_of_kind(*ASKED_ABOUT)
    facts = [str(new.facts.get(name) or "") for name in asked[Decision]]
    texts = [*facts, *(getattr(ballot, name) for ballot in new.roll or () for name in asked[Ballot])]
    return texts_said(texts)


def add_decisions(pairs: Iterable[tuple[Statement, NewDecision | None]], *, asked: bool = False) -> None:
    """Save what was decided beside new statements of that kind, in two queries for all.

    One about which nothing is given has no facts. ``asked`` says that the caller looked for redacted words. Raise
    ValidationError for invalid values.
    """
    rows = [
        (Decision(statement=statement, **(new.facts if new else {})), (new and new.roll) or ())
        for statement, new in pairs
        if statement.kind == Statement.Kind.DECISION
    ]
    for decision, _ in rows:
        _hold_document(decision)
        decision.clean_fields(exclude=UNCHECKED)
        decision.clean()
    ballots = [ballot for decision, roll in rows for ballot in _counted(decision, roll)]
    if not asked:
        ask_about_rows([*(decision for decision, _ in rows), *ballots])
    Decision.objects.bulk_create(decision for decision, _ in rows)
    Ballot.objects.bulk_create(ballots)


def change_decision(statement: Statement, new: NewDecision, *, as_printed: bool | None = False) -> list[FieldChange]:
    """Save the facts of a decision, and its roll in place of the one before. Return what changed, for the log.

    Raise ValidationError for invalid values, and CountsDiffer if readers would see a new count that is not that of the
    roll, as ``check_counts`` does.
    """
    decision, before = (Decision.objects.get(pk=statement.pk) for _ in range(2))
    if locked := set(new.facts) - set(FACTS):
        raise ValidationError(f"{sorted(locked)[0]} is not a fact of a decision.")
    for name, value in new.facts.items():
        setattr(decision, name, value)
    changed = [name for name in FACTS if getattr(before, name) != getattr(decision, name)]
    changes = [
        FieldChange(label_of(decision, name), value_of(before, name), value_of(decision, name)) for name in changed
    ]
    if changed:
        _hold_document(decision)
        decision.full_clean()
        decision.save(update_fields=changed)
    of_roll = _change_roll(decision, new.roll) if new.roll is not None else []
    changes += of_roll
    if of_roll or any(name.endswith("_count") for name in changed):
        Decision.objects.filter(pk=statement.pk).update(counts_as_printed=False)
        check_counts(Statement.objects.public().filter(pk=statement.pk), as_printed=as_printed)
    if changes and statement.published_at:
        outbox.add(OutboxEntry.Subject.STATEMENT, [statement.pk])
    return changes


def _hold_document(decision: Decision) -> None:
    """Let nobody take its document from the meeting until the caller's transaction ends."""
    if decision.document_id:
        listed = Meeting.documents.through.objects.select_for_update()
        list(listed.filter(meeting=decision.statement.meeting_id, source=decision.document_id))


def differs(statement: Statement, new: NewDecision | None) -> bool:
    """Return whether a decision is given that differs from the stored one."""
    if new is None:
        return False
    stored = Decision.objects.get(pk=statement.pk)
    if any(getattr(stored, name) != value for name, value in new.facts.items()):
        return True
    return new.roll is not None and _facts_of_roll(stored.ballots.all()) != _facts_of_roll(new.roll)


def _change_roll(decision: Decision, roll: Sequence[Ballot]) -> list[FieldChange]:
    stored = list(decision.ballots.select_related("speaker"))
    if _facts_of_roll(stored) == _facts_of_roll(roll):
        return []
    before, after = [_line(ballot) for ballot in stored], [_line(ballot) for ballot in roll]
    new = _counted(decision, roll)
    standing = {(ballot.name, ballot.word) for ballot in stored}
    ask_about_rows([ballot for ballot in new if (ballot.name, ballot.word) not in standing])
    decision.ballots.all().delete()
    Ballot.objects.bulk_create(new)
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if not gone and not come:
        gone, come = before, after
    return [FieldChange("roll", "; ".join(gone), "; ".join(come))]


def _counted(decision: Decision, roll: Sequence[Ballot]) -> list[Ballot]:
    """Give the lines of a roll their decision and place, and check them."""
    for position, ballot in enumerate(roll, start=1):
        ballot.pk, ballot.decision, ballot.position = None, decision, position
        ballot.name = " ".join(ballot.name.split())
        ballot.clean_fields(exclude=["id", "decision", "speaker"])
        if ballot.choice == "other" and not ballot.word:
            raise ValidationError(f"{ballot.name}: give the word that the source prints for this vote.")
    return list(roll)


def _facts_of_roll(roll: Iterable[Ballot]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(ballot, name) for name in OF_A_BALLOT) for ballot in roll]


def _line(ballot: Ballot) -> str:
    """Return a line of the roll as the log shows it."""
    who = (
        ballot.name
        if ballot.speaker is None or ballot.speaker.name == ballot.name
        else f"{ballot.name} ({ballot.speaker})"
    )
    said = str(ballot.get_choice_display())
    times = [f"{label} {time:%H:%M}" for label, time in (("came", ballot.arrived), ("left", ballot.left)) if time]
    return f"{who}: {', '.join([f'{said} ({ballot.word})' if ballot.word else said, *times])}"


def ask_about_rows(rows: Iterable[models.Model]) -> None:
    """Ask about new rows, as saving each would.

    The rows of a meeting are first read together, so that those without such words cost no query each.
    """
    together: dict[tuple[type[models.Model], int | None], list[models.Model]] = defaultdict(list)
    for row in rows:
        subject = subject_of(row)
        if isinstance(subject, Statement) and subject.meeting:
            subject = subject.meeting
        together[type(subject), subject.pk].append(row)
    for some in together.values():
        texts = [getattr(row, name) for row in some for name in texts_of_kind(*ASKED_ABOUT)[type(row)]]
        for row in some if find_removed(texts_said(texts), some[0]) else ():
            pre_save.send(sender=type(row), instance=row, raw=False, using=None, update_fields=None)


def texts_said(texts: Collection[str]) -> list[str]:
    """Return texts as they are read for redacted words: addresses also word by word."""
    return [*filter(None, texts), *(words_of_address(text) for text in texts if "/" in text)]
