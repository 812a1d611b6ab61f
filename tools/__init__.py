"""Programs for people who work on the project. The site needs none of them."""
