"""What staff and importers do to the record, one verb a file.

Each takes keyword arguments only, is one transaction that also holds the outbox rows, and raises ValidationError with a
sentence for people where the record refuses. Of two that do the same thing at once, one wins and the other is told.
``actor`` is who does it, for the audit trail; without one a command of the site does.
"""
