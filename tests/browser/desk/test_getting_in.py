"""People get in at the desk, and stay on their page when their session ends, on a wide window and on a phone."""

import datetime
import re

import pytest
from django.core import mail
from django.utils import timezone
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from archive.actions.site.first_start import setup_code
from archive.alerts.outbox import drain
from archive.models import AuthenticatorApp, ProviderIdentity, Role, Speaker, StaffSession, User
from tests.browser.desk.hands import Desk
from tests.browser.waiting import css, new_page, usable, wait
from tests.servers import provider as providers
from tests.staff import PASSWORD, code_of, make_app, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW_PASSWORD = "otter violin harbour"


@pytest.fixture
def desk(desk, width, settings) -> Desk:
    settings.MAIL_HOST = "mail.example.org"
    desk.browser.delete_all_cookies()
    return desk


def open_mailed_link(desk: Desk) -> None:
    drain()
    desk.open(re.search(r"https?://[^/]+(/desk/choose-password/\S+/)", mail.outbox[-1].body)[1])


def choose_password(desk: Desk) -> None:
    desk.type("New password", NEW_PASSWORD)
    desk.type("New password again", NEW_PASSWORD)
    desk.press("Set the password")
    desk.sees("Your password is set")


def give_password(desk: Desk, username: str, password: str = PASSWORD) -> None:
    desk.type("Username", username)
    desk.type("Password", password)
    desk.press_enter("Password")


def invite_kim(desk: Desk) -> None:
    desk.sign_in(make_person(Role.ADMINISTRATOR, username="ann", email="ann@example.org"))
    desk.open("/desk/accounts/new/")
    desk.type("Username", "kim")
    desk.type("Email address", "kim@example.org")
    css(desk.browser, "input[value=Clerk]").send_keys(Keys.SPACE)
    desk.press("Send the invitation")
    desk.sees("We are sending an email with a link to kim@example.org.")
    desk.browser.delete_all_cookies()


def test_an_invited_person_chooses_a_password_and_a_second_factor_and_is_in(desk):
    invite_kim(desk)
    open_mailed_link(desk)
    desk.sees("For the account kim")
    choose_password(desk)
    give_password(desk, "kim", NEW_PASSWORD)
    desk.sees("Set up a second factor")
    desk.type("Code", code_of(AuthenticatorApp.objects.get(user__username="kim")))
    desk.press("Confirm")
    desk.sees("Your recovery codes")
    desk.press("I have saved them")
    desk.sees("Work list")


def test_a_person_who_forgot_their_password_chooses_another_one(desk):
    app = make_app(make_person(Role.CLERK, username="kim", email="kim@example.org"))
    desk.open("/desk/")
    desk.press("Forgotten your password?")
    desk.type("Email address", "kim@example.org")
    desk.press("Send the link")
    desk.sees("If an account has this address, an email with a link is on its way.")
    open_mailed_link(desk)
    choose_password(desk)
    give_password(desk, "kim", NEW_PASSWORD)
    desk.type("Code", code_of(app))
    desk.press("Continue")
    desk.sees("Work list")


def typing_a_speaker(desk: Desk, name: str) -> AuthenticatorApp:
    """Sign in, and type a new speaker without saving."""
    person = make_person(Role.EDITOR, username="ed")
    desk.sign_in(person)
    desk.open("/desk/speakers/new/")
    desk.type("Name", name)
    return AuthenticatorApp.objects.get(user=person)


def is_saved_once(desk: Desk, name: str) -> None:
    wait(desk.browser).until(lambda _: Speaker.objects.filter(name=name).exists())
    desk.sees(name, "h1")
    assert [speaker.name for speaker in Speaker.objects.filter(name=name)] == [name]


def sign_in_again(desk: Desk, app: AuthenticatorApp) -> None:
    give_password(desk, "ed")
    desk.type("Code", code_of(app, later=1))
    desk.press("Continue")


def test_a_form_is_saved_after_signing_in_again_in_another_tab(desk):
    app = typing_a_speaker(desk, "Kim Example of the board")
    StaffSession.objects.all().delete()
    first = desk.browser.current_window_handle
    desk.browser.switch_to.new_window("tab")
    desk.open("/desk/")
    sign_in_again(desk, app)
    desk.sees("Work list")
    desk.browser.close()
    desk.browser.switch_to.window(first)
    desk.press("Save")
    is_saved_once(desk, "Kim Example of the board")


def test_without_scripts_the_form_of_another_sign_in_is_shown_and_sent_with_one_press(desk):
    app = typing_a_speaker(desk, "Kim Example of the board")
    desk.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.open("/desk/speakers/new/")
    desk.type("Name", "Robin Sample of the board")
    StaffSession.objects.all().delete()
    first = desk.browser.current_window_handle
    desk.browser.switch_to.new_window("tab")
    desk.open("/desk/")
    sign_in_again(desk, app)
    desk.browser.close()
    desk.browser.switch_to.window(first)
    press_on_page(desk, "Save")
    desk.sees("This was not sent yet", "h1")
    press_on_page(desk, "Send it")
    is_saved_once(desk, "Robin Sample of the board")
    # Chromium complains of the answer, which is a 403.
    desk.browser.get_log("browser")


def press_on_page(desk: Desk, words: str) -> None:
    desk.browser.find_element(By.XPATH, f"//main//button[normalize-space()={words!r}]").send_keys(Keys.ENTER)


def test_a_person_whose_session_ended_signs_in_on_the_page_and_the_form_is_sent(desk):
    app = typing_a_speaker(desk, "Kim Example of the board")
    StaffSession.objects.all().delete()
    with new_page(desk.browser):
        press_on_page(desk, "Save")
        usable(desk.browser, "dialog [name=username]").send_keys("ed")
        usable(desk.browser, "dialog [name=password]").send_keys(PASSWORD, Keys.ENTER)
        usable(desk.browser, "dialog [name=code]").send_keys(code_of(app, later=1), Keys.ENTER)
    is_saved_once(desk, "Kim Example of the board")


def test_a_wrong_password_in_the_dialogue_is_said_there_and_nothing_is_lost(desk):
    app = typing_a_speaker(desk, "Kim Example of the board")
    StaffSession.objects.all().delete()
    with new_page(desk.browser):
        press_on_page(desk, "Save")
        usable(desk.browser, "dialog [name=username]").send_keys("ed")
        usable(desk.browser, "dialog [name=password]").send_keys("not the password", Keys.ENTER)
        desk.sees("do not match", "dialog")
        assert desk.field("Name").get_attribute("value") == "Kim Example of the board"
        usable(desk.browser, "dialog [name=password]").send_keys(PASSWORD, Keys.ENTER)
        usable(desk.browser, "dialog [name=code]").send_keys(code_of(app, later=1), Keys.ENTER)
    is_saved_once(desk, "Kim Example of the board")


def test_without_scripts_a_button_pressed_after_the_end_is_there_again_after_the_sign_in(desk):
    person = make_person(Role.EDITOR, username="ed")
    desk.sign_in(person)
    desk.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.open("/desk/account/")
    StaffSession.objects.all().delete()
    press_on_page(desk, "Sign out everywhere else")
    desk.sees("your last button did nothing")
    usable(desk.browser, "[name=username]").send_keys("ed")
    usable(desk.browser, "[name=password]").send_keys(PASSWORD, Keys.ENTER)
    usable(desk.browser, "[name=code]").send_keys(code_of(AuthenticatorApp.objects.get(), later=1), Keys.ENTER)
    desk.sees("Look at the page, then press it again")
    press_on_page(desk, "Sign out everywhere else")
    desk.sees("Signed out everywhere else")


def test_a_session_that_is_about_to_end_is_announced_and_renewed(desk, settings):
    settings.SESSION_IDLE_MINUTES = 1
    desk.sign_in(make_person(Role.EDITOR, username="ed"))
    desk.sees("Your session ends in two minutes", "dialog")
    settings.SESSION_IDLE_MINUTES = 60
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    StaffSession.objects.update(last_seen_at=long_ago)
    usable(desk.browser, "dialog button").send_keys(Keys.ENTER)
    wait(desk.browser).until(lambda browser: not browser.find_elements(By.CSS_SELECTOR, "dialog"))
    assert StaffSession.objects.get().expire_date > timezone.now() + datetime.timedelta(minutes=50)


@pytest.fixture
def provider(settings):
    with providers.running() as running:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = running.issuer, providers.CLIENT_ID
        settings.OIDC_NAME, settings.OIDC_IS_SECOND_FACTOR = "Sample City", True
        yield running


def test_an_invited_person_uses_single_sign_on_and_needs_no_password(desk, provider):
    invite_kim(desk)
    open_mailed_link(desk)
    desk.press("Use Sample City instead")
    desk.sees("Work list")
    assert not User.objects.get(username="kim").has_usable_password()
    desk.browser.delete_all_cookies()
    desk.open("/desk/meetings/")
    desk.press("Sign in with Sample City")
    desk.sees("Meetings", "h1")


def test_a_person_connects_their_account_and_a_stranger_stays_out(desk, provider):
    desk.sign_in(make_person(Role.CLERK, username="kim"))
    desk.open("/desk/account/")
    desk.press("Sign in with Sample City from now on")
    desk.sees("You can sign in with Sample City.")
    assert ProviderIdentity.objects.get().user.username == "kim"
    desk.browser.delete_all_cookies()
    provider.person = providers.Person("subject-of-a-stranger", "eva@example.org")
    desk.open("/desk/")
    desk.press("Sign in with Sample City")
    desk.sees("no account here does")
    # Chromium complains of the answer, which is a 403.
    desk.browser.get_log("browser")


def test_a_new_site_has_the_zone_of_the_browser_and_its_owner_is_signed_in(desk):
    desk.open(f"/desk/setup/?code={setup_code()}")
    own = desk.browser.execute_script("return Intl.DateTimeFormat().resolvedOptions().timeZone")
    wait(desk.browser).until(lambda _: css(desk.browser, "[name=timezone]").get_property("value") == own)
    for name, typed in {"name": "Sample Lake Archive", "username": "ann", "email": "ann@example.org"}.items():
        css(desk.browser, f"[name={name}]").clear()
        css(desk.browser, f"[name={name}]").send_keys(typed)
    css(desk.browser, "[name=password]").send_keys(NEW_PASSWORD)
    desk.press("Set up")
    desk.sees("Set up a second factor")
    desk.type("Code", code_of(AuthenticatorApp.objects.get()))
    desk.press("Confirm")
    desk.sees("Your recovery codes")
    assert css(desk.browser, "[data-print]").is_displayed()
    shown = [code.text for code in desk.browser.find_elements(By.CSS_SELECTOR, ".codes code")]
    copied = """
        let kept;
        Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { kept = text; } } });
        document.querySelector("[data-copy]").click();
        return kept;"""
    assert desk.browser.execute_script(copied).split() == shown
