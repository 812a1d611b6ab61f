"""Servers for the tests, only on this machine: PostgreSQL and OpenSearch."""
