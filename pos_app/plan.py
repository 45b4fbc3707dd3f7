"""What kind of till is to be opened: settings, folders, and whether it is for practice."""

from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from pos_app.checkout.state import Identity, Marking
from pos_app.core.addresses import is_loopback
from pos_app.core.redemption.profile import Profile
from pos_app.core.value import Value
from pos_app.providers import registry
from pos_app.settings.model import Settings

DEMO_ADDRESS = "http://127.0.0.1"
"""Where the in-process sandbox seems to be; no socket is ever opened to it."""


def profile_from(settings: Settings) -> Profile:
    """Of the provider, or of the pair. Raises ``UnfitPairError`` and ``UnknownProviderError``."""
    if not settings.challenger:
        return registry.profile(settings.provider)
    from pos_app.providers import pairing  # noqa: PLC0415 - most tills have no pair

    return pairing.paired(settings.provider, settings.challenger)


class Plan(Value, frozen=True):
    settings: Settings
    data: Path | None
    """``None``: a folder made for this run, which goes with it."""
    demo: bool = False
    fault: str | None = None
    customer_beside: bool = False
    """The customer's screen as an ordinary window: practice with one screen."""
    vault: Path | None = None
    """Where an encrypted file of credentials would be."""
    journaled: bool = True
    """False where the folder cannot be written: the till sells and does not redeem."""

    @property
    def folder(self) -> Path:
        if self.data is None:
            raise ValueError("the folder of this run has not been made")
        return self.data

    def with_folder(self, stack: ExitStack) -> "Plan":
        """Makes the folder where there is none; it is removed when the stack closes."""
        if self.data is not None:
            return self
        from tempfile import TemporaryDirectory  # noqa: PLC0415 - after the first frame

        made = TemporaryDirectory(prefix="pos-app-", ignore_cleanup_errors=True)
        return replace(self, data=Path(stack.enter_context(made)))

    @property
    def marking(self) -> Marking:
        if self.demo:
            return Marking.DEMO
        """A pair is for practice where its ledger is."""
        address = self.settings.address
        return Marking.SANDBOX if address and is_loopback(address) else Marking.REAL

    def identity(self, provider: str) -> Identity:
        """``provider`` as the cashier reads it."""
        settings, challenger = self.settings, self.settings.challenger
        return Identity(
            store=settings.store,
            till=settings.till,
            operator=settings.operator,
            provider=provider,
            marking=self.marking,
            currency=settings.currency,
            fault=self.fault,
            challenger=registry.challenger_name(challenger) if challenger else "",
        )

    @property
    def number_prefix(self) -> str:
        """Practice has a number series of its own."""
        series = f"{self.settings.store_code}{self.settings.till_code}"
        return series if self.marking is Marking.REAL else f"{self.marking.upper()}-{series}"
