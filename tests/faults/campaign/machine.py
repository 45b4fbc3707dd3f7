"""The store's computer: starts the till, loses its power, fills its disk, forbids its files."""

import asyncio
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from tests.faults.campaign.line import Line
from tests.faults.campaign.nursery import Nursery, Till

ALMOST_NOTHING = 512
"""Bytes up to which files may be written on a full disk: less than any page of the journal."""
PAGE = 4096
END = 10.0
"""Seconds for an orderly end."""


class Machine:
    def __init__(
        self, nursery: Nursery, folder: Path, settings: str, sandbox: str, name: str
    ) -> None:
        """``settings`` are the providers' tables of the till.toml."""
        self.data = folder / "data"
        self.starts = 0
        self.is_protected = False
        self.clock = 0.0
        """Seconds by which the time of day is set wrong."""
        self._nursery = nursery
        self._sandbox = sandbox
        self._provider = name
        self._till: Till | None = None
        self._power = True
        self.line: Line | None = None
        config = folder / "till.toml"
        config.write_text(f'{settings}[screen]\nlanguage = "en"\n[log]\nlevel = "DEBUG"\n')
        self._arguments = ["--config", str(config), "--data-dir", str(self.data)]

    @property
    def journal(self) -> Path:
        return self.data / "journal.db"

    async def start(self) -> Line:
        """A till that is connected, on the data of the one before; the power may go meanwhile."""
        while True:
            self.starts += 1
            self._power = True
            self._till, self.line = await self._begin()
            match await self.line.hear():
                case {"ready": True}:
                    return self.line
                case None if not self._power:
                    await self.ended()
                case told:
                    complaint = self._nursery.complaint()
                    raise RuntimeError(f"the till does not start: {told}; {complaint}")

    async def _begin(self) -> tuple[Till, Line]:
        till = self._nursery.start(self._arguments, self._sandbox, self._provider, self.clock)
        return till, await Line.over(till.end)

    async def second(self) -> int | None:
        """Starts another till on the same data; its exit code."""
        other, line = await self._begin()
        told = await line.hear()
        other.kill()
        line.close()
        await other.gone()
        return told.get("exit") if told else None

    def cut_power(self) -> None:
        self._power = False
        if self._till is not None:
            self._till.kill()

    async def ended(self) -> None:
        """The process is gone, and its lock with it."""
        if self.line is not None:
            while await self.line.hear() is not None:
                pass
            self.line.close()
        if self._till is not None:
            await self._till.gone()
        self._till, self.line = None, None

    async def stop(self) -> None:
        """Asks for an orderly end."""
        if self._till is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self._till.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(END):
                await self.ended()
        except TimeoutError:
            self.cut_power()
            await self.ended()

    def fill_disk(self) -> None:
        self._limit(ALMOST_NOTHING)

    def empty_disk(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        if self._till is not None:
            with suppress(ProcessLookupError):
                resource.prlimit(
                    self._till.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)
                )

    def protect(self) -> None:
        """The journal can be read and not written."""
        self.is_protected = True
        self._modes(0o400, 0o500)

    def unprotect(self) -> None:
        self.is_protected = False
        self._modes(0o600, 0o700)

    def _modes(self, of_files: int, of_folder: int) -> None:
        for file in self.data.glob("journal*"):
            file.chmod(of_files)
        self.data.chmod(of_folder)

    def corrupt(self) -> None:
        """The last page of the journal's file is rubbish."""
        if not self.journal.exists():
            return
        size = self.journal.stat().st_size
        with self.journal.open("r+b") as file:
            file.seek(max(0, size - PAGE))
            file.write(os.urandom(PAGE)[: size % PAGE or PAGE])
