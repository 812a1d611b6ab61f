"""The record of one meeting as a file, a module for each format."""
