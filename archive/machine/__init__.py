"""What the code runs on: database engines, requests and their limits, confined programs."""
