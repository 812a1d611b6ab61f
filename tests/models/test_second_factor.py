"""What the database holds of second factors: no key that opens, no code that can be read."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.actions.accounts.second_factor import make_recovery_codes, take_code
from archive.models import AuthenticatorApp, KeyDoesNotOpen, RecoveryCode, Role
from tests.staff import code_of, make_app, make_person

pytestmark = pytest.mark.django_db


def stored(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return repr(cursor.fetchall())


def test_keys_of_apps_are_sealed_in_the_database_and_open_with_the_key_apart(settings):
    app = make_app(make_person(Role.CLERK))
    assert app.secret not in stored("archive_authenticatorapp")
    kept = AuthenticatorApp.objects.get(pk=app.pk)
    assert kept.secret == app.secret
    assert kept.secret not in repr(kept.key)
    settings.SECOND_FACTOR_KEY = "another key"
    with pytest.raises(KeyDoesNotOpen):
        AuthenticatorApp.objects.get(pk=app.pk).secret  # noqa: B018 - it is read


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    old = make_app(make_person())
    settings.SECOND_FACTOR_KEY = f"a new key, {settings.SECOND_FACTOR_KEY}"
    assert AuthenticatorApp.objects.get(pk=old.pk).secret == old.secret
    new = make_app(make_person())
    settings.SECOND_FACTOR_KEY = "a new key"
    assert AuthenticatorApp.objects.get(pk=new.pk).secret == new.secret


def test_the_sealed_key_changes_hands_only_sealed():
    app = make_app(make_person())
    AuthenticatorApp.objects.filter(pk=app.pk).update(key="MFRGGZDF")
    assert "MFRGGZDF" not in stored("archive_authenticatorapp")
    assert AuthenticatorApp.objects.get(pk=app.pk).secret == "MFRGGZDF"


def test_recovery_codes_are_hashed_and_long_enough_for_it():
    person = make_person()
    codes = make_recovery_codes(user=person)
    kept = stored("archive_recoverycode")
    assert len(set(codes)) == RecoveryCode.objects.count() == 10
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
        assert len(code.replace("-", "")) * 5 >= 112


def test_a_recovery_code_works_once_for_its_person_alone():
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


def test_one_app_at_most_is_being_set_up():
    person = make_person()
    make_app(person, confirmed=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_app(person, confirmed=False)
