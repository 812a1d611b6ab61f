"""A form for a topic."""

from django import forms

from archive.desk.forms.object import ObjectForm, typed
from archive.models import Topic


class TopicForm(ObjectForm):
    """A topic. The slug is made from the name and stays."""

    class Meta:
        model = Topic
        fields = typed(Topic)
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
