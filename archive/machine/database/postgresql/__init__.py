"""Django's PostgreSQL engine, with the checks of fields that the project declares; for sites with several machines."""
