"""What a till does with its journal before it begins: opens it, checks what it will go on from,
and if that is damaged sets it aside and goes on from what could be read. Blocking."""

import logging
from pathlib import Path

import msgspec

from pos_app.checkout import kept
from pos_app.checkout.book import KEEP_SETTLED
from pos_app.checkout.incidents import Incident, RecordsLost, open_incidents
from pos_app.checkout.journal import Journal
from pos_app.checkout.journal_rows import Record
from pos_app.checkout.journal_schema import DamagedJournalError, JournalError
from pos_app.checkout.salvage import Fold, Order, salvage
from pos_app.checkout.set_aside import mark_damaged, marker_of, replace_damaged
from pos_app.checkout.write_ahead_log import forgotten_commits
from pos_app.core.value import Value

log = logging.getLogger("pos_app.journal")


class Journaled(Value, frozen=True):
    """An open journal and what was read from it."""

    journal: Journal
    records: list[Record]
    private: dict[str, dict[str, bytes]]
    incidents: tuple[Incident, ...]
    numbered: int


class JournalStart:
    """``give_up`` may be called from another thread: the till is closed before it has begun."""

    def __init__(self, path: Path, fold: Fold, *, since: str, at: str) -> None:
        self._path = path
        self._fold = fold
        self._since = since
        self._at = at
        self._given_up = False

    def give_up(self) -> None:
        self._given_up = True

    def run(self) -> Journaled | None:
        """Nothing where there can be no journal: the till sells and does not redeem."""
        try:
            return self._open_or_replace()
        except (JournalError, OSError) as error:
            log.error("journal_unusable error=%s", error)  # noqa: TRY400 - the message says it all
            return None

    def _open_or_replace(self) -> Journaled:
        try:
            replace_damaged(self._path, self._recover)
            return self._open()
        except DamagedJournalError as damage:
            log.error("journal_damaged error=%s", damage)  # noqa: TRY400
            if marker_of(self._path).exists():
                raise
        mark_damaged(self._path, self._at)
        replace_damaged(self._path, self._recover)
        return self._open()

    def _open(self) -> Journaled:
        if forgotten_commits(self._path.with_name(self._path.name + "-wal")):
            raise DamagedJournalError("the end of the write-ahead log cannot be read")
        journal = Journal.open(self._path)
        try:
            journal.check_order()
            records = journal.records(self._since, KEEP_SETTLED)
            private = journal.private()
            _check(private)
            journal.note(records)
            numbered = journal.last_number() or journal.sales_ever()
            return Journaled(journal, records, private, open_incidents(journal.facts()), numbered)
        except BaseException:
            journal.close()
            raise

    def _recover(self, source: Path, target: Path, forgotten: bool) -> RecordsLost:  # noqa: FBT001
        lost = salvage(
            Order(source, target, self._fold, self._at, forgotten, lambda: self._given_up)
        )
        log.error(
            "journal_recovered lost=%d newest_gone=%s doubtful=%d set_aside=%s",
            *(lost.lost, lost.newest_gone, len(lost.sales), lost.set_aside),
        )
        return lost


def _check(private: dict[str, dict[str, bytes]]) -> None:
    for named in private.values():
        for name, body in named.items():
            try:
                kept.decode(name, body)
            except msgspec.MsgspecError as error:
                raise DamagedJournalError("what is kept beside entries cannot be read") from error
