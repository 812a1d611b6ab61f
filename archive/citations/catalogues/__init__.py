"""What a page says about a statement to catalogues, reference managers and search engines."""
