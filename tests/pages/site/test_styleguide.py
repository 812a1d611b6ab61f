"""The style guide is only for development, and uses the includes of the real pages."""

from itertools import product

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings: LazySettings) -> None:
    settings.DEBUG = True


def test_the_style_guide_does_not_exist_in_production(client: Client):
    assert client.get("/styleguide/").status_code == 404
    assert client.get("/styleguide/print.css").status_code == 404


@pytest.mark.slow
def test_the_style_guide_shows_every_component_in_each_theme_direction_and_medium(client: Client, development: None):
    for theme, direction, medium in product(("", "light", "dark"), ("", "rtl"), ("", "print")):
        response = client.get("/styleguide/", {"theme": theme, "dir": direction, "media": medium})
        page = Page(response.content.decode())
        assert not page.faults
        assert page.one("html").attributes.get("data-theme", "") == theme
        assert page.one("html").attributes["dir"] == (direction or "ltr")
        stylesheets = [link.attributes["href"] for link in page.all("link", rel="stylesheet")]
        assert ("/styleguide/print.css" in stylesheets) == (medium == "print")
    shown = " ".join(filter(None, (element.attributes.get("class") for element in page.elements))).split()
    components = (
        "kicker byline text turn narrative entry excerpt why around chosen facet chart shares counted terms notice"
    )
    components += " ignored empty search filters wrong button quote-bar facts quoted citation hash pages swatches"
    components += " redaction gap strip items item-words highlights actions preview corrected words-by-year"
    assert {*components.split()} <= {*shown}
    assert {"Why", "When", "Who decided", "What was removed"} <= {element.text for element in page.all("dt")}
    assert {"paper", "ink", "accent", "mark"} <= {element.text for element in page.all("b")}


def test_the_style_guide_does_not_use_the_database(client: Client, development: None):
    with CaptureQueriesContext(connection) as asked:
        client.get("/styleguide/")
    assert all('FROM "archive_sitesettings"' in query["sql"] for query in asked)


def test_an_unknown_frame_shows_the_default_one(client: Client, development: None):
    page = Page(client.get("/styleguide/?theme=%22&dir=up&media=tv").content.decode())
    assert page.one("html").attributes["dir"] == "ltr"
    assert "data-theme" not in page.one("html").attributes


def test_the_print_frame_applies_the_print_rules(client: Client, development: None):
    rules = client.get("/styleguide/print.css").content.decode()
    assert "@media print" not in rules
    assert "@media all" in rules
