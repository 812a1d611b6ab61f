"""Files that are broken by accident or on purpose. Each is read or refused within the limits.

``python -m tests.ingest.hostile DIR`` reads the files of a folder and prints the outcome of each, in a process that may
use no more than 300 MB.
"""

import io
import json
import random
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.ingest import Refused, read
from tests.ingest.documents import W, archive, docx, paragraph, pdf

MEMORY = 300 * 1024 * 1024
MEGABYTE = 1024 * 1024
READ, REFUSED = "read", "refused"
SPOKEN = [paragraph("Chair Sample: We are in order, and we thank you."), paragraph("Mr. Other: Thank you.")]
AKN = (
    '<akomaNtoso><debate><debateBody><speech by="#a"><from>Ms Sample</from><p>{}</p></speech></debateBody>'
    "</debate></akomaNtoso>"
)


@dataclass(frozen=True, slots=True)
class HostileFile:
    """The name of a file, the function that makes its bytes, and the expected result."""

    name: str
    make: Callable[[], bytes]
    outcome: str


def _lying_size() -> bytes:
    """Return a document whose ZIP archive declares a false, small size for its main part."""
    data = bytearray(archive([("word/document.xml", b" " * (40 * MEGABYTE))]))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(signature) + offset
        data[place : place + 4] = struct.pack("<I", 1000)
    return bytes(data)


def _encrypted_docx() -> bytes:
    data = bytearray(docx(*SPOKEN))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = 0
        while (place := data.find(signature, place)) >= 0:
            data[place + offset] |= 1
            place += 4
    return bytes(data)


def _damaged_docx() -> bytes:
    data = bytearray(docx(*SPOKEN * 200))
    middle = data.index(b"word/document.xml") + 60
    data[middle : middle + 40] = bytes(40)
    return bytes(data)


def _twice_docx() -> bytes:
    file = io.BytesIO(docx(*SPOKEN))
    with zipfile.ZipFile(file, "a") as packed:
        packed.fp.seek(0, 2)
        packed.writestr("docProps/../word/document.xml", "<x/>")
    return file.getvalue()


def _deep_docx() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 2000 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 2000)


def _crowded_docx() -> bytes:
    rng = random.Random(7)
    return docx("".join(f'<w:p w:id="{rng.getrandbits(40)}"/>' for _ in range(501_000)))


def _xml(declared: str, text: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE akomaNtoso [{declared}]>{AKN.format(text)}'.encode()


def _laughs() -> bytes:
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _xml(f'<!ENTITY l0 "lol">{steps}', "&l9;")


def _pdf_bomb() -> bytes:
    content = zlib.compress(b" " * (60 * MEGABYTE), 9)
    return (
        b"%%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >> endobj\n"
        b"4 0 obj << /Length %d /Filter /FlateDecode >> stream\n%s\nendstream endobj\n"
        b"trailer << /Root 1 0 R >>\n%%%%EOF\n" % (len(content), content)
    )


def _locked_pdf() -> bytes:
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    data = pdf([[(72, 700, "Mr. Sample: locked away")]])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<41><41>] /Encrypt " + lock)


def _looping_pdf() -> bytes:
    return pdf([[(72, 700, "loop")]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def _captions(count: int) -> bytes:
    cues = (
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.900"
        for n in range(count)
    )
    return ("WEBVTT\n\n" + "".join(f"{cue}\nsample words\n\n" for cue in cues)).encode()


def _open_bracket() -> bytes:
    return f"{TALK}Mr. Other (and {'so we say ' * 15}: yes.\n".encode()


def _noise(size: int) -> bytes:
    return b"\x01\x02" + random.Random(11).randbytes(size)


TALK = "Chair Sample: Good evening, I thank you for coming.\nMr. Other: We thank you.\nChair Sample: So we begin.\n"
PAGE = b"<html><body><p>Chair Sample: We are in order, and I thank you.</p>"
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(2000)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(2000)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)

HOSTILE = (
    HostileFile("bomb.docx", lambda: archive([("word/document.xml", b" " * (40 * MEGABYTE))]), REFUSED),
    HostileFile("ratio.docx", lambda: archive([("word/document.xml", b"a" * (20 * MEGABYTE))]), REFUSED),
    HostileFile("lying-size.docx", _lying_size, REFUSED),
    HostileFile("many-entries.docx", lambda: archive([(f"{n}.xml", "") for n in range(5000)]), REFUSED),
    HostileFile(
        "archive-in-archive.docx", lambda: archive([("inner.zip", archive([("a", b"0" * MEGABYTE)]))]), REFUSED
    ),
    HostileFile("path-names.docx", lambda: docx(*SPOKEN, names=["../../../etc/cron.d/x", "/root/x", "C:\\x"]), READ),
    HostileFile("only-path-names.docx", lambda: docx(*SPOKEN, main="../word/document.xml"), REFUSED),
    HostileFile("twice.docx", _twice_docx, READ),
    HostileFile("truncated.docx", lambda: docx(*SPOKEN * 50)[:-300], REFUSED),
    HostileFile("damaged.docx", _damaged_docx, REFUSED),
    HostileFile("encrypted.docx", _encrypted_docx, REFUSED),
    HostileFile("entities.docx", lambda: archive([("word/document.xml", _laughs())]), REFUSED),
    HostileFile("deep.docx", _deep_docx, REFUSED),
    HostileFile("crowded.docx", _crowded_docx, REFUSED),
    HostileFile("empty-body.docx", docx, REFUSED),
    HostileFile("not-xml.docx", lambda: archive([("word/document.xml", "no xml")]), REFUSED),
    HostileFile(
        "open-tags.docx", lambda: archive([("word/document.xml", f'<w:document xmlns:w="{W}"><w:p>')]), REFUSED
    ),
    HostileFile("spreadsheet.docx", lambda: archive([("xl/workbook.xml", "<workbook/>")]), REFUSED),
    HostileFile("old-word.docx", lambda: OLD_WORD, REFUSED),
    HostileFile("picture.docx", lambda: PNG, REFUSED),
    HostileFile("~$minutes.docx", lambda: b"\x06Sample" + bytes(155), REFUSED),
    HostileFile("laughs.xml", _laughs, REFUSED),
    HostileFile("quadratic.xml", lambda: _xml(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000), REFUSED),
    HostileFile("outside.xml", lambda: _xml('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), REFUSED),
    HostileFile("remote.xml", lambda: _xml('<!ENTITY % r SYSTEM "http://127.0.0.1:9/x.dtd">%r;', "x"), REFUSED),
    HostileFile("deep.xml", lambda: b"<akomaNtoso>" + b"<p>" * 100_000, REFUSED),
    HostileFile("crowded.xml", lambda: b"<akomaNtoso>" + b"<p/>" * 400_000 + b"</akomaNtoso>", REFUSED),
    HostileFile("attribute.xml", lambda: b'<akomaNtoso x="' + b"y" * (5 * MEGABYTE) + b'"/>', REFUSED),
    HostileFile("truncated.xml", lambda: AKN.format("x").encode()[:-20], REFUSED),
    HostileFile(
        "sixteen-bit.xml", lambda: f'<?xml version="1.0" encoding="utf-16"?>{AKN.format("é")}'.encode("utf-16"), READ
    ),
    HostileFile("encoding.xml", lambda: b'<?xml version="1.0" encoding="x-none"?>' + AKN.format("x").encode(), REFUSED),
    HostileFile("drawing.xml", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', REFUSED),
    HostileFile("markup.xml", lambda: AKN.format("&lt;script&gt;alert(1)&lt;/script&gt;").encode(), READ),
    HostileFile("deep.json", lambda: b"[" * 100_000 + b"]" * 100_000, REFUSED),
    HostileFile("crowded.json", lambda: b"[" + b"[]," * 1_300_000 + b"[]]", REFUSED),
    HostileFile(
        "number.json",
        lambda: b'{"turns": [{"speaker": "A", "start": ' + b"9" * 1_000_000 + b', "text": "x"}]}',
        REFUSED,
    ),
    HostileFile(
        "times.json", lambda: b'{"turns": [{"speaker": "A", "start": NaN, "end": -Infinity, "text": "x"}]}', READ
    ),
    HostileFile(
        "digits.jsonl",
        lambda: b'{"speaker": "A", "start": "' + b"9" * 5000 + b'", "end": 1' + b"0" * 400 + b', "text": "x"}\n' * 2,
        READ,
    ),
    HostileFile(
        "counts.xml",
        lambda: (
            b'<publicwhip><speech speakername="A">x</speech><division><divisioncount ayes="'
            + b"9" * 5000
            + b'"/></division></publicwhip>'
        ),
        READ,
    ),
    HostileFile("truncated.json", lambda: b'{"turns": [{"speaker": "A", "text": "x"', REFUSED),
    HostileFile("types.json", lambda: b'{"turns": [7, null, {"speaker": {"a": 1}, "text": ["x"]}]}', REFUSED),
    HostileFile("strange.json", lambda: b'{"turns": 5, "sentences": null, "data": {}}', REFUSED),
    HostileFile("long-line.jsonl", lambda: b'{"text": "' + b"word " * MEGABYTE + b'"}\n{"text": "x"}', READ),
    HostileFile("capital-letters.txt", lambda: b"MR. " + b"A" * 1_900_000, REFUSED),
    HostileFile("emphasis.md", lambda: b"**a " * 24_000 + b"\n" + b"[a](http://" * 9_000, REFUSED),
    HostileFile("headings.md", lambda: b"# " + b"# " * 900_000, REFUSED),
    HostileFile("letters.txt", lambda: b"a" * (10 * MEGABYTE), REFUSED),
    HostileFile("words.txt", lambda: b"and we say so " * 750_000, REFUSED),
    HostileFile("one-line.txt", lambda: b"and I say so. " * 130_000, READ),
    HostileFile("colons.txt", lambda: b"A b: " * (2 * MEGABYTE), REFUSED),
    HostileFile("clocks.txt", lambda: b"[0:00:01] " * 190_000, REFUSED),
    HostileFile("brackets.txt", lambda: b"x[" * 950_000, REFUSED),
    HostileFile("open-bracket.txt", _open_bracket, READ),
    HostileFile("stars.md", lambda: b"**" * 950_000, REFUSED),
    HostileFile("spaces.txt", lambda: b"Mr." + b" " * 1_900_000 + b"x", REFUSED),
    HostileFile("capitals.txt", lambda: b"MR. " * 490_000, REFUSED),
    HostileFile("wrapped.txt", lambda: b"Chair Sample: we\nMr. Other: I\n" + b"and so on I\n" * 250_000, READ),
    HostileFile("empty-lines.txt", lambda: b"\n" * (4 * MEGABYTE), REFUSED),
    HostileFile("zeros.txt", lambda: bytes(MEGABYTE), REFUSED),
    HostileFile("some-zeros.txt", lambda: TALK.replace("evening", "eve\0ning").encode(), READ),
    HostileFile("noise.txt", lambda: _noise(MEGABYTE), REFUSED),
    HostileFile("controls.txt", lambda: b"Chair Sample: \x1b[31m\x07\x08 red\n" * 500, REFUSED),
    HostileFile(
        "mixed.txt", lambda: TALK.replace("evening", "é").encode() * 3 + "Mr. Other: déjà vu".encode("cp1252"), READ
    ),
    HostileFile("cut-character.txt", lambda: (TALK + "Mr. Other: é").encode()[:-1], READ),
    HostileFile("unclear.srt", lambda: "1\n00:00:01,000 --> 00:00:02,000\n会议现在开始\n".encode("gb18030"), REFUSED),
    HostileFile(
        "markup.txt", lambda: TALK.replace("Other", "<b>Other</b>").replace("begin", "<script>").encode(), READ
    ),
    HostileFile("direction.txt", lambda: TALK.replace("evening", "\u202egnineve\u202c\u200b").encode(), READ),
    HostileFile("surrogates.txt", lambda: TALK.replace("evening", "\ud800").encode("utf-8", "surrogatepass"), REFUSED),
    HostileFile("empty.txt", lambda: b"", REFUSED),
    HostileFile("blank.txt", lambda: b" \r\n\t\f", REFUSED),
    HostileFile("too-large.txt", lambda: b"word " * (7 * MEGABYTE), REFUSED),
    HostileFile("chevrons.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b">> " * 650_000, REFUSED),
    HostileFile("tags.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 1_900_000, REFUSED),
    HostileFile("voices.vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a>x" * 500_000, REFUSED),
    HostileFile("arrows.vtt", lambda: b"WEBVTT\n\n" + b"-->\n" * MEGABYTE, REFUSED),
    HostileFile("many-cues.vtt", lambda: _captions(110_000), REFUSED),
    HostileFile(
        "backwards.srt", lambda: b"1\n00:00:09,000 --> 00:00:01,000\nfirst\n\n2\n-1:00 --> 99:99:99,9\nsecond\n", READ
    ),
    HostileFile("recording.vtt", lambda: MP4, REFUSED),
    HostileFile("document.txt", lambda: docx(*SPOKEN), READ),
    HostileFile("captions.docx", lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", READ),
    HostileFile("open-tags.htm", lambda: PAGE + b"<a" * 800_000, READ),
    HostileFile("open-lines.htm", lambda: PAGE + b"<pre" * 400_000, READ),
    HostileFile("open-title.htm", lambda: PAGE + b"<title>" + b" " * 1_900_000, READ),
    HostileFile("glued.htm", lambda: PAGE + b"a. b: " * 300_000, REFUSED),
    HostileFile("dots.htm", lambda: PAGE + b"a." * 900_000, READ),
    HostileFile("page.htm", lambda: b"<html><body onload=alert(1)><p>Chair: hello</p></body></html>", REFUSED),
    HostileFile("quote.csv", lambda: b'speaker,text\nA,"never ends\n' + b"x,y\n" * 100_000, REFUSED),
    HostileFile("columns.csv", lambda: b"speaker,text" + b",x" * MEGABYTE + b"\nA,B\n", REFUSED),
    HostileFile("formula.csv", lambda: b"speaker,text\n=1+1,=cmd|' /C calc'!A0\n", READ),
    HostileFile("header-only.csv", lambda: b"speaker,text\n", REFUSED),
    HostileFile("truncated.pdf", lambda: pdf([[(72, 700, "x")]] * 5)[:400], REFUSED),
    HostileFile("garbage.pdf", lambda: b"%PDF-1.7\n" + _noise(200_000), REFUSED),
    HostileFile("many-pages.pdf", lambda: pdf([[(72, 700, "x")]] * 3000), REFUSED),
    HostileFile("bomb.pdf", _pdf_bomb, REFUSED),
    HostileFile("locked.pdf", _locked_pdf, REFUSED),
    HostileFile("loop.pdf", _looping_pdf, REFUSED),
    HostileFile("pictures.pdf", lambda: pdf([[], []]), REFUSED),
    HostileFile("minutes.pdf.exe", lambda: b"MZ" + _noise(100_000), REFUSED),
)


def outcomes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield for each file of a folder its name, whether it was read, and the message if it was refused."""
    for path in sorted(folder.iterdir()):
        try:
            meeting = read(path.read_bytes(), path.name)
        except Refused as refusal:
            yield path.name, REFUSED, str(refusal)
        else:
            json.dumps(meeting.as_json(), ensure_ascii=True)
            yield path.name, READ if meeting.turns else "no turns", ""


def main() -> None:
    """Read the folder named by the first argument, and print a list of outcomes as JSON."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    json.dump(list(outcomes(Path(sys.argv[1]))), sys.stdout)


if __name__ == "__main__":
    main()
