"""The site itself: home, about, robots, sitemaps and the style guide."""
