"""What is done to staff accounts: one verb per file, and the rule on who may change whose account."""
