"""Whether a name typed beside a quotation is that of a statement's speaker."""

from archive.citations.names import ADDRESSES
from archive.citations.words import words
from archive.models import Speaker, Statement


def is_named(statement: Statement, typed: str) -> bool:
    """Say whether what was typed names the speaker, by any spelling, alone or among other words.

    Either every word typed belongs to one of their names, or their family name is there and the word before it is not
    another given name: "said Superintendent Driver" and "Darienne Driver" name Darienne Driver, "John Driver" does not.
    An organisation is named by all the words of its name.
    """
    speaker = statement.speaker
    names = {speaker.name, *speaker.other_names()} if speaker else set()
    is_organisation = speaker is not None and speaker.kind == Speaker.Kind.ORGANISATION
    known = [_keys(name) for name in (names | {statement.attribution}) - {""}]
    return any(_fits(name, typed, is_organisation=is_organisation) for name in known if name)


def _fits(name: list[str], typed: str, *, is_organisation: bool) -> bool:
    found = words(typed)
    sought = [word.key for word in found]
    if sought and set(sought) <= set(name):
        return True
    if is_organisation:
        return set(name) <= set(sought)
    allowed = ADDRESSES | set(name)
    for before, word in zip([None, *found], found, strict=False):
        if word.key == name[-1]:
            is_a_name = before is not None and typed[before.start].isupper()
            if not is_a_name or before.key in allowed:
                return True
    return False


def _keys(name: str) -> list[str]:
    return [word.key for word in words(name)]
