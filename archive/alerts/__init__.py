"""Tell readers by mail when a passage they cited is corrected, redacted or withdrawn.

A correction leaves a row in its own transaction (``CorrectionToTell``); ``outbox.drain`` finds the alerts it concerns,
follows their passages into the new wording and writes the mails, then sends what is due. ``background`` does so in a
thread after each commit that leaves work, so that no request waits for a mail server.
"""
