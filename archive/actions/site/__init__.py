"""What administrators do to the site itself: its settings, its logo, its webhooks, its mails, its first account."""

from archive.actions.site.first_start import FirstAccount, is_set_up, set_up
from archive.actions.site.mails import try_mail_now
from archive.actions.site.settings import save_site
from archive.actions.site.webhooks import register_webhook, remove_webhook, send_test, turn_on
