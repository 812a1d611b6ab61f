"""Reads the file of a stranger in a separate process."""

import logging

from django.utils.translation import gettext

from archive.article_files.paragraphs import Unreadable
from archive.article_files.reading import read_article
from archive.confinement import NotInTime, OverTheLimits, ProgramError, run_confined

logger = logging.getLogger(__name__)

# A document of 100,000 characters takes a tenth of a second.
READ_SECONDS = 3
WAIT_SECONDS = 20
MEMORY_BYTES = 512 * 1024 * 1024


def read_article_confined(content: bytes) -> str:
    """Return the text of the file; raise Unreadable as ``read_article`` does, and beyond the limits."""
    limits = {"seconds": READ_SECONDS, "wait_seconds": WAIT_SECONDS, "memory": MEMORY_BYTES}
    try:
        return run_confined(read_article, content, refusals=Unreadable, **limits)
    except (NotInTime, OverTheLimits) as over:
        raise Unreadable(gettext("This file takes too long to read. Copy its text and paste it.")) from over
    except ProgramError as error:
        logger.error("An article was not read: %s", error)
        raise Unreadable(gettext("We cannot read this type of file. Save it as .docx, .html or .txt.")) from error
