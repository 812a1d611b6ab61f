"""Lists and meetings as files to download."""
