"""People on the staff, for tests."""

from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.models import Role, User, grant_roles

numbers = count(1)
PASSWORD = "a long sample passphrase"


def make_person(*roles: Role, **fields) -> User:
    """Create an account with the roles."""
    person = User.objects.create_user(fields.pop("username", f"person{next(numbers)}"), password=PASSWORD, **fields)
    if not Group.objects.exists():
        # Tests with transactions of their own leave nothing behind, not even what migrations made.
        grant_roles(apps)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


def make_device(person: User) -> TOTPDevice:
    """Enrol a second factor."""
    return TOTPDevice.objects.create(user=person, name="Sample app", confirmed=True)


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """Return the code that the person's app shows now, or so many codes later."""
    return f"{totp(device.bin_key, drift=later):06d}"


def signed_in(person: User, client: Client | None = None) -> Client:
    """Return a client in which the person is signed in, second factor included."""
    client = client or Client()
    client.force_login(person)
    device = TOTPDevice.objects.filter(user=person).first() or make_device(person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client
