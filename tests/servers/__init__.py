"""Servers of their own for the tests, on this machine alone: PostgreSQL and OpenSearch."""
