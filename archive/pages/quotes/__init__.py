"""The quote checker, links to a passage, and citations."""
