"""Email readers when a passage that they follow is corrected, redacted or withdrawn.

A correction leaves a row in its own transaction (``CorrectionToTell``). ``outbox.drain`` finds the alerts that it
concerns, follows their passages into the new wording and writes the emails, then sends what is due. The loop of regular
work does this after each commit that leaves work, so that no request waits for a mail server.
"""
