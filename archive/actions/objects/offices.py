"""Offices: many new ones at once, as an import has them, and who votes, which a person says."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from archive.actions.rules import Verb, ask, audit
from archive.models import Board, Office, OutboxEntry, User
from archive.search.engines import outbox

SAID = {True: "It has a vote.", False: "It has no vote.", None: "Whether it has a vote is not said."}


@transaction.atomic
def add_offices(offices: Sequence[Office]) -> None:
    """Store new offices, and tell the index once of each speaker. The caller has asked about redacted words."""
    Office.objects.bulk_create(offices)
    held = {(office.speaker_id, office.board_id) for office in offices}
    outbox.add_speakers(OutboxEntry.Subject.HOLDER, held)


@transaction.atomic
def say_who_votes(*, board: Board, votes: Mapping[int, bool | None], actor: User | None = None) -> int:
    """Say of offices of the board, by their keys, whether they have a vote, or None; return how many changed.

    Raise NotAllowed if the actor may not change offices.
    """
    ask(actor, "change_office")
    changed = [
        office
        for office in Office.objects.select_for_update().filter(board=board, pk__in=votes).order_by("pk")
        if office.votes is not votes[office.pk]
    ]
    for office in changed:
        office.votes = votes[office.pk]
        audit(actor=actor, verb=Verb.CHANGED, instance=office, note=SAID[office.votes])
    Office.objects.bulk_update(changed, ["votes"])
    return len(changed)
