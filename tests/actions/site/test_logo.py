"""A logo keeps its shapes and loses everything that runs, loads or links."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from archive.actions.site.logo import ATTRIBUTES, ELEMENTS, HEIGHT, LARGEST_BYTES, PNG, SVG, clean_logo

NS = 'xmlns="http://www.w3.org/2000/svg"'
CIRCLE = '<circle r="4" fill="#0b4f6c"/>'

DRAWS_ONCE = "<g id='g{0}'><use href='#g{1}'/></g>"
DRAWS_TEN_TIMES = "<g id='g{0}'>" + "<use href='#g{1}'/>" * 10 + "</g>"


def clean(inside: str, attributes: str = "") -> str:
    content, media_type = clean_logo(f"<svg {NS} {attributes}>{inside}</svg>".encode())
    assert media_type == SVG
    return content.decode()


def test_shapes_text_and_gradients_stay() -> None:
    kept = clean(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<g transform="scale(2)"><path d="M0 0h9" fill="url(#g)"/><text x="1">Sample Lake</text></g>',
        'viewBox="0 0 9 9"',
    )
    for word in ('viewBox="0 0 9 9"', "linearGradient", 'fill="url(#g)"', "Sample Lake", 'transform="scale(2)"'):
        assert word in kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
        '<image href="https://tracker.example/x.png"/>',
        '<a href="javascript:alert(1)"><circle r="1"/></a>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x#a"/>',
        '<rect onload="alert(1)" width="1"/>',
        '<rect style="background:url(https://evil.example)" width="1"/>',
        '<rect fill="url(https://evil.example/x)" width="1"/>',
        '<rect fill="u\\72l(https://evil.example/x)" width="1"/>',
        '<rect fill="src(\'//evil.example/x\')" width="1"/>',
        "<style>@import url(https://evil.example)</style>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_hostile_parts_are_removed(hostile: str) -> None:
    kept = clean(CIRCLE + hostile)
    assert "circle" in kept
    for word in (
        "script",
        "alert",
        "evil",
        "tracker",
        "javascript",
        "onload",
        "style",
        "data:",
        "http://www.w3.org/1999",
    ):
        assert word not in kept.replace('xmlns="http://www.w3.org/2000/svg"', "")


@given(
    st.sampled_from(["script", "a", "iframe", "rect", "g", "image", "handler"]),
    st.sampled_from(["onclick", "href", "fill", "src", "filter", "d", "class"]),
    st.text(st.characters(exclude_characters='<&"', exclude_categories=["C"]), max_size=30),
)
def test_only_listed_names_stay(element: str, attribute: str, value: str) -> None:
    kept = clean(f'{CIRCLE}<{element} {attribute}="{value}"/>')
    if element not in ELEMENTS:
        assert f"<{element}" not in kept
    elif attribute not in ATTRIBUTES and not value.startswith("#"):
        assert f" {attribute}=" not in kept.partition(f"<{element}")[2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg",
        b"GIF89a",
        b"<html></html>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"<svg><circle/></svg>",
        b"x" * (LARGEST_BYTES + 1),
        # Nested too deeply for the parser or a browser.
        f"<svg {NS}>{'<g>' * 5000}<path/>{'</g>' * 5000}</svg>".encode(),
        # Twenty groups, each of which draws the one before ten times: more than there are grains of sand.
        f"<svg {NS}><path id='g0'/>{''.join(DRAWS_TEN_TIMES.format(n, n - 1) for n in range(1, 20))}</svg>".encode(),
        f"<svg {NS}><path id='g0'/>{''.join(DRAWS_ONCE.format(n, n - 1) for n in range(1, 3000))}</svg>".encode(),
        f"<svg {NS}><g id='a' mask='url(#b)'/><mask id='b'><use href='#a'/></mask></svg>".encode(),
        b"<?xml version='1.0' encoding='rot13'?><svg/>",
    ],
)
def test_a_file_that_is_not_a_logo_is_refused_with_a_message(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_logo(content)


def picture(form: str, **options: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, form, **options)
    return written.getvalue()


def test_a_picture_with_many_megabytes_of_metadata_is_refused() -> None:
    notes = PngInfo()
    notes.add_text("note", "a" * 80_000_000, zip=True)
    with pytest.raises(ValidationError, match="cannot read the logo"):
        clean_logo(picture("PNG", pnginfo=notes))


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
    st.integers(0, 10_000),
)
def test_a_damaged_picture_is_refused_or_repaired(form: str, changes: list[tuple[int, int]], length: int) -> None:
    content = bytearray(picture(form))
    for place, byte in changes:
        content[place % len(content)] = byte
    if length < len(content):
        del content[length:]
    try:
        clean, media_type = clean_logo(bytes(content))
    except ValidationError:
        return
    assert media_type == PNG
    with Image.open(BytesIO(clean)) as whole:
        whole.load()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_becomes_a_png_of_the_displayed_height_without_metadata(form: str) -> None:
    written = BytesIO()
    comment = {"comment": b"secret comment"} if form == "JPEG" else {}
    Image.new("RGB", (400, 200), "red").save(written, form, **comment)
    content, media_type = clean_logo(written.getvalue())
    assert media_type == PNG
    assert b"secret" not in content
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (2 * HEIGHT, HEIGHT))
