"""English, dates in the order of the record: 23 February 2017."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
