"""A client that follows the API's own links."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client

STEPS_AT_MOST = 10_000


class ApiClient:
    """Sends requests to the API and reads its JSON."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def ask(self, path: str, **headers: str) -> HttpResponse:
        """Return the answer to a path under /api/v1/, or to a whole address that an answer gave."""
        path = path.removeprefix("http://testserver")
        return self.client.get(path if path.startswith("/") else f"/api/v1/{path}", headers=headers)

    def read(self, path: str) -> Any:
        """Return what the path holds."""
        response = self.ask(path)
        assert response.status_code == 200, (path, response.content)
        return response.json()

    def walk(self, path: str, relation: str = "next") -> Iterator[dict[str, Any]]:
        """Yield the pages of a list to its end."""
        address: str | None = path
        for _ in range(STEPS_AT_MOST):
            page = self.read(address)
            yield page
            address = page[relation]
            if address is None:
                return
        raise AssertionError(f"{path} has no end.")

    def all(self, path: str) -> list[dict[str, Any]]:
        """Return all rows of a list."""
        return [row for page in self.walk(path) for row in page["results"]]
