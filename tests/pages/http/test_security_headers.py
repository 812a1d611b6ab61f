"""Every answer has headers that say what browsers and other sites may do with it."""

import pytest
from django.conf import settings
from django.test import Client

from tests.record import make_statement

HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/nowhere/", "/desk/sign-in/", "/boards/", "/search/?q=" + "x" * 9_000])
def test_every_answer_has_the_headers(client: Client, path: str) -> None:
    response = client.get(path)
    for name, part in HEADERS.items():
        assert part in response.headers[name], name


@pytest.mark.django_db
def test_other_sites_may_embed_a_card(client: Client) -> None:
    card = client.get(f"{make_statement().current_revision.get_absolute_url()}card.png")
    assert card.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_hsts_preload_is_off_by_default() -> None:
    assert settings.SECURE_HSTS_PRELOAD is False
