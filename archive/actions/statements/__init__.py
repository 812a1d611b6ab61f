"""Statements, from the draft to the correction: one of them, or all that wait in a meeting."""

from archive.actions.statements.changing import change_statement, correct, edit_statement
from archive.actions.statements.counts import CountsDiffer, say_as_printed, with_differing_counts
from archive.actions.statements.decisions import NewDecision
from archive.actions.statements.drafts import (
    NewStatement,
    NextWords,
    create_statement,
    create_statements,
    delete_draft,
    draft_revisions,
)
from archive.actions.statements.origins import say_text_status
from archive.actions.statements.places import make_place
from archive.actions.statements.planning import publish_due, schedule, unschedule
from archive.actions.statements.publishing import is_news, publish, publish_many, publish_meeting
from archive.actions.statements.review import (
    check_by_hand,
    notes_about,
    return_to_draft,
    settle_notes,
    submit_for_review,
    submit_meeting,
    write_note,
)
from archive.actions.statements.withdrawing import reinstate, withdraw
from archive.actions.statements.word_fixes import learn_word_fixes
