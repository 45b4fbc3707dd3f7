"""A harmless real call to a far end, with its own settings and credentials: what a doctor asks, and
whoever sets a till up."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from pos_app.core.addresses import is_loopback
from pos_app.core.value import Value
from pos_app.settings.model import Settings
from pos_app.settings.secrets import Credentials

LARGEST_CLOCK_DRIFT = 120
"""Seconds between this machine and the provider before receipts and codes get confusing."""

Seen = Callable[[str, int | None, float], None]
"""Operation, status, seconds, as a client tells of each call."""


class FarEnd(Protocol):
    async def probe(self) -> str: ...

    async def aclose(self) -> None: ...


class Probed(Value, frozen=True):
    seconds: float | None
    date: str
    """Its clock, as it wrote it."""


def ledger_of(settings: Settings, credentials: Credentials) -> Callable[[Seen], FarEnd]:
    from pos_app.connection import site_of  # noqa: PLC0415
    from pos_app.providers import registry  # noqa: PLC0415

    site = site_of(settings, "", practising=is_loopback(settings.address or ""))

    def make(seen: Seen) -> FarEnd:
        return registry.create(
            settings.provider,
            settings.address,
            credentials.reveal(),
            connect_seconds=settings.connect_seconds,
            answer_seconds=settings.answer_seconds,
            on_call=seen,
            site=site,
        )

    return make


def challenger_of(settings: Settings, credentials: Credentials) -> Callable[[Seen], FarEnd]:
    from pos_app.connection import site_of  # noqa: PLC0415
    from pos_app.providers import registry  # noqa: PLC0415

    address = settings.challenger_address
    site = site_of(settings, "", practising=is_loopback(address or ""))

    def make(seen: Seen) -> FarEnd:
        return registry.create_challenger(
            settings.challenger,
            address,
            credentials.reveal(),
            seconds=settings.challenger_seconds,
            on_call=seen,
            site=site,
        )

    return make


def probe(make: Callable[[Seen], FarEnd]) -> Probed:
    """Blocks until there is an answer, on an event loop of its own. Raises ``ProviderError``, and
    ``ValueError`` for settings that do not do."""
    import asyncio  # noqa: PLC0415

    seen: list[float] = []

    async def ask() -> Probed:
        far_end = make(lambda _operation, _status, seconds: seen.append(seconds))
        try:
            date = await far_end.probe()
        finally:
            await far_end.aclose()
        return Probed(seen[-1] if seen else None, date)

    return asyncio.run(ask())


def drift(date: str, now: datetime) -> float | None:
    """Seconds by which this machine is ahead of the provider; ``None``: it tells no time."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415

    try:
        return (now - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None
