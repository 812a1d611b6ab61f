"""Loads published statements in bulk: JSON Lines, and fixtures for demonstrations and tests."""
