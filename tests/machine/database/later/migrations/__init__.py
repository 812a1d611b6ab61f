"""The migrations of this version, followed by the one in this folder."""

from archive import migrations

__path__ = [*migrations.__path__, *__path__]
