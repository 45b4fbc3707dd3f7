"""One set-up while somebody is at it: events in, the state out, all work off the UI thread."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from pos_app.core.setting_up.events import Event, SaveRefused, Store, TrialEnded, Try
from pos_app.core.setting_up.states import Failure, FarEnd, Finding, Outcome, Saved, Saving, SetUp
from pos_app.core.setting_up.transition import transition
from pos_app.setup.looking import look
from pos_app.setup.storing import store
from pos_app.setup.trying import attempt

log = logging.getLogger("pos_app.setup")

Spawn = Callable[[Coroutine[Any, Any, None]], object]


class SetUpSession:
    """What a form shows and tells. Everything that blocks is done on a thread."""

    def __init__(self, state: SetUp, config: Path, data: Path, spawn: Spawn) -> None:
        self.state = state
        self.config = config
        self._data = data
        self._spawn = spawn
        self._listeners: list[Callable[[], None]] = []
        self._left = False

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def handle(self, event: Event) -> None:
        before = self.state
        moved = transition(before, event)
        self.state = moved.state
        if isinstance(moved.state.save, Saved):
            _wipe(before)
        match moved.effect:
            case Try(turn):
                self._spawn(self._try(turn))
            case Store():
                self._spawn(self._store())
        if self.state is not before:
            for listener in self._listeners:
                listener()

    def leave(self) -> None:
        """Nobody looks any more, and no secret stays; what is being stored is stored to its end."""
        self._left = True
        self._listeners.clear()
        if not isinstance(self.state.save, Saving):
            _wipe(self.state)

    async def look(self) -> None:
        self.handle(await asyncio.to_thread(look, self.config))

    async def _try(self, turn: int) -> None:
        try:
            findings = await asyncio.to_thread(attempt, self.state, self.config)
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            log.error("trial_failed error=%s", type(error).__name__)  # noqa: TRY400
            findings = (Finding(FarEnd.LEDGER, Outcome.UNFIT, remark=type(error).__name__),)
        self.handle(TrialEnded(turn, findings))

    async def _store(self) -> None:
        ended: Event
        try:
            ended = await asyncio.to_thread(store, self.state, self.config, self._data)
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            log.error("set_up_failed error=%s", type(error).__name__)  # noqa: TRY400
            ended = SaveRefused(Failure.UNEXPECTED, type(error).__name__)
        self.handle(ended)
        if self._left:
            _wipe(self.state)


def _wipe(state: SetUp) -> None:
    for secret in state.secrets.values():
        secret.wipe()
