"""A page as Python's HTML parser reads it, with the faults in its structure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
FIELDS = {"input", "select", "textarea"}
PREFORMATTED = {"pre", "textarea", "script"}
WHITE_SPACE = re.compile(r"[ \t\n]+")
Attributes = dict[str, str | None]


@dataclass
class Element:
    tag: str
    attributes: Attributes
    raw: str = ""

    @property
    def text(self) -> str:
        """The text as a browser shows it: runs of white space become one space."""
        return self.raw if self.tag in PREFORMATTED else WHITE_SPACE.sub(" ", self.raw).strip()


@dataclass
class Page(HTMLParser):
    """Every element of a page in order, and a sentence for each fault."""

    html: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()
        if self._open:
            self.faults.append(f"<{self._open[-1].tag}> is never closed")
        self._check_ids()
        self._check_headings()
        self._check_fields()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if len(attributes) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag == "p" and any(element.tag == "p" for element in self._open):
            self.faults.append("<p> in <p>")
        self.faults += [f"<{tag}> has {name}" for name in attributes if name == "style" or name.startswith("on")]
        element = Element(tag, attributes)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes <{self._open[-1].tag if self._open else ''}>")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.raw += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and all(element.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        (element,) = self.all(tag, **attributes)
        return element

    def links(self) -> list[str]:
        return [element.attributes.get("href") or "" for element in self.all("a")]

    @property
    def text(self) -> str:
        return " ".join(self.one("body").text.split())

    def _check_ids(self) -> None:
        ids = [element.attributes["id"] for element in self.elements if "id" in element.attributes]
        self.faults += [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
        for element in self.elements:
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                wanted = (element.attributes.get(name) or "").split()
                self.faults += [f"{name} names no {target}" for target in wanted if target not in ids]
            href = element.attributes.get("href") or ""
            if href.startswith("#") and href[1:] not in ids:
                self.faults.append(f"{href} leads nowhere")

    def _check_headings(self) -> None:
        levels = [int(element.tag[1]) for element in self.elements if element.tag in HEADINGS]
        if levels.count(1) != 1:
            self.faults.append(f"{levels.count(1)} h1")
        steps = pairwise(levels)
        self.faults += [f"h{one} is followed by h{other}" for one, other in steps if other > one + 1]
        names = [element for element in self.elements if element.tag in HEADINGS and not element.text.strip()]
        self.faults += [f"empty {element.tag}" for element in names]

    def _check_fields(self) -> None:
        labelled = {element.attributes.get("for") for element in self.all("label")}
        self.faults += [
            f"<{element.tag} name={element.attributes.get('name')}> has no label"
            for element in self.elements
            if element.tag in FIELDS
            and element.attributes.get("type") != "hidden"
            and element.attributes.get("id") not in labelled
            and not element.attributes.get("aria-label")
        ]
        navs = [
            element.attributes.get("aria-label") or element.attributes.get("aria-labelledby")
            for element in self.all("nav")
        ]
        self.faults += ["a nav has no name of its own"] * (len(navs) - len({*navs} - {None}))
        self.faults += ["a link has no text"] * sum(
            not element.text.strip() and not element.attributes.get("aria-label") for element in self.all("a")
        )


def page_of(client: Client, path: str) -> Page:
    """Return the page at the path."""
    response = client.get(path)
    assert response.status_code == 200
    return Page(response.content.decode())
