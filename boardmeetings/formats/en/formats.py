"""English, with dates as 23 February 2017."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
