"""Words of a search that were understood as more than words, each with the search that takes them as words again."""

from dataclasses import dataclass

from archive.search import FacetNames, SearchResults, query_string


@dataclass(frozen=True)
class ReadingChoice:
    """What some words were understood as, and the query string of the search without that (no question mark)."""

    said: str
    query: str


def reading_choices(results: SearchResults, names: FacetNames) -> list[ReadingChoice]:
    """Return the readings that the page offers to undo."""
    request = (results.answered or results.request).changed(page=1, sort=results.request.sort)
    return [
        ReadingChoice(reading.said, query_string(request.changed(text=reading.without), names))
        for reading in results.readings
    ]
