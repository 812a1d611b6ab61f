"""The public log: a Merkle tree over every change of the record, which strangers can hold the site to.

Each change of what readers see is an entry (``entries``) with the root of what its object says since (``fields``,
``roots``). The hashes of the entries are the leaves of a tree as in RFC 9162 (``tree``). The site signs how large the
tree is and what its root is (``checkpoint``). Whoever kept an earlier checkpoint can prove that nothing before it was
changed, left out or put in between, and that what the site shows is what the entries commit to.
"""

from archive.log.checkpoint import LogFork, fault_of_log, is_signed_by_us, verifier_key
from archive.log.entries import root_in
from archive.log.fields import COMMITTED
from archive.log.growth import append, destroy_salts, hold, let_go
from archive.log.kept import Kept, LaterEntry, Since, kept_in, last_entry, since
from archive.log.proofs import Inclusion, every_opening, inclusion_of, keys_of_log, openings_of
from archive.log.tiles import WIDTH, entries_tile, hashes_tile
from archive.log.verification import Differing, differences_from_log, log_faults, not_in_log
