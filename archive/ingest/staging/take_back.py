"""Undo a saved import completely, while no part of it is published."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from archive.actions.rules import Verb, ask, audit, file_under, filed_topics, may_change
from archive.actions.statements import NextWords, draft_revisions
from archive.actions.statements.decisions import change_decision
from archive.ingest.staging.agenda_of_meeting import line_of, set_agenda
from archive.ingest.staging.kept_for_undo import TAKEN_OVER, in_public_order, store_places
from archive.ingest.staging.staged_decisions import decision_before
from archive.models import (
    AgendaItem,
    Decision,
    ImportBatch,
    Revision,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Topic,
    User,
)


@transaction.atomic
def take_back(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Undo the saving of the batch: delete its drafts, restore what it changed, and stage its turns again.

    Raise NotAllowed if the actor may not add statements, and ValidationError if one of its statements has been
    published since, another statement responds to one of its drafts, or a later import of the meeting depends on it.
    """
    ask(actor, "add_statement")
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    check_take_back(batch)
    _TakingBack(batch, actor).run()
    audit(actor=actor, verb=Verb.TAKEN_BACK, instance=batch, note=f"For {batch.meeting}.")


def check_take_back(batch: ImportBatch) -> None:
    """Raise ValidationError, with the reason, if the saving of the batch cannot be undone."""
    if batch.status != ImportBatch.Status.SAVED:
        raise ValidationError(f"{batch} is not saved, so there is nothing to undo.")
    later = batch.meeting.imports.filter(status=ImportBatch.Status.SAVED, saved_at__gt=batch.saved_at).first()
    if later:
        raise ValidationError(f"{later} was saved after it. Undo that one first.")
    _refuse_published(batch.undo)


class _TakingBack:
    """Undoes what the saving wrote down."""

    def __init__(self, batch: ImportBatch, actor: User | None) -> None:
        self.batch, self.actor, self.meeting, self.undo = batch, actor, batch.meeting, batch.undo
        self.created = Statement.objects.filter(pk__in=self.undo["created"])

    def run(self) -> None:
        self._delete_created()
        self._restore_changed()
        self._restore_order()
        self._restore_agenda()
        public = Speaker.objects.public()
        SpeakerName.objects.filter(pk__in=self.undo["names"]).exclude(speaker__in=public).delete()
        batch = self.batch
        batch.status, batch.saved_by, batch.saved_at = ImportBatch.Status.STAGED, None, None
        batch.source, batch.undo = None, {}
        batch.save(update_fields=["status", "saved_by", "saved_at", "source", "undo"])
        Source.objects.filter(pk=self.undo.get("source"), statements__isnull=True).delete()

    def _delete_created(self) -> None:
        self.created.update(current_revision=None, responds_to=None)
        Revision.objects.filter(statement__in=self.created).delete()
        self.created.delete()

    def _restore_changed(self) -> None:
        before = {entry["number"]: entry for entry in self.undo["changed"]}
        statements = list(Statement.objects.filter(pk__in=before).prefetch_related("topics"))
        unpublished = [statement for statement in statements if statement.published_at is None]
        for statement in unpublished:
            for name, value in before[statement.pk]["fields"].items():
                setattr(statement, name, value)
            if {topic.pk for topic in filed_topics(statement)} != set(before[statement.pk]["topics"]):
                file_under(statement, list(Topic.objects.filter(pk__in=before[statement.pk]["topics"])))
        Statement.objects.bulk_update(unpublished, TAKEN_OVER, batch_size=200)
        for decision in Decision.objects.filter(statement__in=unpublished).select_related("statement"):
            if undone := before[decision.pk].get("decision"):
                change_decision(decision.statement, decision_before(undone))
        authors = User.objects.in_bulk({(entry["draft"] or {}).get("author_id") for entry in before.values()} - {None})
        had_draft = [statement for statement in statements if before[statement.pk]["draft"]]
        draft_revisions(
            words=[_as_before(statement, before[statement.pk]["draft"], authors) for statement in had_draft]
        )
        without = [statement.pk for statement in statements if not before[statement.pk]["draft"]]
        Revision.objects.filter(statement__in=without, published_at__isnull=True).delete()

    def _restore_order(self) -> None:
        positions = dict(self.undo["positions"])
        rows = list(Statement.objects.filter(pk__in=positions))
        rows.sort(key=lambda row: (positions[row.pk], row.pk))
        places = [positions[row.pk] for row in rows]
        store_places(zip(in_public_order(rows), places, strict=True))

    def _restore_agenda(self) -> None:
        """Delete the items that the saving created if they are empty; put the others in their earlier order."""
        if not self.undo["items"] or not may_change(self.actor, "change_agendaitem", self.meeting):
            return
        before = dict(self.undo["agenda"])
        items = list(self.meeting.agenda_items.order_by("position"))
        unused = set(AgendaItem.objects.filter(pk__in=self.undo["items"], statements__isnull=True).values_list("pk"))
        kept = [item for item in items if (item.pk,) not in unused]
        kept.sort(key=lambda item: before.get(item.pk, item.position))
        reason = f"The transcript {self.batch.file_name} was undone."
        set_agenda(self.meeting, [line_of(item) for item in kept], reason, self.actor)


def _as_before(statement: Statement, draft: dict[str, Any], authors: dict[int, User]) -> NextWords:
    return NextWords(statement, draft["text"], draft["title"], draft["reason"], authors.get(draft["author_id"]))


def _refuse_published(undo: dict[str, Any]) -> None:
    created = Statement.objects.filter(pk__in=undo["created"])
    numbers = [before["number"] for before in undo["changed"]]
    counts = dict(
        Revision.objects.published()
        .filter(statement__in=numbers)
        .order_by()
        .values_list("statement")
        .annotate(models.Count("pk"))
    )
    moved_on = [before["number"] for before in undo["changed"] if counts.get(before["number"], 0) > before["published"]]
    published = created.filter(published_at__isnull=False).values_list("pk", flat=True)
    if since := sorted([*moved_on, *published]):
        raise ValidationError(
            f"Statement {since[0]} of it has been published. Correct or withdraw what is wrong instead."
        )
    response = Statement.objects.filter(responds_to__in=created).exclude(pk__in=undo["created"]).first()
    if response:
        raise ValidationError(f"Statement {response.pk} responds to one of its drafts. Change that first.")
