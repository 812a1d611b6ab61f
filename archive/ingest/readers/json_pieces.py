"""What is said in a JSON of any tool: the objects that have words, at whatever level, with their voices and times."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.ingest.readers.columns import column, find_columns
from archive.ingest.readers.records import Record, by_meaning
from archive.ingest.text.joining import ends_sentence
from archive.language.dates import first_date

DEEPEST = 12  # levels of keys
OF_ONE = frozenset({"alternatives", "nBest", "NBest", "segs"})  # lists whose items are of the time of what holds them
BEST_FIRST = OF_ONE - {"segs"}
TIMED_WORD = 3  # a list of a word, its start and its end
SENTENCES = {("sentences",), ("segments",), ("data",)}  # lists of what software heard, one sentence after another
MOST_ITEMS = 0.6  # share of the items of a list that must have words
SINGLE = 1.5  # words of an item, on average: more are no list of words
WHO = ("speaker", "voice")
WHEN = ("start", "end")
MEETING = ("board", "meeting", "date")
GRAM = 3  # words in a row by which what is said again shows
AGAIN, NOT_AGAIN = 0.7, 0.5  # shares of them
SENTENCE_WORDS = 5  # words from which on a string may be what somebody said
OF_WORDS = frozenset({"text", "word", "description"})
MARKS = ".,;:?!…。，？！ "


@dataclass(frozen=True)
class Piece:
    """An object in a list: the keys that lead to it, its place in each list on the way, and its fields by meaning."""

    keys: tuple[str, ...]
    place: tuple[int, ...]
    record: Record
    item: Mapping[str, Any]

    @property
    def text(self) -> str:
        """Its words as they stand, with the spaces around them."""
        text = self.record.fields.get("text")
        return text if isinstance(text, str) else ""

    def has(self, *meanings: str) -> bool:
        """Return whether it has one of these fields."""
        return any(self.record.text(meaning) for meaning in meanings)


def pieces_in(value: Any) -> list[Piece]:
    """Return every object in a list of the JSON, in order. A speaker above it is its own if it has none."""
    return list(_walk(value, (), (), {}))


def _walk(value: Any, keys: tuple[str, ...], place: tuple[int, ...], above: Mapping[str, Any]) -> Iterator[Piece]:
    if isinstance(value, list):
        several = keys[-1:] == ("channels",) and len(value) > 1
        for number, item in enumerate(value[:1] if keys[-1:] and keys[-1] in BEST_FIRST else value, start=1):
            channel = {"speaker": number - 1} if several else {}
            yield from _walk(_timed_word(item), keys, (*place, number), {**channel, **above})
    elif isinstance(value, Mapping) and len(keys) <= DEEPEST:
        record = _record(value, place[-1] if place else 0)
        piece = Piece(keys, place, replace(record, fields={**above, **record.fields}), value)
        if place:
            yield piece
        about = (_some(piece, MEETING) if keys else {}) | _voice(piece)
        when = _some(piece, WHEN)
        for key, part in value.items():
            if isinstance(part, list | Mapping):
                yield from _walk(part, (*keys, key), place, about | _day(key) | (when if key in OF_ONE else {}))


def _some(piece: Piece, meanings: Iterable[str]) -> dict[str, Any]:
    return {meaning: piece.record.fields[meaning] for meaning in meanings if meaning in piece.record.fields}


def _voice(piece: Piece) -> dict[str, Any]:
    """Return who says what stands under an object: its speaker, or somebody whom the file does not name."""
    who = _some(piece, WHO) if piece.place and not piece.record.of_a_name else {}
    return who or ({"voice": str(piece.place)} if "speaker" in find_columns(piece.item) else {})


def _day(key: str) -> dict[str, Any]:
    day = first_date(key) if any(map(str.isdigit, key)) else ""
    return {"date": day} if day else {}


def _record(value: Mapping[str, Any], number: int) -> Record:
    record = by_meaning(value, number)
    fields = dict(record.fields)
    if "text" not in fields and "word" in fields:
        fields["text"] = fields["word"]
    if "speaker" in fields and "start" not in fields and isinstance(value.get("from"), int | float):
        fields["start"] = value["from"]  # the voice of a stretch; in a message, “from” is who writes
    return Record(fields, number, record.of_a_name)


def _timed_word(item: Any) -> Any:
    if isinstance(item, list) and len(item) == TIMED_WORD and isinstance(item[0], str):
        return dict(zip(("text", *WHEN), item, strict=True))
    return item


def lists_said(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the lists of what is said, in order: the one that says most, at best with voices, and those like it.

    There are none if no list has words and voices or times. Of two lists with the same words, or words at the same
    times, the one with fewer and longer pieces is taken.
    """
    lists: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        lists[piece.keys].append(piece)
    spoken = [[piece for piece in some if piece.text] for some in lists.values() if _is_spoken(some)]
    taken: list[list[Piece]] = []
    for some in sorted(spoken, key=_weight, reverse=True):
        is_like = not taken or _weight(some)[0] == _weight(taken[0])[0]
        if is_like and not any(_is_beside(some, other) for other in taken):
            taken.append(some)
    return [_once(some) for some in spoken if some in taken]


def _is_beside(some: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Return whether a list says what another says, or something of the same minutes."""
    times = [[time for piece in one if (time := piece.record.time("start")) is not None] for one in (some, other)]
    if _days(some) == _days(other) and all(times) and min(times[0]) < max(times[1]) and min(times[1]) < max(times[0]):
        return True
    return _says_again([piece.text for piece in some], [piece.text for piece in other])


def _days(pieces: Sequence[Piece]) -> set[str]:
    return {piece.record.text("date") for piece in pieces}


def _says_again(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether most words stand in other texts in the same order."""
    grams, of_others = _grams(texts), _grams([" ".join(others)])
    return len(grams & of_others) >= AGAIN * len(grams)


def _grams(texts: Sequence[str]) -> set[tuple[str, ...]]:
    words = [re.findall(r"\w+", text.casefold()) for text in texts]
    if sum(map(len, words)) <= SINGLE * len(words):
        words = [[word for some in words for word in some]]
    return {tuple(some[at : at + GRAM]) for some in words for at in range(max(len(some) - GRAM, 0) + 1) if some}


def words_beside(value: Any, said: Sequence[str]) -> list[str]:
    """Return for each place of the JSON that says something else, in sentences, its keys and its first words."""
    of_said = _grams([" ".join(said)])
    first: dict[str, str] = {}
    for keys, text in _strings(value, ()):
        grams = _grams([text]) if len(text.split()) >= SENTENCE_WORDS else set()
        if len(grams & of_said) < NOT_AGAIN * len(grams):
            first.setdefault(".".join(keys), " ".join(text.split()[: GRAM * SENTENCE_WORDS]))
    return [f"“{keys}”: “{words}”" for keys, words in first.items()]


def _strings(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        known = column(keys[-1]) if keys else None
        if known is None or known.meaning in OF_WORDS:
            yield keys, value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, keys)
    elif isinstance(value, Mapping) and len(keys) <= DEEPEST:
        for key, part in value.items():
            yield from _strings(part, (*keys, key))


def _is_spoken(pieces: Sequence[Piece]) -> bool:
    """Return whether most pieces have words, and a voice or a time."""
    enough = pieces[0].keys in SENTENCES
    others = [piece for piece in pieces if not piece.text.isspace()]
    return sum(bool(piece.text) and (enough or piece.has(*WHO, *WHEN)) for piece in others) > MOST_ITEMS * len(others)


def _weight(pieces: Sequence[Piece]) -> tuple[bool, int, int]:
    voices = sum(piece.has("speaker") for piece in pieces)
    letters = sum(len("".join(piece.text.split())) for piece in pieces)
    return voices * 2 >= len(pieces), letters, -len(pieces)


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without those that others say again with voices, as some tools do at the end."""
    voiced = [piece for piece in pieces if piece.has("speaker")]
    others = [piece.text for piece in pieces if not piece.has("speaker")]
    return voiced if others == [piece.text for piece in voiced] else list(pieces)


def without_words(pieces: Sequence[Piece], said: Sequence[Piece]) -> list[int]:
    """Return the numbers of the places in the list of what is said, or above it, where nothing is."""
    spoken = {piece.place[:length] for piece in said for length in range(1, len(piece.place) + 1)}
    beside = [piece for piece in pieces if piece.keys in (said[0].keys, said[0].keys[:-1])]
    in_one = _is_one_list(said)
    return [
        piece.place[-1] if in_one and piece.keys == said[0].keys else piece.place[0]
        for piece in beside
        if piece.place not in spoken
    ]


def _is_one_list(pieces: Sequence[Piece]) -> bool:
    """Return whether the pieces are items of one list, not of several in the items of another."""
    return len({piece.place[:-1] for piece in pieces}) == 1


def joined_pieces(pieces: Sequence[Piece], every: Sequence[Piece]) -> list[Record]:
    """Return the pieces as records: the words of one voice as sentences, and the items of an object's list as one.

    ``every`` are all pieces of the file: some tools list the voices beside the words, by their time.
    """
    words = sum(len(piece.text.split()) for piece in pieces) <= SINGLE * len(pieces)
    space = "" if any(not piece.text.strip() for piece in pieces) else " "
    groups: list[list[Piece]] = []
    for piece in _with_voices(pieces, every):
        if groups and _goes_on(groups[-1], piece, words=words):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    numbers: Sequence[int] = range(1, len(groups) + 1)
    if not words and _is_one_list(pieces):
        numbers = [group[0].place[-1] for group in groups]
    elif not words and len({piece.place[0] for piece in pieces}) > 1:
        numbers = [group[0].place[0] for group in groups]
    records = (_as_one(group, space, number) for group, number in zip(groups, numbers, strict=True))
    return [record for record in records if record.text("text")]


def _with_voices(pieces: Sequence[Piece], every: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the voice that the file lists for their time; a mark has that of the word before."""
    voices = {
        piece.record.text("start"): piece.record.fields["speaker"]
        for piece in every
        if not piece.text and piece.has("speaker") and piece.has("start")
    }
    before: Any = None
    for piece in pieces:
        fields = piece.record.fields
        if "speaker" not in fields and voices:
            voice = voices.get(piece.record.text("start"), None if piece.text.strip(MARKS) else before)
            fields = fields if voice is None else {**fields, "speaker": voice}
        before = fields.get("speaker")
        yield replace(piece, record=replace(piece.record, fields=fields))


def _goes_on(group: Sequence[Piece], piece: Piece, *, words: bool) -> bool:
    last = group[-1]
    if any(last.record.text(name) != piece.record.text(name) for name in WHO):
        return not piece.text.strip()
    if not words:
        return len(piece.place) > 1 and last.place[:-1] == piece.place[:-1]
    spoken = next((one.text for one in reversed(group) if one.text.strip()), "")
    return not ends_sentence(spoken) or not piece.text.strip()


def _as_one(group: Sequence[Piece], space: str, number: int) -> Record:
    texts = (piece.text if not space or not piece.text.strip(MARKS) else space + piece.text.strip() for piece in group)
    fields = {**group[0].record.fields, "text": "".join(texts).strip()}
    ends = [piece.record.fields[name] for piece in group for name in WHEN if name in piece.record.fields]
    if len(group) > 1 and ends:
        fields["end"] = ends[-1]
    return replace(group[0].record, fields=fields, number=number)
