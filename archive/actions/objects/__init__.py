"""Boards, meetings, speakers, topics and whatever else a form saves."""

from archive.actions.objects.offices import add_offices, say_who_votes
from archive.actions.objects.saving import check_deletion, delete_object, save_object
from archive.actions.objects.speakers import merge_speakers, split_speaker, undo_merge, undoable
