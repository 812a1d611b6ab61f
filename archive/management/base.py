"""The base of the project's commands."""

from typing import Any

from django.core.checks import Tags
from django.core.checks.registry import registry
from django.core.management.base import BaseCommand, CommandError

from archive.actions.redaction import WordsReturned
from archive.machine.database.fit import DatabaseState, Fit, fit_of
from boardmeetings.start_problems import problem_with_files

ANY = frozenset(DatabaseState)
# What only reads the record can bear.
UNWRITABLE = frozenset({DatabaseState.READ_ONLY, DatabaseState.FULL})


class SiteCommand(BaseCommand):
    """A command that makes Django's checks before it runs, those of newer versions too, except for those of the URLs.

    These import every page, which takes longer than the rest of a short command. ``manage.py check`` makes them all.
    """

    # Checks that need a database.
    checks_database = False
    # With which databases that do not fit it works all the same, because it mends them, says so, or needs none.
    bears: frozenset[DatabaseState] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        left_out = {Tags.urls} if self.checks_database else {Tags.urls, Tags.database}
        self.requires_system_checks = sorted(registry.tags_available() - left_out)
        super().__init__(*args, **kwargs)

    def can_bear(self, state: DatabaseState, _options: dict[str, Any]) -> bool:
        """Return whether the command works with a database that is so."""
        return state in self.bears

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command. If it could not be done because of the files of the site, also say what to do.

        Redacted words that it would store again are an error that it prints. With a database that does not fit, it does
        nothing: the exit status says why (``archive.machine.database.fit``).
        """
        fit = fit_of() if self.bears != ANY else Fit(DatabaseState.FITS)
        if fit.state is not DatabaseState.FITS and not self.can_bear(fit.state, options):
            raise CommandError(fit.sentence, returncode=fit.state.value)
        try:
            return super().execute(*args, **options)
        except WordsReturned as error:
            raise CommandError(str(error)) from error
        except CommandError as error:
            cause = error.__cause__
            if cause is None or not (sentence := problem_with_files(cause)):
                raise
            raise CommandError(f"{error} {sentence}", returncode=error.returncode) from cause
