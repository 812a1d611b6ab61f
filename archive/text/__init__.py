"""What texts need beside their words: when each was said, facts put into words, addresses, HTML."""
