"""What a search page offers besides hits: a statement by its address, the page that answers, our operators."""

import re
from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from archive.models import Office, Statement
from archive.search.answer.suggestions import MOST_NAMES, Suggestion, jump_to
from archive.search.question import Facet, SearchRequest, Sort, fold, office_term, query_string, words
from archive.text.function_words import FUNCTION_WORDS

MOST_OFFICES = 1000
ADDRESS = re.compile(r"(?:(?:https?://|www\.)\S*?|(?:/\w\w)?)/statements/(?P<number>\d{1,18})(?:[/?#]\S*)?", re.ASCII)
NUMBER = re.compile(
    r"(?:#|(?:statement|declaraci[oó]n|n[oº]\.?)\s*#?)\s*(?P<number>\d{1,18})", re.IGNORECASE | re.ASCII
)
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
# How others write our operators.
OF_OTHERS = (
    (re.compile(r"(?<=\w)\s*\|+\s*(?=\w)"), " OR "),
    (re.compile(r"(?<=\w) or (?=\w)"), " OR "),
    (re.compile(r"(?<=\w) (?:but |and )?without (?=\w)"), " -"),
    (re.compile(r"\b(?:by|author|said):\s*(?=[\w\"])", re.IGNORECASE), "speaker:"),
    (
        re.compile(r"^who voted (no|yes|for|against)\b(?: on| for| against)?(?: the)? (?=\w)", re.IGNORECASE),
        r"voted:\1 ",
    ),
    (re.compile(r"\bfrom:\s*(?=[^\W\d]|\")", re.IGNORECASE), "speaker:"),
)
NOT = re.compile(r"(?P<before>\w+) (?:but |and )?not (?=\w)")


def statement_meant(text: str) -> Statement | None:
    """Return the public statement whose address or number is all that was typed, or None."""
    typed = ADDRESS.fullmatch(text.strip()) or NUMBER.fullmatch(text.strip())
    if typed is None:
        return None
    return Statement.objects.public().filter(pk=int(typed["number"])).select_related("current_revision").first()


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


def _holders(office: str, place: str) -> Iterator[Suggestion]:
    """Yield the speakers who hold an office today at a board with those words in its name, the latest first."""
    today, wanted, where = timezone.localdate(), office_term(office), set(words(place))
    if wanted == office_term(""):
        return
    held = Office.objects.public().select_related("speaker", "board").order_by("-from_date", "pk")[:MOST_OFFICES]
    for one in held:
        if office_term(one.title) == wanted and one.held_on(today) and where <= set(words(one.where)):
            yield Suggestion("speaker", f"{one.speaker.name} ({one})", one.speaker.get_absolute_url(), "")
