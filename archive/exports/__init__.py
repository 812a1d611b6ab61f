"""The record as files: tables as CSV and JSON, meetings in the formats of other programs."""
