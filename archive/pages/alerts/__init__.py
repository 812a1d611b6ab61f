"""Forms for readers who want an email about changes."""
