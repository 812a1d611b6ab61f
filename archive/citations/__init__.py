"""Citing the record: who said it, in which office, where and when, in which wording, and how to find it again."""

from archive.citations.citation import Author, Citation
from archive.citations.formats import FORMATS, CitationFormat
from archive.citations.from_revision import citation_of

__all__ = ["FORMATS", "Author", "Citation", "CitationFormat", "citation_of"]
