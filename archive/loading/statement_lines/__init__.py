"""Published statements in bulk, from a file of JSON Lines: one object a line, UTF-8, plain or gzip.

========================  ==========================================================================================
id                        its name at the importer, once and for all
body, meeting_title,      the board, and one sitting of it; the date as "2017-02-23", "2017-02" or "2017"
meeting_date
seq                       its place in the meeting, a whole number
text                      the words
source                    where the text is from, in a line
agenda_item               the heading it stands under, or null
speaker                   who said it, as the source prints it, or null
speaker_role              their office at the board, or null
licence                   under which the source may be used, or null
kind, text_status         values of Statement.Kind and Statement.TextStatus; without them see ``rules``
========================  ==========================================================================================

The keys from ``agenda_item`` on may be missing; unknown ones are passed over.
"""
