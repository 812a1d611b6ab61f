"""Copies of the site that outlive its machine: made under load, verified, restored into an empty place.

``make_backup`` adds one to a folder, ``restore`` brings one back, ``thin`` deletes old ones by a rule, ``drill`` tries
whether it all works. A folder of backups has this shape::

    20261126T180000.000000Z/   one backup: database, numbers, settings, list of removals, manifest
    uploads/ab/abcd...         each uploaded file once, under its SHA-256, for all backups
    keys/NAME.keys             keys of each backup, unless they are kept elsewhere
    removals.json              what was redacted or withdrawn, as of the last look

There is no index in it: it is built again from the database.
"""

from archive.upkeep.backups.drilling import RestoreFailed, drill
from archive.upkeep.backups.folder import BackupFolder, BackupInHand, taken_at
from archive.upkeep.backups.keys import WrongKeys
from archive.upkeep.backups.making import Wishes, make_backup
from archive.upkeep.backups.manifest import DamagedBackup
from archive.upkeep.backups.removals_list import Holding, holding, keep_list
from archive.upkeep.backups.restoring import restore
from archive.upkeep.backups.thinning import KeepRule
