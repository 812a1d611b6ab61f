"""The public log of corrections, and readers' error reports."""
