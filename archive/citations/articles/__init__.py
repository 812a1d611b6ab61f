"""Checks the quotations of a whole article against the record. No part of the article is stored."""

from archive.citations.articles.check import ArticleAnswer, CheckedPassage, QuotationOutcome, check_article
from archive.citations.articles.export import as_csv, as_values
from archive.citations.articles.passages import LONGEST_ARTICLE
