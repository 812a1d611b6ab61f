"""Who repeats whose words: shared passages of statements."""
