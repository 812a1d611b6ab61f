"""A form for pages that quote a statement."""

from django import forms

from archive.models import CitingLink


class CitingLinkForm(forms.ModelForm):
    """The URL, title, publisher and date of the page."""

    class Meta:
        model = CitingLink
        fields = ["url", "title", "publisher", "published"]
        labels = {"url": "Address of the page", "published": "When"}
        help_texts = {"published": "For example, 2017-02-23, 2017-02 or 2017."}
