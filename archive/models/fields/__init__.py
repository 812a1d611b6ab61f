"""Kinds of columns and of tables, which the models are made of."""

from archive.models.fields.choice import ChoiceField
from archive.models.fields.described import Columns, Described, Output, Rule, TextKind, rules_of, shown_tables
from archive.models.fields.partial_date import PartialDate, PartialDateField, overlapping
from archive.models.fields.public import PublicQuerySet
from archive.models.fields.secret import KeyDoesNotOpen, SealedField, SealedText, new_key, seal
from archive.models.fields.shown_rows import ANY_PAGE, PUBLISHED, ShownRows, of_revision, of_statement
from archive.models.fields.web_address import WebAddressField, WebAddressFormField, is_web_address
