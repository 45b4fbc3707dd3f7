"""Puts providers, control routes and one clock together."""

from __future__ import annotations

from random import Random, SystemRandom
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from starlette.responses import Response

from pos_app.sandbox.bonifiq.app import Bonifiq
from pos_app.sandbox.clock import SandboxClock
from pos_app.sandbox.control import PREFIX, Controllable, control_app

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Receive, Scope, Send


class Provider(Controllable, Protocol):
    root: str
    """The path under which its whole tree hangs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


PROVIDERS: Mapping[str, Callable[[SandboxClock, Random], Provider]] = MappingProxyType(
    {"bonifiq": Bonifiq}
)
"""A further provider takes its place here, and a property in `Sandbox`."""


class Sandbox:
    def __init__(self, clock: SandboxClock, providers: Mapping[str, Provider]) -> None:
        self.clock = clock
        self.providers = providers
        self._control = control_app(clock, providers, self.reset)

    @property
    def bonifiq(self) -> Bonifiq:
        provider = self.providers["bonifiq"]
        assert isinstance(provider, Bonifiq)  # noqa: S101
        return provider

    def reset(self) -> None:
        """Demo data, default settings, no faults; the clock goes on."""
        for provider in self.providers.values():
            provider.reset()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"the sandbox speaks HTTP, not {scope['type']}")
        path = scope["path"]
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            await self._control(scope, receive, send)
            return
        for provider in self.providers.values():
            if path.startswith(f"{provider.root}/"):
                await provider(scope, receive, send)
                return
        await Response(status_code=404)(scope, receive, send)


def build_sandbox(clock: SandboxClock | None = None, seed: int | Random | None = None) -> Sandbox:
    """PINs are unpredictable unless a seed, or a random generator, is given."""
    clock = clock or SandboxClock()
    if seed is None:
        rng: Random = SystemRandom()
    elif isinstance(seed, Random):
        rng = seed
    else:
        rng = Random(seed)  # noqa: S311
    return Sandbox(clock, {name: build(clock, rng) for name, build in PROVIDERS.items()})
