"""Measurements: run by hand, never by the tests."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
