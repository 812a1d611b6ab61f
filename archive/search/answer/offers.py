"""What a search page offers besides hits: a statement by its address, the page that answers, our operators."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from archive.language.function_words import FUNCTION_WORDS
from archive.models import Meeting, Office, Statement
from archive.search.answer.asking import count
from archive.search.answer.suggestions import MOST_NAMES, Suggestion, jump_to
from archive.search.engines.results import SearchResults
from archive.search.question import Facet, SearchRequest, Sort, fold, office_term, query_string, words
from archive.search.question.grammar.nodes import Dated, Exact, Within, Words

MOST_OFFICES = 1000
ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S*?|(?:/\w\w)?)/statements/(?P<number>\d{1,18})(?:[/?#]\S*)?", re.ASCII)
NUMBER = re.compile(
    r"(?:#|(?:statement|declaraci[oó]n|n[oº]\.?)\s*#?)\s*(?P<number>\d{1,18})", re.IGNORECASE | re.ASCII
)
# An id of an imported line has figures and something else.
LINE_ID = re.compile(r"(?=\S*\d)(?=\S*[^\d\s])\S{1,200}")
WHO_IS = re.compile(
    r"(?:who(?:['’]s| is| was)|qui[eé]n (?:es|era|fue)) (?:the |el |la )?(?P<office>.+?)"
    r"(?: (?:of|de|del|at|in|en) (?:the |la |el )?(?P<place>.+?))?[?\s]*",
    re.IGNORECASE,
)
NEXT_MEETING = re.compile(
    r"\bnext\b.*\bmeetings?\b|\bmeetings?\b.*\bnext (?:week|month)\b|\bpr[oó]xima (?:reuni[oó]n|sesi[oó]n)\b",
    re.IGNORECASE,
)
VOTED = re.compile(
    r"(?:when|cu[aá]ndo) .*?\b(?:votes?d?|decided?|vot[oóa]|votaron|decidi[oó]) (?:on |about |against |for |sobre )?"
    r"(?P<what>.+?)[?\s]*",
    re.IGNORECASE,
)
DECIDED = frozenset({Statement.Kind.DECISION.value, Statement.Kind.MOTION.value, Statement.Kind.VOTE.value})
OF_NEXT_MEETING = FUNCTION_WORDS | {"next", "meeting", "meetings", "board", "proxima", "reunion", "sesion", "junta"}
# “Sin hogar” excludes no home.
EXCLUDING = "without|except(?: for)?|excluding|excepto|salvo|pero (?:sin|no)"
# How others write our operators.
OF_OTHERS = (
    (re.compile(r"(?<=\w)\s*\|+\s*(?=\w)"), " OR "),
    (re.compile(r"(?<=\w) or (?=\w)"), " OR "),
    (re.compile(rf"(?<=\w),? (?:(?:but|and|y) )?(?:{EXCLUDING}) (?=[\w\"])"), " -"),
    (re.compile(r"\b(?:by|author|said):\s*(?=[\w\"])", re.IGNORECASE), "speaker:"),
    (
        re.compile(r"^who voted (no|yes|for|against)\b(?: on| for| against)?(?: the)? (?=\w)", re.IGNORECASE),
        r"voted:\1 ",
    ),
    (re.compile(r"\bfrom:\s*(?=[^\W\d]|\")", re.IGNORECASE), "speaker:"),
)
NOT = re.compile(r"(?P<before>\w+),? (?:but |and )?not (?=\w)")


def statement_meant(text: str) -> Statement | None:
    """Return the public statement whose address, number or id of its imported line is all that was typed, or None.

    An id of figures alone, or of letters alone, may be a year or a word.
    """
    typed = ADDRESS.fullmatch(text.strip()) or NUMBER.fullmatch(text.strip())
    public = Statement.objects.public().select_related("current_revision")
    if typed:
        return public.filter(pk=int(typed["number"])).first()
    return public.filter(external_id=text.strip()).first() if LINE_ID.fullmatch(text.strip()) else None


def answering(text: str) -> list[Suggestion]:
    """Return the pages that answer better than hits: who holds an office, when there is a meeting or was a vote."""
    if who := WHO_IS.fullmatch(text.strip()):
        return list(islice(_holders(who["office"], who["place"] or ""), MOST_NAMES))
    if NEXT_MEETING.search(text):
        rest = " ".join(word for word in words(text) if word not in OF_NEXT_MEETING)
        boards = [one for one in jump_to(rest) if one.kind == "board"] if rest else []
        return [*boards, Suggestion("meetings", gettext("Meetings"), reverse("pages:meeting-list"), "")]
    if voted := VOTED.fullmatch(text.strip()):
        asked_for = SearchRequest(text=voted["what"], filters={Facet.KIND: DECIDED}, sort=Sort.NEWEST)
        query = query_string(asked_for)
        return [Suggestion("votes", voted["what"], f"{reverse('pages:search')}?{query}", query)]
    return []


def pages_named(results: SearchResults) -> list[Suggestion]:
    """Return the pages of whoever or whatever a search names and asks nothing else of.

    A person whom the record calls by title and family name is also found by a given name, or by a name that was
    corrected.
    """
    asked = results.answered or results.request
    named = jump_to(asked.text)
    if named or asked.question is None or asked.question.parts:
        return named
    match asked.question.conditions:
        case (Within("speaker", Words(name) | Exact(name)),):
            return jump_to(name)
    return []


def nearest_meetings(times: Iterable[Dated]) -> list[Suggestion]:
    """Return the last public meeting before the earliest of some times, and the next one after the latest."""
    days = [day for time in times for day in (time.first and time.first.first, time.last and time.last.last) if day]
    if not days:
        return []
    of_boards = Meeting.objects.public().select_related("board")
    before = of_boards.filter(date__lt=min(days)).order_by("-date", "pk").first()
    after = of_boards.filter(date__gt=max(days)).order_by("date", "pk").first()
    return [Suggestion("meeting", str(one), one.get_absolute_url(), "") for one in (before, after) if one]


def in_our_operators(text: str) -> str:
    """Return the search with our operators in place of small letters and those of others; empty if it has none."""
    changed = text
    for pattern, ours in OF_OTHERS:
        changed = pattern.sub(ours, changed)
    # "Will not share" excludes nothing.
    changed = NOT.sub(
        lambda match: match[0] if fold(match["before"]) in FUNCTION_WORDS else f"{match['before']} -", changed
    )
    return changed if changed != text else ""


def changing_operators(results: SearchResults) -> str:
    """Return the search with our operators if it finds something, and not as much as without; else an empty text."""
    changed = in_our_operators(results.request.text)
    if not changed or count(results.request.changed(text=changed, page=1)) in {0, results.total}:
        return ""
    return changed


def _holders(office: str, place: str) -> Iterator[Suggestion]:
    """Yield the speakers who hold an office today at a board with those words in its name, the latest first."""
    today, wanted, where = timezone.localdate(), office_term(office), set(words(place))
    if wanted == office_term(""):
        return
    held = Office.objects.public().select_related("speaker", "board").order_by("-from_date", "pk")[:MOST_OFFICES]
    for one in held:
        if office_term(one.title) == wanted and one.held_on(today) and where <= set(words(one.where)):
            yield Suggestion("speaker", f"{one.speaker.name} ({one})", one.speaker.get_absolute_url(), "")
