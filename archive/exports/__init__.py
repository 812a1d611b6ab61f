"""The record as files: tables as CSV and JSON, meetings in the formats that other programs read."""
