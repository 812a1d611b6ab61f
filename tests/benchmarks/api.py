"""Measures the processor time of the API: ``python -m tests.benchmarks.api DATA_DIR``.

Requests are made in this process, with all middleware. Nothing is written to the record.
"""

import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import Any

THOUSANDS, HUNDREDS, UNCHANGED = 12, 30, 300


def main(folder: str) -> None:
    """Measure and print."""
    os.environ |= {
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "boardmeetings.settings",
        "ALLOWED_HOSTS": "testserver",
    }
    os.environ["API_REQUESTS_PER_MINUTE"] = "1000000"
    import django

    django.setup()
    from django.test import Client

    client = Client()

    def ask(path: str, **headers: str) -> tuple[Any, float]:
        begun = time.process_time()
        response = client.get(path, headers=headers)
        seconds = time.process_time() - begun
        assert response.status_code in {200, 304}, response.content
        return response, seconds

    def pages(limit: int) -> Iterator[tuple[int, float]]:
        path = f"/api/v1/statements/?limit={limit}"
        while path:
            response, seconds = ask(path)
            body = response.json()
            yield len(body["results"]), seconds
            path = (body["next"] or "").partition("//")[2].partition("/")[2]
            path = path and f"/{path}"

    ask("/api/v1/statements/")
    measured = list(islice(pages(1000), THOUSANDS))
    rows, seconds = (sum(column) for column in zip(*measured, strict=True))
    print(f"pages of 1,000: {rows:,} statements in {seconds:.2f} s, {rows / seconds:,.0f} a second")
    print(f"page of 100: {1000 * median(seconds for _, seconds in islice(pages(100), HUNDREDS)):.1f} ms (median)")
    etag = ask("/api/v1/statements/?limit=100")[0].headers["ETag"]
    unchanged = [ask("/api/v1/statements/?limit=100", if_none_match=etag) for _ in range(UNCHANGED)]
    assert {response.status_code for response, _ in unchanged} == {304}
    print(f"304: {1000 * median(seconds for _, seconds in unchanged):.2f} ms (median)")


if __name__ == "__main__":
    main(sys.argv[1])
