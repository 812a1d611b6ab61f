"""What a reader gets: hits with their words marked, facets, corrections, suggestions, and help if nothing is found."""
