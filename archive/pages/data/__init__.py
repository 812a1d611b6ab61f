"""The record as data, for people who keep a copy."""
