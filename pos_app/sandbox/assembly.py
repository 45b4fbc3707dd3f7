"""Puts providers, control routes and one clock together."""

from __future__ import annotations

from random import Random, SystemRandom
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from pos_app.sandbox.bonifiq.app import Bonifiq
from pos_app.sandbox.clock import SandboxClock
from pos_app.sandbox.control import PREFIX, control_app
from pos_app.sandbox.punchh.app import Punchh
from pos_app.sandbox.stamps import dated
from pos_app.sandbox.twilio_verify.app import TwilioVerify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from pos_app.sandbox.provider import Provider


PROVIDERS: Mapping[str, Callable[[SandboxClock, Random], Provider[Any]]] = MappingProxyType(
    {"bonifiq": Bonifiq, "punchh": Punchh, "twilio_verify": TwilioVerify}
)
"""A further provider takes its place here, and a property in `Sandbox`."""


class Sandbox:
    def __init__(self, clock: SandboxClock, providers: Mapping[str, Provider[Any]]) -> None:
        self.clock = clock
        self.providers = providers
        self._control = control_app(clock, providers, self.reset)

    @property
    def bonifiq(self) -> Bonifiq:
        provider = self.providers["bonifiq"]
        assert isinstance(provider, Bonifiq)  # noqa: S101
        return provider

    @property
    def punchh(self) -> Punchh:
        provider = self.providers["punchh"]
        assert isinstance(provider, Punchh)  # noqa: S101
        return provider

    @property
    def twilio_verify(self) -> TwilioVerify:
        provider = self.providers["twilio_verify"]
        assert isinstance(provider, TwilioVerify)  # noqa: S101
        return provider

    def reset(self) -> None:
        """Demo data, default settings, no faults; the clock goes on."""
        for provider in self.providers.values():
            provider.reset()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError(f"the sandbox speaks HTTP, not {scope['type']}")
        serve = self._server_of(scope["path"])
        await serve(scope, receive, dated(send, self.clock))

    def _server_of(self, path: str) -> ASGIApp:
        if _is_under(PREFIX, path):
            return self._control
        for provider in self.providers.values():
            if any(_is_under(root, path) for root in provider.roots):
                return provider
        return Response(status_code=404)


def _is_under(root: str, path: str) -> bool:
    return path == root or path.startswith(f"{root}/")


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
