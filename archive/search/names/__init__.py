"""The names of public speakers, boards and topics, looked up by their words."""
