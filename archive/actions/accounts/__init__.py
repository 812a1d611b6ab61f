"""What is done to staff accounts, and the rule on who may change whose account."""

from archive.actions.accounts.mails import ask_for_link, send_link
from archive.actions.accounts.passwords import PasswordLinkHasExpired, change_own_password, use_link
from archive.actions.accounts.people import change_details, change_roles, close_account, invite, reopen_account
from archive.actions.accounts.second_factor import (
    add_passkey,
    confirm_app,
    make_recovery_codes,
    remove_app,
    remove_passkey,
    reset_second_factor,
    take_code,
)
from archive.actions.accounts.sessions import end_session, end_sessions
