"""Statements that have words of earlier ones: to look at; a command finds them."""

from django.contrib import admin

from archive.admin.record import ReadOnlyAdmin
from archive.models import Quotation


@admin.register(Quotation)
class QuotationAdmin(ReadOnlyAdmin):
    """Which wording has words of which."""

    list_display = ["quoting", "quoted"]
    list_select_related = ["quoting", "quoted"]
    search_fields = ["=quoting__statement__number", "=quoted__statement__number"]
    ordering = ["-id"]
