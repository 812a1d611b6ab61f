"""The statement and the revision at a URL, for the pages that show them."""

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext

from archive.exports.addresses import entry_url
from archive.log import last_entry
from archive.machine.queries import Prepared, hold
from archive.models import Decision, Revision, Statement, Topic
from archive.pages.http.caching.shown import keep_unnamed
from archive.pages.http.errors import NotHere, Withdrawn

_about = Q(statement__meeting=OuterRef("meeting")) & (
    Q(put_in=OuterRef("pk")) | Q(statement__agenda_item=OuterRef("agenda_item"))
)
_on_record = Prepared(
    lambda number: (
        Statement.objects.filter(status__in=[Statement.Status.PUBLISHED, Statement.Status.WITHDRAWN], pk=number)
        # Few statements have these, so they are fetched only if there are any.
        .annotate(has_decisions=Exists(Decision.objects.public().filter(_about)))
        .select_related(
            "current_revision",
            "board",
            "meeting__board",
            "agenda_item",
            "speaker",
            "source",
            "responds_to__current_revision",
            "responds_to__speaker",
        )
    )
)
_topics = Prepared(lambda number: Topic.objects.filter(filing__statement=number).annotate(how=F("filing__how")))


def statement_on_record(number: int) -> Statement:
    """Return the statement with its topics if it is or was public; raise NotHere if not."""
    statement = next(iter(_on_record(number=number)), None)
    if statement is None:
        raise NotHere(gettext("Statement %(number)s is not in the archive.") % {"number": number})
    # The revision shares the statement that was fetched, with only its public related objects.
    statement.published_revision.statement = statement
    hold([statement], "topics", _topics(number=number), Topic)
    return statement


def revision_on_record(statement: Statement, number: int) -> Revision:
    """Return the published revision of that number; raise NotHere if there is none."""
    if statement.published_revision.number == number:
        return statement.published_revision
    revision = statement.revisions.published().filter(number=number).first()
    if revision is None:
        raise NotHere(
            gettext("Statement %(statement)s has no revision %(revision)s.")
            % {"statement": statement.number, "revision": number}
        )
    revision.statement = statement
    return revision


def public_statement(number: int) -> Statement:
    """Return the statement that is public under that number; raise NotHere, or Withdrawn if it was public."""
    statement = statement_on_record(number)
    if not statement.is_public:
        raise Withdrawn(statement)
    return statement


def public_wording(number: int, revision: int) -> Revision:
    """Return the revision of that number of a public statement; raise NotHere, or Withdrawn if it was public."""
    statement = statement_on_record(number)
    shown = revision_on_record(statement, revision)
    if not statement.is_public:
        raise Withdrawn(statement)
    return shown


def words_searched(request: HttpRequest) -> str:
    """Return the words of the search that led here, which the page marks."""
    return request.GET.get("q", "").replace("\0", " ").strip()


def entry_here(request: HttpRequest, statement: int) -> str:
    """Return the URL of the last entry of a statement in the log, for its page, its files and its citations.

    Return nothing while the log does not have what they show, or has not signed it. Nobody keeps such a page, because
    the log grows without a change of what pages show. Each later entry comes from such a change.
    """
    url = entry_url(last_entry(statement))
    if not url:
        keep_unnamed(request)
    return url
