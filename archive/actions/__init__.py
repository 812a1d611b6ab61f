"""What staff and importers do to the record, one verb a file.

Each takes keyword arguments only, is one transaction that also holds the outbox rows, and raises ValidationError with a
sentence for people where the record refuses. Of two that do the same thing at once, one wins and the other is told.
"""
