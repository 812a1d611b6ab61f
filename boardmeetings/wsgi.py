"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardmeetings.settings")
application = get_wsgi_application()

# The models are only loaded now.
from archive.management.loop import start_loop  # noqa: E402

start_loop()
