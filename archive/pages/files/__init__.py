"""Files of lists and of meetings, to take away."""
