"""How the site is served: gunicorn manages the processes, waitress reads whole requests before a thread sees them."""
