"""Files of articles that readers upload: their text, read in a process of its own."""
