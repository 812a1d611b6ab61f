"""A form as it was sent, for the pages that refuse it: they show what was typed, and let the person send it again."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

SECRET_WORDS = ("password", "token", "secret", "credential")
SECRET_NAMES = frozenset({"code"})
# Fields that the site fills in. A page of ours always has its own CSRF token.
OWN_FIELDS = frozenset({"act", "seen", "seen_too", "sure", "next", "form_number", "once_more"})
NOT_SHOWN = frozenset({"csrfmiddlewaretoken"})
SIGN_OF_WORDS = re.compile(r"\s|@|/")
# Longer values get a box of several lines.
LINE = 80


@dataclass(frozen=True)
class TypedField:
    """A field of a form as it was sent. Secrets must be typed again; empty fields and the site's own are hidden."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """A label for the field."""
        return self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def kind(self) -> str:
        """How it is shown: secret, hidden, long or line."""
        if self.name in SECRET_NAMES or any(word in self.name.lower() for word in SECRET_WORDS):
            return "secret"
        if self.name in OWN_FIELDS or not self.value.strip():
            return "hidden"
        return "long" if len(self.value) > LINE or "\n" in self.value else "line"

    @property
    def has_words(self) -> bool:
        """Whether somebody typed words or an address, which no number, date, version or choice looks like."""
        return self.kind in {"line", "long"} and SIGN_OF_WORDS.search(self.value.strip()) is not None


def typed_fields(request: HttpRequest) -> list[TypedField]:
    """Return the fields of the form that was sent, in their order."""
    lists = request.POST.lists() if request.method == "POST" else ()
    return [TypedField(name, value) for name, values in lists if name not in NOT_SHOWN for value in values]


def as_typed(request: HttpRequest) -> dict[str, Any]:
    """Return the context of ``includes/typed_form.html``: the form as it was sent, and where it goes again."""
    return {
        "typed": typed_fields(request),
        "files": list(request.FILES.items()) if request.method == "POST" else [],
        "again": request.get_full_path(),
    }
