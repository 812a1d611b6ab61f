"""The record for programs that read for people: five tools at ``/mcp/``, as the Model Context Protocol has them.

Streamable HTTP without sessions: each message is one POST, each answer one JSON object. Read only, without a key,
within the limits of the API. Four methods are all that this needs, so they are written here; the official package would
bring an asynchronous server of its own. Its client is what the tests use.
"""
