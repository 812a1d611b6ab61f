"""Sends the forms of a page as a browser does: the page's own fields, and an Origin that its referrer policy allows.

Django's test client never sends an Origin, so it cannot notice a page whose forms every browser has refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client

ORIGIN = "http://testserver"
# What a browser sends with a form to the page's own site (https://fetch.spec.whatwg.org/#append-a-request-origin-header):
# whether it names the origin, and whether it names the page.
POLICIES = {
    "no-referrer": (False, False),
    "no-referrer-when-downgrade": (True, True),
    "origin": (True, False),
    "origin-when-cross-origin": (True, True),
    "same-origin": (True, True),
    "strict-origin": (True, False),
    "strict-origin-when-cross-origin": (True, True),
    "unsafe-url": (True, True),
}
TYPED = frozenset({"input", "textarea", "select"})


@dataclass
class Form:
    """A form of a page: where it goes, and what it sends if nobody types anything."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.in_form = False
        self.field = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
            self.in_form = True
        elif self.in_form and tag == "option":
            fields = self.forms[-1].fields
            if "selected" in given or not fields[self.field]:
                fields[self.field] = given.get("value", "")
        elif self.in_form and tag in TYPED and given.get("name"):
            is_ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in given
            if is_ticked:
                self.field = given["name"]
                self.forms[-1].fields[self.field] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea" and self.in_form and self.field:
            self.forms[-1].fields[self.field] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.in_form = False
        if tag == "textarea":
            self.field = ""


def browser() -> Client:
    """Return a client for which forms are checked as they are outside tests."""
    return Client(enforce_csrf_checks=True)


def forms_of(page: HttpResponse) -> list[Form]:
    """Return the forms that the page posts."""
    return [form for form in _Forms(page.content.decode()).forms if form.method == "post"]


def policies_of(page: HttpResponse) -> Iterator[str]:
    """Yield the policy of the page's header. A page of this site has none in its markup."""
    policy = page.headers.get("Referrer-Policy", "strict-origin-when-cross-origin")
    assert 'name="referrer"' not in page.content.decode()
    yield policy.rpartition(",")[2].strip()


def submit(client: Client, page: HttpResponse, form: Form, **typed: str) -> HttpResponse:
    """Send a form of the page, which the client has opened, with what is typed."""
    path = page.request["PATH_INFO"]
    query = page.request.get("QUERY_STRING", "")
    address = f"{ORIGIN}{path}{f'?{query}' if query else ''}"
    (policy,) = policies_of(page)
    names_origin, names_page = POLICIES[policy]
    headers = {"Origin": ORIGIN if names_origin else "null"}
    if names_page:
        headers["Referer"] = address
    return client.post(urljoin(address, form.action).removeprefix(ORIGIN), {**form.fields, **typed}, headers=headers)
