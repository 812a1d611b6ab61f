"""Meetings: their agenda, their documents, and the times of their statements in the recording."""

from archive.actions.meetings.agenda import AgendaLine, save_agenda
from archive.actions.meetings.documents import add_document, remove_document
from archive.actions.meetings.lead import NOT_THERE, tick_lead
from archive.actions.meetings.times import FoundTimes, add_times
