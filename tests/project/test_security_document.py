"""docs/security.md answers every requirement, and every path and test that it names exists."""

import re
from itertools import chain
from pathlib import Path

from archive.exports import tables
from archive.machine.web.cost import ARTICLE_SECONDS, Cost
from archive.pages.http import admission
from archive.pages.http import request_limits as limit_of_bytes
from archive.pages.http.turns import Turns
from archive.pages.quotes import article
from boardmeetings.serving import channel, worker

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text()
ROWS = dict(re.findall(r"(?m)^\| (\d+\.\d+\.\d+) \| ([^|]+) \| [^|]+ \|$", DOCUMENT))
# Requirements of levels 1 and 2 of OWASP ASVS 5.0, by section. Those left out are of level 3.
SECTIONS = {
    "1.1": range(1, 3), "1.2": range(1, 10), "1.3": range(1, 12), "1.4": range(1, 4), "1.5": range(1, 3),
    "2.1": range(1, 4), "2.2": range(1, 4), "2.3": range(1, 5), "2.4": range(1, 2),
    "3.2": range(1, 3), "3.3": range(1, 5), "3.4": range(1, 7), "3.5": range(1, 6), "3.7": range(1, 3),
    "4.1": range(1, 4), "4.2": range(1, 2), "4.3": range(1, 3), "4.4": range(1, 5),
    "5.1": range(1, 2), "5.2": range(1, 4), "5.3": range(1, 3), "5.4": range(1, 4),
    "6.1": range(1, 4), "6.2": range(1, 12), "6.3": range(1, 4), "6.4": range(1, 5), "6.5": range(1, 6),
    "6.6": range(1, 4), "6.8": range(1, 4),
    "7.1": range(1, 4), "7.2": range(1, 5), "7.3": range(1, 3), "7.4": range(1, 6), "7.5": range(1, 3),
    "7.6": range(1, 3),
    "8.1": range(1, 3), "8.2": range(1, 4), "8.3": range(1, 2), "8.4": range(1, 2),
    "9.1": range(1, 4), "9.2": range(1, 5),
    "11.1": range(1, 3), "11.2": range(1, 4), "11.3": range(1, 4), "11.4": range(1, 4), "11.5": range(1, 2),
    "11.6": range(1, 2),
    "12.1": range(1, 4), "12.2": range(1, 3), "12.3": range(1, 5),
    "13.1": range(1, 2), "13.2": range(1, 6), "13.3": range(1, 3), "13.4": range(1, 6),
    "14.1": range(1, 3), "14.2": range(1, 5), "14.3": range(1, 4),
    "15.1": range(1, 4), "15.2": range(1, 4), "15.3": range(1, 8),
    "16.1": range(1, 2), "16.2": range(1, 6), "16.3": range(1, 5), "16.4": range(1, 4), "16.5": range(1, 4),
}  # fmt: skip


def test_every_requirement_of_level_1_and_2_is_answered() -> None:
    wanted = chain.from_iterable((f"{section}.{number}" for number in numbers) for section, numbers in SECTIONS.items())
    assert sorted(ROWS) == sorted(wanted)
    assert set(ROWS.values()) == {"met", "partly", "not met", "n/a", "proxy"}


def test_everything_the_document_names_exists() -> None:
    named = set(re.findall(r"`((?:archive|boardmeetings|docs|tests)/[\w/.]+?)(?:::(\w+))?`", DOCUMENT))
    assert len(named) > 60
    for path, test in named:
        assert (ROOT / path).exists(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(), f"{path}::{test}"


def files_with(pattern: str) -> set[str]:
    """Return the modules in which the pattern is found."""
    modules = [*(ROOT / "archive").rglob("*.py"), *(ROOT / "boardmeetings").rglob("*.py")]
    return {str(path.relative_to(ROOT)) for path in modules if re.search(pattern, path.read_text())}


def test_the_limits_are_those_of_the_code() -> None:
    def row(line: Turns) -> str:
        return f"{line.at_once} at a time, {line.waiting} waiting"

    _, _, table = DOCUMENT.partition("| what | limit | response |")
    limits = {
        what.split(" (")[0]: limit for what, limit in re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", table)
    }
    megabyte = limit_of_bytes.KILOBYTE**2
    assert limits["request line"] == f"{limit_of_bytes.REQUEST_LINE_BYTES // limit_of_bytes.KILOBYTE} KB"
    assert limits["all headers"] == f"{limit_of_bytes.HEADER_BYTES // limit_of_bytes.KILOBYTE} KB"
    assert limits["body for the quote checker"] == f"{limit_of_bytes.QUOTE_BYTES // megabyte} MB"
    assert limits["body of any other form"] == f"{limit_of_bytes.FORM_BYTES // limit_of_bytes.KILOBYTE} KB"
    assert limits["body for the desk, when signed in"].startswith(f"{limit_of_bytes.STAFF_BYTES // megabyte} MB")
    assert limits["all incoming bodies, per process"] == f"{channel.MOST_BODY_BYTES // megabyte} MB"
    assert limits["connections, per process"] == f"{channel.MOST_CONNECTIONS:,}"
    assert limits["time to send the request line and headers"] == f"{channel.PATIENCE_SECONDS} seconds"
    assert limits["files on their way to one client, per process"] == str(admission.MOST_UNREAD)
    assert limits["expensive pages"] == f"{row(admission.ROWS[Cost.EXPENSIVE])}, per process"
    assert limits["files of a meeting, lists of the API"] == row(admission.ROWS[Cost.FILE])
    assert limits["very expensive answers"].startswith(row(admission.ROWS[Cost.VERY_EXPENSIVE]))
    cheap = admission.ROWS[Cost.CHEAP]
    assert limits["other pages"] == f"{row(cheap)}; {cheap.of_one_client} at a time of one client"
    millions = tables.CHARACTERS_AT_MOST // 1_000_000
    assert limits["one list as a file"] == f"{tables.ROWS_AT_MOST:,} rows, {millions} million characters"
    assert limits["pages for staff"] == row(admission.STAFF)
    assert limits["one article"].startswith(
        f"{ARTICLE_SECONDS:.0f} seconds of processor time; {article.ARTICLES_A_MINUTE} articles"
    )
    assert f"one of {worker.THREADS} worker threads" in DOCUMENT


def test_the_files_that_mark_text_as_safe_are_named() -> None:
    assert files_with(r"mark_safe\(|SafeString\(") == {
        "archive/pages/meetings/turns.py",
        "archive/pages/sharing/metadata.py",
        "archive/pages/site/about.py",
        "archive/exports/record_html.py",
        "archive/templatetags/site.py",
    }
    templates = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    assert not any(re.search(r"\|\s*safe\b|autoescape off", template) for template in templates)


def test_pickles_are_read_only_from_own_processes_own_files_and_own_models() -> None:
    """Also by a library: connections between processes, and the index, whose module only names the error."""
    modules = r"(?m)^\s*(?:import|from) (?:pickle|marshal|shelve|dill|joblib|multiprocessing)\b|allow_pickle"
    assert files_with(modules) == {
        "archive/ingest/recordings/voice_encoder.py",
        "archive/search/engines/whoosh/index_folder.py",
        "archive/search/engines/whoosh/second_process.py",
    }


def test_the_scripts_that_take_html_are_named() -> None:
    takes = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|setHTML|createContextualFragment|document\.write"
    )
    scripts = (ROOT / "archive" / "static").rglob("*.js")
    assert {path.name for path in scripts if takes.search(path.read_text())} == {
        "parts.js",
        "preview.js",
        "refresh.js",
        "row_forms.js",
        "session.js",
        "turns.js",
    }


def test_the_modules_that_connect_to_others_are_named() -> None:
    """All connect to what the operator set, or through ``public_internet``; those that serve only listen."""
    libraries = (
        r"(?m)^\s*(?:import|from) (?:requests|ssl|smtplib|socket|http\.client|urllib\.request|urllib3|httpx|psycopg)\b"
    )
    assert files_with(libraries) == {
        "archive/alerts/outbox.py",
        "archive/alerts/webhooks/posting.py",
        "archive/machine/database/postgresql/dump.py",
        "archive/management/commands/serve.py",
        "archive/pages/http/caching/purging.py",
        "archive/machine/web/peer.py",
        "archive/machine/web/public_internet.py",
        "archive/ingest/recordings/fetch.py",
        "archive/search/engines/opensearch/client.py",
        "archive/search/engines/home.py",
        "archive/actions/accounts/provider.py",
        "archive/upkeep/doctor.py",
        "boardmeetings/serving/channel.py",
        "boardmeetings/serving/worker.py",
    }


def test_the_views_without_a_token_are_named() -> None:
    assert files_with(r"csrf_exempt\(|@csrf_exempt|@by_link") == {
        "archive/api/mcp/endpoint.py",
        "archive/pages/alerts/links.py",
        "archive/pages/data/since.py",
        "archive/pages/quotes/article.py",
        "archive/pages/quotes/views.py",
    }
