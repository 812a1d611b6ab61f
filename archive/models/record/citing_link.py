"""What the address of a page that quoted a statement had to be. Migrations name it here; the pages are gone."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.models.fields.web_address import is_web_address
from archive.models.record.revision import validate_characters


def validate_link(url: str) -> None:
    """Raise ValidationError if this is not a web address, or if it contains a user name or a password.

    A user name ("https://trusted.example@other.example/") can look like the name of another site.
    """
    validate_characters(url)
    is_web_address(url)
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValidationError(_("We cannot list an address with “@” before its first slash."))
    try:
        parts.port  # noqa: B018 - reading it is the check
    except ValueError as error:
        raise ValidationError(is_web_address.message) from error
