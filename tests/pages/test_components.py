"""Each component of the public pages is valid HTML with sample data, and reads no record."""

from pathlib import Path

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.pages.components import samples
from tests.pages.page import Page

pytestmark = pytest.mark.django_db
COMPONENTS = Path(__file__).with_name("components.html")


def test_each_component_is_valid_and_reads_nothing_from_the_database():
    template = engines["django"].from_string(COMPONENTS.read_text(encoding="utf-8"))
    with CaptureQueriesContext(connection) as asked:
        page = Page(template.render(samples(), RequestFactory().get("/")))
    assert not page.faults
    assert all('FROM "archive_sitesettings"' in query["sql"] for query in asked)
    shown = " ".join(filter(None, (element.attributes.get("class") for element in page.elements))).split()
    components = (
        "kicker byline text turn narrative entry excerpt why around chosen facet chart shares counted terms notice"
        " ignored empty search filters wrong button quote-bar facts quoted citation hash pages"
        " redaction gap strip items item-words highlights actions preview corrected"
    )
    assert {*components.split()} <= {*shown}
    assert {"Why", "When", "Who decided", "What was removed"} <= {element.text for element in page.all("dt")}
