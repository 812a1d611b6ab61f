"""Fill in a form of a page and send it as a browser does: with every control the page has, changed or not."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html


def page(response: HttpResponse) -> html.HtmlElement:
    """Return the page of a response that went well."""
    assert response.status_code == 200, response
    return html.fromstring(response.content.decode())


def words(response: HttpResponse) -> str:
    """Return what the page says, without its markup."""
    return " ".join(page(response).text_content().split())


def values(response: HttpResponse) -> dict[str, Any]:
    """Return name and value of every control of the page's main form; of those with several values, a list."""
    [form] = [form for form in page(response).forms if form.method == "POST" and form.get("id") != "logout-form"]
    found: dict[str, Any] = {}
    # As in a browser, the line feed that follows the opening tag of a text area is no part of its value.
    areas = {area.get("name") for area in form.iter("textarea")}
    for name, value in form.form_values():
        value = value.removeprefix("\n") if name in areas else value  # noqa: PLW2901
        found[name] = (
            [*found[name], value]
            if isinstance(found.get(name), list)
            else ([found[name], value] if name in found else value)
        )
    return found


def send(client: Client, address: str, button: str = "_save", **typed: Any) -> HttpResponse:
    """Open the page, type the values, press the button, and return the page that follows."""
    data = values(client.get(address)) | typed | {button: "1"}
    return client.post(address, {name: value for name, value in data.items() if value is not None}, follow=True)
