"""Keep the times of words that a new wording shares with the previous one."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.language.timed_words import followed
from archive.models import Revision, WordTimes


class Rewritten(NamedTuple):
    """A revision as it is now, and the earlier text and revision whose times it takes over: its own or the last one."""

    revision: Revision
    text_before: str
    timed: int | None


def carry_word_times(rewritten: Sequence[Rewritten]) -> None:
    """Give each revision the times of the words that it shares with the earlier text. Delete the other times."""
    known = {row.revision_id: row for row in WordTimes.objects.filter(revision__in={one.timed for one in rewritten})}
    if not known:
        return
    new, old = [], []
    for one in rewritten:
        if (times := known.get(one.timed or 0)) is None:
            continue
        packed = followed(bytes(times.packed), one.text_before, one.revision.text)
        if one.timed == one.revision.pk:
            times.packed = packed
            old.append(times)
        else:
            new.append(WordTimes(revision=one.revision, packed=packed))
    WordTimes.objects.bulk_create(new)
    WordTimes.objects.bulk_update(old, ["packed"], batch_size=200)
