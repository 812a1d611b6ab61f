"""A form for words that mean the same."""

from django import forms

from archive.desk.forms.object import ObjectForm
from archive.models import Concept


class ConceptForm(ObjectForm):
    """Terms that mean the same, one per line."""

    class Meta:
        model = Concept
        fields = ["terms"]
        widgets = {"terms": forms.Textarea(attrs={"rows": 8})}
