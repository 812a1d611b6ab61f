"""``manage.py import_statements FILE``: import published statements in bulk."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from archive.ingest.loading.line import fields_in_words
from archive.management.lines import LinesCommand


class Command(LinesCommand):
    """Reads JSON Lines, plain or gzip, into the record and the index."""

    imports = "statements"

    help = (
        "Import published statements from a file of JSON Lines, plain or gzip (docs/bulk.md). "
        "If run again, it adds new statements and makes a revision of each text that has changed in the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and say what its lines are."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = f"Fields of a line:\n{fields_in_words()}"
        super().add_arguments(parser)
