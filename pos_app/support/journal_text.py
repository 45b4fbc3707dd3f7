"""What the journal knows of open business, in words: no file of it, and no person's name."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from pos_app.checkout.journal_reading import JournalReader
from pos_app.checkout.journal_rows import Record
from pos_app.checkout.journal_schema import JournalError
from pos_app.core.redemption import events as re
from pos_app.core.selling import PostDecided, RedemptionMoved
from pos_app.journal_command import story, unsettled

MOST_STORIES = 50
UNNAMED = "•••"


def journal_text(path: Path) -> Iterator[str]:
    if not path.exists():
        yield "none yet"
        return
    try:
        with closing(JournalReader.read(path)) as journal:
            yield from _told(journal, path)
    except JournalError as error:
        yield f"cannot be read: {error}"


def _told(journal: JournalReader, path: Path) -> Iterator[str]:
    left = list(journal.unsettled())
    yield f"schema {journal.version}"
    yield f"events {journal.entries()}"
    yield f"sales {journal.sales_ever()}"
    yield f"unsettled {len(left)}"
    yield f"bytes {path.stat().st_size}"
    yield ""
    yield "Unsettled, with what waits to be sent:"
    yield from unsettled(journal)
    for sale_id in left[:MOST_STORIES]:
        if records := journal.find(sale_id):
            yield ""
            yield f"Sale {sale_id}:"
            yield from story([_unnamed(record) for record in records])


def _unnamed(record: Record) -> Record:
    """Without who decided something, and their own words for it."""
    match record.event:
        case PostDecided():
            return replace(record, event=replace(record.event, by=UNNAMED, why=""))
        case RedemptionMoved(re.Decided() as decided):
            moved = replace(record.event, event=replace(decided, by=UNNAMED, why=""))
            return replace(record, event=moved)
        case RedemptionMoved(re.Consented() as consented):
            moved = replace(record.event, event=replace(consented, by=UNNAMED))
            return replace(record, event=moved)
        case _:
            return record
