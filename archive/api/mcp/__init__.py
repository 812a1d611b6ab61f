"""The record for programs that read for people: eleven tools at ``/mcp/``, over the Model Context Protocol.

Each tool asks one address of the API and returns what it answers, with few fields and shortened texts.
Streamable HTTP without sessions: each message is one POST, each answer one JSON object. Read-only, without a key,
within the limits of the API. This needs only five methods, so they are implemented here; the official package would
bring its own asynchronous server. The tests use its client.
"""
