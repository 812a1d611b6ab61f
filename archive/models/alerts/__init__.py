"""What readers and other sites are told of: passages, searches, webhooks, and the emails that are due."""
