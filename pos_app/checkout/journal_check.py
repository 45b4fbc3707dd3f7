"""The whole file is checked while the till already sells: what is found is for the next start."""

import logging
from pathlib import Path

from pos_app.checkout.journal import Journal
from pos_app.checkout.journal_schema import DamagedJournalError, JournalError
from pos_app.checkout.set_aside import mark_damaged

log = logging.getLogger("pos_app.journal")


class JournalCheck:
    """SQLite's own check, on a connection that only reads. Blocking; ``stop`` ends it from another
    thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._journal: Journal | None = None
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True
        if self._journal is not None:
            self._journal.interrupt()

    def finds_damage(self, at: str) -> bool:
        """Marks a damaged file, so that the next start sets it aside."""
        try:
            self._journal = Journal.read(self._path)
            damage = None if self._stopped else self._journal.damage()
        except DamagedJournalError as error:
            damage = str(error)
        except JournalError as error:
            if not self._stopped:
                log.warning("journal_not_checked error=%s", error)
            return False
        finally:
            opened, self._journal = self._journal, None
            if opened is not None:
                opened.close()
        if damage is None:
            return False
        log.error("journal_damaged error=%s", damage)
        try:
            mark_damaged(self._path, at)
        except OSError as error:
            log.error("journal_damage_not_marked error=%s", error)  # noqa: TRY400
        return True
