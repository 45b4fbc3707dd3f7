"""Keys, looks and waits of whoever stands at the till, whatever they are about."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import Qt

from pos_app.core.sale import Sale
from pos_app.station import Station
from pos_app.tour.stage import Stage
from tests.faults.campaign.eyes import look
from tests.faults.campaign.supervisor import Look, Supervisor

Tell = Callable[[str, dict[str, Any]], Awaitable[None]]
Harness = tuple[Tell, Look, Callable[[], Awaitable[None]]]
"""Takes what is seen, looks into the provider's records, lets arrive what the wire holds up."""

LONGEST_REST = 61.0
"""Seconds; no wait between two attempts is longer, but for a provider's own hint."""
FEW_MOMENTS = 0.004
MOMENTS = 25
A_FEW_SECONDS = 2.5
MOST_PAUSES = 60


class Hands:
    def __init__(self, station: Station, stage: Stage, harness: Harness) -> None:
        self._station = station
        self._stage = stage
        self._till = station.till
        self._tell, look_there, self._landed = harness
        self._supervisor = Supervisor(stage, look_there)
        self._asks_by_the_clock = station.plan.settings.practised in {"twilio_verify", "weavr"}

    @property
    def _sale(self) -> Sale:
        return self._till.state.sale

    async def _press(self, key: Qt.Key) -> None:
        await self._stage.press(key)

    def _enabled(self, name: str) -> bool:
        widget = self._stage.widget(name)
        return widget is not None and widget.isEnabled()

    def _busy(self) -> bool:
        return self._till.carrier.busy

    async def _changed(self) -> None:
        """Waits until the redemption has moved on."""
        before = self._sale.redemption
        await self._until(lambda: self._sale.redemption is not before, "the redemption to move")

    async def _asked(self) -> None:
        before = self._sale.redemption
        await self._meanwhile(
            lambda: self._sale.redemption is not before, "whoever asks the customer"
        )

    async def _meanwhile(self, true: Callable[[], bool], what: str) -> None:
        """As ``_until``; whoever asks a customer waits between calls by the till's own clock."""
        for _ in range(MOST_PAUSES if self._asks_by_the_clock else 0):
            if await self._soon(true):
                return
            await self._landed()
            await self._stage.advance(A_FEW_SECONDS)
        await self._until(true, what)

    async def _soon(self, true: Callable[[], bool]) -> bool:
        for _ in range(MOMENTS):
            if true():
                return True
            await asyncio.sleep(FEW_MOMENTS)
        return true()

    async def _until(self, true: Callable[[], bool], what: str) -> None:
        await self._stage.until(true, what)

    async def _see(self, moment: str) -> None:
        """Everything that is shown now is held against the books before anything else happens."""
        await asyncio.sleep(0)
        await self._tell(moment, look(self._stage))

    async def _a_minute_passes(self, minutes: int = 1) -> None:
        """What the wire has held up all that time has arrived by then."""
        await self._landed()
        await self._stage.advance(LONGEST_REST * minutes)
        await asyncio.sleep(FEW_MOMENTS)
