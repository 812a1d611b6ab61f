"""Settings of the site, in one file; every value an operator may change comes through ``env``.

Without any variable set this is a production site on one machine: DEBUG off, everything it keeps under ``var/``.
"""

from pathlib import Path
from urllib.parse import urlsplit

from boardmeetings import env

BASE_DIR = Path(__file__).resolve().parent.parent
# What the site keeps is for the account that runs it alone: drafts, addresses of readers, keys.
env.keep_files_private()
DATA_DIR = env.private_folder("DATA_DIR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.kept_secret("SECRET_KEY", DATA_DIR / "secret_key")
# The address under which readers know the site: in mails, citations, feeds and whatever else is given out, whatever a
# request says about host, port or prefix.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_URL = env.site_address("SITE_URL", env.likely_site_address(ALLOWED_HOSTS, port=env.number("PORT", 8000)))
ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname or "")
FORCE_SCRIPT_NAME = ""
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "boardmeetings.apps.RecordAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django_filters",
    "django_otp",
    "archive",
]

MIDDLEWARE = [
    "archive.pages.http.request_log.RequestLogMiddleware",
    "archive.pages.http.health.HealthMiddleware",
    "archive.upkeep.slow_pages.SlowPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "archive.pages.http.security_headers.SecurityHeadersMiddleware",
    "archive.pages.http.request_limits.RequestLimitsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.pages.http.languages.LanguageMiddleware",
    # Counts what pages come from memory too.
    "archive.api.middleware.ApiMiddleware",
    # After the language is known; before all that a page from memory needs nothing of.
    "archive.pages.http.caching.middleware.CachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "archive.desk.staff_pages.StaffPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # The nearest to the views: it answers in their place where nothing can be written.
    "archive.pages.http.not_saved.NotSavedMiddleware",
]

ROOT_URLCONF = "boardmeetings.urls"
WSGI_APPLICATION = "boardmeetings.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.templatetags.site_settings.site",
            ],
        },
    },
]

SQLITE_FILE = "archive.sqlite3"
# An archive loses nothing: synchronous=FULL. Writers queue, for as many seconds as the timeout says. IMMEDIATE takes
# the lock at the start of a transaction, so that none fails half way, and readers go on under WAL.
SQLITE = {
    "ENGINE": "archive.database.sqlite",
    "NAME": DATA_DIR / SQLITE_FILE,
    # Tests that need no file have none.
    "TEST": {"NAME": ":memory:"},
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
        # What is deleted or redacted is overwritten, not only forgotten.
        "PRAGMA secure_delete=ON;",
    },
}
# A site of more than one host, or of many million statements, names a PostgreSQL database.
DATABASES = {"default": env.database("DATABASE_URL", SQLITE)}
# Where `manage.py move_database` finds the record: in the file, unless this names a PostgreSQL database.
MOVE_FROM = env.database("MOVE_FROM", SQLITE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The engine: one inside the process, or a search server; or the class of another one.
SEARCH_ENGINES = {
    "embedded": "archive.search.backends.whoosh.WhooshBackend",
    "opensearch": "archive.search.backends.opensearch.OpenSearchBackend",
}
SEARCH_BACKEND = env.text("SEARCH_BACKEND", "embedded")
SEARCH_BACKEND = SEARCH_ENGINES.get(SEARCH_BACKEND, SEARCH_BACKEND)
# Nodes of the search server, such as https://user:password@host:9200, and the certificate of its authority, if its own.
SEARCH_URL = env.words("SEARCH_URL", "http://127.0.0.1:9200")
SEARCH_CERTIFICATES = env.text("SEARCH_CERTIFICATES")
# What the names of its indices begin with, in how many shards it is, and how many copies there are of each.
SEARCH_INDEX = env.text("SEARCH_INDEX", "boardmeetings")
SEARCH_SHARDS = env.number("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env.number("SEARCH_REPLICAS", 0)
SEARCH_INDEX_DIR = DATA_DIR / "index"
# Names the folder of an embedded index in a database that other machines may use too.
INDEX_HOME = env.kept_secret("INDEX_HOME", DATA_DIR / "index_home")
# Notes of the last backup and check, and of the slowest pages.
UPKEEP_DIR = DATA_DIR / "upkeep"
# Where `manage.py work` puts a backup each night, by which rule it thins them, and where keys go, if apart.
BACKUP_DIR = env.text("BACKUP_DIR")
# Whether something else copies that folder to another machine; doctor asks for it.
BACKUP_IS_COPIED = env.flag("BACKUP_IS_COPIED")
BACKUP_KEEP = env.text("BACKUP_KEEP", "14 days, 8 weeks, 12 months")
BACKUP_KEYS_DIR = env.text("BACKUP_KEYS_DIR")
BACKUP_PASSPHRASE_FILE = env.text("BACKUP_PASSPHRASE_FILE")
# The files of the whole record, as ``manage.py export`` makes them.
EXPORT_DIR = DATA_DIR / "exports"
# /readyz says no, and the status page warns, where fewer millions of bytes are free.
DISK_FLOOR_MB = env.number("DISK_FLOOR_MB", 500)
# Milliseconds of processor time for one search page; when they are spent, the page says what it left out.
SEARCH_BUDGET_MS = env.number("SEARCH_BUDGET_MS", 100)

# How much one address may ask of the API in a minute: requests, and checks of quotations.
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 600)
API_QUOTES_PER_MINUTE = env.number("API_QUOTES_PER_MINUTE", 60)
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "UNAUTHENTICATED_TOKEN": None}

# Recordings (docs/transcribe.md): the model that hears them, a folder or an installed package, and what may be spent.
TRANSCRIBE_MODEL = env.text("TRANSCRIBE_MODEL")
TRANSCRIBE_THREADS = env.number("TRANSCRIBE_THREADS", 1)
TRANSCRIBE_MEMORY_MB = env.number("TRANSCRIBE_MEMORY_MB", 3000)
# A model that tells voices apart; without it speakers are not told apart.
VOICES_MODEL = env.text("VOICES_MODEL")
# Hosts from which recordings may be fetched, and what a recording may hold; kept ones stay after their transcription.
RECORDING_HOSTS = env.words("RECORDING_HOSTS")
RECORDING_MAX_MB = env.number("RECORDING_MAX_MB", 2000)
RECORDING_MAX_HOURS = env.number("RECORDING_MAX_HOURS", 8)
KEEP_RECORDINGS = env.flag("KEEP_RECORDINGS")

# The fast paths (archive/fast/): queries compiled once, and turns of transcripts written without a template.
FAST_QUERIES = env.flag("FAST_QUERIES", default=True)
FAST_TURNS = env.flag("FAST_TURNS", default=True)

# What each process may hold of pages in memory, in millions of bytes; 0 for nothing.
PAGE_MEMORY_MB = env.number("PAGE_MEMORY_MB", 16)
# A cache in front of the site that can be told to forget: where, and with what token in which header. What it was not
# told to forget, it may show for CDN_MAX_AGE seconds.
CDN_PURGE_URL = env.web_address("CDN_PURGE_URL")
CDN_PURGE_TOKEN = env.text("CDN_PURGE_TOKEN")
CDN_PURGE_TOKEN_HEADER = env.text("CDN_PURGE_TOKEN_HEADER", "Authorization")
CDN_MAX_AGE = env.number("CDN_MAX_AGE", 60)

# Mails to readers go to the console until a mail server is named. A dead one holds up nobody for longer than the
# timeout, in seconds, and no request at all: a thread of the site sends them, or `manage.py send_mail_pending` alone.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_SECURITY = env.choice("EMAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS = EMAIL_SECURITY == "starttls"
EMAIL_USE_SSL = EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Boardmeetings <boardmeetings@localhost>")
SEND_MAIL_IN_SITE = env.flag("SEND_MAIL_IN_SITE", default=True)

AUTH_USER_MODEL = "archive.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "archive.actions.accounts.password_rules.GuessedFirstValidator"},
]

LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:work-list"
LOGOUT_REDIRECT_URL = "desk:sign-in"
# A session ends after a working day, or with the browser, or when nothing was done in it for SESSION_IDLE_MINUTES.
# Nothing staged is lost with it.
SESSION_ENGINE = "archive.desk.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What the desk says after a step waits in the session, so that it needs no cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60)

# Who signs in with a second factor: everyone, or with "publishers" only those who may do more than write drafts.
SECOND_FACTOR_FOR = env.choice("SECOND_FACTOR_FOR", ("everyone", "publishers"))
# Seals the keys of authenticator apps in the database. It may hold several secrets, comma-separated: the first seals,
# all of them open. A backup of the database is worth nothing to a thief without it.
SECOND_FACTOR_KEY = env.kept_secret("SECOND_FACTOR_KEY", DATA_DIR / "second_factor_key")
# Hashes what redactions removed. Without the same key words that come back are not known again.
REMOVED_WORDS_KEY = env.kept_secret("REMOVED_WORDS_KEY", DATA_DIR / "removed_words_key")

LANGUAGE_CODE = "en"
# Of the pages for readers, each by its own name; the staff's pages are in English.
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
FORMAT_MODULE_PATH = ["boardmeetings.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# Written by collectstatic at each start; an image has them built in, beside the data it does not have.
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
# Uploads in a private bucket instead of a folder. Either way the site sends them itself, after it has looked who may
# see them: they have no address of their own.
S3_BUCKET = env.text("S3_BUCKET")
UPLOADS = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.web_address("S3_ENDPOINT") or None,
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "location": env.text("S3_FOLDER"),
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
)
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Uploads lie outside every folder the web server serves, and have no URL.
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# A meeting is edited on one page: fifty statements and an agenda of hundreds of items.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SECURE_CSP = {
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# BEHIND_TLS=1 where a proxy terminates TLS and sets X-Forwarded-Proto: secure cookies, redirects and HSTS follow.
BEHIND_TLS = env.flag("BEHIND_TLS")
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
# A browser takes a cookie of such a name only from this very host, over TLS, so that no other host can set it.
COOKIE_PREFIX = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
KNOWN_BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}known-browser"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
# Browsers that have the site in their list never ask it without TLS again, and to leave the list takes months.
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
# How many proxies of the site's own stand in a row before it, each adding to X-Forwarded-For whom it was asked by.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if BEHIND_TLS else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc if BEHIND_TLS else None
# Whoever looks whether the process lives asks it without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/?$"]
# What no page, nor any frame in it, may use of the device. Full screen is left to recordings that play in a frame.
UNUSED_FEATURES = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)
SECURITY_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    # No other site's page may load a page or file of this one as its own; cards alone are made for that.
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Whether each request is a line of the log: its rule, status and time, never what was asked for or from where.
LOG_REQUESTS = env.flag("LOG_REQUESTS")
# With it another machine may ask for /metrics; without it this one alone.
METRICS_TOKEN = env.text("METRICS_TOKEN")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "boardmeetings.logs.WithRequest"},
        "refusals": {"()": "boardmeetings.logs.WithoutTraces"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} [{request_id}]: {message}", "style": "{"},
        "json": {"()": "boardmeetings.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.choice("LOG_FORMAT", ("line", "json")),
            "filters": ["request", "refusals"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "archive": {"level": env.text("LOG_LEVEL", "INFO")},
        # It would say of each burst of requests that one of them waited.
        "waitress.queue": {"level": "ERROR"},
    },
}
