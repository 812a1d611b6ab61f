"""The database holds no readable key or code of a second factor."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.actions.accounts import make_recovery_codes, take_code
from archive.models import AuthenticatorApp, KeyDoesNotOpen, RecoveryCode, Role
from tests.staff import code_of, make_app, make_person

pytestmark = pytest.mark.django_db


def stored(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return repr(cursor.fetchall())


def test_keys_of_apps_are_encrypted_with_a_key_outside_the_database(settings):
    app = make_app(make_person(Role.CLERK))
    assert app.secret not in stored("archive_authenticatorapp")
    kept = AuthenticatorApp.objects.get(pk=app.pk)
    assert kept.secret == app.secret
    assert kept.secret not in repr(kept.key)
    settings.SECOND_FACTOR_KEY = "another key"
    with pytest.raises(KeyDoesNotOpen):
        AuthenticatorApp.objects.get(pk=app.pk).secret  # noqa: B018 - it is read


def test_a_new_key_encrypts_and_the_old_one_still_decrypts(settings):
    old = make_app(make_person())
    settings.SECOND_FACTOR_KEY = f"a new key, {settings.SECOND_FACTOR_KEY}"
    assert AuthenticatorApp.objects.get(pk=old.pk).secret == old.secret
    new = make_app(make_person())
    settings.SECOND_FACTOR_KEY = "a new key"
    assert AuthenticatorApp.objects.get(pk=new.pk).secret == new.secret


def test_an_updated_key_is_stored_encrypted():
    app = make_app(make_person())
    AuthenticatorApp.objects.filter(pk=app.pk).update(key="MFRGGZDF")
    assert "MFRGGZDF" not in stored("archive_authenticatorapp")
    assert AuthenticatorApp.objects.get(pk=app.pk).secret == "MFRGGZDF"


def test_recovery_codes_are_hashed_and_long_enough():
    person = make_person()
    codes = make_recovery_codes(user=person)
    kept = stored("archive_recoverycode")
    assert len(set(codes)) == RecoveryCode.objects.count() == 10
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
        assert len(code.replace("-", "")) * 5 >= 112


def test_a_recovery_code_works_once_and_only_for_its_person():
    person, other = make_person(), make_person()
    code = make_recovery_codes(user=person)[0]
    assert take_code(user=other, code=code) is None
    assert take_code(user=person, code=code.upper().replace("-", " "))
    assert take_code(user=person, code=code) is None


def test_a_code_of_the_app_works_once():
    person = make_person()
    code = code_of(make_app(person))
    assert take_code(user=person, code=code)
    assert take_code(user=person, code=code) is None


def test_at_most_one_app_is_being_set_up():
    person = make_person()
    make_app(person, confirmed=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_app(person, confirmed=False)
