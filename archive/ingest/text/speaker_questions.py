"""The questions about speakers, each with its places in the file."""

from archive.ingest.parsed import Problem

PLACES = 5  # places that a question names


def doubtful_label(label: str, *places: int | None) -> Problem:
    """Return the question about words that may be the label of a speaker, for all its places."""
    return _asked(f'"{label}" may be a speaker. The words after it have no speaker yet', places)


def unnamed_answer(label: str, *places: int | None) -> Problem:
    """Return the question who speaks after somebody who only asks."""
    return _asked(f'Nobody is named after the words of "{label}". They have no speaker yet', places)


def _asked(sentence: str, places: tuple[int | None, ...]) -> Problem:
    first, *others = places or (None,)
    if not others:
        return Problem(f"{sentence}.", first)
    named = ", ".join(str(place) for place in others[:PLACES])
    more = f" and {len(others) - PLACES} more" if len(others) > PLACES else ""
    return Problem(f"{sentence}; also at {named}{more}.", first)
