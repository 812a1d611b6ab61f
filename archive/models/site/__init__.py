"""The site itself: its settings, and what stands outside its database."""
