"""What each provider wants to know of a till, and no more."""

from collections.abc import Mapping

from pos_app.core.setting_up.asks import KEPT_SECRETS, Ask
from pos_app.core.value import Value


class Need(Value, frozen=True):
    asks: tuple[Ask, ...]
    """In the order in which they are asked."""
    has_address: bool = False
    """Its own, for all brands."""
    pairs: bool = False
    """Another may ask for the codes in its place."""
    currency: str = ""
    """Proposed where it is asked for."""

    @property
    def secrets(self) -> tuple[Ask, ...]:
        return tuple(ask for ask in self.asks if ask in KEPT_SECRETS)


LEDGERS: Mapping[str, Need] = {
    "bonifiq": Need(
        (Ask.ADDRESS, Ask.BONIFIQ_TOKEN, Ask.BONIFIQ_KEY), has_address=True, pairs=True
    ),
    "punchh": Need(
        (
            Ask.ADDRESS,
            Ask.CLIENT,
            Ask.TILLS,
            Ask.PUNCHH_LOCATION_KEY,
            Ask.PUNCHH_BUSINESS_KEY,
            Ask.CURRENCY,
        ),
        pairs=True,
        currency="USD",
    ),
    "weavr": Need(
        (
            Ask.ADDRESS,
            Ask.ACCOUNT,
            Ask.SEND_PROFILE,
            Ask.WEAVR_KEY,
            Ask.TILLS,
            Ask.CURRENCY,
        ),
        currency="EUR",
    ),
}
CHALLENGERS: Mapping[str, Need] = {
    "twilio_verify": Need(
        (
            Ask.CHALLENGER_ADDRESS,
            Ask.SERVICE,
            Ask.TWILIO_KEY,
            Ask.TWILIO_SECRET,
            Ask.TWILIO_IDENTITY_KEY,
        ),
        has_address=True,
    ),
}
NOT_IN_PRACTICE = frozenset({Ask.CLIENT, Ask.ACCOUNT, Ask.SEND_PROFILE, Ask.SERVICE})
"""What a sandbox on this machine does without; so it does without secrets."""
ADDED = Need((Ask.ADDRESS,), has_address=True, pairs=True)
"""Of a provider that the chain has added, whose settings are its own affair."""


def ledger(name: str) -> Need:
    return LEDGERS.get(name, ADDED)
