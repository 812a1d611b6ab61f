"""Transcripts on pages: in any frame of labels, with what a printer puts on each page and what others call out.

Two people speak on six pages. The furniture of a page is of nobody, and a speech goes on over it.
"""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tests.ingest import documents
from tests.ingest.shapes.said import Said, conversation

PAGES, SPEAKERS, TURNS = 6, 2, 20
WIDTH = 78
NOTICE = "Disclaimer: The electronic version of this report is for information purposes only."
BODY = "SAMPLEVILLE SCHOOL BOARD"

Page = Sequence[str]  # paragraphs


@dataclass(frozen=True)
class Furniture:
    """The lines at the head and the foot of a page, made from its number."""

    name: str
    head: Callable[[int], tuple[str, ...]] = lambda _: ()
    foot: Callable[[int], tuple[str, ...]] = lambda _: ()


FURNITURE = (
    Furniture("nothing"),
    Furniture("a notice at the foot", foot=lambda _: (NOTICE,)),
    Furniture("a notice without a colon", foot=lambda _: ("This is an unofficial draft and may contain errors",)),
    Furniture(
        "a notice of two lines",
        foot=lambda _: (f"{NOTICE} A certified", "version of this report can be obtained from the clerk."),
    ),
    Furniture("the body's name at the head", head=lambda _: (BODY,)),
    Furniture("the body's name in small letters", head=lambda _: (BODY.title(),)),
    Furniture("a number at the foot", foot=lambda page: (f"- {page} -",)),
    Furniture("a bare number", foot=lambda page: (f"{page}",)),
    Furniture("a count of pages", foot=lambda page: (f"Page {page} of {PAGES}",)),
    Furniture("the name and the number", head=lambda page: (f"{BODY}  July 2, 2026  {page}",)),
    Furniture(
        "head and foot",
        head=lambda page: (BODY, f"July 2, 2026, page {page}"),
        foot=lambda _: ("_" * 40, NOTICE),
    ),
    Furniture(
        "on the left and on the right",
        head=lambda page: (f"{page}  SAMPLEVILLE  2 JULY 2026" if page % 2 else f"2 JULY 2026  SAMPLEVILLE  {page}",),
    ),
)

FRAMES = {
    "colon": "{name}: {text}",
    "capitals and colon": "{NAME}: {text}",
    "capitals and full stop": "MS. {SURNAME}. {text}",
    "bold": "**{name}:** {text}",
    "time before": "[{time}] {name}: {text}",
    "time behind": "{name} ({time})\n{text}",
    "name and time": "{name}  {time}\n{text}",
    "square brackets": "[{name}]: {text}",
    "alone": "{name}\n{text}",
    "alone in capitals": "{NAME}\n{text}",
    "dash": "{name} - {text}",
    "list": "- {name}: {text}",
    "list of names alone": "- {NAME}\n{text}",
    "time twice": "[{time}] [{time}] {name}: {text}",
    "times behind": "{name} {time} {time}\n{text}",
    "name twice": "{name}: {name}: {text}",
}
# With marks that only a plain text shows.
MARKED = {
    "tags": "<b>{name}:</b> {text}",
    "tags on lines of their own": "<b>{NAME}</b><br>\n{text}<br>",
    "voices": "<v {name}>{text}</v>",
    "entities": "&lt;{name}&gt; {text}",
    "space inside bold": "**{name}: **{text}",
    "escaped list": "\\- {name}: {text}",
    "heading with its time": "### {name} ({time})\n\n{text}",
}
ASIDES = {
    "none": "",
    "round": "(Kim Example: Hear, hear.)",
    "square": "[Ms. Example: On a point of order, Chair!]",
    "a note": "(Interruption)",
    "dash": "(Kim Example — That is not so!)",
}


def spoken_by_two(seed: int) -> list[Said]:
    """Return what two people say, some 825 words."""
    return conversation(("Robin Sample", "Jo Model"), seed, turns=TURNS, longest=2)


def paragraphs(turns: Sequence[Said], frame: str, aside: str = "") -> Iterator[str]:
    """Yield the paragraphs of a transcript whose labels have this frame, with an aside inside every third speech."""
    for number, said in enumerate(turns):
        first, *others = (" ".join(paragraph) for paragraph in said.paragraphs)
        surname = said.name.split()[-1].upper()
        time = f"00:{said.start // 60:02}:{said.start % 60:02}"
        yield frame.format(name=said.name, NAME=said.name.upper(), SURNAME=surname, time=time, text=first)
        yield from others if not aside else ()
        if aside and number % 3 == 1:
            yield aside
        yield from others if aside else ()


def _sheets(lines: Sequence[str]) -> list[list[str]]:
    """Return lines on six pages of the same length."""
    length = -(-len(lines) // PAGES)
    return [list(lines[at : at + length]) for at in range(0, len(lines), length)]


def _wrapped(blocks: Sequence[str]) -> list[str]:
    """Return the paragraphs as lines of a page, with an empty line between them."""
    return [line for block in blocks for part in block.split("\n") for line in textwrap.wrap(part, WIDTH)] and [
        line
        for block in blocks
        for line in (*(row for part in block.split("\n") for row in textwrap.wrap(part, WIDTH)), "")
    ]


def text(blocks: Sequence[str], furniture: Furniture, *, wrapped: bool, marked: bool) -> str:
    """Return a text of six pages. ``marked`` says that form feeds part them, ``wrapped`` that lines are short."""
    lines = _wrapped(blocks) if wrapped else [line for block in blocks for line in (*block.split("\n"), "")]
    pages = [
        "\n".join([*furniture.head(n), "", *lines, "", *furniture.foot(n)]).strip("\n")
        for n, lines in enumerate(_sheets(lines), 1)
    ]
    return ("\n\f" if marked else "\n\n").join(pages) + "\n"


def docx(blocks: Sequence[str], furniture: Furniture) -> bytes:
    """Return a Word document into which a PDF was turned: the furniture is among its paragraphs."""
    lines = [line for block in blocks for line in block.split("\n")]
    pages = [[*furniture.head(n), *page, *furniture.foot(n)] for n, page in enumerate(_sheets(lines), 1)]
    return documents.docx(*(documents.paragraph(line) for page in pages for line in page))


def html(blocks: Sequence[str], furniture: Furniture) -> str:
    """Return a web page into which a PDF was turned."""
    lines = [line for block in blocks for line in block.split("\n")]
    pages = [[*furniture.head(n), *page, *furniture.foot(n)] for n, page in enumerate(_sheets(lines), 1)]
    body = "\n".join(f"<p>{escape(line)}</p>" for page in pages for line in page)
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def pdf(blocks: Sequence[str], furniture: Furniture, *, first: bool = False) -> bytes:
    """Return a PDF. ``first`` says that the file draws the furniture before the words, as many programs do."""
    pages = []
    for n, lines in enumerate(_sheets(_wrapped(blocks)), 1):
        words = [(60, 690 - 14 * at, line) for at, line in enumerate(lines) if line]
        edges = [(60, 760 - 14 * at, line) for at, line in enumerate(furniture.head(n))]
        edges += [(60, 60 - 14 * at, line) for at, line in enumerate(furniture.foot(n))]
        pages.append([*edges, *words] if first else [*words, *edges])
    return documents.pdf(pages)


LAYOUTS: dict[str, tuple[str, Callable[[Sequence[str], Furniture], str | bytes]]] = {
    "paragraphs": (".txt", lambda blocks, furniture: text(blocks, furniture, wrapped=False, marked=False)),
    "paragraphs between form feeds": (
        ".txt",
        lambda blocks, furniture: text(blocks, furniture, wrapped=False, marked=True),
    ),
    "short lines": (".txt", lambda blocks, furniture: text(blocks, furniture, wrapped=True, marked=False)),
    "short lines between form feeds": (
        ".txt",
        lambda blocks, furniture: text(blocks, furniture, wrapped=True, marked=True),
    ),
    "Word": (".docx", docx),
    "web page": (".html", html),
    "PDF": (".pdf", pdf),
    "PDF with the edges first": (".pdf", lambda blocks, furniture: pdf(blocks, furniture, first=True)),
}
