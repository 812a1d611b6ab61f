"""Paths of pages whose form is reversed once, because reversing each path takes ten times as long as filling it in."""

import re
from collections.abc import Sequence
from functools import lru_cache

from django.urls import get_script_prefix, reverse

# Stand for the parts of a path that differ by object, as numbers or words; in no path of the site.
FIRST_STAND_IN = 2_000_000_001
PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def page_path(page: str, **parts: int | str) -> str:
    """Return the path of a public page as ``reverse`` does, in the language of the request.

    Parts that are numbers in the URL must be given as numbers, and any word must do for the others.
    """
    for part in parts.values():
        if not (part >= 0 if type(part) is int else isinstance(part, str) and PLAIN.fullmatch(part)):
            return reverse(f"pages:{page}", kwargs=parts)
    return _form(page, tuple(parts), get_script_prefix()).format_map(parts)


def path_form(page: str, names: Sequence[str]) -> str:
    """Return the path of a public page with the names of its parts in braces. The parts must be plain in a path."""
    return _form(page, tuple(names), get_script_prefix())


@lru_cache(maxsize=128)
def _form(page: str, names: tuple[str, ...], _prefix: str) -> str:
    stand_ins = {name: str(FIRST_STAND_IN + index) for index, name in enumerate(names)}
    form = reverse(f"pages:{page}", kwargs=stand_ins)
    for name, stand_in in stand_ins.items():
        form = form.replace(stand_in, f"{{{name}}}")
    return form
