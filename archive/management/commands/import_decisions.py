"""``manage.py import_decisions FILE``: import decisions and how members voted, in bulk."""

from archive.ingest.loading.load import Load
from archive.management.lines import LinesCommand


class Command(LinesCommand):
    """Reads JSON Lines in the shape of Open Civic Data, plain or gzip, into the record and the index."""

    imports = "decisions"

    help = (
        "Import meetings, decisions and votes from a file of JSON Lines in the shape of Open Civic Data, plain or gzip "
        "(archive/ingest/loading/open_civic_data.py has the fields; tools/legistar.py writes such a file). If run "
        "again, it adds what is new, and corrects in public what the source has changed."
    )

    def report(self, load: Load) -> None:
        """Say also how many meetings are new, since those without decisions are imported too."""
        meetings = sum(kind == "meeting" for kind, _ in load.made)
        self.stdout.write(f"Meetings: {meetings:,} new. ", ending="")
        super().report(load)
