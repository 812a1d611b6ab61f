"""What removed words are: where they are repeated, how they are recognised, what stands in their place."""
