"""What readers may see: one rule per table, for pages, search, feeds, exports and emails alike.

``archive.apps`` imports this module when the app is ready. The rules are used through ``objects.public()``.
"""

from django.db.models import Exists, F, OuterRef, Q

from archive.models import (
    Ballot,
    Board,
    CitingLink,
    Correction,
    Decision,
    Meeting,
    Office,
    Quotation,
    Source,
    Speaker,
    SpeakerName,
    Statement,
    Tombstone,
    Topic,
)
from archive.models.fields.public import PublicQuerySet, visible

PUBLISHED = Statement.Status.PUBLISHED
COMING_AND_GOING = (Correction.Kind.WITHDRAWAL, Correction.Kind.REINSTATEMENT)


@visible(Statement)
def published_statements(statements: PublicQuerySet[Statement]) -> PublicQuerySet[Statement]:
    """Return the published statements."""
    return statements.filter(status=PUBLISHED)


@visible(Meeting)
def published_meetings(meetings: PublicQuerySet[Meeting]) -> PublicQuerySet[Meeting]:
    """Return the meetings with a record that is published completely or in part."""
    return meetings.filter(published_at__isnull=False)


@visible(Board)
def boards_on_record(boards: PublicQuerySet[Board]) -> PublicQuerySet[Board]:
    """Return the boards with a published meeting or statement."""
    own = {"board": OuterRef("pk")}
    return boards.filter(
        Exists(Meeting.objects.public().filter(**own)) | Exists(Statement.objects.public().filter(**own))
    )


@visible(Decision)
def published_decisions(decisions: PublicQuerySet[Decision]) -> PublicQuerySet[Decision]:
    """Return the decisions whose statements are published."""
    return decisions.filter(statement__status=PUBLISHED)


@visible(Ballot)
def published_ballots(ballots: PublicQuerySet[Ballot]) -> PublicQuerySet[Ballot]:
    """Return the votes of published decisions."""
    return ballots.filter(decision__statement__status=PUBLISHED)


@visible(Speaker)
def speakers_on_record(speakers: PublicQuerySet[Speaker]) -> PublicQuerySet[Speaker]:
    """Return the speakers of a published statement, and those who are named in a published decision."""
    own = OuterRef("pk")
    decided = Decision.objects.public()
    return speakers.filter(
        Exists(Statement.objects.public().filter(speaker=own))
        | Exists(Ballot.objects.public().filter(speaker=own))
        | Exists(decided.filter(mover=own))
        | Exists(decided.filter(seconder=own))
    )


@visible(Office, SpeakerName)
def at_boards_on_record(facts: PublicQuerySet[Office | SpeakerName]) -> PublicQuerySet[Office | SpeakerName]:
    """Return the facts about public speakers that belong to no board, or to one that readers may see."""
    at_a_public_board = Q(board__isnull=True) | Exists(Board.objects.public().filter(pk=OuterRef("board")))
    return facts.filter(at_a_public_board, Exists(Speaker.objects.public().filter(pk=OuterRef("speaker"))))


@visible(Topic)
def topics_on_record(topics: PublicQuerySet[Topic]) -> PublicQuerySet[Topic]:
    """Return the topics with a published statement, or an agenda item of a published meeting."""
    return topics.filter(
        Exists(Statement.objects.public().filter(topics=OuterRef("pk")))
        | Exists(Meeting.objects.public().filter(agenda_items__topics=OuterRef("pk")))
    )


@visible(Source)
def sources_on_record(sources: PublicQuerySet[Source]) -> PublicQuerySet[Source]:
    """Return the sources of a published statement, and the documents of a published meeting."""
    return sources.filter(
        Exists(Statement.objects.public().filter(source=OuterRef("pk")))
        | Exists(Meeting.objects.public().filter(documents=OuterRef("pk")))
    )


@visible(Correction)
def logged_corrections(corrections: PublicQuerySet[Correction]) -> PublicQuerySet[Correction]:
    """Return what the log shows: changes of public objects, and the withdrawal and return of withdrawn statements."""
    return corrections.filter(
        Q(statement__status=PUBLISHED)
        | Q(statement__status=Statement.Status.WITHDRAWN, kind__in=COMING_AND_GOING)
        | Exists(Meeting.objects.public().filter(pk=OuterRef("meeting")))
        | Exists(Board.objects.public().filter(pk=OuterRef("board")))
        | Exists(Speaker.objects.public().filter(pk=OuterRef("speaker")))
        | Exists(Source.objects.public().filter(pk=OuterRef("source")))
        | Exists(Topic.objects.public().filter(pk=OuterRef("topic"))),
        at__isnull=False,
    )


@visible(Tombstone)
def standing_tombstones(tombstones: PublicQuerySet[Tombstone]) -> PublicQuerySet[Tombstone]:
    """Return the tombstones of public statements, and those of the withdrawal of withdrawn ones."""
    withdrawn = Q(statement__status=Statement.Status.WITHDRAWN, what=Tombstone.What.WITHDRAWAL)
    return tombstones.filter(Q(statement__status=PUBLISHED) | withdrawn)


@visible(CitingLink)
def accepted_links(links: PublicQuerySet[CitingLink]) -> PublicQuerySet[CitingLink]:
    """Return the accepted links of statements that readers may see, the latest first."""
    accepted = links.filter(status=CitingLink.Status.ACCEPTED, statement__status=PUBLISHED)
    return accepted.order_by(F("published").desc(nulls_last=True), "id")


@visible(Quotation)
def standing_quotations(quotations: PublicQuerySet[Quotation]) -> PublicQuerySet[Quotation]:
    """Return the pairs of public statements whose compared words are still current."""
    return quotations.filter(
        quoting__statement__status=PUBLISHED,
        quoted__statement__status=PUBLISHED,
        quoting__statement__current_revision=F("quoting"),
        quoted__statement__current_revision=F("quoted"),
    )
