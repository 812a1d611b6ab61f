"""OpenSearch, a search server for sites with several machines or with more statements than one machine can hold."""

from archive.search.engines.opensearch.backend import OpenSearchBackend
