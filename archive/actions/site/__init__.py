"""What administrators do to the site itself: its settings, its logo, the demo record."""
