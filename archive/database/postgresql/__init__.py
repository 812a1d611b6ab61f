"""Django's PostgreSQL engine, with the checks of fields that the project declares; for sites of more than one host."""
