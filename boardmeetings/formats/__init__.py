"""How dates and numbers are written in each language of the site, where that is not Django's way."""
