"""The settings of this version, with the migrations of the later one."""

from boardmeetings.settings import *  # noqa: F403

MIGRATION_MODULES = {"archive": "tests.machine.database.later.migrations"}
