"""Separate folders for a test: its index, its uploads, and all else that a site stores beside its database."""

from pathlib import Path
from typing import Any


def settings_for(folder: Path) -> dict[str, Any]:
    """Return the settings that keep everything in these folders."""
    return {
        "DATA_DIR": folder,
        "SEARCH_INDEX_DIR": folder / "index",
        "MEDIA_ROOT": folder / "uploads",
        "UPKEEP_DIR": folder / "upkeep",
        "COUNTED_SEARCHES_DIR": folder / "counted_searches",
        "EXPORT_DIR": folder / "exports",
        "STATIC_ROOT": folder,
    }
