"""The engines a site may search with; ``settings.SEARCH_BACKEND`` names the class of the one in use."""

from threading import Lock

from django.conf import settings
from django.utils.module_loading import import_string

from archive.search.backends.base import SearchBackend, SmallIndex

__all__ = ["SearchBackend", "SmallIndex", "get_backend"]

# Two backends of one index in a process would each believe that the other writes without the lock.
_making = Lock()
_backends: dict[tuple[str, str], SearchBackend] = {}


def get_backend() -> SearchBackend:
    """Return the backend of the settings, the same for all threads: one a process and index folder."""
    name, folder = settings.SEARCH_BACKEND, str(settings.SEARCH_INDEX_DIR)
    backend = _backends.get((name, folder))
    if backend is None:
        with _making:
            backend = _backends.get((name, folder))
            if backend is None:
                backend = _backends[name, folder] = import_string(name)(folder)
    return backend
