"""Every environment variable that an operator may set: what it means, its default, and whether it is a secret.

``env`` reads no others. ``docs/settings.md`` is made from this table: ``python -m boardmeetings.variables``.
"""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
INTRODUCTION = """\
# Settings

Operators set these environment variables for the processes of the site. What readers see of the site, such as its name
and colour, is not here: administrators edit it [at the desk](desk.md#the-site-itself). A wrong value stops the start
with a message that names the variable; `manage.py doctor` checks the values together.

This page is made from `boardmeetings/variables.py`: change that file, then run `python -m boardmeetings.variables`.
"""


@dataclass(frozen=True)
class Variable:
    """One variable. ``default`` says in words what applies if it is not set."""

    name: str
    meaning: str
    default: str = ""
    is_secret: bool = False


# Variables that the site once read, and what to do instead.
RETIRED = {
    "CONTACT_EMAIL": "Administrators set the address at the desk, under Site.",
    "FAST_QUERIES": "Queries are always compiled once.",
    "PROMETHEUS_MULTIPROC_DIR": "The processes add up their counts without it.",
    "SEARCH_BUDGET_MS": "Searches have no such limit any more.",
    "SEND_MAIL_IN_SITE": "WORK_IN_SITE takes its place.",
}
GROUPS: dict[str, tuple[Variable, ...]] = {
    "Where the site is": (
        Variable(
            "SITE_URL",
            "public address of the site, such as `https://archive.example.org`; used in emails, citations, feeds and "
            "sitemaps",
            "first of `ALLOWED_HOSTS`, or this machine",
        ),
        Variable("ALLOWED_HOSTS", "host names that the site answers to, comma-separated", "this machine"),
        Variable("CSRF_TRUSTED_ORIGINS", "origins whose forms the site accepts beside its own, comma-separated"),
        Variable(
            "BEHIND_TLS",
            "1 behind a proxy that ends TLS and sets `X-Forwarded-Proto`: secure cookies, redirect, HSTS",
            "0",
        ),
        Variable(
            "TRUSTED_PROXIES",
            "number of your own proxies in front of the site; each must append to `X-Forwarded-For`",
            "1 with `BEHIND_TLS`, else 0",
        ),
        Variable("HSTS_PRELOAD", "1 to request HSTS preloading in browsers; leaving that list takes months", "0"),
        Variable("PORT", "port of `make run` and `make dev`, on 127.0.0.1", "8000"),
    ),
    "What the site keeps": (
        Variable("DATA_DIR", "folder for the database, index, uploads and keys", "`var/`"),
        Variable("STATIC_ROOT", "folder for the style sheets and scripts that the site serves", "`DATA_DIR/static`"),
        Variable(
            "DATABASE_URL",
            "PostgreSQL instead of SQLite, such as `postgresql://user:password@host:5432/archive?sslmode=require`; "
            "needs `requirements-postgresql.txt` ([scale](scale.md))",
            "SQLite in `DATA_DIR`",
            is_secret=True,
        ),
        Variable(
            "MOVE_FROM",
            "PostgreSQL database that `manage.py move_database` moves back to SQLite ([deploy]"
            "(deploy.md#move-between-sqlite-and-postgresql))",
            "SQLite in `DATA_DIR`",
            is_secret=True,
        ),
        Variable(
            "COUNT_SEARCHES",
            "0 to keep no counts of the words of searches that found little; editors see them at “Words”, for 90 days",
            "1",
        ),
        Variable(
            "INDEX_HOME",
            "names the embedded index of this machine in a shared database",
            "created once, kept in `DATA_DIR`",
        ),
        Variable(
            "DISK_FLOOR_MB",
            "free space, in millions of bytes, below which `/readyz` fails and the status page warns",
            "500",
        ),
    ),
    "Uploads in S3": (
        Variable("S3_BUCKET", "private bucket for uploads; needs `requirements-s3.txt`", "a folder in `DATA_DIR`"),
        Variable("S3_FOLDER", "folder in the bucket"),
        Variable("S3_ENDPOINT", "address of the storage", "Amazon’s"),
        Variable("S3_REGION", "region of the bucket"),
        Variable("S3_ACCESS_KEY", "name of the key to the bucket", "from the machine", is_secret=True),
        Variable("S3_SECRET_KEY", "the key", "from the machine", is_secret=True),
    ),
    "Backups": (
        Variable("BACKUP_DIR", "folder where `manage.py work` puts a backup each night; without it, it makes none"),
        Variable("BACKUP_IS_COPIED", "1 if something else copies that folder to another machine", "0"),
        Variable("BACKUP_KEEP", "which backups are kept", "14 days, 8 weeks, 12 months"),
        Variable("BACKUP_KEYS_DIR", "folder for the keys of each backup", "in the folder of backups"),
        Variable("BACKUP_PASSPHRASE_FILE", "file whose first line encrypts the keys of each backup"),
    ),
    "Keys": (
        Variable("SECRET_KEY", "signs sessions", "created once, kept in `DATA_DIR`", is_secret=True),
        Variable(
            "SECOND_FACTOR_KEY",
            "encrypts authenticator keys. Separate several with commas: the first encrypts, all decrypt",
            "created once, kept in `DATA_DIR`",
            is_secret=True,
        ),
        Variable(
            "REMOVED_WORDS_KEY",
            "hashes redacted words, so that files which bring them back are recognised",
            "created once, kept in `DATA_DIR`",
            is_secret=True,
        ),
        Variable("LOG_KEY", "signs the public log", "created once, kept in `DATA_DIR`", is_secret=True),
    ),
    "Staff": (
        Variable(
            "SECOND_FACTOR_FOR",
            "who needs a second factor: `everyone`, or `publishers` for people who may do more than write drafts",
            "everyone",
        ),
        Variable("SESSION_IDLE_MINUTES", "an idle session ends after this time", "60"),
    ),
    "Single sign-on": (
        Variable(
            "OIDC_ISSUER",
            "address of the OpenID Connect provider whose people may sign in ([deploy](deploy.md#single-sign-on))",
        ),
        Variable("OIDC_CLIENT_ID", "name of this site at the provider"),
        Variable(
            "OIDC_CLIENT_SECRET", "secret of this site at the provider; empty for a public client", is_secret=True
        ),
        Variable("OIDC_NAME", "name of the provider on the sign-in page", "your organisation"),
        Variable("OIDC_SCOPE", "what the provider is asked for", "openid email profile"),
        Variable("OIDC_IS_SECOND_FACTOR", "1 if a sign-in at the provider counts as password and second factor", "0"),
        Variable(
            "OIDC_ROLES",
            "roles that groups of the provider have here, such as `archive-staff=Clerk, archive-leads=Editor`",
            "roles are given at the desk",
        ),
        Variable("OIDC_GROUPS_CLAIM", "claim in which the provider names the groups", "groups"),
    ),
    "Email and webhooks": (
        Variable("EMAIL_HOST", "mail server; without one, emails are printed to the console"),
        Variable("EMAIL_PORT", "its port", "587"),
        Variable("EMAIL_HOST_USER", "account at the mail server"),
        Variable("EMAIL_HOST_PASSWORD", "its password", is_secret=True),
        Variable("EMAIL_SECURITY", "connection to the mail server: `starttls`, `tls` or `none`", "starttls"),
        Variable("EMAIL_FROM", "sender of emails", "`Boardmeetings <boardmeetings@localhost>`"),
        Variable(
            "WEBHOOK_HOSTS",
            "private hosts that webhooks may have, also those of alerts that anybody sets; comma-separated",
            "none",
        ),
        Variable(
            "WORK_IN_SITE",
            "0 if a worker (`manage.py work --watch`) does the regular work: emails, exports and so on",
            "1",
        ),
    ),
    "Search and limits": (
        Variable(
            "SEARCH_BACKEND",
            "`embedded`, `opensearch`, or the class of another search engine ([scale](scale.md#opensearch))",
            "embedded",
        ),
        Variable(
            "SEARCH_URL",
            "nodes of the search server, comma-separated, such as `https://user:password@search:9200`",
            "`http://127.0.0.1:9200`",
            is_secret=True,
        ),
        Variable("SEARCH_CERTIFICATES", "file with the certificate of your own authority, for the search server"),
        Variable("SEARCH_INDEX", "name of this site's indices at the search server", "boardmeetings"),
        Variable("SEARCH_SHARDS", "shards of each index", "1"),
        Variable("SEARCH_REPLICAS", "copies of each shard", "0"),
        Variable("API_REQUESTS_PER_MINUTE", "requests to the API per client and minute", "600"),
        Variable("API_QUOTES_PER_MINUTE", "quote checks through the API per client and minute", "60"),
    ),
    "Recordings": (
        Variable(
            "TRANSCRIBE_MODEL",
            "folder or installed package of the model that transcribes recordings; needs `requirements-transcribe.txt` "
            "([transcribe](transcribe.md))",
            "recordings are not transcribed",
        ),
        Variable("TRANSCRIBE_THREADS", "processor cores that a transcription may use", "1"),
        Variable("TRANSCRIBE_MEMORY_MB", "memory that a transcription may use, in millions of bytes", "3000"),
        Variable(
            "VOICES_MODEL",
            "folder or installed package of the model that distinguishes voices ([voices](transcribe.md#voices))",
            "speakers are not distinguished",
        ),
        Variable(
            "RECORDING_HOSTS",
            "hosts from which the site may fetch recordings, comma-separated, such as `media.example.org`",
            "none: recordings are uploaded",
        ),
        Variable("RECORDING_MAX_MB", "largest recording, in millions of bytes", "2000"),
        Variable("RECORDING_MAX_HOURS", "longest recording, in hours", "8"),
        Variable("KEEP_RECORDINGS", "1 to keep recordings after their transcription", "0"),
    ),
    "Caching": (
        Variable(
            "PAGE_MEMORY_MB",
            "memory of each process for rendered pages, in millions of bytes; 0 turns it off",
            "16",
        ),
        Variable(
            "CDN_PURGE_URL",
            "where to POST purges to a cache in front of the site; without it, no such cache may store pages",
        ),
        Variable("CDN_PURGE_TOKEN", "token for purges", is_secret=True),
        Variable("CDN_PURGE_TOKEN_HEADER", "its header", "`Authorization`, as a bearer token"),
        Variable("CDN_MAX_AGE", "seconds that the cache may keep a page if a purge fails", "60"),
    ),
    "Logs, figures and development": (
        Variable("LOG_FORMAT", "`line` for people, `json` for programs", "line"),
        Variable("LOG_REQUESTS", "1 to log each request: rule of the address, status and time", "0"),
        Variable(
            "METRICS_TOKEN",
            "bearer token for `/metrics`; without it, nobody can read them, unless `SITE_URL` names this machine",
            is_secret=True,
        ),
        Variable("LOG_LEVEL", "least severe messages that the site logs", "INFO"),
        Variable("DEBUG", "1 for development only: errors are shown in the browser", "0"),
        Variable("FAILPOINT", "for tests only: where a process kills itself"),
    ),
}
VARIABLES: dict[str, Variable] = {variable.name: variable for group in GROUPS.values() for variable in group}


def page() -> str:
    """Return the page of the documentation that lists the variables."""
    parts = [INTRODUCTION]
    for heading, variables in GROUPS.items():
        rows = [f"| `{known.name}` | {known.meaning} | {known.default} |" for known in variables]
        parts.append("\n".join([f"## {heading}", "| variable | meaning | default |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page())
