"""A search server, OpenSearch, for sites of several machines or of more statements than one machine can hold."""

from archive.search.backends.opensearch.backend import OpenSearchBackend

__all__ = ["OpenSearchBackend"]
