"""The record for programs that read for people: ten tools at ``/mcp/``, over the Model Context Protocol.

Streamable HTTP without sessions: each message is one POST, each answer one JSON object. Read-only, without a key,
within the limits of the API. This needs only five methods, so they are implemented here; the official package would
bring its own asynchronous server. The tests use its client.
"""
