"""What readers may see: one rule per table, for pages, search, feeds, exports and emails alike.

``archive.apps`` imports this module when the app is ready. The rules are used through ``objects.public()``.
"""

from django.db.models import Exists, OuterRef, Q

from archive.models import (
    Ballot,
    Board,
    Correction,
    Decision,
    Meeting,
    Office,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.fields.public import visible

PUBLISHED = Statement.Status.PUBLISHED
COMING_AND_GOING = (Correction.Kind.WITHDRAWAL, Correction.Kind.REINSTATEMENT)


@visible(Statement)
def published_statements() -> Q:
    """Readers see the published statements."""
    return Q(status=PUBLISHED)


@visible(Meeting)
def published_meetings() -> Q:
    """Readers see the meetings with a record that is published completely or in part."""
    return Q(published_at__isnull=False)


@visible(Board)
def boards_on_record() -> Q:
    """Readers see the boards with a published meeting or statement."""
    own = {"board": OuterRef("pk")}
    return Exists(Meeting.objects.public().filter(**own)) | Exists(Statement.objects.public().filter(**own))


@visible(Decision)
def published_decisions() -> Q:
    """Readers see the decisions whose statements are published."""
    return Q(statement__status=PUBLISHED)


@visible(Ballot)
def published_ballots() -> Q:
    """Readers see the votes of published decisions."""
    return Q(decision__statement__status=PUBLISHED)


@visible(Speaker)
def speakers_on_record() -> Q:
    """Readers see the speakers of a published statement, and those who are named in a published decision."""
    own = OuterRef("pk")
    decided = Decision.objects.public()
    return (
        Exists(Statement.objects.public().filter(speaker=own))
        | Exists(Ballot.objects.public().filter(speaker=own))
        | Exists(decided.filter(mover=own))
        | Exists(decided.filter(seconder=own))
    )


@visible(Office, SpeakerName)
def at_boards_on_record() -> Q:
    """Readers see the facts about public speakers that belong to no board, or to one that they may see."""
    at_a_public_board = Q(board__isnull=True) | Exists(Board.objects.public().filter(pk=OuterRef("board")))
    return at_a_public_board & Exists(Speaker.objects.public().filter(pk=OuterRef("speaker")))


@visible(Topic)
def topics_on_record() -> Q:
    """Readers see the topics with a published statement, or an agenda item of a published meeting."""
    return Exists(Statement.objects.public().filter(topics=OuterRef("pk"))) | Exists(
        Meeting.objects.public().filter(agenda_items__topics=OuterRef("pk"))
    )


@visible(Source)
def sources_on_record() -> Q:
    """Readers see the sources of a published statement, and the documents of a published meeting."""
    return Exists(Statement.objects.public().filter(source=OuterRef("pk"))) | Exists(
        Meeting.objects.public().filter(documents=OuterRef("pk"))
    )


@visible(Correction)
def logged_corrections() -> Q:
    """Readers see changes of public objects in the log, and the withdrawal and return of withdrawn statements."""
    subject_is_public = (
        Q(statement__status=PUBLISHED)
        | Q(statement__status=Statement.Status.WITHDRAWN, kind__in=COMING_AND_GOING)
        | Exists(Meeting.objects.public().filter(pk=OuterRef("meeting")))
        | Exists(Board.objects.public().filter(pk=OuterRef("board")))
        | Exists(Speaker.objects.public().filter(pk=OuterRef("speaker")))
        | Exists(Source.objects.public().filter(pk=OuterRef("source")))
        | Exists(Topic.objects.public().filter(pk=OuterRef("topic")))
    )
    return subject_is_public & Q(at__isnull=False)


@visible(Tombstone)
def standing_tombstones() -> Q:
    """Readers see the tombstones of public statements, and those of the withdrawal of withdrawn ones."""
    withdrawn = Q(statement__status=Statement.Status.WITHDRAWN, what=Tombstone.What.WITHDRAWAL)
    return Q(statement__status=PUBLISHED) | withdrawn
