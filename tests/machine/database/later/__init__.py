"""A later version of the site for the tests of upgrades, with one more migration than this one."""

LATER = {"DJANGO_SETTINGS_MODULE": "tests.machine.database.later.settings"}
"""In the environment of a process, this makes it one of the later version."""
