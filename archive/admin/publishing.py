"""What the admins of statements and meetings share: they can be published from their own page and from the list."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from archive.admin.record import RecordAdmin, sentence

# Does one thing to one record and returns what happened, in a sentence; raises ValidationError where it cannot be.
Deed = Callable[[HttpRequest, Any], str]
LINES = 10


class PublishingAdmin(RecordAdmin):
    """An admin with “Save and publish” beside “Save”, and the same as an action on the list."""

    actions = ["publish_selected"]
    change_form_template = "admin/archive/change_form.html"

    def can_publish(self, obj: models.Model) -> bool:
        """Say whether the record has something to publish."""
        raise NotImplementedError

    def publish(self, request: HttpRequest, obj: models.Model) -> str:
        """Publish the record, and return what happened in a sentence."""
        raise NotImplementedError

    def tools(self, request: HttpRequest, obj: models.Model) -> list[tuple[str, str]]:
        """Return label and address of the pages that do more with the record."""
        raise NotImplementedError

    def buttons(self, request: HttpRequest, obj: models.Model | None) -> list[tuple[str, str, Deed]]:
        """Return name, label and deed of what can be done on saving; ``obj`` is None where it is new."""
        if self.has_publish_permission(request) and (obj is None or self.can_publish(obj)):
            return [("_publish", "Save and publish", self.publish)]
        return []

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Say whether the person may publish."""
        return request.user.has_perm("archive.publish_statement")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Publish each record that was ticked, and say which could not be."""
        self.do_each(request, queryset, self.publish)

    def do_each(self, request: HttpRequest, records: models.QuerySet, deed: Deed) -> None:
        """Do it to each record, all in one transaction; what is refused does not hold up the rest."""
        done, refused = [], []
        with transaction.atomic():
            for record in records:
                try:
                    done.append(deed(request, record))
                except ValidationError as refusal:
                    refused.append(sentence(refusal))
        for level, lines in ((messages.SUCCESS, done), (messages.ERROR, refused)):
            for line in lines[:LINES]:
                messages.add_message(request, level, line)
            if len(lines) > LINES:
                messages.add_message(request, level, f"And {len(lines) - LINES} more.")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer the buttons and pages that fit the record."""
        obj = kwargs.get("obj")
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["buttons"] = self.buttons(request, obj) if may_save else []
        context["tools"] = self.tools(request, obj) if obj else []
        context["show_delete"] = not (obj and obj.published_at)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: models.Model, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do more with what was added, where such a button was pressed."""
        return self.pressed(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        """Do more with what was changed, where such a button was pressed."""
        return self.pressed(request, obj) or super().response_change(request, obj)

    def pressed(self, request: HttpRequest, obj: models.Model) -> HttpResponse | None:
        """Do what the pressed button says, and stay on the page; None where it says to save and no more."""
        for name, _label, deed in self.buttons(request, obj):
            if name in request.POST and IS_POPUP_VAR not in request.POST:
                try:
                    messages.success(request, deed(request, obj))
                except ValidationError as refusal:
                    messages.error(request, f"Saved, but: {sentence(refusal)}")
                return HttpResponseRedirect(self.change_url(obj.pk))
        return None

    def log_deed(self, request: HttpRequest, obj: models.Model, words: str) -> None:
        """Keep in the history of the record what an action, which audits itself, has done to it."""
        super(RecordAdmin, self).log_change(request, obj, words)


def with_link(words: str, obj: models.Model) -> str:
    """Return the sentence, with a link to the public page."""
    return format_html('{} <a href="{}">See it on the site.</a>', words, obj.get_absolute_url())
