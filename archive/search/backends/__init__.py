"""The engines a site may search with; ``settings.SEARCH_BACKEND`` names the class of the one in use."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from archive.search.backends.base import SearchBackend

__all__ = ["SearchBackend", "get_backend"]


def get_backend() -> SearchBackend:
    """Return the backend of the settings, one a process and index folder."""
    return _backend(settings.SEARCH_BACKEND, str(settings.SEARCH_INDEX_DIR))


@cache
def _backend(name: str, folder: str) -> SearchBackend:
    return import_string(name)(folder)
