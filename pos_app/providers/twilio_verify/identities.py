"""Who a customer of the ledger is at Twilio: an opaque name without anything of the person's;
contract, 1 and 10."""

import hmac
from uuid import UUID

from pos_app.core.loyalty import Customer
from pos_app.providers.twilio_verify import names

SHORTEST_KEY = 16
"""Characters. Document numbers are few enough to be tried out by whoever knows the key."""


class Identities:
    """The same member of the same ledger is the same identity at every till with the same key, and
    whoever has not got the key cannot tell who it is."""

    __slots__ = ("_key", "_ledger")

    def __init__(self, key: str, ledger: str) -> None:
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"the identity key needs at least {SHORTEST_KEY} characters")
        self._key = key.encode()
        self._ledger = ledger

    def __repr__(self) -> str:
        return "Identities(•••)"

    def of(self, customer: Customer) -> str:
        """By the document where the ledger tells one, since its reference may be whatever the
        customer was looked up by."""
        member = (customer.document or customer.reference).strip().casefold()
        return self._named(f"{self._ledger}:{member}")

    def of_number(self, number: str) -> str:
        """Stands for a telephone number wherever one is remembered."""
        return self._named(f"phone:{number}")

    def _named(self, text: str) -> str:
        digest = hmac.digest(self._key, text.encode(), "sha256")
        return names.identity(str(UUID(bytes=digest[:16])))
