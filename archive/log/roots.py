"""What an entry commits to: the root of an object, a hash over the hashes of its fields.

A field is a name and a value. Its hash is the SHA-256 of three lines, its name, a salt and its value in JSON. Facts
have the salt of their object. Each text has one of its own, so that a redaction destroys no more than it must.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, NamedTuple, Self

from archive.models import Commitment, new_salt

Key = tuple[str, int]
"""The kind of an object and its number."""

COLUMNS = "subject subject_id position is_live salt facts texts"
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode


class Fields(NamedTuple):
    """What an object says now: its facts and its texts, by name. Readers do not see the ``hidden`` ones of these."""

    facts: Mapping[str, Any]
    texts: Mapping[str, str]
    hidden: frozenset[str] = frozenset()


def by_subject(keys: Iterable[Key]) -> dict[str, list[int]]:
    """Return the numbers of the objects of each kind."""
    numbers: dict[str, list[int]] = {}
    for subject, number in keys:
        numbers.setdefault(subject, []).append(number)
    return numbers


def canonical(value: object) -> str:
    """Return JSON with its keys in order, no spaces, and ASCII alone."""
    return _encode(value)


def hash_of_field(name: str, salt: str, value: object) -> str:
    """Return the hash of a field, in hexadecimal digits."""
    # Most values are numbers and strings: encoding these alone takes a fifth of the time.
    written = str(value) if type(value) is int else _quoted(value) if type(value) is str else _encode(value)
    return sha256(f"{name}\n{salt}\n{written}\n".encode()).hexdigest()


def root_of(key: Key, hashes: Mapping[str, str]) -> str:
    """Return the root of an object whose fields have these hashes."""
    lines = "".join(f"{name}: {hashes[name]}\n" for name in sorted(hashes))
    return sha256(f"subject: {key[0]}\nnumber: {key[1]}\n{lines}".encode()).hexdigest()


@dataclass
class Committed:
    """What the last entry of an object commits to. ``texts`` has the salt and the hash of each; a salt may be gone."""

    key: Key
    salt: str
    facts: dict[str, Any]
    texts: dict[str, list[str]]
    position: int = 0
    is_live: bool = True

    @classmethod
    def to(cls, key: Key, now: Fields) -> Self:
        """Return a first commitment to an object, with new salts."""
        texts = {name: _sealed(name, text) for name, text in now.texts.items()}
        return cls(key, new_salt(), dict(now.facts), texts)

    @classmethod
    def of_row(cls, row: Commitment) -> Self:
        """Return the commitment that a row keeps."""
        key = (row.subject, row.subject_id)
        return cls(key, row.salt, json.loads(row.facts), json.loads(row.texts), row.position, row.is_live)

    def row(self) -> tuple[str, int, int, bool, str, str, str]:
        """Return the values of ``COLUMNS`` of the row that keeps it."""
        return (*self.key, self.position, self.is_live, self.salt, _encode(self.facts), _encode(self.texts))

    def hashes(self) -> dict[str, str]:
        """Return the hash of each field by its name."""
        facts = {name: hash_of_field(name, self.salt, value) for name, value in self.facts.items()}
        return facts | {name: hashed for name, (_, hashed) in self.texts.items()}

    @property
    def root(self) -> str:
        """The root that its entry has."""
        return root_of(self.key, self.hashes())

    def differing(self, now: Fields) -> set[str]:
        """Return the names of the fields that are other ones now, and of the texts whose salt was destroyed."""
        names = {name for name in {*self.facts, *now.facts} if self.facts.get(name) != now.facts.get(name)}
        return names | {name for name in {*self.texts, *now.texts} if not self._opens(name, now.texts.get(name))}

    def _opens(self, name: str, text: str | None) -> bool:
        salt, hashed = self.texts.get(name, ("", ""))
        return text is not None and bool(salt) and hash_of_field(name, salt, text) == hashed

    def take(self, now: Fields, names: Iterable[str]) -> None:
        """Commit to the present values of these fields: what has changed gets a new salt, and the old one is gone.

        The facts share one, so that nobody who has it finds by trying what one of them was before.
        """
        names = set(names)
        if names & {*self.facts, *now.facts}:
            self.salt = new_salt()
        for name in names:
            self.facts.pop(name, None)
            self.texts.pop(name, None)
            if name in now.facts:
                self.facts[name] = now.facts[name]
            elif name in now.texts:
                self.texts[name] = _sealed(name, now.texts[name])

    def destroy_salts(self, names: Iterable[str]) -> None:
        """Forget the salts of these texts: nobody can find by trying what they said."""
        for name in self.texts.keys() & set(names):
            self.texts[name][0] = ""


def _sealed(name: str, text: str) -> list[str]:
    salt = new_salt()
    return [salt, hash_of_field(name, salt, text)]
