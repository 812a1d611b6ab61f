"""The database of a released version with what its own rows lack: alerts, webhooks, links, and imports in progress."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from tools.released_database import database_of

# What 1.0.0 stores as an address, in its tables that have one and rows.
NO_ADDRESS = "JavaScript:alert(1)"
ADDRESSES = {
    "board": "website",
    "correction": "evidence_url",
    "decision": "matter_url",
    "meeting": "recording_url",
    "source": "url",
    "speaker": "website",
}
# A removed passage with two telling words, as 1.0.0 remembers one.
REMEMBER = """INSERT INTO archive_removedwords (tombstone_id, length, opening, digest, telling)
    SELECT id, 3, 'opening', 'all', '["ann", "quillifer"]' FROM archive_tombstone;"""
# Two pages that quoted a statement, as 1.0.0 kept them, and who suggested the first.
CITED = """
    INSERT INTO archive_citinglink (id, statement_id, url, url_hash, title, publisher, published, status, suggested_at,
        decided_at) SELECT 900, min(number), 'https://news.example/1', 'a', 'Story', 'Sample News', '2026-01',
        'accepted', '2026-01-02', '2026-01-03' FROM archive_statement;
    INSERT INTO archive_citinglink (id, statement_id, url, url_hash, title, publisher, status, suggested_at)
        SELECT 901, max(number), 'https://news.example/2', 'b', 'Other', '', 'waiting', '2026-01-02'
        FROM archive_statement;
    INSERT INTO archive_auditentry (at, verb, subject, subject_id, name, note)
        VALUES ('2026-01-02', 'created', 'citinglink', 900, 'Sample News: Story', '');
    INSERT INTO archive_change (at, kind, subject, subject_id, stands)
        VALUES ('2026-01-02', 'published', 'citinglink', 900, 1);"""
# A reader who follows a passage and a search, of which one result was told, and one who was asked to confirm, as 1.0.0
# has them.
FOLLOW = """
INSERT INTO archive_alert (key, email, language, created_at, confirmed_at, statement_id, revision_id, seen)
    SELECT 'passage', 'Reader@Example.org', 'en', '2026-01-01', '2026-01-02', statement_id, id, 0
    FROM archive_revision ORDER BY id LIMIT 1;
INSERT INTO archive_searchalert
    (key, email, language, created_at, confirmed_at, query, with_procedural, frequency)
    VALUES ('search', 'reader@example.org', 'es', '2026-01-01', '2026-01-02', 'q=library', TRUE, 'weekly'),
    ('asked', 'new@example.org', 'en', '2026-01-01', NULL, 'q=buses', FALSE, 'daily');
INSERT INTO archive_alerthit (alert_id, statement_id, due_at, told_at)
    SELECT archive_searchalert.id, min(number), '2026-01-02', '2026-01-02'
    FROM archive_searchalert, archive_statement WHERE key = 'search' GROUP BY archive_searchalert.id;
INSERT INTO archive_mail
    (key, search_alert_id, notice, email, language, is_last, created_at, attempts, last_error, detail)
    SELECT 'mail', id, 'confirm_search', email, language, FALSE, '2026-01-01', 0, '', ''
    FROM archive_searchalert WHERE key = 'asked';
"""
MINUTES = b"CHAIR SAMPLE: We open the meeting.\n"
SHA256 = hashlib.sha256(MINUTES).hexdigest()
# A file that somebody is looking through, one that waits in the folder, a webhook with a message that is due, and
# words that two statements share, as 1.0.0 has them.
AT_WORK = f"""
INSERT INTO archive_user (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
    date_joined, mail_about_reviews)
    VALUES (900, '!', TRUE, 'kim', '', '', 'kim@example.org', TRUE, TRUE, '2026-01-01', TRUE);
INSERT INTO archive_webhook (id, name, url, secret, registered_by_id, registered_at)
    VALUES (900, 'Newsroom', 'https://news.example/hook', '', 900, '2026-01-01');
INSERT INTO archive_webhookdelivery (id, webhook_id, key, first, last, created_at, attempts, was_delivered, answer,
    last_error) VALUES (900, 900, 'due', 1, 2, '2026-01-02', 3, FALSE, '', 'away');
INSERT INTO archive_importbatch (id, meeting_id, status, file, file_name, file_sha256, uploaded_by_id, uploaded_at,
    text_status, source_kind, source_publisher, source_url, made_with, refusal, format, encoding, line_unit, notes,
    problems, readings, reading, returned, gaps_confirmed, undo)
    SELECT 900, min(id), 'staged', 'imports/minutes.txt', 'minutes.txt', '{SHA256}', 900, '2026-01-02', 'minutes',
    'minutes', '', '', '', '', 'text', 'utf-8', 'line', '[]', '[]', '[]', '', '[]', FALSE, '{{}}' FROM archive_meeting;
INSERT INTO archive_stageditem (id, batch_id, position, label, title) VALUES (900, 900, 1, '1', 'Opening');
INSERT INTO archive_stagedlabel (id, batch_id, text, from_file, certainty, suggestions)
    VALUES (900, 900, 'CHAIR SAMPLE', TRUE, 'not_found', '[]');
INSERT INTO archive_stagedturn (id, batch_id, position, item_id, label_id, printed, kind, title, text, in_capitals,
    word_times, decided)
    VALUES (900, 900, 1, 900, 900, 'CHAIR SAMPLE', 'remark', '', 'We open the meeting.', FALSE, x'', '{{}}');
INSERT INTO archive_incomingfile
    (id, name, file, file_sha256, status, given, asks, refusal, uploaded_at, uploaded_by_id)
    VALUES (900, 'more.txt', 'imports/minutes.txt', '{SHA256}', 'waiting', '{{}}', '[]', '', '2026-01-02', 900);
INSERT INTO archive_quotation (quoting_id, quoting_start, quoting_end, quoted_id, quoted_start, quoted_end)
    SELECT min(id), 0, 5, max(id), 0, 5 FROM archive_revision;
"""


def fill(sql: str, folder: Path) -> Path:
    """Make the database of a released version in a new file, with rows at work if it has their tables; return it."""
    place = folder / "archive.sqlite3"
    database_of(sql, place)
    with closing(sqlite3.connect(place)) as database, database:
        if '"telling" text' in sql:
            database.executescript(REMEMBER)
            for table, column in ADDRESSES.items():
                database.execute(f"UPDATE archive_{table} SET {column} = ?", [NO_ADDRESS])
        if "archive_citinglink" in sql:
            database.executescript(CITED)
        if "archive_searchalert" in sql:
            database.executescript(FOLLOW)
            database.executescript(AT_WORK)
            (folder / "uploads/imports").mkdir(parents=True)
            (folder / "uploads/imports/minutes.txt").write_bytes(MINUTES)
    return place
