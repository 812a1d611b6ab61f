"""Which words a stored file may contain, in any format, or that this cannot be known."""

import html
import quopri
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from archive.actions.removed_words.passages import spellings
from archive.citations.passages.words import INVISIBLE
from archive.models import ImportBatch

# A larger file is not searched while somebody waits.
LONGEST_LOOKED_THROUGH = 8 * 2**20
BYTE_ORDER_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Formats that encode words, although the file may be text: PDF, rich text, base 64.
HIDING = re.compile(r"%PDF-|\{\\rtf|[A-Za-z0-9+/]{70}")
CONTROLS = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
TO_NOTHING = str.maketrans("", "", INVISIBLE)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
BROKEN_WORD = re.compile(r"[-\u2010\u2011]\s*\n\s*")
NOT_OF_WORDS = re.compile(r"[\W_]+")


def words_in_file(batch: ImportBatch) -> frozenset[str] | None:
    """Return the keys of all words that the import's file may contain, or None if this cannot be known."""
    if not batch.file_is_there:
        return frozenset()
    return words_stored(batch.file.name, batch.file_sha256, batch.encoding)


def readings(data: bytes, encoding: str = "") -> list[str] | None:
    """Return the texts that the bytes may mean, without escapes and markup, or None if this cannot be known."""
    text = _decoded(data, encoding) if len(data) <= LONGEST_LOOKED_THROUGH else None
    if text is None or HIDING.search(text) or CONTROLS.search(text):
        return None
    return list(dict.fromkeys(_meant_by(text)))


@lru_cache(maxsize=8)
def words_stored(name: str, _sha256: str, encoding: str = "") -> frozenset[str] | None:
    """Return the keys of all words that the stored file of that name may contain, or None if this cannot be known."""
    storage = ImportBatch._meta.get_field("file").storage
    with storage.open(name, "rb") as file:
        texts = readings(file.read(LONGEST_LOOKED_THROUGH + 1), encoding)
    return None if texts is None else frozenset(key for text in texts for way in spellings(text) for key in way)


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return the bytes as text if they are certainly text, else None."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    for name in filter(None, [marked] if marked else ["utf-8-sig", encoding]):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _meant_by(text: str) -> Iterator[str]:
    """Yield the texts that the text may mean: without escapes, without markup, with broken words joined."""
    yield text
    plain = text
    if "=" in text:
        plain = quopri.decodestring(text.encode()).decode(errors="replace")
        yield plain
    plain = html.unescape(unquote(ESCAPE.sub(_unescaped, plain))).translate(TO_NOTHING)
    # Join surrogates that were escaped one by one to the letter that they mean.
    plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for reading in (plain, TAG.sub("", plain), TAG.sub(" ", plain)):
        joined = BROKEN_WORD.sub("", reading)
        yield from (reading, joined, NOT_OF_WORDS.sub(" ", reading), NOT_OF_WORDS.sub(" ", joined))


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return " " if escape[2] in "nrtbf" else escape[2]
