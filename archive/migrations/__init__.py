"""The history of the tables.

A migration never changes, and early ones name functions and fields by the modules in which they were then. These names
stand for the modules in which they are now, for migrations alone.
"""

import sys

from archive import models
from archive.models.accounts import second_factor
from archive.models.fields import choice, partial_date, secret
from archive.models.record import board, citing_link, revision
from archive.models.site import settings

MODULES_THEN = {
    "board": board,
    "choice": choice,
    "citing_link": citing_link,
    "partial_date": partial_date,
    "random_key": secret,
    "revision": revision,
    "sealed": secret,
    "second_factor": second_factor,
    "site_settings": settings,
}

for name, module in MODULES_THEN.items():
    sys.modules[f"{models.__name__}.{name}"] = module
    setattr(models, name, module)
