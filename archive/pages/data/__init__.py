"""The record as data: what changed, for people who keep a copy."""
