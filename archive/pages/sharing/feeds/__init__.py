"""Feeds of everything public: Atom and JSON Feed of any list and search, and calendars of meetings."""
