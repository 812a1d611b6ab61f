"""Whether a claim names the meeting at which a statement was made."""

from archive.citations.quote_checker.claim import Claim, ClaimedWord, Role
from archive.citations.words import keys
from archive.models import Board, Meeting, Statement

BODIES = frozenset({"board", "council", "commission", "committee", "subcommittee", "senate", "court", "authority"})
# What many bodies have in their names: "the city council" may be any.
GENERAL = BODIES | {
    "school",
    "city",
    "county",
    "town",
    "township",
    "village",
    "state",
    "public",
    "district",
    "education",
}
SITTINGS = frozenset({"meeting", "meetings", "hearing", "session", "reunion", "sesion", "audiencia"})
AT = frozenset({"at", "during", "en", "durante"})
KINDS: dict[str, str] = {
    "special": Meeting.Kind.SPECIAL,
    "emergency": Meeting.Kind.EMERGENCY,
    "regular": Meeting.Kind.REGULAR,
    "hearing": Meeting.Kind.HEARING,
    "work": Meeting.Kind.WORK_SESSION,
}


def said_at(claim: Claim, statement: Statement) -> bool | None:
    """Return whether the claim names the statement's board or kind of meeting; nothing if that cannot be told.

    It names another one only where the archive has that other one: a board by all the words claimed, or a kind of
    meeting, if this meeting is on record as one of another kind.
    """
    body = _body(claim)
    if not body:
        return None
    board = statement.board
    meeting = statement.meeting if statement.meeting and statement.meeting.published_at else None
    known = {*keys(board.name), *(keys(meeting.title) if meeting else [])}
    named = {word.key for word in body}
    if named & BODIES and named - GENERAL and not named <= known:
        others = Board.objects.public().exclude(pk__in=[board.pk, board.parent_id or board.pk])
        return False if any(named <= set(keys(other.name)) for other in others) else None
    kind = next((KINDS[word.key] for word in body if word.key in KINDS), "")
    # "Regular" is also what a meeting is called whose kind nobody gave.
    if kind and meeting and meeting.kind not in {kind, Meeting.Kind.REGULAR, Meeting.Kind.OTHER}:
        return False
    return None


def _body(claim: Claim) -> list[ClaimedWord]:
    """Return the words that name where it was said, in "at the Finance Committee meeting"."""
    found: list[ClaimedWord] = []
    is_at = False
    for word in claim.words:
        if word.role in {Role.PLACE, Role.NAME}:
            found.append(word)
            continue
        if word.role == Role.ARTICLE and not found:
            continue
        if _is_where(found, is_at=is_at):
            break
        is_at, found = word.key in AT or word.role == Role.TELLING_VERB, []
    return [word for word in found if word.key not in SITTINGS - {"hearing"}] if _is_where(found, is_at=is_at) else []


def _is_where(found: list[ClaimedWord], *, is_at: bool) -> bool:
    return bool(found) and (is_at or found[-1].key in SITTINGS)
