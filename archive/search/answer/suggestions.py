"""What to offer while a reader types: speakers, boards and topics by name, then words; and where a name leads.

Everything offered is public when it is offered.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from archive.language.function_words import TITLES
from archive.models import Office
from archive.search.answer.asking import count
from archive.search.answer.dictionary import is_right
from archive.search.engines import get_backend, waited_for
from archive.search.names.public_names import KINDS, NamedObject, public_names
from archive.search.question import SearchRequest, office_term, query_string, tokens, words
from archive.search.question.natural.people import HONORIFICS, LONGEST_NAME

MOST_NAMES = 5
MOST_HOLDERS = 3
MOST_OFFICES = 200
PLAIN = re.compile(r"[\w\s.,'’-]*")
MOST_WORDS = 5
SHORTEST_WORD = 3
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Suggestion:
    """Something to go to or to search for.

    ``kind`` is speaker, board, topic or search; ``name`` is for readers; ``url`` is the page of the first three, and
    empty for a search; ``query`` is the query string of the search, without the question mark.
    """

    kind: str
    name: str
    url: str
    query: str


@waited_for()
def suggest(text: str) -> list[Suggestion]:
    """Return what the reader may be typing: at most five names and five searches that find something.

    A name is found by the beginning of any of its words, or of those of its other spellings, ignoring accents. Raise
    SearchUnavailable if the index cannot be read.
    """
    text = text[:LONGEST_TEXT]
    typed = words(text)
    if not typed:
        return []
    names = _public(islice(public_names().beginning(typed), 2 * MOST_NAMES))
    return [*names[:MOST_NAMES], *_holders(text), *islice(_completed(text), MOST_WORDS)]


def jump_to(text: str) -> list[Suggestion]:
    """Return the public speakers, boards and topics whose full name, or other spelling, was typed.

    If there are none, return the speakers and boards with all the words in their names, unless they are many.
    """
    typed = words(text[:LONGEST_TEXT])
    if not typed or len(typed) > LONGEST_NAME or not PLAIN.fullmatch(text):
        return []
    named = _public(islice(public_names().named(typed), MOST_NAMES))
    if not named:
        held = [word for word in typed if word not in HONORIFICS | TITLES]
        having = public_names().having(held) if held else []
        named = _public(having) if len(having) <= MOST_NAMES else []
    return [one for one in named if not _is_only_a_word(text, typed, one)]


def _is_only_a_word(text: str, typed: list[str], named: Suggestion) -> bool:
    """Return whether the initials of a name were typed as an everyday word: "cat", but not "CAT"."""
    is_initials = named.kind == "board" and not set(typed) & set(words(named.name))
    return is_initials and not text.isupper() and is_right(typed[0])


def _public(keys: Iterable[tuple[str, int]]) -> list[Suggestion]:
    """Return suggestions for those objects that are public now, in order."""
    keys = list(keys)
    rows = {
        (kind, pk): instance
        for kind, model in KINDS.items()
        if (wanted := [pk for other, pk in keys if other == kind])
        for pk, instance in model.objects.public().in_bulk(wanted).items()
    }
    return [_suggestion(kind, rows[kind, pk]) for kind, pk in keys if (kind, pk) in rows]


def _suggestion(kind: str, instance: NamedObject) -> Suggestion:
    request = SearchRequest(text=f'{kind}:"{" ".join(words(instance.name))}"')
    return Suggestion(kind, instance.name, instance.get_absolute_url(), query_string(request))


def _holders(text: str) -> list[Suggestion]:
    """Return an office that begins as typed, with some who hold or held it: "Mayor: Kim Example (Sample Town)"."""
    if len(text.strip()) < SHORTEST_WORD:
        return []
    begun = Office.objects.public().filter(title__istartswith=text.strip()).select_related("speaker", "board")
    latest = list(begun.order_by("to_date", "-from_date", "pk")[:MOST_OFFICES])
    if not latest:
        return []
    office = office_term(latest[0].title)
    held = [one for one in latest if office_term(one.title) == office]
    holders = dict.fromkeys(f"{one.speaker.name} ({one.where})" for one in held)
    request = SearchRequest(text=f'office:"{" ".join(words(latest[0].title))}"')
    name = f"{latest[0].title}: {', '.join(islice(holders, MOST_HOLDERS))}"
    return [Suggestion("search", name, "", query_string(request))]


def _completed(text: str) -> Iterator[Suggestion]:
    """Yield the searches that result from completing the last word with words of the archive."""
    last = list(tokens(text))[-1]
    if last.end != len(text) or len(last.word) < SHORTEST_WORD:
        return
    for entry in get_backend().words(last.word, limit=2 * MOST_WORDS):
        request = SearchRequest(text=text[: last.start] + entry.word)
        if "'" not in entry.word and count(request):
            yield Suggestion("search", request.text, "", query_string(request))
