"""Meetings: the list, and one with its transcript."""
