"""Save an import as drafts of its meeting. ``take_back`` undoes it completely while no part of it is published.

Saving a second transcript of a meeting updates the first. A turn that continues a statement keeps its number and URL.
Words that differ become the draft of its next revision. A statement without a turn stays, and the page suggests
withdrawing it. What readers see does not change: published statements keep their words and their order, and public
speakers their spellings. The agenda of a public meeting grows only if an editor imports, in the corrections log.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from archive.actions.rules import Verb, ask, audit, audit_all, is_public, may_change, one_act
from archive.actions.statements import NewStatement, NextWords, create_statements, draft_revisions
from archive.actions.statements.decisions import change_decision, differs
from archive.ingest.staging.agenda_of_meeting import line_of, same_items, set_agenda
from archive.ingest.staging.kept_for_undo import TAKEN_OVER, as_they_are, in_public_order, store_places
from archive.ingest.staging.plan import Plan, PlannedChange, merged_order, plan_import
from archive.ingest.staging.returned_words import blank_removed, returned_in_facts
from archive.ingest.staging.stage import decided_spelling, drop_file_with_removed
from archive.ingest.staging.staged_decisions import as_undone, facts_in_words, new_decision, next_decision
from archive.language.people import fold
from archive.machine.database import one_at_a_time
from archive.models import (
    AgendaItem,
    Decision,
    ImportBatch,
    Meeting,
    PartialDate,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    StagedLabel,
    StagedTurn,
    Statement,
    User,
    WordTimes,
)

WHO_SAID_IT = ("speaker_id", "attribution")

OTHER_DECISION = " The file has another result or roll than the decision: change them with the correction."


def save_as_drafts(
    *, batch: ImportBatch, actor: User | None = None, take: Collection[int] = (), speakers: Collection[str] = ()
) -> Plan:
    """Save the batch to its meeting, as drafts, and return what was done.

    ``take`` are the turns whose words go to an editor although the statement they continue was corrected in public.
    ``speakers`` are the keys of the plan's ``other_speakers`` whose drafts take the file's speaker; others keep theirs.
    Words that were redacted after the file was read become gaps, even if saving is then refused. Raise NotAllowed if
    the actor may not add statements, and ValidationError if the batch is not open, has no turns, waits for an editor,
    or has an invalid turn.
    """
    ask(actor, "add_statement")
    blank_removed_since(batch)
    return _save_as_drafts(batch, actor, take, speakers)


@transaction.atomic
def blank_removed_since(batch: ImportBatch) -> None:
    """Put gaps in place of words in the staged turns that were redacted since, or typed again.

    A decision that had such words keeps no facts.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open:
        return
    turns = list(batch.turns.all())
    done = blank_removed([turn.text for turn in turns], batch.meeting)
    in_facts, entries = returned_in_facts([facts_in_words(turn.decided) for turn in turns], batch.meeting)
    if not done.told and not entries:
        return
    for number, (turn, text) in enumerate(zip(turns, done.texts, strict=True)):
        if turn.text != text or number in in_facts:
            turn.decided = {}
        turn.text = text
    StagedTurn.objects.bulk_update(turns, ["text", "decided"], batch_size=500)
    batch.returned, batch.gaps_confirmed = [*batch.returned, *done.told, *entries], False
    batch.save(update_fields=["returned", "gaps_confirmed"])
    drop_file_with_removed(batch)


@transaction.atomic
def _save_as_drafts(batch: ImportBatch, actor: User | None, take: Collection[int], speakers: Collection[str]) -> Plan:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    Meeting.objects.select_for_update(of=("self",)).get(pk=batch.meeting_id)
    if not batch.is_open:
        raise ValidationError(f"{batch} is not in progress: it is {batch.get_status_display().lower()}.")
    if not batch.turns.exists():
        raise ValidationError("There is no turn to save. Discard this import, or read its file again.")
    if not (batch.source_kind and batch.text_status):
        raise ValidationError("Say what the file is, and how close its text is to what was said.")
    if batch.asks_for_reading:
        raise ValidationError("How the file is read is not certain. Answer the question about it first.")
    if batch.asks_editor:
        raise ValidationError("The file contains redacted words. An editor must check them first.")
    return _Saving(batch, actor, take, speakers).run()


class _Saving:
    """One saving, step by step; ``undo`` collects what each step did."""

    def __init__(
        self, batch: ImportBatch, actor: User | None, take: Collection[int], speakers: Collection[str]
    ) -> None:
        self.batch, self.actor, self.meeting = batch, actor, batch.meeting
        self.plan = plan_import(batch)
        self.plan.take(take)
        # The turns whose statements keep their speaker.
        self.not_theirs = {row.turn.pk for row in self.plan.other_speakers if row.key not in speakers}
        # The position of each turn in the meeting, from 1.
        self.places = {turn.pk: number for number, (turn, _) in enumerate(self.plan.order, 1) if turn}
        # Whom each printed name means, as matched and decided at the desk.
        self.named = dict(batch.labels.values_list("text", "speaker_id"))
        # The public decisions of which the file tells another result or roll.
        self.other_decisions: set[int] = set()
        self.undo: dict[str, Any] = {}
        self.source: Source | None = None
        self.agenda: dict[int, AgendaItem] = {}

    def run(self) -> Plan:
        new, changed = self.plan.count(PlannedChange.NEW), self.plan.count(PlannedChange.CHANGED)
        note = f"{self.batch.file_name}: {new} new, {changed} changed."
        with one_act(actor=self.actor, verb=Verb.IMPORTED, instance=self.batch, note=note):
            if new or changed:
                self._keep_source()
            self._save_agenda()
            self._create_new()
            self._change_continued()
            self._keep_word_times()
            self._put_in_order()
            self._remember_names()
            self._close()
            audit(actor=self.actor, verb=Verb.IMPORTED, instance=self.meeting, note=note)
        return self.plan

    def _close(self) -> None:
        self.undo["lost"] = [statement.pk for statement in self.plan.lost]
        batch = self.batch
        batch.status, batch.saved_by, batch.saved_at = ImportBatch.Status.SAVED, self.actor, timezone.now()
        batch.source, batch.undo = self.source, self.undo
        batch.save(update_fields=["status", "saved_by", "saved_at", "source", "undo"])

    def _keep_source(self) -> None:
        batch = self.batch
        kept = batch.file_is_there and not batch.returned
        if kept:
            one_at_a_time(f"source {batch.file_sha256}")
            self.source = Source.objects.filter(file_sha256=batch.file_sha256, kind=batch.source_kind).first()
        if self.source is None:
            self.source = Source(
                kind=batch.source_kind,
                title=batch.file_name,
                publisher=batch.source_publisher,
                url=batch.source_url,
                made_with=batch.made_with,
                published=PartialDate.from_date(timezone.localdate(batch.uploaded_at)) if batch.made_with else None,
                file=batch.file.name if kept else "",
                file_sha256=batch.file_sha256 if kept else "",
            )
            self.source.save()
            self.undo["source"] = self.source.pk

    def _save_agenda(self) -> None:
        """Find or create the agenda item of each heading, in order. For a public meeting, only if the actor may."""
        old, staged = list(self.meeting.agenda_items.all()), list(self.batch.items.all())
        pairs = same_items(old, staged)
        self.undo |= {"agenda": [[item.pk, item.position] for item in old], "items": []}
        self.agenda = {item.pk: old[index] for item, index in zip(staged, pairs, strict=True) if index is not None}
        if not staged:
            return
        if not may_change(self.actor, "change_agendaitem", self.meeting):
            self.plan.headings_left_out = pairs.count(None)
            return
        order = merged_order(len(old), pairs)
        both = [(None if there is None else old[there], None if new is None else staged[new]) for there, new in order]
        lines = [line_of(item) for there, new in both if (item := there or new)]
        items = set_agenda(self.meeting, lines, f"Headings of the transcript {self.batch.file_name}.", self.actor)
        for (there, new), item in zip(order, items, strict=True):
            if new is not None:
                self.agenda[staged[new].pk] = item
            if there is None:
                self.undo["items"].append(item.pk)

    def _fields(self, turn: StagedTurn) -> dict[str, Any]:
        return {
            "kind": turn.kind,
            "text_status": self.batch.text_status,
            "speaker_id": turn.label.speaker_id if turn.label else None,
            "attribution": turn.printed,
            "agenda_item_id": self.agenda[turn.item_id].pk if turn.item_id in self.agenda else None,
            "start_seconds": turn.start_seconds,
            "end_seconds": turn.end_seconds,
            "checked_at": turn.checked_at,
            "checked_by_id": turn.checked_by_id,
        }

    def _create_new(self) -> None:
        new = [
            turn for turn, change in zip(self.plan.turns, self.plan.changes, strict=True) if change is PlannedChange.NEW
        ]
        statements = create_statements(
            meeting=self.meeting,
            statements=[
                NewStatement(
                    turn.text,
                    turn.title,
                    list(turn.topics.all()),
                    self._fields(turn) | {"source": self.source, "position": self.places[turn.pk]},
                    new_decision(turn.decided, self.named) if turn.kind == Statement.Kind.DECISION else None,
                )
                for turn in new
            ],
            actor=self.actor,
        )
        made = dict(zip((turn.pk for turn in new), statements, strict=True))
        self.undo["created"] = [statement.pk for statement in statements]
        for turn, continued in zip(self.plan.turns, self.plan.continues, strict=True):
            turn.statement = made.get(turn.pk) or continued
        StagedTurn.objects.bulk_update(self.plan.turns, ["statement"], batch_size=500)
        for before, turn in pairwise(self.plan.turns):
            if turn.pk in made and turn.decided.get("said") and before.statement:
                Decision.objects.filter(statement=made[turn.pk]).update(put_in=before.statement)

    def _change_continued(self) -> None:
        """Change drafts to the values of their turns, and write the next words where they differ."""
        continuing = [
            (turn, turn.statement, change)
            for turn, change in zip(self.plan.turns, self.plan.changes, strict=True)
            if turn.statement
            and (
                change is PlannedChange.CHANGED
                or (change is PlannedChange.UNCHANGED and not turn.statement.published_at)
            )
        ]
        self.undo["changed"] = as_they_are([statement for _, statement, _ in continuing])
        drafts = [entry for entry in continuing if not entry[1].published_at]
        for turn, statement, change in drafts:
            self._take_over(statement, turn)
            if change is PlannedChange.CHANGED:
                # New words must be checked again.
                statement.checked_at, statement.checked_by_id = turn.checked_at, turn.checked_by_id
        Statement.objects.bulk_update([statement for _, statement, _ in drafts], TAKEN_OVER, batch_size=200)
        changed = [(turn, statement) for turn, statement, change in continuing if change is PlannedChange.CHANGED]
        self._change_decisions(changed)
        draft_revisions(words=[self._next_words(turn, statement) for turn, statement in changed])
        instances = [statement for _, statement in changed]
        audit_all(actor=self.actor, verb=Verb.CHANGED, instances=instances, note=f"By {self.batch}.")

    def _change_decisions(self, changed: Sequence[tuple[StagedTurn, Statement]]) -> None:
        """Give drafts the result and roll that the file prints with their words. Public decisions keep theirs."""
        decided = {
            statement.pk: turn.decided
            for turn, statement in changed
            if turn.decided and turn.kind == statement.kind == Statement.Kind.DECISION
        }
        stored = Decision.objects.select_related("mover", "seconder").prefetch_related("ballots").in_bulk(decided)
        undo = {entry["number"]: entry for entry in self.undo["changed"]}
        for _, statement in changed:
            if statement.pk not in stored:
                continue
            new = next_decision(stored[statement.pk], decided[statement.pk], self.named)
            if not differs(statement, new):
                continue
            if statement.published_at:
                self.other_decisions.add(statement.pk)
            else:
                undo[statement.pk]["decision"] = as_undone(stored[statement.pk])
                change_decision(statement, new)

    def _next_words(self, turn: StagedTurn, statement: Statement) -> NextWords:
        reason = f"A better transcript: {self.batch.file_name}." if statement.published_at else ""
        if statement.pk in self.other_decisions:
            reason += OTHER_DECISION
        title = turn.title or (statement.current_revision.title if statement.current_revision else "")
        return NextWords(statement, turn.text, title, reason, self.actor)

    def _keep_word_times(self) -> None:
        """Store the times of words for the wordings that this import wrote, or found unchanged."""
        timed = {turn.statement.pk: turn for turn in self.plan.turns if turn.statement and turn.word_times}
        drafts = [
            draft
            for draft in Revision.objects.filter(statement__in=timed, published_at__isnull=True)
            if draft.text == timed[draft.statement_id].text
        ]
        WordTimes.objects.filter(revision__in=drafts).delete()
        WordTimes.objects.bulk_create(
            WordTimes(revision=draft, packed=timed[draft.statement_id].word_times) for draft in drafts
        )

    def _take_over(self, statement: Statement, turn: StagedTurn) -> None:
        identified = turn.label is not None and turn.label.speaker_id is not None
        keeps_speaker = turn.pk in self.not_theirs or (statement.speaker_id is not None and not identified)
        facts = self._fields(turn)
        if Statement.Kind.DECISION in {statement.kind, turn.kind}:
            del facts["kind"]  # what was decided belongs to the kind
        end = facts.pop("end_seconds")
        if turn.start_seconds is not None:
            statement.end_seconds = end  # even if it is not known: the old one may be before the new start
        for name, value in facts.items():
            # The file does not remove what it does not know. A printed name stays with its speaker.
            if value not in (None, "") and not (keeps_speaker and name in WHO_SAID_IT):
                setattr(statement, name, value)
        if topics := list(turn.topics.all()):
            statement.topics.set(topics)

    def _put_in_order(self) -> None:
        ordered = (turn.statement if turn else statement for turn, statement in self.plan.order)
        rows = in_public_order([row for row in ordered if row])
        self.undo["positions"] = [[row.pk, row.position] for row in self.plan.statements]
        store_places(zip(rows, range(1, len(rows) + 1), strict=True))

    def _remember_names(self) -> None:
        """Store the spellings that a person decided, for speakers whom readers do not see yet.

        For others, an editor adds a spelling, with a reason. The board's next file does not ask again in either case,
        because the matcher knows the decisions.
        """
        decided = self.batch.labels.filter(
            certainty=StagedLabel.Certainty.DECIDED, from_file=True, speaker__isnull=False
        ).select_related("speaker")
        self.undo["names"] = []
        for label in decided:
            speaker = cast("Speaker", label.speaker)
            spelling = decided_spelling(label.text)
            known = {fold(speaker.name), *(fold(entry.name) for entry in speaker.names.all())}
            if spelling and fold(spelling) not in known and not is_public(speaker):
                name = SpeakerName.objects.create(speaker=speaker, name=spelling, board=self.meeting.board)
                self.undo["names"].append(name.pk)
