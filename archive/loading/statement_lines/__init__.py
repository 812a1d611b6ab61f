"""Published statements in bulk, from a file of JSON Lines: one object per line, UTF-8, plain or gzip.

========================  ==========================================================================================
id                        its permanent id in the source
body, meeting_title,      the board, and one sitting of it; the date as "2017-02-23", "2017-02" or "2017"
meeting_date
seq                       its position in the meeting, a whole number
text                      the words
source                    the source of the text, on one line
agenda_item               the agenda item that it belongs to, or null
speaker                   who said it, as the source prints it, or null
speaker_role              the office that they held at the board, or null
licence                   the licence of the source, or null
kind, text_status         values of Statement.Kind and Statement.TextStatus; ``rules`` decides if they are missing
========================  ==========================================================================================

The keys from ``agenda_item`` on may be missing. Unknown keys are ignored.
"""
