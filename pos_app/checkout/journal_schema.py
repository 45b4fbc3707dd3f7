"""The forms a journal's file has had, and the steps from each one to the next."""

import sqlite3

from pos_app.core.value import Value

# A sale's events lie between its first and last number; the last one is set while it is settled.
# With that, an event costs one page of the log and no index has to be kept for a million of them.
_FIRST = """
CREATE TABLE sale (
    id TEXT PRIMARY KEY,
    opened TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER
) STRICT;
CREATE INDEX sale_unsettled ON sale (first) WHERE last IS NULL;
CREATE INDEX sale_opened ON sale (opened);
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    sale TEXT NOT NULL,
    at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE private (
    sale TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sale, name)
) STRICT, WITHOUT ROWID;
"""

# A check sum lies beside each body, because a flipped bit inside one is no damage to SQLite; older
# rows have none, so that a million of them need not be touched. ``noted`` is where the events of
# a sale lie that stays open for long. ``incident`` holds facts about the journal itself.
_CHECKED = """
ALTER TABLE event ADD COLUMN crc INTEGER;
ALTER TABLE private ADD COLUMN crc INTEGER;
ALTER TABLE sale ADD COLUMN noted BLOB;
CREATE TABLE incident (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
"""

MIGRATIONS = (_FIRST, _CHECKED)
"""Each one leads from the version that is its place in the row to the next."""

SCHEMA_VERSION = len(MIGRATIONS)

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What reading a file can end in; the second where not even the complaint can be read."""

_NEWEST_IMAGINABLE = 1000
_READ_ERRORS_OF_A_DISK = {266, 8458}
"""SQLITE_IOERR_READ and SQLITE_IOERR_CORRUPTFS."""


class JournalError(Exception):
    """The journal cannot be read or written; the message says why, without personal data."""


class DamagedJournalError(JournalError):
    """What is in the file is not what was written there."""


class Schema(Value, frozen=True):
    version: int

    @property
    def has_checks(self) -> bool:
        return self.version >= 2


def schema_of(db: sqlite3.Connection) -> Schema:
    """Raises ``JournalError`` for one that only a newer program can read."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if not 0 <= version <= _NEWEST_IMAGINABLE:
        raise DamagedJournalError(f"there is no schema {version}")
    if version > SCHEMA_VERSION:
        raise JournalError(
            f"the journal was written by a newer pos-app (schema {version}): install that version"
        )
    return Schema(version)


def migrate(db: sqlite3.Connection) -> None:
    """One transaction for each step: whatever stops it, the file has one form or the other."""
    for version in range(schema_of(db).version, SCHEMA_VERSION):
        try:
            db.executescript(
                f"BEGIN IMMEDIATE; {MIGRATIONS[version]}"
                f" PRAGMA user_version = {version + 1}; COMMIT;"
            )
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def error_from(error: Exception, place: object = "") -> JournalError:
    """Tells a damaged file from one that just cannot be used now."""
    text = f"{place}: {error}" if place else str(error)
    code = getattr(error, "sqlite_errorcode", 0)
    damaged = code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    unreadable = isinstance(error, UnicodeDecodeError) or "Could not decode" in text
    if damaged or unreadable or code in _READ_ERRORS_OF_A_DISK:
        return DamagedJournalError(text)
    return JournalError(text)
