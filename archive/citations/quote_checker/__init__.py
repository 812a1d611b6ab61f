"""Is this what was said? A quotation against the words the archive has published, earlier wordings included."""

from archive.citations.quote_checker.answer import Answer, Place
from archive.citations.quote_checker.check import NothingToCheck, check_quotation
from archive.citations.quote_checker.finding import Finding, Verdict
from archive.citations.quote_checker.quotation import PastedQuotation

__all__ = ["Answer", "Finding", "NothingToCheck", "PastedQuotation", "Place", "Verdict", "check_quotation"]
