"""What boards decided, and how their members voted."""
