"""What a line leaves out, concluded from its words, and never more than they support.

A text is called verbatim only if it comes from a known official record. Any other transcript is assumed to be a
machine's, and a source that is not called a transcript is "as reported".
"""

import re

from archive.models import Source, Statement
from archive.people import names_nobody

# Official records that print what was said, recognised by a word in their source, in lower case.
OFFICIAL = ("federalreserve.gov", "congressional-record", "congressional record", "hansard")

PUBLIC_COMMENTER = re.compile(r"public comment(er|ers)?|members? of the public", re.IGNORECASE)


def kind_of_source(source: str) -> Source.Kind:
    """Return the kind of document that the line calls its source."""
    words = source.casefold()
    if "minutes" in words:
        return Source.Kind.MINUTES
    if any(name in words for name in OFFICIAL):
        return Source.Kind.TRANSCRIPT
    if "transcript" in words:
        return Source.Kind.MACHINE_TRANSCRIPT
    return Source.Kind.OTHER


def text_status(source: str) -> Statement.TextStatus:
    """Return the text status that a text of that source has at least."""
    if any(name in source.casefold() for name in OFFICIAL):
        return Statement.TextStatus.VERBATIM
    return {
        Source.Kind.MINUTES: Statement.TextStatus.MINUTES,
        Source.Kind.MACHINE_TRANSCRIPT: Statement.TextStatus.MACHINE_TRANSCRIPT,
    }.get(kind_of_source(source), Statement.TextStatus.AS_REPORTED)


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
