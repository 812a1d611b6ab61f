"""Log lines: for people, or as JSON for programs; each with the id of its request."""

import json
import logging
from datetime import UTC, datetime
from http import HTTPStatus


class WithRequest(logging.Filter):
    """Adds the id of the current request to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id, and keep the record."""
        # The site's models are not loaded yet when logging is set up.
        from archive.pages.http.request_log import current_request_id

        record.request_id = current_request_id()
        return True


class WithoutTraces(logging.Filter):
    """Makes a refused request one short line, because nothing is broken and any stranger can send one."""

    LONGEST = 300
    # The Host header is untrusted; scanners send anything.
    UNKNOWN_HOST = "django.security.DisallowedHost"

    def filter(self, record: logging.LogRecord) -> bool:
        """Remove the traceback of a refusal, and keep the record."""
        if record.name.startswith(("django.request", "django.security")) and self._is_refusal(record):
            record.exc_info = record.exc_text = None
            record.msg, record.args = self._without_secrets(record)[: self.LONGEST], ()
            if record.name == self.UNKNOWN_HOST:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True

    def _without_secrets(self, record: logging.LogRecord) -> str:
        """Return the message with the rule of the address in place of the address, which may be a link's secret key."""
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        return (
            record.getMessage().replace(request.path, f"/{match.route}") if request and match else record.getMessage()
        )

    def _is_refusal(self, record: logging.LogRecord) -> bool:
        return HTTPStatus.BAD_REQUEST <= getattr(record, "status_code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
