"""Lines of the log: for people, or as JSON for programs; each with the name of the request it is about."""

import json
import logging
from datetime import UTC, datetime


class WithRequest(logging.Filter):
    """Gives each record the name of the request that is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Name it, and let it pass."""
        # The site's models are not there yet when the log is set up.
        from archive.pages.http.request_log import current_request_id

        record.request_id = current_request_id()
        return True


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
