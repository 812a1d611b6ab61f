"""The one reader of dates as people write them: at the desk, in quotations, in searches, in files and their names.

What reads files may not load the database, so this imports no models. ``archive.language.dates.typed`` does.
"""

from archive.language.dates.beside import date_of_meeting, dates_of_meetings, likely_date
from archive.language.dates.found import Day, FoundDate, dates_in, days_in, first_date
from archive.language.dates.in_names import date_in_name, days_in_name
from archive.language.dates.months import MONTHS, WEEKDAYS
