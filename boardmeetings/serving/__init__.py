"""How the site is served: gunicorn keeps the processes, waitress takes in requests whole before a thread sees them."""
