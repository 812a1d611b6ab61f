"""Runs the site of compose.yaml and compose.large.yaml, with PostgreSQL and OpenSearch, in containers.

``make compose-check`` (``python -m tests.deploy.composition``) builds the site's own image as the files say, starts all
five services with podman-compose, and walks through the site (``walk.py``). All its files are in one
temporary folder, which it deletes. Only Caddy listens, on one port of 127.0.0.1. If podman, its network, Java or
Debian's packages are not available, it says so and exits with 0. ``BASE_TAR`` names a file in which the Debian system
is kept for the next run.

No registry is used. The images that the files name are stand-ins, built from Debian's packages and the jars of
``tests/servers/opensearch`` (``stand_ins/Containerfile``), under the same names. So this tests the compose files, the
Containerfile, the site in its image, and the site with PostgreSQL 15, OpenSearch 2.19.6 and Caddy 2. It does not test
the published images: their entrypoints, their defaults, OpenSearch's security plugin, Python's image as a base. It does
not test a certificate from a public authority either: the site is ``localhost``, for which Caddy makes its own.
"""
