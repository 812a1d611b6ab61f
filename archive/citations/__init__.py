"""Citing the record, with a room for each question.

Which words are meant (``passages``), how they are cited (``formats``), what programs learn of them (``catalogues``),
whether they are still as published (``verification``), and whether what others quote is right: one quotation
(``quote_checker``), or all of an article (``articles``).
"""

from archive.citations.formats import FORMATS, CitationFormat
from archive.citations.formats.citation import Author, Citation, citation_of
