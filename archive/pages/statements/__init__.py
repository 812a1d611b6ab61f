"""Statements: the list, one as it stands or stood, and what stands beside it."""
