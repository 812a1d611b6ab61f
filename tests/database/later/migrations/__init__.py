"""The migrations of this version, and after them that of this folder."""

from archive import migrations

__path__ = [*migrations.__path__, *__path__]
