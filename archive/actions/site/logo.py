"""Make a logo safe to show: keep only plain shapes of a drawing, and write a picture again from its pixels."""

import re
import struct
from io import BytesIO
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from PIL import Image

LARGEST_BYTES = 200_000
LARGEST_PIXELS = 2000
# A logo is shown 2 rem high; three times that for the sharpest screens.
HEIGHT = 96
SVG, PNG = "image/svg+xml", "image/png"
# The errors of Pillow for a file that is not a picture, is damaged, or is larger than it says.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, struct.error)
UNREADABLE = (*DAMAGED, Image.DecompressionBombError)
NAMESPACE = "http://www.w3.org/2000/svg"


def _set_of_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Shapes, their groups and gradients. Nothing that runs code, loads, links or shows another document.
ELEMENTS = _set_of_words(
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient "
    "stop clipPath mask symbol use"
)
ATTRIBUTES = _set_of_words(
    "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform fill fill-rule fill-opacity stroke "
    "stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity "
    "opacity id offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path clip-rule "
    "clipPathUnits mask maskUnits preserveAspectRatio font-family font-size font-weight font-style text-anchor "
    "letter-spacing version"
)
# A reference inside the drawing.
REFERENCE = re.compile(r"\s*url\(\s*['\"]?#[\w.-]+['\"]?\s*\)\s*")
ANY_REFERENCE = re.compile(r"url\s*\(|[\\@:]|/\*|//", re.IGNORECASE)
WITHIN = re.compile(r"#([\w.-]+)")
DEEPEST = 50
# A few elements that each draw another one ten times make a browser draw millions.
MOST_DRAWN = 20_000


def clean_logo(content: bytes) -> tuple[bytes, str]:
    """Return the logo as it is shown, and its media type.

    An SVG keeps only plain shapes and text. Any other picture becomes a PNG of the height that is shown. Raise
    ValidationError if it is too large or not a picture, or if nothing is left of it.
    """
    if len(content) > LARGEST_BYTES:
        raise ValidationError(f"The logo has {len(content):,} bytes; {LARGEST_BYTES:,} is the most.")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _clean_svg(content), SVG
    return _clean_picture(content), PNG


def _clean_svg(content: bytes) -> bytes:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ValidationError(f"The archive cannot read the logo as SVG:  {error}.") from error
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise ValidationError("The logo is not an SVG: its outermost element is a different one.")
    shapes = _clean_element(root)
    if len(list(shapes.iter())) == 1:
        raise ValidationError("Nothing is left of the logo after it is made safe, because it has no shapes of its own.")
    if _Drawn(shapes).number(shapes) > MOST_DRAWN:
        raise ValidationError("The logo repeats its own parts too many times. Make it simpler.")
    ET.register_namespace("", NAMESPACE)
    return ET.tostring(shapes, encoding="utf-8")


def _clean_element(element: ET.Element, depth: int = 1) -> ET.Element:
    if depth > DEEPEST:
        raise ValidationError(f"The logo has nested groups, more than {DEEPEST} deep. Make it simpler.")
    clean = ET.Element(element.tag)
    for name, value in element.attrib.items():
        if name in ATTRIBUTES and (bool(REFERENCE.fullmatch(value)) or not ANY_REFERENCE.search(value)):
            clean.set(name, value)
        elif name.rpartition("}")[2] == "href" and re.fullmatch(r"#[\w.-]+", value):
            clean.set("href", value)
    clean.text, clean.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag.removeprefix(f"{{{NAMESPACE}}}") in ELEMENTS:
            clean.append(_clean_element(child, depth + 1))
    return clean


class _Drawn:
    """Counts how many elements are drawn, including those drawn again by reference."""

    def __init__(self, root: ET.Element) -> None:
        self._named = {element.get("id"): element for element in root.iter() if element.get("id")}
        self._known: dict[ET.Element, int] = {}

    def number(self, element: ET.Element, depth: int = 1) -> int:
        """Return the number for the element. An element that draws itself, or too deep a chain, counts as too many."""
        if depth > 4 * DEEPEST:
            return MOST_DRAWN + 1
        if element not in self._known:
            self._known[element] = MOST_DRAWN + 1
            names = [name for value in element.attrib.values() for name in WITHIN.findall(value)]
            parts = [*element, *(self._named[name] for name in names if name in self._named)]
            self._known[element] = 1 + sum(self.number(part, depth + 1) for part in parts)
        return self._known[element]


def _clean_picture(content: bytes) -> bytes:
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG", "WEBP"]) as picture:
            if max(picture.size) > LARGEST_PIXELS:
                raise ValidationError(f"The logo is larger than {LARGEST_PIXELS} pixels. Make it smaller.")
            pixels = picture.convert("RGBA")
    except UNREADABLE as error:
        raise ValidationError("The archive cannot read the logo. Send an SVG or a PNG.") from error
    if pixels.height > HEIGHT:
        pixels = pixels.resize((max(1, round(pixels.width * HEIGHT / pixels.height)), HEIGHT))
    # Written from its pixels, so that nothing else in the file is kept.
    written = BytesIO()
    pixels.save(written, "PNG", optimize=True)
    return written.getvalue()
