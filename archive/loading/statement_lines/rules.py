"""What a line leaves unsaid, concluded from its words, and never to more than they bear out.

A text is called verbatim only where it comes from an official record that is known to be one; any other transcript is
taken for a machine's, and what does not even call itself a transcript is "as reported".
"""

import re

from archive.models import Board, Source, Statement

# Official records that print what was said: by a word in their source, lower case.
OFFICIAL = ("federalreserve.gov", "congressional-record", "congressional record", "hansard")

# Labels that name nobody: the words stay as attribution, and no speaker is made of them.
NOBODY = re.compile(
    r"(the )?(un(identified|known)( (speaker|person|voice)s?)?|several( speakers)?|public commenters?|"
    r"members? of the public|speaker[ _]?\d*|staff member|audience)( \(\w+\))?",
    re.IGNORECASE,
)
PUBLIC_COMMENTER = re.compile(r"public comment(er|ers)?|members? of the public", re.IGNORECASE)

# The first word that stands in the name of a body says what it is.
KINDS_OF_BOARD = (
    (re.compile(r"\b(school|education)\b", re.IGNORECASE), Board.Kind.SCHOOL_BOARD),
    (re.compile(r"\b(senate|house of|parliament|legislature|assembly)\b", re.IGNORECASE), Board.Kind.LEGISLATURE),
    (re.compile(r"\bcouncil\b", re.IGNORECASE), Board.Kind.COUNCIL),
    (re.compile(r"\bcommission\b", re.IGNORECASE), Board.Kind.COMMISSION),
    (re.compile(r"\bcommittee\b", re.IGNORECASE), Board.Kind.COMMITTEE),
)


def kind_of_board(name: str) -> Board.Kind:
    """Return what kind of public body bears the name."""
    return next((kind for pattern, kind in KINDS_OF_BOARD if pattern.search(name)), Board.Kind.OTHER)


def kind_of_source(source: str) -> Source.Kind:
    """Return what kind of document the line calls its source."""
    words = source.casefold()
    if "minutes" in words:
        return Source.Kind.MINUTES
    if any(name in words for name in OFFICIAL):
        return Source.Kind.TRANSCRIPT
    if "transcript" in words:
        return Source.Kind.MACHINE_TRANSCRIPT
    return Source.Kind.OTHER


def text_status(source: str) -> Statement.TextStatus:
    """Return how close a text of that source is to what was said, at the least."""
    if any(name in source.casefold() for name in OFFICIAL):
        return Statement.TextStatus.VERBATIM
    return {
        Source.Kind.MINUTES: Statement.TextStatus.MINUTES,
        Source.Kind.MACHINE_TRANSCRIPT: Statement.TextStatus.MACHINE_TRANSCRIPT,
    }.get(kind_of_source(source), Statement.TextStatus.AS_REPORTED)


def kind_of_statement(speaker: str, role: str) -> Statement.Kind:
    """Return a public comment where the speaker or their role is called so, else a remark."""
    of_the_public = PUBLIC_COMMENTER.fullmatch(speaker) or PUBLIC_COMMENTER.fullmatch(role)
    return Statement.Kind.PUBLIC_COMMENT if of_the_public else Statement.Kind.REMARK


def is_somebody(speaker: str) -> bool:
    """Return whether a label names a person or an office, so that a speaker can be made of it."""
    return bool(speaker) and not NOBODY.fullmatch(speaker)


def is_office(role: str) -> bool:
    """Return whether a role is an office held at the board."""
    return bool(role) and not PUBLIC_COMMENTER.fullmatch(role)
