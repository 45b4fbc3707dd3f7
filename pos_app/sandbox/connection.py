"""How a provider's server vanishes.

In process these exceptions reach the caller through the ASGI transport. Behind the loopback
server the scope carries `ABORT_EXTENSION`, a callable that aborts the TCP connection instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope

ABORT_EXTENSION = "pos.abort"


class ConnectionFault(Exception):  # noqa: N818
    """The connection went away without a complete answer."""


class ConnectionRefused(ConnectionFault):
    """Nothing was received: the request was never executed."""


class ConnectionDropped(ConnectionFault):
    """Cut after the request was received: it may or may not have been executed."""


def cut(scope: Scope, fault: ConnectionFault) -> None:
    """Abort the TCP connection of this request, or raise `fault` when there is none."""
    abort = cast("Callable[[], None] | None", scope.get("extensions", {}).get(ABORT_EXTENSION))
    if abort is None:
        raise fault
    abort()
