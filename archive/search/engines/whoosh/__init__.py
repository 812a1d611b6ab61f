"""The embedded search backend: Whoosh's schema, segments and commits, with our own postings and a numpy evaluator."""

from archive.search.engines.whoosh.backend import WhooshBackend
