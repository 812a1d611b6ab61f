"""The project: settings and URLs."""

# The release, or the one before with “+unreleased”. Only tools/release.py changes it.
VERSION = "1.0.0+unreleased"
