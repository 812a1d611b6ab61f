"""Lines of the log: for people, or as JSON for programs; each with the name of the request it is about."""

import json
import logging
from datetime import UTC, datetime
from http import HTTPStatus


class WithRequest(logging.Filter):
    """Gives each record the name of the request that is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Name it, and let it pass."""
        # The site's models are not there yet when the log is set up.
        from archive.pages.http.request_log import current_request_id

        record.request_id = current_request_id()
        return True


class WithoutTraces(logging.Filter):
    """Has a request that was refused be one short line: nothing of the site is broken, and any stranger can send it."""

    LONGEST = 300
    # What stands in the Host header is a stranger's; scanners send any.
    UNKNOWN_HOST = "django.security.DisallowedHost"

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the trace of a refusal away, and let it pass."""
        if record.name.startswith(("django.request", "django.security")) and self._is_refusal(record):
            record.exc_info = record.exc_text = None
            record.msg, record.args = record.getMessage()[: self.LONGEST], ()
            if record.name == self.UNKNOWN_HOST:
                record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True

    def _is_refusal(self, record: logging.LogRecord) -> bool:
        return HTTPStatus.BAD_REQUEST <= getattr(record, "status_code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

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
