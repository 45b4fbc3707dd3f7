"""What the screen asks of the program around the till: what it is, a file for support, its end."""

from collections.abc import Callable
from typing import Protocol

from pos_app.core.value import Value


class Facts(Value, frozen=True):
    version: str
    python: str
    qt: str
    provider: str
    data: str
    """The folder."""
    updates_by_apt: bool
    """Installed as a Debian package; else whoever installed it updates it."""


class NotAsked(Value, frozen=True):
    pass


class Writing(Value, frozen=True):
    pass


class Written(Value, frozen=True):
    path: str


class NotWritten(Value, frozen=True):
    reason: str
    """As the system tells it."""


SupportFile = NotAsked | Writing | Written | NotWritten


class Upkeep(Protocol):
    @property
    def facts(self) -> Facts: ...

    @property
    def support(self) -> SupportFile: ...

    def write_support(self) -> None:
        """In the background; one at a time."""
        ...

    def watch(self, listener: Callable[[], None] | None) -> None:
        """Called after every change of ``support``; one listener."""
        ...

    def show_file(self, path: str) -> None:
        """Opens its folder with the desktop's own program."""
        ...

    def end(self) -> None:
        """Closes the till in order."""
        ...
