"""Loads what is published from JSON Lines: statements, decisions, the demo, and whole records."""
