"""Runs Typst over a template and data, with the fonts of this folder and those that Typst has itself.

Typst reads nothing else: no fonts of the system, no packages, no file outside the folder of fonts.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Literal

FONTS = Path(__file__).parent / "fonts"


def typeset(template: Path, name: str, data: object, form: Literal["pdf", "png"]) -> bytes:
    """Return the template as a file. It finds the data, as JSON, in its input ``name``.

    A PNG has one pixel a point. A PDF is tagged (PDF/UA-1), or Typst refuses it. The same data gives the same bytes.
    """
    return _thread().submit(_compiled, template, {name: json.dumps(data)}, form).result()


@cache
def _thread() -> ThreadPoolExecutor:
    """Return the one thread that sets. Typst keeps about 4 MB for each thread that it has run in."""
    return ThreadPoolExecutor(1, "typst")


def _compiled(template: Path, inputs: dict[str, str], form: Literal["pdf", "png"]) -> bytes:
    # Most processes set nothing, and need not load it.
    import typst

    options: Any = {"pdf_standards": "ua-1"} if form == "pdf" else {"ppi": 72}
    made: bytes = typst.compile(
        template.read_bytes(),
        root=FONTS,
        font_paths=_fonts(own=form == "pdf"),
        ignore_system_fonts=True,
        package_path=FONTS,
        package_cache_path=FONTS,
        sys_inputs=inputs,
        format=form,
        **options,
    )
    return made


@cache
def _fonts(*, own: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=own, font_paths=[FONTS])
