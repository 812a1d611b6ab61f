"""Statements: the list, one statement now or in an earlier wording, and the statements shown with it."""
