#!/usr/bin/env python
"""Runs the site's management commands."""

import os
import re
import sqlite3
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError

from boardmeetings.start_problems import exit_with_a_sentence

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    # The URLs that the site gives out contain the port, unless SITE_URL names another one.
    if port := re.search(r" serve .*--port[ =]([1-9]\d*)\b", " ".join(sys.argv)):
        os.environ["PORT"] = port[1]
    try:
        execute_from_command_line(sys.argv)
    except (OSError, DatabaseError, sqlite3.Error) as error:
        if "--traceback" not in sys.argv:
            exit_with_a_sentence(error)
        raise
