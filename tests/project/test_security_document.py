"""docs/security.md answers every requirement, and every path and test that it names exists."""

import re
from itertools import chain
from pathlib import Path

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


def test_the_files_that_mark_text_as_safe_are_named() -> None:
    assert files_with(r"mark_safe\(|SafeString\(") == {
        "archive/fast/turns.py",
        "archive/pages/sharing/metadata.py",
        "archive/pages/site/about.py",
        "archive/text/record_html.py",
        "archive/templatetags/site.py",
    }
    templates = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    assert not any(re.search(r"\|\s*safe\b|autoescape off", template) for template in templates)


def test_pickle_is_read_only_from_own_processes_and_own_models() -> None:
    assert files_with(r"pickle\.(loads?|Unpickler)\b") == {
        "archive/confinement.py",
        "archive/recordings/voice_encoder.py",
    }


def test_the_modules_that_connect_to_others_are_named() -> None:
    """All connect to what the operator set, or through ``public_internet``; those that serve only listen."""
    libraries = r"(?m)^\s*(?:import|from) (?:requests|ssl|smtplib|socket|http\.client|urllib\.request|urllib3)\b"
    assert files_with(libraries) == {
        "archive/alerts/outbox.py",
        "archive/alerts/webhooks/delivery.py",
        "archive/exports/followed.py",
        "archive/management/commands/serve.py",
        "archive/pages/http/caching/purging.py",
        "archive/web/public_internet.py",
        "archive/recordings/fetch.py",
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
        "archive/pages/alerts/searches.py",
        "archive/pages/alerts/views.py",
        "archive/pages/quotes/article.py",
        "archive/pages/quotes/views.py",
    }
