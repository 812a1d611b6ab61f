"""Email readers new results of a search: sign up, compare new statements with all alerts, send one email per address.

There is no index of searches. Each alert is evaluated over an index in memory of only the new statements
(``matching``). What it finds becomes a permanent row, so that nobody is told twice. Everything due for an address goes
into one email (``due``), which is written when it is sent, from what is public then (``mails``).
"""
