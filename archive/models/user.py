"""The people who keep the archive."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff; readers need no account."""
