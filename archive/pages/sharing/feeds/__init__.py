"""Feeds of everything public: Atom and JSON Feed for any list and search, and calendars of meetings."""
