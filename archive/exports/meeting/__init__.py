"""One meeting as a file, with a module for each format."""
