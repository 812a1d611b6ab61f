"""The one reader of dates as people write them: at the desk, in quotations, in searches, in files and their names.

What reads files may not load the database, so this imports no models. ``archive.dates.typed`` does.
"""

from archive.dates.found import Day, FoundDate, dates_in, days_in, days_in_name, first_date
from archive.dates.months import MONTHS, WEEKDAYS
