"""What a line leaves out, concluded from its words, and never more than they support.

How close a text is to what was said is never concluded: the line says it, or whoever imports it.
"""

import re

from archive.models import Source, Statement
from archive.people import names_nobody

# What a source is, from how close somebody said that its texts are.
KINDS_OF_SOURCE: dict[str, Source.Kind] = {
    Statement.TextStatus.MACHINE_TRANSCRIPT: Source.Kind.MACHINE_TRANSCRIPT,
    Statement.TextStatus.MINUTES: Source.Kind.MINUTES,
}
PUBLIC_COMMENTER = re.compile(r"public comment(er|ers)?|members? of the public", re.IGNORECASE)


def kind_of_statement(speaker: str, role: str) -> Statement.Kind:
    """Return a public comment if the speaker or their role is called so, else a remark."""
    of_the_public = PUBLIC_COMMENTER.fullmatch(speaker) or PUBLIC_COMMENTER.fullmatch(role)
    return Statement.Kind.PUBLIC_COMMENT if of_the_public else Statement.Kind.REMARK


def is_somebody(speaker: str) -> bool:
    """Return whether a label names a person or an office, so that a speaker can be created for it."""
    return not names_nobody(speaker)


def is_office(role: str) -> bool:
    """Return whether a role is an office held at the board."""
    return bool(role) and not PUBLIC_COMMENTER.fullmatch(role)
