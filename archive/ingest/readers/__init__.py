"""One reader a format: a pure function from bytes to a parsed meeting."""
