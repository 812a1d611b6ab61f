"""Members of staff, for tests."""

import base64
from itertools import count

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import totp

from archive.desk.accounts.confirmation import CONFIRMED_AT
from archive.models import AuthenticatorApp, Role, User

numbers = count(1)
PASSWORD = "a long sample passphrase"


def make_person(*roles: Role, **fields) -> User:
    """Create an account with the roles."""
    person = User.objects.create_user(fields.pop("username", f"person{next(numbers)}"), password=PASSWORD, **fields)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


def make_app(person: User, *, confirmed: bool = True) -> AuthenticatorApp:
    """Set up an authenticator app."""
    return AuthenticatorApp.objects.create(user=person, name="Sample app", confirmed=confirmed)


def code_of(app: AuthenticatorApp, *, later: int = 0) -> str:
    """Return the code that the person's app shows now, or so many codes later."""

    return f"{totp(base64.b32decode(app.secret), drift=later):06d}"


def signed_in(person: User, client: Client | None = None) -> Client:
    """Return a client in which the person has just signed in, second factor included."""
    client = client or Client()
    client.force_login(person)
    app = AuthenticatorApp.objects.filter(user=person, confirmed=True).first() or make_app(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = app.persistent_id
    session[CONFIRMED_AT] = timezone.now().isoformat()
    session.save()
    return client
