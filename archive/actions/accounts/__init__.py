"""What is done to accounts of the staff: one verb a file, and the rule on whom each may be done to."""
