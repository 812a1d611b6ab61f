"""Extracts the lines of a PDF in a separate process, so that a crash, a loop or a memory bomb ends only that process.

Run this as a file, with the limits as arguments: seconds, bytes of memory, pages, characters, lines. It reads the PDF
from standard input and writes JSON to standard output:
``{"pages": [[[text, left, right, baseline, size, links], ...], ...], "pictures": [number of a page, ...]}`` (points,
from the lower left corner), or ``{"refused": "password" | "damaged" | "pages" | "characters"}``. PDFium is written in
C, and faults may let a PDF take over the process. Therefore it can open nothing and, on Linux, reach no other process
(``archive.machine.system_calls``). It imports nothing else of the site, so that it starts quickly.
"""

import ctypes
import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

sys.path.append(str(Path(__file__).parents[3]))
from archive.machine.system_calls import only_compute

BREAKS = "\r\n"
LINE_END_HYPHEN = "\x02"  # the engine's character for a hyphen at a line end, where it omits the line break
PUNCTUATION = ".,;:?!)]\"'’”"
RAISED = 0.8  # of the size of the text next to it: a footnote mark
GAP = 1.8  # of the size, from the last letter of a word to the next word: a gap between columns
MOST_LINKS, LONGEST_ADDRESS = 300, 1000  # of a page; bytes
NEIGHBOURS = 3  # characters on each side, including line breaks and spaces
# A page with fewer words, most of which is a picture, may be a picture of a page with a stamp on it.
WORDS_BESIDE_A_PICTURE = 50
MOST_IMAGES = 1_000  # of a page


class _Refused(Exception):
    """The reason, one word."""


def main() -> None:
    """Read standard input, write the lines or the reason for refusing."""
    seconds, memory, most_pages, most_characters, most_lines = map(int, sys.argv[1:6])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # which has no limit on memory; the parent still ends the process after some time
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    only_compute()
    try:
        pages, pictures = _read_pages(data, most_pages, most_characters, most_lines)
        answer: dict[str, Any] = {"pages": pages, "pictures": pictures}
    except _Refused as refusal:
        answer = {"refused": str(refusal)}
    except pypdfium2.PdfiumError as error:
        answer = {"refused": "password" if "password" in str(error).lower() else "damaged"}
    json.dump(answer, sys.stdout)


def _read_pages(
    data: bytes, most_pages: int, most_characters: int, most_lines: int
) -> tuple[list[list[tuple[Any, ...]]], list[int]]:
    document = pypdfium2.PdfDocument(data)
    if len(document) > most_pages:
        raise _Refused("pages")
    pages, pictures, characters, lines = [], [], 0, 0
    for number, page in enumerate(document, start=1):
        pages.append(_with_links(list(_lines(page.get_textpage())), _links(document, page)))
        characters += sum(len(line[0]) for line in pages[-1])
        lines += len(pages[-1])
        if characters > most_characters or lines > most_lines:
            raise _Refused("characters")
        if _is_picture(page, sum(len(line[0].split()) for line in pages[-1])):
            pictures.append(number)
        page.close()
    return pages, pictures


def _is_picture(page: pypdfium2.PdfPage, words: int) -> bool:
    """Return whether a page may show more words than can be read. One on which nothing stands does not."""
    if words >= WORDS_BESIDE_A_PICTURE:
        return False
    if not words:
        return pdfium.FPDFPage_CountObjects(page) > 0
    images = list(islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]), MOST_IMAGES + 1))
    covered, edges = 0.0, [ctypes.c_float() for _ in range(4)]
    for image in images:
        pdfium.FPDFPageObj_GetBounds(image, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        covered += (right - left) * (top - bottom)
    return len(images) > MOST_IMAGES or covered > page.get_width() * page.get_height() / 2


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[tuple[Any, str]]:
    """Yield the places of a page that link to an address, and the address."""
    place, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        address = ctypes.create_string_buffer(LONGEST_ADDRESS)
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document, action, address, LONGEST_ADDRESS) if action else 0
        if 0 < length <= LONGEST_ADDRESS and pdfium.FPDFLink_GetAnnotRect(link, box):
            yield (box.left, box.bottom, box.right, box.top), address.value.decode("utf-8", "replace")


def _with_links(lines: list[tuple[Any, ...]], links: Iterator[tuple[Any, str]]) -> list[tuple[Any, ...]]:
    """Return the lines with the addresses that each links to. A place that is on several lines is of none."""
    linked: dict[int, list[str]] = {}
    for (left, bottom, right, top), address in links:
        on = [n for n, line in enumerate(lines) if bottom < line[3] < top and line[1] < right and line[2] >= left]
        heights = [lines[n][3] for n in on]
        if on and max(heights) - min(heights) < lines[on[0]][4] / 2:
            linked.setdefault(on[0], []).append(address)
    return [(*line, linked.get(n, [])) for n, line in enumerate(lines)]


def _lines(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of a page as the engine finds them, without footnote marks, split at wide gaps."""
    count = textpage.count_chars()
    characters = [chr(pdfium.FPDFText_GetUnicode(textpage, index)) for index in range(count)]
    letters: list[str] = []
    first, before = 0, ""
    for index, character in enumerate([*characters, "\n"]):
        if letters and letters[-1] == " " and character.strip() and _is_far(textpage, index):
            yield from _line(textpage, letters, first, index - 1)
            first, letters = index, []
        if character == LINE_END_HYPHEN:
            letters.append("-")
        elif character not in BREAKS:
            if not (character.isdigit() and before in PUNCTUATION and _is_raised(textpage, index, count)):
                letters.append(character)
                before = character if character.strip() else before
            continue
        yield from _line(textpage, letters, first, index - 1)
        first, letters = index + 1, []


def _line(textpage: pypdfium2.PdfTextPage, letters: list[str], first: int, last: int) -> Iterator[tuple[Any, ...]]:
    text = "".join(letters)
    if text.strip():
        left, baseline = _origin(textpage, first)
        right, _ = _origin(textpage, last)
        yield text, left, right, baseline, _size(textpage, first)


def _is_far(textpage: pypdfium2.PdfTextPage, index: int) -> bool:
    """Return whether a character is far to the right of the previous word, as in another column."""
    before = index - 1
    while before > 0 and chr(pdfium.FPDFText_GetUnicode(textpage, before)).isspace():
        before -= 1
    distance = _origin(textpage, index)[0] - _origin(textpage, before)[0]
    return distance > GAP * max(_size(textpage, index), 1)


def _is_raised(textpage: pypdfium2.PdfTextPage, index: int, count: int) -> bool:
    """Return whether a character is small and raised compared with its neighbours, as a footnote mark is."""
    size, (_, baseline) = _size(textpage, index), _origin(textpage, index)
    return any(
        size < RAISED * _size(textpage, other) and 0 < baseline - _origin(textpage, other)[1] < _size(textpage, other)
        for other in range(max(index - NEIGHBOURS, 0), min(index + NEIGHBOURS + 1, count))
    )


def _size(textpage: pypdfium2.PdfTextPage, index: int) -> float:
    """Return the height of a character's line in points. The font's own size does not include the page's scale."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    return round(abs(box.top - box.bottom), 1)


def _origin(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return round(x.value, 1), round(y.value, 1)


if __name__ == "__main__":
    main()
