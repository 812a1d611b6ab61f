"""Email readers when a passage that they follow changes, and when a search that they follow has new results.

A correction or a publication leaves a row in its own transaction. ``outbox.drain`` finds the alerts that it concerns,
writes the emails, then sends what is due. The loop of regular work does this after each commit that leaves work, so
that no request waits for a mail server.
"""
