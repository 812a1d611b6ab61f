"""What is known about a request and a connection: who asks, how often, at what cost, and what may be loaded."""
