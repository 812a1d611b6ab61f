"""What staff and importers do to the record, in rooms by subject, which export their verbs.

Each action takes only keyword arguments and is one transaction, which also writes the outbox rows. It raises
ValidationError, with a sentence for people, if the record refuses the change. If two people do the same thing at once,
one wins and the other gets an error. ``actor`` is the person who does it, for the audit trail; without one, a command
of the site does it.
"""
