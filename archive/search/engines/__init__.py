"""The search engines that a site may use. ``settings.SEARCH_BACKEND`` names the class of the one in use."""

from threading import Lock

from django.conf import settings
from django.utils.module_loading import import_string

from archive.search.engines.base import SearchBackend
from archive.search.engines.budget import PER_CHARACTER, PER_SEARCH, allows, spend, waited_for
from archive.search.engines.counted_words import CountedWords
from archive.search.engines.results import Hit, MarkedSegment, Respelling, SearchResults, TellingWord

# With two backends for one index in a process, each would think that the other writes without the lock.
_making = Lock()
_backends: dict[tuple[str, str], SearchBackend] = {}


def get_backend() -> SearchBackend:
    """Return the backend of the settings: one per process and index folder, shared by all threads."""
    name, folder = settings.SEARCH_BACKEND, str(settings.SEARCH_INDEX_DIR)
    backend = _backends.get((name, folder))
    if backend is None:
        with _making:
            backend = _backends.get((name, folder))
            if backend is None:
                backend = _backends[name, folder] = import_string(name)(folder)
    return backend
