"""Rows of the journal's file and what they mean; a check sum tells a row from what became of it."""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from pos_app.checkout.incidents import Fact, Noted
from pos_app.checkout.journal_schema import DamagedJournalError, Schema
from pos_app.core.selling import Opened, SaleEvent
from pos_app.core.value import Value

Row = tuple[int, str, str, bytes, int | None]
"""Number, sale, instant, body, check sum."""

PrivateRow = tuple[str, str, bytes, int | None]

_encoder = msgspec.json.Encoder()
_events: msgspec.json.Decoder[SaleEvent] = msgspec.json.Decoder(SaleEvent)
_facts: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)


class Record(Value, frozen=True):
    sale: str
    at: str
    """ISO 8601 in UTC."""
    event: SaleEvent
    number: int = 0


def encode(value: SaleEvent | Fact) -> bytes:
    return _encoder.encode(value)


def check_sum(first: str, second: str, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(f"{first}\0{second}\0".encode()))


def event_columns(schema: Schema) -> str:
    check = "event.crc" if schema.has_checks else "NULL"
    return f"event.seq, event.sale, event.at, event.body, {check}"


def private_columns(schema: Schema) -> str:
    return f"sale, name, body, {'crc' if schema.has_checks else 'NULL'}"


def record_from(row: Row) -> Record:
    """Raises ``DamagedJournalError`` for a row that is not what was written."""
    number, sale, at, body, crc = row
    try:
        if crc is not None and crc != check_sum(sale, at, body):
            raise DamagedJournalError(f"entry {number} cannot be read: it is not what was written")
        return Record(sale, at, _events.decode(body), number)
    except (msgspec.MsgspecError, TypeError) as error:
        raise DamagedJournalError(f"entry {number} cannot be read: {error}") from error


def private_from(row: PrivateRow) -> tuple[str, str, bytes]:
    sale, name, body, crc = row
    try:
        sound = crc is None or crc == check_sum(sale, name, body)
    except TypeError:
        sound = False
    if not sound:
        raise DamagedJournalError("what is kept beside the entries is not what was written")
    return sale, name, body


def events_of(
    db: sqlite3.Connection, schema: Schema, sale: str, first: int, last: int
) -> list[SaleEvent]:
    rows = db.execute(
        f"SELECT {event_columns(schema)} FROM event"
        " WHERE seq BETWEEN ? AND ? AND sale = ? ORDER BY seq",
        (first, last, sale),
    )
    return [record_from(row).event for row in rows]


def facts(db: sqlite3.Connection, schema: Schema) -> Iterator[Noted]:
    if not schema.has_checks:
        return
    for number, at, body in db.execute("SELECT seq, at, body FROM incident ORDER BY seq"):
        try:
            yield Noted(number, at, _facts.decode(body))
        except msgspec.MsgspecError as error:
            raise DamagedJournalError(f"incident {number} cannot be read: {error}") from error


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, beside a till that is running or on a file set aside."""
    place = f"file:{quote(str(path.absolute()))}?mode=ro"
    db = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=2)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        if path.with_name(path.name + "-wal").exists() or not path.exists():
            raise
        place += "&immutable=1"  # a folder in which SQLite may not put its own file beside it
        db = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
    return db


def number_in(record: Record) -> int:
    """The running number in a sale's number, ``123`` in ``L01C03-000123``."""
    found = re.search(r"(\d+)$", record.event.number) if isinstance(record.event, Opened) else None
    return int(found[1]) if found else 0
