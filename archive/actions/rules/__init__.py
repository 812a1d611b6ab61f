"""What every action asks before it acts, and what it leaves behind.

It asks for a permission, for the version that the person saw, and for a reason where readers see the change. It leaves
an entry of the audit trail and, where readers see the change, one of the corrections log.
"""

from archive.actions.rules.corrections import (
    Grounds,
    Kind,
    SaidBy,
    grounds_of,
    log_correction,
    log_object_change,
    prepare_correction,
)
from archive.actions.rules.filing import file_under, filed_topics
from archive.actions.rules.in_public import (
    NOT_SAID,
    FieldChange,
    Why,
    ask_to_change,
    change_in_public,
    changed_fields,
    editable,
    is_public,
    label_of,
    may_change,
    owner_of,
    public_changes,
    value_of,
)
from archive.actions.rules.origin import check_origin, check_origin_stays
from archive.actions.rules.permission import NotAllowed, ask, role_of
from archive.actions.rules.public_too import (
    PublicToo,
    check_public_too,
    named_by,
    named_in_decision,
    version_of_public_too,
)
from archive.actions.rules.trail import Verb, audit, audit_all, audit_unknown, one_act
from archive.actions.rules.versions import (
    WAITING,
    ChangedMeanwhile,
    check_own_fields,
    check_version,
    check_waiting,
    version_of,
    version_with_waiting,
    versions_of,
)
from archive.actions.rules.visible import check_visible
