"""Checks a quotation against the words that the archive has published, including earlier wordings."""

from archive.citations.quote_checker.answer import Answer, FoundWording
from archive.citations.quote_checker.check import check_quotation
from archive.citations.quote_checker.finding import Finding, NothingToCheck, Verdict
from archive.citations.quote_checker.quotation import PastedQuotation
