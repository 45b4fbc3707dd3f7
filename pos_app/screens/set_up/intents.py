"""What the form asks of whoever sets the till up behind it."""

from collections.abc import Callable
from typing import Protocol

from pos_app.core.setting_up.events import Event
from pos_app.core.setting_up.states import SetUp


class SettingUp(Protocol):
    @property
    def state(self) -> SetUp: ...

    def subscribe(self, listener: Callable[[], None]) -> None: ...

    def handle(self, event: Event) -> None:
        """Returns at once; what takes time is told to the listeners when it has ended."""
        ...

    def leave(self) -> None:
        """Nobody looks any more: no secret that was typed stays."""
        ...
