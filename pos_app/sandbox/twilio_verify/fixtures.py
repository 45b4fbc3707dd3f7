"""The demo account: keys that open nothing else, and who has enrolled what.

`CUSTOMERS` is the one place that ties the customers of the loyalty sandboxes to identities.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias
from uuid import UUID

from pos_app.sandbox.twilio_verify.enrolling import enrol

if TYPE_CHECKING:
    from pos_app.sandbox.twilio_verify.books import Books

ACCOUNT_SID = "AC00000000000000000000000000000001"
AUTH_TOKEN = "sandbox-auth-token"  # noqa: S105
API_KEY_SID = "SK5a4db0c5000000000000000000000001"
API_KEY_SECRET = "sandbox-api-key-secret"  # noqa: S105
SERVICE_SID = "VA0c0ffee00c0ffee00c0ffee00c0ffee0"
OTHER_SERVICE_SID = "VA0c0ffee00c0ffee00c0ffee00c0ffee1"
"""Of the same account, where nobody has enrolled anything."""
SERVICES = frozenset({SERVICE_SID, OTHER_SERVICE_SID})

IDENTITY_KEY = b"sandbox-identity-key"
"""Keys the hash that makes an identity of a loyalty customer."""


Kind: TypeAlias = Literal["totp", "push", "unverified_totp"]


class Seed(NamedTuple):
    identity: str
    kinds: tuple[Kind, ...]
    name: str | None = None
    phone: str | None = None
    """E.164."""
    ledger: str | None = None
    customer: str | None = None
    """What an identity is made of: the document where the ledger has one, else its own id."""


def identity_of(ledger: str, customer: str) -> str:
    """A keyed hash in the shape of a UUID: nobody reads a document or a card out of it."""
    mac = hmac.digest(IDENTITY_KEY, f"{ledger}:{customer}".encode(), "sha256")
    return str(UUID(bytes=mac[:16]))


def _customer(ledger: str, customer: str, name: str, phone: str | None, *kinds: Kind) -> Seed:
    return Seed(identity_of(ledger, customer), kinds, name, phone, ledger, customer)


CUSTOMERS: tuple[Seed, ...] = (
    Seed("mbr-0001-aaaa", ("totp", "push"), phone="+35699000001"),
    Seed("mbr-0002-bbbb", ("unverified_totp",), phone="+35699000002"),
    Seed("mbr-0003-cccc", (), phone="+35699000003"),
    _customer("bonifiq", "12345678909", "Maria Silva", "+5511987658778", "totp", "push"),
    _customer("bonifiq", "39053344705", "João Souza", "+5511900001234", "push"),
    _customer("bonifiq", "52998224725", "Carla Dias", "+5511955550042", "totp"),
    _customer("bonifiq", "11144477735", "Pedro Novo", None, "unverified_totp"),
    _customer("bonifiq", "28625587887", "Rita Ramos", "+5511944440099", "totp", "push"),
    _customer("bonifiq", "15350946056", "Ana Vip", "+5511933330077"),
    _customer("bonifiq", "11222333000181", "Padaria Estrela", None, "totp"),
    _customer("bonifiq", "16899535009", "Bruno Lima", "+5511922220055", "unverified_totp"),
    _customer("punchh", "90017", "Ola Lind", "+15005550142", "totp", "push"),
    _customer("punchh", "90018", "Rafael Moreira", "+15005550118", "push"),
    _customer("punchh", "90019", "June Okoro", "+15005550119", "totp"),
    _customer("punchh", "90020", "Carlos Prado", None, "unverified_totp"),
    _customer("punchh", "90021", "Beatriz Campos", "+15005550121", "totp", "push"),
    _customer("punchh", "90022", "Dara Finch", "+15005550122"),
)


def seed(books: Books) -> None:
    for one in CUSTOMERS:
        enrol(books, SERVICE_SID, one.identity, one.kinds)
        if one.phone is not None:
            books.phones[one.identity] = one.phone
