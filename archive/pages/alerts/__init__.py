"""Forms for readers who want to be told of a change."""
