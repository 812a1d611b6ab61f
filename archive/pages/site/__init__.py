"""The site itself: home, about, robots and sitemaps."""
