"""One reader per format: a pure function from bytes to a parsed meeting."""
