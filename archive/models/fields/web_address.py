"""The address of something on the web. It is http or https, through whatever door it came: pages show it as a link."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

SCHEMES = ("http", "https")
is_web_address = URLValidator(schemes=list(SCHEMES), message=_("Enter a web address, such as https://…"))


class WebAddressFormField(forms.URLField):
    """A form field for such an address. Without a scheme, https is assumed."""

    default_validators = [is_web_address]
    default_error_messages = {"invalid": is_web_address.message}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https"} | kwargs)


class WebAddressField(models.URLField):
    """Stores such an address, or nothing. The database also checks that it has no other scheme."""

    default_validators = [is_web_address]

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """Return the SQL condition that the column is empty or begins as such an address."""
        column = connection.ops.quote_name(self.column)
        begins = " OR ".join(f"LOWER(SUBSTR({column}, 1, {len(scheme) + 3})) = '{scheme}://'" for scheme in SCHEMES)
        return f"{column} = '' OR {begins}"

    def formfield(self, **kwargs: Any) -> forms.Field | None:  # type: ignore[override]  # as Django's own fields do
        """Return a form field that assumes https."""
        return super().formfield(**{"form_class": WebAddressFormField} | kwargs)
