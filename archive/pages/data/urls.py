"""URLs of the record as data."""

from django.urls import path

from archive.pages.data.bulk import data_file, data_page, part_of_record
from archive.pages.data.changes import change_list
from archive.pages.data.log import checkpoint, key, keys, proof, tile

urlpatterns = [
    path("data/", data_page, name="data"),
    path("data/changes/", change_list, name="changes"),
    path("data/files/<str:name>", data_file, name="data-file"),
    path("data/parts/<str:name>", part_of_record, name="data-part"),
    # The addresses of C2SP's tlog-tiles.
    path("log/checkpoint", checkpoint, name="log-checkpoint"),
    path("log/key", key, name="log-key"),
    path("log/keys", keys, name="log-keys"),
    path("log/tile/entries/<path:name_of_tile>.p/<int:width>", tile, name="log-part-of-entries"),
    path("log/tile/entries/<path:name_of_tile>", tile, name="log-entries"),
    path("log/tile/<int:level>/<path:name_of_tile>.p/<int:width>", tile, name="log-part-of-tile"),
    path("log/tile/<int:level>/<path:name_of_tile>", tile, name="log-tile"),
    path("log/proof/<int:number>", proof, name="log-proof"),
]
