#!/usr/bin/env python
"""Runs the site's management commands."""

import argparse
import os
import sqlite3
import sys

from django.core.management import execute_from_command_line
from django.db import Error

from boardmeetings import VERSION

if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"{VERSION}\n")
        sys.exit()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
    if sys.argv[1:2] == ["serve"]:
        # The URLs that the site gives out contain the port, unless SITE_URL names another one.
        parser = argparse.ArgumentParser(add_help=False)
        parser.add_argument("--port", default="8000")
        os.environ["PORT"] = parser.parse_known_args(sys.argv[2:])[0].port
    try:
        execute_from_command_line(sys.argv)
    except (OSError, Error, sqlite3.Error) as error:
        if "--traceback" not in sys.argv:
            from archive.machine.database.fit import exit_with_a_sentence

            exit_with_a_sentence(error)
        raise
