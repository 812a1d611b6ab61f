"""Email readers what is new for a search: sign up, hold new statements against all alerts, send one mail an address.

No index of searches is kept. Each alert is evaluated over an index in memory of just the statements that were published
(``matching``), and what it finds is a row for ever, so that nobody is told twice. What is due for an address goes into
one mail (``due``), written when it is sent from what is public then (``mails``).
"""
