"""A till without a screen, on a real journal: whatever its provider is."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pos_app.checkout.book import Book
from pos_app.checkout.catalogue import Catalogue
from pos_app.checkout.clock import Clock
from pos_app.checkout.incidents import open_incidents
from pos_app.checkout.journal import Journal
from pos_app.checkout.state import Choice, Identity, TillState
from pos_app.checkout.till import Till
from pos_app.core.order import Method
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import State
from pos_app.runtime.tasks import TaskScope


class Headless:
    def __init__(
        self,
        path: Path,
        profile: Profile,
        journal: Journal | None,
        identity: Identity,
        catalogue: Catalogue,
        clock: Clock | None = None,
    ) -> None:
        self.path = path
        self.journal = journal
        self.clock = clock or Clock()
        self.tasks = TaskScope()
        self._numbered = 0
        spawn, currency = self.tasks.spawn, identity.currency
        self.book = Book(profile, journal, self.clock, spawn, self._number, currency)
        self.till = Till(identity, self.book, catalogue, self.clock, self.tasks.spawn)

    def _number(self) -> str:
        self._numbered += 1
        return f"L01C03-{self._numbered:06d}"

    @property
    def state(self) -> TillState:
        return self.till.state

    @property
    def redemption(self) -> State:
        return self.state.sale.redemption

    def can_be_paid(self) -> bool:
        return self.state.sale.can_be_paid

    def can_redeem(self) -> bool:
        return self.state.can_redeem

    def choice(self) -> Choice | None:
        return self.state.choice

    def restore(self, away: float = 5) -> None:
        assert self.journal is not None
        self._numbered = self.journal.last_number()
        incidents = open_incidents(self.journal.facts())
        self.book.restore(self.journal.records("9999"), self.journal.private(), incidents)
        self.till.recover(away)

    async def until(self, condition: Callable[[], object]) -> None:
        """Turns the loop until the condition holds; a journal on a slow disk has its time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + 10
        while not condition():
            assert loop.time() < deadline, (self.redemption, self.state.problem)
            await asyncio.sleep(0)

    async def until_in(self, kind: type[State]) -> None:
        await self.until(lambda: isinstance(self.redemption, kind))

    async def quiet(self) -> None:
        """Until everything is written and nothing is under way."""
        for _ in range(20):
            await self.book.flushed()
            await asyncio.sleep(0)
        await self.until(lambda: not self.till.carrier.busy)
        await self.book.flushed()

    async def pass_by(self, seconds: float) -> None:
        """Time passes as soon as something waits for it; what it sets going is not waited for."""
        await self.until(lambda: self.clock._alarms)
        self.clock.advance(seconds)
        for _ in range(20):
            await asyncio.sleep(0)

    async def later(self, seconds: float) -> None:
        self.clock.advance(seconds)
        for _ in range(5):
            await asyncio.sleep(0)
        await self.quiet()

    async def pay(self) -> None:
        self.till.pay(Method.CASH, "")
        await self.until(lambda: self.state.receipt is not None)

    async def close(self) -> None:
        self.clock.cancel_all()
        await self.tasks.drain(5)
        await self.tasks.cancel_all()
        await self.book.close()

    async def crash(self) -> None:
        """The power goes: nothing more is done, and nothing more is written."""
        await self.book.flushed()
        self.clock.cancel_all()
        await self.tasks.cancel_all()
        if self.journal is not None:
            self.journal.close()

    def on_disk(self) -> bytes:
        """Everything in the files of the journal."""
        files = sorted(self.path.parent.glob(self.path.name + "*"))
        return b"".join(file.read_bytes() for file in files)

    def written(self, kind: str) -> int:
        """How many events of the kind another process would find in the file right now."""
        rows = self.rows("SELECT body FROM event")
        return sum(f'"{kind}"'.encode() in body for (body,) in rows)

    def rows(self, sql: str, *parameters: str) -> list[tuple[bytes, ...]]:
        """What another process would read from the journal's file right now."""
        with closing(sqlite3.connect(self.path)) as other:
            return other.execute(sql, parameters).fetchall()

    def kept_draft(self, key: str) -> list[bytes]:
        """The bytes of a request as they lie in the file right now."""
        return [b for (b,) in self.rows("SELECT body FROM private WHERE name = ?", f"draft:{key}")]
