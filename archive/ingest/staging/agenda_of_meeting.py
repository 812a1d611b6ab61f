"""The agenda of a meeting and the headings of its file: which heading is which item."""

from collections.abc import Sequence
from typing import cast

from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.rules import Why, version_of
from archive.language.people import fold
from archive.models import AgendaItem, Meeting, StagedItem, User


def same_items(old: Sequence[AgendaItem], staged: Sequence[StagedItem]) -> list[int | None]:
    """Return for each heading of a file the place of the item that it means, or None for a new one.

    That is one of the same number and title, else of the same title, else one of the same number whose title begins
    with the same words: a transcript shortens what the agenda prints.
    """
    left = dict(enumerate(old))
    pairs: list[int | None] = [None] * len(staged)
    for is_same in (_has_same_words, _has_same_title, _has_same_number):
        for place, item in enumerate(staged):
            if pairs[place] is None:
                pairs[place] = next((there for there, other in left.items() if is_same(other, item)), None)
                left.pop(-1 if pairs[place] is None else cast("int", pairs[place]), None)
    return pairs


def _has_same_words(old: AgendaItem, staged: StagedItem) -> bool:
    return fold(str(old)) == fold(str(staged))


def _has_same_title(old: AgendaItem, staged: StagedItem) -> bool:
    return fold(old.title) == fold(staged.title)


def _has_same_number(old: AgendaItem, staged: StagedItem) -> bool:
    titles = fold(old.title), fold(staged.title)
    begins_so = titles[0].startswith(titles[1]) or titles[1].startswith(titles[0])
    return bool(staged.label) and old.label.strip(".:) ") == staged.label.strip(".:) ") and begins_so


def line_of(item: AgendaItem | StagedItem) -> AgendaLine:
    """Return the agenda line for an item or for a heading of a file."""
    return AgendaLine(item.title, item.label, item.pk if isinstance(item, AgendaItem) else None)


def set_agenda(meeting: Meeting, lines: Sequence[AgendaLine], reason: str, actor: User | None) -> list[AgendaItem]:
    """Set the agenda of a meeting and return its items."""
    seen = version_of(meeting)
    return save_agenda(meeting=meeting, lines=lines, why=Why(reason), seen=seen, actor=actor)
