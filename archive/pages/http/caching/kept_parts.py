"""What takes long to make of one part of the record, kept in the process until the part changes."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from archive.models import SubjectVersion
from archive.models.fields.shown_rows import SITE

Made = TypeVar("Made")


class KeptParts(Generic[Made]):
    """What was made of parts, each with the versions of the part and of what may be on any page, such as names.

    Safe to use from several threads: at worst, two make the same.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[str, tuple[tuple[str, str], Made]] = {}

    def of(self, subjects: Iterable[str], make: Callable[[list[str]], dict[str, Made]]) -> dict[str, Made]:
        """Return what there is of each subject. One query asks which have changed, and ``make`` makes those again."""
        asked = list(subjects)
        if not asked:
            return {}
        # They are read before anything is made, so nothing is kept as newer than it is.
        versions = dict(SubjectVersion.objects.filter(subject__in=[*asked, SITE]).values_list("subject", "token"))
        site = versions.pop(SITE, "")
        held = {subject: self._kept.get(subject) for subject in asked}
        known = {one: kept[1] for one, kept in held.items() if kept and kept[0] == (versions.get(one), site)}
        made = make([one for one in asked if one not in known]) if len(known) < len(asked) else {}
        if len(self._kept) > self._most:
            self._kept.clear()
        self._kept.update({one: ((versions[one], site), new) for one, new in made.items() if one in versions})
        return known | made

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
