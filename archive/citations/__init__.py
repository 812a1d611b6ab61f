"""Citing the record: who said it, as whom, where and when, in which wording, and how to find that wording again."""

from archive.citations.citation import Author, Citation
from archive.citations.formats import FORMATS, Format
from archive.citations.from_revision import citation_of

__all__ = ["FORMATS", "Author", "Citation", "Format", "citation_of"]
