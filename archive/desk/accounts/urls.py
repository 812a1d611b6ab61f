"""URLs of signing in, of a person's own account, and of staff accounts."""

from django.urls import path

from archive.desk.accounts import links, own_account, passkeys, people, second_factor, sessions, sign_in, single_sign_on
from archive.desk.answers import page_with, to_one_of

# What the buttons of one's own account do.
ACCOUNT = {
    "emails": own_account.review_mail,
    "disconnect": single_sign_on.disconnect_own,
    "remove-passkey": to_one_of("passkey", passkeys.passkey_remove),
    "remove-app": second_factor.app_remove,
    "recovery-codes": second_factor.new_recovery_codes,
    "sign-out": own_account.sign_out_everywhere,
    "sign-out-there": own_account.sign_out_there,
}
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("session/", sessions.session_state, name="session"),
    path("confirm/", sign_in.confirm, name="confirm"),
    path("forgotten-password/", links.forgotten_password, name="forgotten-password"),
    path("choose-password/<str:token>/", links.choose_password, name="choose-password"),
    path("choose-password/<str:token>/single-sign-on/", single_sign_on.for_invitation, name="invitation-sign-on"),
    path("single-sign-on/", single_sign_on.for_sign_in, name="sign-on"),
    path("single-sign-on/answer/", single_sign_on.answer, name="sign-on-answer"),
    path("confirm/single-sign-on/", single_sign_on.for_confirming, name="confirm-sign-on"),
    path("second-factor/single-sign-on/", single_sign_on.for_second_factor, name="sign-on-second"),
    path("account/single-sign-on/connect/", single_sign_on.for_connecting, name="sign-on-connect"),
    path("second-factor/", second_factor.second_factor, name="second-factor"),
    path("second-factor/enrol/", second_factor.enrol, name="second-factor-enrol"),
    path("second-factor/qr.svg", second_factor.qr_code, name="second-factor-qr"),
    path("passkeys/new/", passkeys.passkey_new, name="passkey-new"),
    path("account/", page_with(own_account.account, ACCOUNT), name="account"),
    path("account/details/", own_account.details, name="account-details"),
    path("password/", own_account.change_password, name="change-password"),
    path("accounts/", people.account_list.list_view, name="accounts"),
    path("accounts/new/", people.account_new, name="account-new"),
    path("accounts/<int:pk>/", people.person_page, name="person"),
]
