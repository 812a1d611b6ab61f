"""Bytes to text: a byte order mark, then UTF-8, then Western European; otherwise a person decides."""

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from archive.ingest.parsed import Problem
from archive.ingest.refusals import Damaged, EncodingCandidate, EncodingUnclear, NotATranscript

WESTERN = "windows-1252"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OTHER_ENCODINGS = (
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "windows-1251", "koi8_r", "windows-1250", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1252", "mac_roman",
)  # fmt: skip
ASCII = 128
SAMPLE_BYTES = 200_000
PREVIEW_LINES, PREVIEW_CHARACTERS = 3, 200
NEIGHBOURS = 0.3  # two adjacent non-ASCII characters are rare in Western text, and normal in a misread one
CONTROL, ZEROS = 0.01, 0.1  # shares of control characters and of zero bytes above which data is not text
REPORTED_LINES = 20
CUT_CHARACTER = 3  # how many bytes of its last character a cut-off file may have


@dataclass(frozen=True)
class Decoded:
    """Text with line feeds as line ends, the encoding with which it was read, and problems."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Its lines; the first is line 1."""
        return self.text.split("\n")


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the bytes as text, in the encoding that a person chose or else the detected one.

    Raises EncodingUnclear with candidates if neither UTF-8 nor Western European fits, Damaged if the chosen encoding
    does not fit, and NotATranscript if the bytes are not text.
    """
    if encoding:
        return _as_chosen(data, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _tidy(data[len(mark) :].decode(name, errors="replace"), name)
    wide = _sixteen_bit(data)
    if wide:
        return _tidy(data.decode(wide, errors="replace"), wide)
    try:
        return _tidy(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(data) - CUT_CHARACTER:
            cut = Problem("The file ends in the middle of a character, so its end is missing.")
            return _tidy(data[: error.start].decode("utf-8"), "utf-8", cut)
    return _mixed(data) or _western(data)


def candidates(data: bytes) -> tuple[EncodingCandidate, ...]:
    """Return the encodings in which the bytes are text, most likely first, each with a preview of revealing lines."""
    sample = _sample(data)
    readable = []
    for name in OTHER_ENCODINGS:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        if not _control_share(text):
            readable.append((-_likelihood(text), OTHER_ENCODINGS.index(name), EncodingCandidate(name, _preview(text))))
    return tuple(candidate for _, _, candidate in sorted(readable, key=lambda entry: entry[:2]))


def _as_chosen(data: bytes, encoding: str) -> Decoded:
    try:
        return _tidy(data.decode(encoding), encoding)
    except LookupError:
        raise Damaged(f'There is no encoding called "{encoding}". Choose one from the list.') from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"The text is not in {encoding}: line {line} cannot be read that way. Choose another encoding."
        raise EncodingUnclear(message, candidates(data)) from None
    except UnicodeError:
        raise EncodingUnclear(f"The text is not in {encoding}. Choose another encoding.", candidates(data)) from None


def _sixteen_bit(data: bytes) -> str:
    """Recognise UTF-16 without a byte order mark: nearly every second byte of its ASCII is zero."""
    sample = data[:2000]
    pairs = len(sample) // 2
    if pairs < 4:  # noqa: PLR2004 - too few to tell
        return ""
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if odd > pairs / 2 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > pairs / 2 and odd == 0 else ""


def _mixed(data: bytes) -> Decoded | None:
    """Read a file whose lines are partly UTF-8 and partly Western European, as in joined files."""
    lines, odd, valid = [], [], 0
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1):
        try:
            text = line.decode("utf-8")
            valid += not line.isascii()
        except UnicodeDecodeError:
            text = line.decode(WESTERN, errors="replace")
            odd.append(number)
        lines.append(text)
    if valid < len(odd) or not valid:
        return None
    problems = [
        Problem("This line is not in UTF-8 like the rest. It was read as Western European. Check its accents.", number)
        for number in odd[:REPORTED_LINES]
    ]
    if len(odd) > REPORTED_LINES:
        problems.append(Problem(f"{len(odd) - REPORTED_LINES} more lines are not in UTF-8 like the rest."))
    return _tidy("\n".join(lines), "utf-8", *problems)


def _western(data: bytes) -> Decoded:
    try:
        text = data.decode(WESTERN)
    except UnicodeDecodeError:
        text = ""
    if text and _neighbours_share(text) < NEIGHBOURS:
        guessed = Problem(
            "The file does not name its encoding. It was read as Western European (windows-1252). "
            "If accents look wrong, choose another encoding."
        )
        return _tidy(text, WESTERN, guessed)
    encodings = candidates(data)
    if not encodings:
        raise NotATranscript(
            "This is not text in a known encoding. Save it as plain text in UTF-8, or upload the original."
        )
    raise EncodingUnclear(
        "This file is not in UTF-8 or Western European. Choose the encoding with the right preview.",
        encodings,
    )


def _tidy(text: str, encoding: str, *problems: Problem) -> Decoded:
    text = text.removeprefix("\ufeff")
    if _control_share(text) > CONTROL or text.count("\0") > ZEROS * len(text):
        raise NotATranscript(
            "This is not text but data of a program. Upload the transcript as text, captions, DOCX or PDF."
        )
    noticed = list(problems)
    if "\0" in text:
        noticed.append(Problem(f"The text holds {text.count(chr(0))} zero bytes; each is shown as \ufffd."))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return Decoded(text, encoding, tuple(noticed))


def _control_share(text: str) -> float:
    counts = Counter(text)
    controls = sum(
        number
        for character, number in counts.items()
        if unicodedata.category(character) in {"Cc", "Co", "Cn"} and character not in "\0\t\n\r\f\v\x1c\x1e\x85\ufffe"
    )
    return controls / max(len(text), 1)


def _neighbours_share(text: str) -> float:
    high = [ord(character) >= ASCII for character in text]
    if not any(high):
        return 0.0
    beside = sum(one and other for one, other in pairwise(high))
    return beside / sum(high)


def _likelihood(text: str) -> float:
    """Score a reading: the share of its non-ASCII part that is letters of one script, less capitals inside words."""
    foreign = [character for character in text if ord(character) >= ASCII]
    if not foreign:
        return 0.0
    scripts = Counter(unicodedata.name(character, "UNKNOWN").split()[0] for character in foreign if character.isalpha())
    common = scripts.most_common(1)[0][1] if scripts else 0
    odd = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    return round((common - odd) / len(foreign), 2)


def _sample(data: bytes) -> bytes:
    """Return the beginning, up to a line end so that no character is cut."""
    if len(data) <= SAMPLE_BYTES:
        return data
    end = data.rfind(b"\n", 0, SAMPLE_BYTES)
    return data[: end if end > 0 else SAMPLE_BYTES]


def _preview(text: str) -> str:
    telling = [line.strip() for line in text.splitlines() if not line.isascii()]
    return "\n".join(line[:PREVIEW_CHARACTERS] for line in telling[:PREVIEW_LINES])
