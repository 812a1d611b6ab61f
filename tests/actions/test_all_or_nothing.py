"""An action that fails at its last write leaves nothing of what it wrote before."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from archive.actions.accounts import (
    add_passkey,
    change_own_password,
    change_roles,
    close_account,
    confirm_app,
    end_session,
    end_sessions,
    invite,
    make_recovery_codes,
    remove_app,
    remove_passkey,
    reopen_account,
    reset_second_factor,
    send_link,
    use_link,
)
from archive.actions.accounts.passwords import link_token
from archive.actions.meetings import AgendaLine, save_agenda
from archive.actions.objects import merge_speakers, split_speaker, undo_merge
from archive.actions.redaction import redact
from archive.actions.reports import settle_report
from archive.actions.rules import version_of
from archive.actions.site import register_webhook, remove_webhook
from archive.actions.statements import (
    check_by_hand,
    correct,
    delete_draft,
    publish,
    publish_meeting,
    reinstate,
    return_to_draft,
    schedule,
    submit_for_review,
    submit_meeting,
    unschedule,
    withdraw,
)
from archive.alerts.webhooks.signature import new_secret
from archive.citations.passages.quote_range import QuoteRange
from archive.models import Passkey, Role, StaffSession, Statement, User
from tests.record import (
    make_draft,
    make_meeting,
    make_report,
    make_speaker,
    make_statement,
    make_webhook,
)
from tests.staff import code_of, make_app, make_person

pytestmark = pytest.mark.django_db
Act = Callable[[], object]
SAID = {"category": "privacy", "reason": "A sample reason."}
NEW_PASSWORD = "another long sample passphrase"
WRITES = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')


class Failure(Exception):
    """The database failed."""


@contextmanager
def writes(*, fail_at: int = 0) -> Iterator[list[str]]:
    """List the table of each write. Fail instead of writing if the list has got so long."""
    tables: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if written := WRITES.match(sql):
            tables.append(written[1])
            if len(tables) == fail_at:
                raise Failure
        return execute(sql, *given)

    with connection.execute_wrapper(note):
        yield tables


def rows(tables: set[str]) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def fresh(instance: models.Model) -> Any:
    return type(instance)._default_manager.get(pk=instance.pk)


def administrator() -> User:
    return make_person(Role.ADMINISTRATOR, email="admin@example.org")


def editor() -> User:
    return make_person(Role.EDITOR, email="editor@example.org")


def sign_in(account: User) -> None:
    now = timezone.now()
    StaffSession.objects.create(user=account, session_key="sample", expire_date=now, signed_in_at=now, last_seen_at=now)


def of_a_statement(action: Callable[..., object], make: Callable[[], Statement], **given: Any) -> Act:
    statement = make()
    return lambda: action(statement=fresh(statement), **given)


def withdrawn() -> Statement:
    return withdraw(statement=make_statement(), **SAID)


def in_review() -> Statement:
    return submit_for_review(statement=make_draft())


def redacting() -> Act:
    revision = make_statement("We met Ann Quillifer there.").current_revision
    return lambda: redact(revision=fresh(revision), passage=QuoteRange(7, 20), **SAID)


def of_a_meeting(action: Callable[..., object], **given: Any) -> Act:
    meeting = make_meeting()
    make_draft(meeting=meeting)
    return lambda: action(meeting=fresh(meeting), **given)


def scheduling() -> Act:
    draft, at, person = make_draft(), timezone.now() + datetime.timedelta(days=1), editor()
    return lambda: schedule(subject=fresh(draft), at=at, seen=version_of(fresh(draft)), actor=person)


def unscheduling() -> Act:
    planned = scheduling()()
    return lambda: unschedule(subject=fresh(planned).subject)


def merging() -> Act:
    kept, gone = make_speaker(), make_speaker()
    make_statement(speaker=gone)
    return lambda: merge_speakers(kept=fresh(kept), gone=fresh(gone))


def unmerging() -> Act:
    merge = merging()()
    return lambda: undo_merge(merge=fresh(merge))


def splitting() -> Act:
    speaker = make_speaker()
    moved, _ = make_statement(speaker=speaker), make_statement(speaker=speaker)
    return lambda: split_speaker(speaker=fresh(speaker), name="Other Speaker", statements=[moved.pk])


def settling() -> Act:
    report, person = make_report(), editor()
    seen = version_of(fresh(report))
    return lambda: settle_report(report=fresh(report), outcome="It is right.", seen=seen, actor=person)


def registering() -> Act:
    person, secret = administrator(), new_secret()
    return lambda: register_webhook(name="Copy", url="https://example.org/changes", secret=secret, actor=person)


def of_a_webhook(action: Callable[..., object]) -> Act:
    person = administrator()
    webhook = make_webhook(actor=person)
    return lambda: action(webhook=fresh(webhook), actor=person)


def inviting() -> Act:
    person = administrator()
    return lambda: invite(username="sample", email="sample@example.org", roles=[Role.EDITOR], actor=person)


def of_an_account(action: Callable[..., object], **given: Any) -> Act:
    person, account = administrator(), editor()
    make_app(account)
    send_link(account=account, actor=person)
    sign_in(account)
    return lambda: action(account=fresh(account), actor=person, **given)


def reopening() -> Act:
    person, account = administrator(), editor()
    close_account(account=account, actor=person)
    return lambda: reopen_account(account=fresh(account), actor=person)


def using_a_link() -> Act:
    token = link_token(send_link(account=editor(), actor=administrator()))
    return lambda: use_link(token=token, password=NEW_PASSWORD)


def of_ones_own(action: Callable[..., object], **given: Any) -> Act:
    account = editor()
    sign_in(account)
    return lambda: action(account=fresh(account), **given)


def confirming() -> Act:
    account = editor()
    make_app(account)
    code = code_of(make_app(account, confirmed=False))
    return lambda: confirm_app(user=account, code=code)


def passkey_of(account: User) -> Passkey:
    return Passkey(user=account, name="Sample key", credential_id="sample", public_key=b"sample")


def adding_a_passkey() -> Act:
    account = editor()
    return lambda: add_passkey(passkey=passkey_of(account))


def removing_a_passkey() -> Act:
    passkey = passkey_of(editor())
    passkey.save()
    return lambda: remove_passkey(passkey=fresh(passkey), must_keep_one=False)


def removing_an_app() -> Act:
    account = editor()
    make_app(account)
    return lambda: remove_app(user=account, must_keep_one=False)


def making_recovery_codes() -> Act:
    account = editor()
    make_recovery_codes(user=account)
    return lambda: make_recovery_codes(user=account)


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda: of_a_statement(publish, make_draft), id="publish"),
        pytest.param(lambda: of_a_statement(correct, make_statement, text="New.", reason="Wrong."), id="correct"),
        pytest.param(lambda: of_a_statement(withdraw, make_statement, **SAID), id="withdraw"),
        pytest.param(lambda: of_a_statement(reinstate, withdrawn, reason="It was right."), id="reinstate"),
        pytest.param(lambda: of_a_statement(submit_for_review, make_draft), id="submit_for_review"),
        pytest.param(lambda: of_a_statement(return_to_draft, in_review, note="Who speaks?"), id="return_to_draft"),
        pytest.param(lambda: of_a_statement(check_by_hand, make_statement), id="check_by_hand"),
        pytest.param(lambda: of_a_statement(delete_draft, make_draft), id="delete_draft"),
        pytest.param(redacting, id="redact"),
        pytest.param(lambda: of_a_meeting(publish_meeting), id="publish_meeting"),
        pytest.param(lambda: of_a_meeting(submit_meeting), id="submit_meeting"),
        pytest.param(lambda: of_a_meeting(save_agenda, lines=[AgendaLine("One"), AgendaLine("Two")]), id="save_agenda"),
        pytest.param(scheduling, id="schedule"),
        pytest.param(unscheduling, id="unschedule"),
        pytest.param(merging, id="merge_speakers"),
        pytest.param(unmerging, id="undo_merge"),
        pytest.param(splitting, id="split_speaker"),
        pytest.param(settling, id="settle_report"),
        pytest.param(registering, id="register_webhook"),
        pytest.param(lambda: of_a_webhook(remove_webhook), id="remove_webhook"),
        pytest.param(inviting, id="invite"),
        pytest.param(lambda: of_an_account(send_link), id="send_link"),
        pytest.param(lambda: of_an_account(close_account), id="close_account"),
        pytest.param(reopening, id="reopen_account"),
        pytest.param(lambda: of_an_account(change_roles, roles=[Role.CLERK]), id="change_roles"),
        pytest.param(lambda: of_an_account(reset_second_factor), id="reset_second_factor"),
        pytest.param(lambda: of_an_account(end_sessions), id="end_sessions"),
        pytest.param(lambda: of_ones_own(end_session, key="sample"), id="end_session"),
        pytest.param(lambda: of_ones_own(change_own_password, password=NEW_PASSWORD), id="change_own_password"),
        pytest.param(using_a_link, id="use_link"),
        pytest.param(confirming, id="confirm_app"),
        pytest.param(adding_a_passkey, id="add_passkey"),
        pytest.param(removing_a_passkey, id="remove_passkey"),
        pytest.param(removing_an_app, id="remove_app"),
        pytest.param(making_recovery_codes, id="make_recovery_codes"),
    ],
)
def test_an_action_that_fails_at_its_last_write_changes_nothing(prepare: Callable[[], Act]) -> None:
    act = prepare()
    with transaction.atomic(), writes() as tables:
        act()
        transaction.set_rollback(True)
    before = rows(set(tables))

    with pytest.raises(Failure), writes(fail_at=len(tables)):
        act()

    assert len(tables) > 1
    assert rows(set(tables)) == before
