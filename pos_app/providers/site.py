"""What a provider is told of the till it serves."""

from datetime import UTC, datetime
from time import monotonic
from typing import Protocol

from pos_app.core.value import Value


class Instants(Protocol):
    """A few instants that outlive the run of a till, in seconds since the epoch. Both calls may
    block, and raise nothing."""

    def read(self) -> tuple[float, ...] | None:
        """``None``: something was kept that cannot be read."""
        ...

    def write(self, instants: tuple[float, ...]) -> None:
        """In place of what was kept, and whole or not at all."""
        ...


class Time(Protocol):
    """The till's clocks, which a rehearsal may move."""

    def monotonic(self) -> float: ...

    def wall(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class Machine:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        return monotonic()

    def wall(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        from asyncio import sleep  # noqa: PLC0415 - keeps ssl out of the first frame

        await sleep(seconds)


MACHINE = Machine()


class Site(Value, frozen=True):
    store_code: str = ""
    store: str = ""
    device: str = ""
    """Opaque, of this till alone, and the same for good."""
    tills: int = 1
    """Of this store, behind one address."""
    time: Time = MACHINE
    wrong_codes: Instants | None = None
    """When the provider has refused a code of this till; ``None``: kept nowhere."""
    country: str | None = None
    """Whose telephone numbers have no country code; ``None``: where the provider is at home."""
    client: str = ""
    """The name under which the brand's tills are known to the provider; no secret."""
    account: str = ""
    """The merchant's, which is paid into."""
    send_profile: str = ""
    """By which the merchant is paid."""
    identity_address: str | None = None
    receipts_address: str | None = None
    """Where the provider serves codes and receipts elsewhere."""
    language: str = "en"
    """In which the customer reads."""
    ledger: str = ""
    """With which a challenger is paired."""
    home: str = "BR"
    """Where that ledger is at home: the country of its telephone numbers without their code."""
    service: str = ""
    """Of the challenger, under which this brand verifies."""
    approval_seconds: int | None = None
    """For an answer on the customer's device; ``None``: as the challenger has it."""
    links_amount: bool = False
    """The challenger's codes are good for one amount and one payee."""
