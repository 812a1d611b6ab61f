"""What every process of a site counts: answers and their time, cached pages, emails.

Several processes serve a site. Each counts in its memory and writes its counts down every few seconds, and the process
that is asked adds up all of them (``archive.upkeep.metrics``). No file is mapped into memory: on a full disk, touching
such a file ends the process.
"""

from boardmeetings import env

# An operator may have set it for an earlier version. The files would be mapped into memory.
env.take_out("PROMETHEUS_MULTIPROC_DIR")

from prometheus_client import Counter, Histogram  # noqa: E402 - it reads the environment

REQUESTS = Counter("boardmeetings_requests", "Answers by rule of the address and status", ["rule", "status"])
SECONDS = Histogram(
    "boardmeetings_request_seconds",
    "How long an answer took, by rule of the address",
    ["rule"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
PAGES = Counter("boardmeetings_pages", "Public pages: unchanged at the reader, from memory, or made", ["how"])
MAILS = Counter("boardmeetings_mails", "Emails sent")
COUNTED = (REQUESTS, SECONDS, PAGES, MAILS)


def count_request(rule: str, status: int, seconds: float) -> None:
    """Count an answer."""
    REQUESTS.labels(rule, status).inc()
    SECONDS.labels(rule).observe(seconds)


def count_page(how: str) -> None:
    """Count a public page: "unchanged", "remembered" or "made"."""
    PAGES.labels(how).inc()


def count_mail() -> None:
    """Count an email that was sent."""
    MAILS.inc()
