"""Programs that others wrote, run against a served site: ``make clients``."""
