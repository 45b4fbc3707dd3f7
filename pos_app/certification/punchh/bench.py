"""What a chapter is played on: a new till on a new business, as often as it wants one."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pos_app.certification.punchh.counter import Counter
from pos_app.certification.steps import Case
from pos_app.checkout.clock import Clock
from pos_app.checkout.journal import Journal
from pos_app.core.value import Value
from pos_app.sandbox import SandboxClock
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.exact_json import Json

Arrange = Callable[[Sandbox], None]
"""Makes a sandbox other than it is documented, before the till meets it."""


def as_documented(sandbox: Sandbox) -> None:
    del sandbox


class Bench(Value, frozen=True):
    case: Case
    starts_at: datetime
    arrange: Arrange = as_documented

    @asynccontextmanager
    async def open(self, **settings: Json) -> AsyncIterator[Counter]:
        """``settings`` are those of the business, where it is not as usual."""
        number = self.case.next_till()
        sandbox = build_sandbox(SandboxClock.frozen(self.starts_at), seed=number)
        sandbox.punchh.change(settings)
        set_up = tuple(f"`{name}` {_spelt(value)}" for name, value in settings.items())
        self.arrange(sandbox)
        starts_at = self.starts_at
        with TemporaryDirectory(prefix="pos-app-", ignore_cleanup_errors=True) as folder:
            journal = Journal.open(Path(folder) / "journal.db")
            clock = Clock(lambda: 0.0, lambda: starts_at)
            counter = Counter(sandbox, clock, journal, number, set_up)
            try:
                yield counter
            finally:
                await counter.close()


def _spelt(value: Json) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
