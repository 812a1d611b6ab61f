"""What all pages share: caching, languages, security headers, errors, paging and redirects."""
