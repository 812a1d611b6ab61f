"""Save the members of a board, each once, with their offices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from archive.actions.objects import save_object
from archive.actions.rules import NOT_SAID, Why, version_of
from archive.ingest.roster import HeldOffice, Member
from archive.language.people import fold
from archive.machine.database import one_at_a_time
from archive.models import Board, Office, Speaker, User


@dataclass(frozen=True)
class RosterPlaced:
    """A member and who it may be: a speaker whom the board knows, or speakers of that name whom only others know."""

    member: Member
    known: Speaker | None
    others: tuple[Speaker, ...]


def place_members(board: Board, members: Sequence[Member]) -> list[RosterPlaced]:
    """Return for each member the speakers of that name in the archive."""
    by_name: dict[str, list[Speaker]] = {}
    for speaker in Speaker.objects.current().prefetch_related("names", "offices__board"):
        for name in {fold(speaker.name), *(fold(entry.name) for entry in speaker.names.all())}:
            by_name.setdefault(name, []).append(speaker)
    of_board = set(
        Speaker.objects.filter(Q(statements__board=board) | Q(offices__board=board)).values_list("pk", flat=True)
    )
    placed = []
    for member in members:
        namesakes = by_name.get(fold(member.name), [])
        here = [speaker for speaker in namesakes if speaker.pk in of_board]
        known = here[0] if len(here) == 1 else None
        placed.append(RosterPlaced(member, known, () if known else tuple(namesakes)))
    return placed


@transaction.atomic
def save_roster(
    *,
    board: Board,
    members: Sequence[Member],
    same_as: Mapping[str, Speaker | None],
    why: Why = NOT_SAID,
    actor: User | None = None,
) -> tuple[int, int]:
    """Save the members and return how many people and how many offices are new.

    ``same_as`` gives, by folded name, the speaker that is meant, or None for a new one. ``why`` is the reason for
    readers, for members whom they already see. Raise NotAllowed if the actor may not change those, and ValidationError
    without a reason, or if it is not decided who a person is whose name only other boards know.
    """
    one_at_a_time(f"roster of board {board.pk}")
    people = offices = 0
    for placed in place_members(board, members):
        key = fold(placed.member.name)
        if not placed.known and placed.others and key not in same_as:
            raise ValidationError(f"Choose who {placed.member.name} is. The archive knows that name from other boards.")
        speaker = placed.known or same_as.get(key)
        if speaker is None:
            speaker = Speaker(name=placed.member.name)
            save_object(instance=speaker, actor=actor)
            people += 1
        offices += sum(_save_office(board, speaker, office, why, actor) for office in placed.member.offices)
    return people, offices


def _save_office(board: Board, speaker: Speaker, office: HeldOffice, why: Why, actor: User | None) -> bool:
    """Save the office and return whether it is new. An existing one without an end gets the end."""
    same = Office.objects.filter(speaker=speaker, board=board, title__iexact=office.title, from_date=office.start)
    there = same.first()
    if there is None:
        office_held = Office(
            speaker=speaker, board=board, title=office.title, from_date=office.start, to_date=office.end
        )
        save_object(instance=office_held, why=why, actor=actor)
        return True
    if office.end and not there.to_date:
        seen = version_of(there)
        there.to_date = office.end
        save_object(instance=there, why=why, seen=seen, actor=actor)
    return False
