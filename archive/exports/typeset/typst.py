"""Runs Typst over a template and data, with the fonts of this folder.

Typst reads nothing else: no fonts of the system or of its own, no packages, no file outside the folder of fonts.

A PDF is set in a process of its own: it takes some 300 bytes of memory for each letter, of which Typst keeps much.
"""

import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext

from archive.machine.confinement import OverTheLimits, ProgramError, run_confined

logger = logging.getLogger(__name__)
FONTS = Path(__file__).parent / "fonts"
# A million letters take two seconds and half of the memory.
PDF_SECONDS = 15
WAIT_SECONDS = 60
MEMORY_BYTES = 1024 * 1024 * 1024


class PdfTooLarge(Exception):
    """This is too much for one PDF. The message is for the person."""


def typeset(template: Path, name: str, data: object, form: Literal["pdf", "png"]) -> bytes:
    """Return the template as a file. It finds the data, as JSON, in its input ``name``.

    A PNG has one pixel a point. A PDF is tagged (PDF/UA-1), or Typst refuses it. The same data gives the same bytes.
    Raise PdfTooLarge for a PDF that takes too much time or memory.
    """
    source, inputs = template.read_bytes(), {name: json.dumps(data)}
    if form == "png":
        return _thread().submit(_compiled, source, inputs, form).result()
    limits = {"seconds": PDF_SECONDS, "wait_seconds": WAIT_SECONDS, "memory": MEMORY_BYTES}
    try:
        return run_confined(_compiled, source, inputs, form, refusals=PdfTooLarge, **limits)
    except (OverTheLimits, ProgramError) as error:
        logger.error("A PDF was not made: %s", error)
        raise PdfTooLarge(
            gettext("This is too much for one PDF. Choose fewer statements, or another format.")
        ) from error


@cache
def _thread() -> ThreadPoolExecutor:
    """Return the one thread that sets cards. Typst keeps about 4 MB for each thread that it has run in."""
    return ThreadPoolExecutor(1, "typst")


def _compiled(source: bytes, inputs: dict[str, str], form: Literal["pdf", "png"]) -> bytes:
    if form == "pdf":
        # Each thread of Typst would reserve 64 MB of the addresses that its process may have.
        os.environ["RAYON_NUM_THREADS"] = "1"
    # Most processes set nothing, and need not load it.
    import typst

    options: Any = {"pdf_standards": "ua-1"} if form == "pdf" else {"ppi": 72}
    made: bytes = typst.compile(
        source,
        root=FONTS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=FONTS,
        package_cache_path=FONTS,
        sys_inputs=inputs,
        format=form,
        **options,
    )
    return made


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
