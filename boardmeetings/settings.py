"""Settings of the site, in one file. Every value that an operator may change comes through ``env``.

Without any variables, this is a production site on one machine: DEBUG off, all its data under ``var/``.
"""

from pathlib import Path
from urllib.parse import urlsplit

from boardmeetings import env

BASE_DIR = Path(__file__).resolve().parent.parent
# Only the account that runs the site can read its data: drafts, addresses of readers, keys.
env.keep_files_private()
DATA_DIR = env.private_folder("DATA_DIR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.kept_secret("SECRET_KEY", DATA_DIR / "secret_key")
# The URL under which readers know the site. It is used in emails, citations, feeds and all else that is given out,
# whatever host, port or prefix a request has.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_URL = env.site_address("SITE_URL", env.likely_site_address(ALLOWED_HOSTS, port=env.number("PORT", 8000)))
ALLOWED_HOSTS.append(urlsplit(SITE_URL).hostname or "")
FORCE_SCRIPT_NAME = ""
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
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
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.pages.http.languages.LanguageMiddleware",
    "archive.api.middleware.OtherSitesMiddleware",
    # Other sites read its refusals, too.
    "archive.pages.http.request_limits.RequestLimitsMiddleware",
    # This also counts cached pages.
    "archive.api.middleware.ApiMiddleware",
    # After the language is known, and before everything that a cached page does not need.
    "archive.pages.http.caching.middleware.CachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "archive.pages.http.errors.WrongMethodMiddleware",
    "archive.desk.staff_pages.StaffPagesMiddleware",
    "archive.desk.returned_words.ReturnedWordsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Nearest to the views: it answers instead of them if nothing can be written, or if a statement was withdrawn.
    "archive.pages.http.errors.InsteadMiddleware",
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
# An archive must lose nothing: synchronous=FULL. Writers queue for at most ``timeout`` seconds. IMMEDIATE takes the
# lock at the start of a transaction, so that none fails half way, and WAL lets readers continue.
SQLITE = {
    "ENGINE": "archive.machine.database.sqlite",
    "NAME": DATA_DIR / SQLITE_FILE,
    # Tests that need no file use none.
    "TEST": {"NAME": ":memory:"},
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000;"
        # Deleted and redacted data is overwritten, not only unlinked.
        "PRAGMA secure_delete=ON;",
    },
}
# A site with several hosts, or many million statements, uses a PostgreSQL database.
DATABASES = {"default": env.database("DATABASE_URL", SQLITE)}
# The database that `manage.py move_database` reads: the file, unless this names a PostgreSQL database.
MOVE_FROM = env.database("MOVE_FROM", SQLITE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The engine: embedded, a search server, or the class of another one.
SEARCH_ENGINES = {
    "embedded": "archive.search.engines.whoosh.WhooshBackend",
    "opensearch": "archive.search.engines.opensearch.OpenSearchBackend",
}
SEARCH_BACKEND = env.text("SEARCH_BACKEND", "embedded")
SEARCH_BACKEND = SEARCH_ENGINES.get(SEARCH_BACKEND, SEARCH_BACKEND)
# Nodes of the search server, such as https://user:password@host:9200, and the certificate of your own authority.
SEARCH_URL = env.words("SEARCH_URL", "http://127.0.0.1:9200")
SEARCH_CERTIFICATES = env.text("SEARCH_CERTIFICATES")
# The prefix of its indices' names, their number of shards, and the number of copies of each.
SEARCH_INDEX = env.text("SEARCH_INDEX", "boardmeetings")
SEARCH_SHARDS = env.number("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env.number("SEARCH_REPLICAS", 0)
SEARCH_INDEX_DIR = DATA_DIR / "index"
# Identifies the folder of an embedded index in a database that other machines may also use.
INDEX_HOME = env.kept_secret("INDEX_HOME", DATA_DIR / "index_home")
# Notes of the last backup and check, and of the slowest pages.
UPKEEP_DIR = DATA_DIR / "upkeep"
COUNT_SEARCHES = env.flag("COUNT_SEARCHES", default=True)
COUNTED_SEARCHES_DIR = DATA_DIR / "counted_searches"
# Where `manage.py work` puts a backup each night, the rule for deleting old ones, and a separate folder for keys.
BACKUP_DIR = env.text("BACKUP_DIR")
# Whether something else copies that folder to another machine; `manage.py doctor` checks this.
BACKUP_IS_COPIED = env.flag("BACKUP_IS_COPIED")
BACKUP_KEEP = env.text("BACKUP_KEEP", "14 days, 8 weeks, 12 months")
BACKUP_KEYS_DIR = env.text("BACKUP_KEYS_DIR")
BACKUP_PASSPHRASE_FILE = env.text("BACKUP_PASSPHRASE_FILE")
# The export files of the whole record (``manage.py export``).
EXPORT_DIR = DATA_DIR / "exports"
# /readyz fails, and the status page warns, if fewer millions of bytes are free.
DISK_FLOOR_MB = env.number("DISK_FLOOR_MB", 500)

# How much one address may use the API per minute: requests, and quote checks.
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 600)
API_QUOTES_PER_MINUTE = env.number("API_QUOTES_PER_MINUTE", 60)
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None, "UNAUTHENTICATED_TOKEN": None}

# Recordings (docs/transcribe.md): the model that transcribes them, a folder or a package, and its limits.
TRANSCRIBE_MODEL = env.text("TRANSCRIBE_MODEL")
TRANSCRIBE_THREADS = env.number("TRANSCRIBE_THREADS", 1)
TRANSCRIBE_MEMORY_MB = env.number("TRANSCRIBE_MEMORY_MB", 3000)
# A model that distinguishes voices; without it, speakers are not distinguished.
VOICES_MODEL = env.text("VOICES_MODEL")
# Hosts from which recordings may be fetched, limits of a recording, and whether to keep them after transcription.
RECORDING_HOSTS = env.words("RECORDING_HOSTS")
RECORDING_MAX_MB = env.number("RECORDING_MAX_MB", 2000)
RECORDING_MAX_HOURS = env.number("RECORDING_MAX_HOURS", 8)
KEEP_RECORDINGS = env.flag("KEEP_RECORDINGS")

# Hosts to which messages to webhooks may go although they are not on the public internet.
WEBHOOK_HOSTS = env.words("WEBHOOK_HOSTS")

# Memory of each process for cached pages, in millions of bytes; 0 turns the cache off.
PAGE_MEMORY_MB = env.number("PAGE_MEMORY_MB", 16)
# A cache in front of the site that can be purged: its URL, and the token with its header. Without a purge, it may show
# a page for CDN_MAX_AGE seconds.
CDN_PURGE_URL = env.web_address("CDN_PURGE_URL")
CDN_PURGE_TOKEN = env.text("CDN_PURGE_TOKEN")
CDN_PURGE_TOKEN_HEADER = env.text("CDN_PURGE_TOKEN_HEADER", "Authorization")
CDN_MAX_AGE = env.number("CDN_MAX_AGE", 60)

# Emails are printed to the console until a mail server is named. A dead server delays nobody for longer than the
# timeout, in seconds, and never a request: emails are sent by the regular work.
MAIL_HOST = env.text("EMAIL_HOST")
_security = env.choice("EMAIL_SECURITY", ("starttls", "tls", "none"))
_mail_server = {
    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "OPTIONS": {
        "host": MAIL_HOST,
        "port": env.number("EMAIL_PORT", 587),
        "username": env.text("EMAIL_HOST_USER"),
        "password": env.text("EMAIL_HOST_PASSWORD"),
        "use_tls": _security == "starttls",
        "use_ssl": _security == "tls",
        "timeout": 10,
    },
}
# As in Django 6.1. Django 5.2 does not know this setting; archive.alerts.mail_server reads it.
MAILERS = {"default": _mail_server if MAIL_HOST else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Boardmeetings <boardmeetings@localhost>")
WORK_IN_SITE = env.flag("WORK_IN_SITE", default=True)

AUTH_USER_MODEL = "archive.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "archive.actions.accounts.password_rules.GuessedFirstValidator"},
]

LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:work-list"
LOGOUT_REDIRECT_URL = "desk:sign-in"
# A session ends after a working day, with the browser, or after SESSION_IDLE_MINUTES without use. Staged work is not
# lost with it.
SESSION_ENGINE = "archive.desk.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Messages of the desk are stored in the session, so that they need no cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60)

# Who needs a second factor: everyone, or with "publishers" only people who may do more than write drafts.
SECOND_FACTOR_FOR = env.choice("SECOND_FACTOR_FOR", ("everyone", "publishers"))
# Single sign-on with OpenID Connect: the provider, this site as its client, and the provider's name on buttons.
OIDC_ISSUER = env.web_address("OIDC_ISSUER")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
# Without a secret, PKCE alone ties the answer to the browser that asked.
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("OIDC_NAME", "your organisation")
OIDC_SCOPE = env.text("OIDC_SCOPE", "openid email profile")
OIDC_IS_SECOND_FACTOR = env.flag("OIDC_IS_SECOND_FACTOR")
# The role that each group of the provider has here. Without any, roles are given at the desk alone.
OIDC_ROLES = env.pairs("OIDC_ROLES", ("Clerk", "Editor", "Administrator"))
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
# Encrypts the keys of authenticator apps in the database. It may have several secrets, comma-separated: the first
# encrypts, all decrypt. Without it, a thief cannot use the keys in a backup of the database.
SECOND_FACTOR_KEY = env.kept_secret("SECOND_FACTOR_KEY", DATA_DIR / "second_factor_key")
# Hashes redacted words. Without the same key, words that come back are not recognised.
REMOVED_WORDS_KEY = env.kept_secret("REMOVED_WORDS_KEY", DATA_DIR / "removed_words_key")
# Signs the public log. Strangers who watch the log take another key for another history.
LOG_KEY = env.kept_secret("LOG_KEY", DATA_DIR / "log_key")

LANGUAGE_CODE = "en"
# The languages of the pages for readers, each with its own name. Pages for staff are in English.
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "archive" / "locale"]
FORMAT_MODULE_PATH = ["boardmeetings.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
# collectstatic writes these at each start. A container image has them built in.
STATIC_ROOT = env.folder("STATIC_ROOT", DATA_DIR / "static")
# Uploads in a private bucket instead of a folder. In both cases the site sends them itself, after it has checked who
# may see them. They have no URL of their own.
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
# Uploads are outside every folder that is served, and have no URL.
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# A meeting is edited on one page, with fifty statements and an agenda of hundreds of items.
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
# BEHIND_TLS=1 if a proxy terminates TLS and sets X-Forwarded-Proto. It turns on secure cookies, redirects and HSTS.
BEHIND_TLS = env.flag("BEHIND_TLS")
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "archive.pages.http.errors.refused_form"
# A browser accepts a cookie with such a name only from exactly this host, over TLS, so that no other host can set it.
COOKIE_PREFIX = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SINGLE_SIGN_ON_COOKIE_NAME = f"{COOKIE_PREFIX}single-sign-on"
KNOWN_BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}known-browser"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
# Browsers never open a site in this list without TLS, and leaving the list takes months.
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
# How many of the site's own proxies are in front of it, each appending its client to X-Forwarded-For.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if BEHIND_TLS else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_HOST = urlsplit(SITE_URL).netloc if BEHIND_TLS else None
# Health checks ask the process without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/?$"]
# Features of the device that no page, or frame in it, may use. Recordings in a frame may use full screen.
UNUSED_FEATURES = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)
SECURITY_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    # Other sites' pages must not embed pages or files of this one, except cards, which are made for it.
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Whether to log a line per request: its URL pattern, status and time, never what was asked for or from where.
LOG_REQUESTS = env.flag("LOG_REQUESTS")
# With this token, another machine may read /metrics; without it, only this one.
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
        # This would log, for each burst of requests, that one of them waited.
        "waitress.queue": {"level": "ERROR"},
    },
}
