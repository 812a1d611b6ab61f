"""Sample data for each component of the public pages, made in memory: the database is not used."""

import datetime
from typing import Any

from django.utils.html import format_html

from archive.machine.queries import hold
from archive.models import (
    GAP,
    AgendaItem,
    Board,
    Correction,
    Meeting,
    Office,
    PartialDate,
    RedactedPassage,
    Revision,
    Source,
    Speaker,
    Statement,
    Tombstone,
)
from archive.pages.directory.activity import counted
from archive.pages.http.paging import Page
from archive.pages.meetings.glance import Glance, GlanceItem, HighlightedTurn, Highlights, Said
from archive.pages.meetings.lengths import Lengths
from archive.pages.meetings.sketch import Sketch, drawn
from archive.pages.meetings.speaking import Share, SpeakingChart
from archive.pages.meetings.strip import Row, Strip, StripPart
from archive.pages.meetings.transcript import in_sections
from archive.pages.quotes.passages import QuotedPassage
from archive.pages.search.facet_lists import facet_lists
from archive.pages.search.one_place import PlacedHit
from archive.pages.search.year_chart import year_chart
from archive.pages.statements.beside import Beside
from archive.pages.statements.history import HistoryEntry
from archive.pages.statements.paragraphs import paragraphs
from archive.pages.statements.redactions import Redactions
from archive.pages.statements.related import Related
from archive.search import Facet, FacetChoice, FoundStatement, marker_of, snippet
from archive.search.filters import SpeakerFilter

TEXT = (
    "The school library will be open on Saturdays from nine to one. Nobody needs a card, a parent or a reason.\n\n"
    "We will report in June on how many came, and what it cost, in a text of four lines at least so that its measure "
    "and its leading can be judged.\n\nThe branch at the north school stays closed."
)
REDACTED = f"Sample. My name is {GAP * 12} and I live at the lake. The board was told of the water in the cellar."
RIGHT_TO_LEFT = "ستفتح مكتبة المدرسة أبوابها يوم السبت من التاسعة إلى الواحدة.\n\nسنقدم تقريرا في شهر يونيو."
AT = datetime.datetime(2024, 3, 6, 12, tzinfo=datetime.UTC)


def samples() -> dict[str, object]:
    """Return what ``components.html`` shows."""
    board = Board(pk=1, name="Sample Board", slug="sample-board", place="Sample Lake", kind=Board.Kind.SCHOOL_BOARD)
    offices = [
        Office(pk=1, title="Chair", board=board, from_date=PartialDate(2021), to_date=PartialDate(2023, 6, 30)),
        Office(pk=2, title="Member", board=board, from_date=PartialDate(2023, 7, 1)),
        Office(pk=3, title="Adviser", organisation="Sample Association", to_date=PartialDate(2019, 5)),
        Office(pk=4, title="Trustee", organisation="Sample Foundation"),
    ]
    speaker = Speaker(pk=1, name="Sample Speaker", slug="sample-speaker")
    # What a prefetch would have set, because none of this is in the database.
    hold([speaker], "offices", offices, Office)
    statement = _statement(1, board, speaker, title="Sample: the library opens on Saturdays", text=TEXT)
    remark = _statement(2, board, speaker, text="Sample remark. Thank you, that answers my question.", start=84.0)
    arabic = Board(pk=2, name="مجلس العينة", slug="sample-board-rtl", language="ar")
    other = Speaker(pk=2, name="متحدث العينة", slug="sample-speaker-rtl")
    hold([other], "offices", [], Office)
    right_to_left = _statement(3, arabic, other, title="عينة: المكتبة تفتح يوم السبت", text=RIGHT_TO_LEFT)
    note = _statement(
        4, board, None, text="[Sample narrative: the clerk calls the roll.]", kind=Statement.Kind.NARRATIVE
    )
    long = _statement(5, board, speaker, title="Sample: " + "a title as long as titles may be, " * 8, text="Short.")
    marker = marker_of("library Saturdays", "en")
    revision = statement.current_revision
    meeting: Any = Meeting(pk=1, board=board, date=PartialDate(2024, 3, 5), status=Meeting.Status.HELD)
    longest, others = drawn(
        [(1, "1. Roll call", 30), (2, "2. The lease of the hall", 50), (3, "3. Other business", 20)]
    )
    meeting.sketch = Sketch(12, 1, longest, others)
    choices = _choices()
    return {
        "statement": statement,
        "statements": [statement, remark, right_to_left, long],
        "revision": revision,
        "paragraphs": paragraphs(TEXT, marker.spans(TEXT)),
        "right_to_left": paragraphs(RIGHT_TO_LEFT),
        "sections": in_sections([note, remark, right_to_left]),
        "hits": [
            PlacedHit(FoundStatement(one, marker.segments(one.title), snippet(one.text, marker)))
            for one in (statement, remark)
        ],
        "meeting": meeting,
        "beside": Beside([note], [remark], [remark], [Related(long, ["same topic: Sample topic", "similar words"])]),
        "facets": facet_lists(choices),
        "chart": year_chart(choices[Facet.YEAR]),
        "speaking": _speaking(),
        **_at_a_glance(),
        **_actions(statement),
        "counted": counted(choices[Facet.TOPIC]),
        "offices": offices,
        **_removed(statement),
        "quoted": QuotedPassage(words="from nine to one", is_current=False, words_now="from ten to one"),
        "form": SpeakerFilter({"name": "Sample"}, queryset=Speaker.objects.none()).form,
        "wrong_form": SpeakerFilter({"wrong-name": "x" * 400}, queryset=Speaker.objects.none(), prefix="wrong").form,
        "page": Page([], 2, True),
        "source": Source(
            kind=Source.Kind.RECORDING, title="Sample recording", publisher="Sample Board", licence="Sample"
        ),
    }


def _speaking() -> SpeakingChart:
    shares = [
        Share("Sample Speaker", "sample-speaker", 12, "1 h 4 min", 57, 100.0),
        Share("Sample: a name that is as long as those of associations are and has to wrap", "", 9, "40 min", 36, 62.5),
        Share("3 others together", "", 4, "8 min", 7, 12.5),
    ]
    return SpeakingChart(True, shares, ["Sample: how it was counted."])


def _at_a_glance() -> dict[str, object]:
    item = AgendaItem(position=1, label="8.A", title="Sample item with a title as long as some are and has to wrap")
    lengths = Lengths(True, {1: 240.0, 2: 60.0})
    speakers = [("Sample Speaker", "sample-speaker"), ("Sample Clerk", "")]
    highlight = HighlightedTurn(2, "Sample: I move that the library open on Saturdays", "Sample Clerk")
    entries = [
        GlanceItem(
            item, 1, 0.0, "4 min", speakers, 2, [Said("library", 1), Said("Saturdays", 2)], [("Topic", "topic")]
        ),
        GlanceItem(None, 2, 240.0, "1 min", speakers[:1], 0, []),
    ]
    rows = [Row("Sample Speaker", "M0 11h600M700 11h100"), Row("3 others", "M600 31h90", is_others=True)]
    parts = [
        StripPart(item, 0, 80, "#s-glance", 0.0, "4 min", "8.A"),
        StripPart(None, 80, 20, "#s-glance", 240.0, "1 min", ""),
    ]
    return {
        "glance": Glance(lengths, entries, [Highlights(Statement.Kind.MOTION, [highlight], 3)]),
        "strip": Strip(True, parts, rows, "M100 0v40M650 0v40", 2),
        "query": "library",
        "found": [1, 2],
    }


def _actions(statement: Statement) -> dict[str, object]:
    return {
        "permalink": "#s-actions",
        "passage_query": "r=1",
        "embed": format_html("<blockquote><p>“{}”</p></blockquote>", "Sample words to embed."),
        "corrected": HistoryEntry(
            AT, statement.current_revision, Correction(kind=Correction.Kind.CLARIFICATION, at=AT)
        ),
    }


def _removed(statement: Statement) -> dict[str, object]:
    tombstone = Tombstone(
        pk=1,
        statement=statement,
        what=Tombstone.What.REDACTION,
        category=Tombstone.Category.PRIVACY,
        reason="Sample: the speaker asked that the name not be published.",
        revision=statement.current_revision,
        sha256="5f1c" * 16,
        decided_at=AT,
    )
    start = REDACTED.index(GAP)
    redactions = Redactions([RedactedPassage(tombstone=tombstone, start=start, end=start + REDACTED.count(GAP))])
    return {
        "tombstone": tombstone,
        "redactions": redactions,
        "redacted": paragraphs(REDACTED, gaps=redactions.gaps),
    }


def _statement(
    number: int,
    board: Board,
    speaker: Speaker | None,
    *,
    text: str,
    title: str = "",
    start: float | None = None,
    kind: str = Statement.Kind.REMARK,
) -> Statement:
    statement = Statement(
        number=number,
        board=board,
        speaker=speaker,
        kind=Statement.Kind.POLICY_STATEMENT if title else kind,
        text_status=Statement.TextStatus.AS_REPORTED if title else Statement.TextStatus.VERBATIM,
        status=Statement.Status.PUBLISHED,
        date=PartialDate(2024, 3, 5),
        start_seconds=start,
    )
    statement.current_revision = Revision(
        pk=number,
        statement=statement,
        number=1,
        title=title,
        text=text,
        published_at=AT,
        salt="9b2e" * 8,
        sha256="5f1c" * 16,
    )
    return statement


def _choices() -> dict[Facet, list[FacetChoice]]:
    years = [(2024, 12, False), (2023, 31, False), (2021, 44, True), (2020, 7, False), (2016, 2, False)]
    topics = [(1, "Sample topic", 40), (2, "A sample topic with a long name that has to wrap", 18), (3, "Another", 3)]
    return {
        Facet.YEAR: [FacetChoice(year, str(year), number, chosen, f"year={year}") for year, number, chosen in years],
        Facet.TOPIC: [FacetChoice(pk, name, number, False, f"q=sample+{pk}") for pk, name, number in topics],
    }
