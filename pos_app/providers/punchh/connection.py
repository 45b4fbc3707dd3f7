"""Where Punchh's calls go and what goes with them; contract, 2 and 3.

Four trust domains on up to three hosts: the POS and the receipts by the store's keys, one-time
codes by nothing, and whatever is done in a guest's name by the guest's token. None sees the
credentials of another.
"""

from typing import TYPE_CHECKING

from pos_app import __version__
from pos_app.core.value import Value
from pos_app.providers.http import Headers, HttpClient, OnCall
from pos_app.providers.punchh import digest

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"PosApp/POS/{__version__}"
"""Integrator, type, version (3.1); a request without one is rejected."""
MOBILE_USER_AGENT = f"PosApp/{__version__}/1(POS;till)"
"""The other form that calls in a guest's name want (3.3)."""
CLIENT_TYPE = "external_mobile_app"
"""No documented one stands for a till (3.2)."""
BODILESS = (("Content-Type", "application/json"),)
"""Asked for on every POS call (3.1), also where there is nothing it could describe."""


class Hosts(Value, frozen=True):
    """Roots, as PAR gives them out for each brand and environment (2)."""

    pos: str
    identity: str | None = None
    """Of the one-time codes; the POS's unless told."""
    receipts: str | None = None


class Keys(Value, frozen=True):
    location: str
    """The store's."""
    business: str
    """The brand's."""

    def __repr__(self) -> str:
        return "Keys(•••)"


class Terminal(Value, frozen=True):
    device_id: str
    """Opaque, made once at installation; outlives a reset (3.5)."""
    client_type: str = CLIENT_TYPE

    def __repr__(self) -> str:
        return "Terminal(•••)"

    def sends(self) -> Headers:
        return (("punchh-app-device-id", self.device_id),)

    def verifies(self) -> Headers:
        return (*self.sends(), ("client-type", self.client_type))


class Lines(Value, frozen=True):
    """One client for each trust domain."""

    pos: HttpClient
    identity: HttpClient
    receipts: HttpClient
    guests: HttpClient

    async def aclose(self) -> None:
        for line in (self.pos, self.identity, self.receipts, self.guests):
            await line.aclose()


def connect(
    hosts: Hosts,
    keys: Keys,
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    on_call: OnCall | None = None,
) -> Lines:
    """Raises ``AddressError``. May block on the trust store."""

    def line(root: str, headers: Headers, user_agent: str = USER_AGENT) -> HttpClient:
        return HttpClient(
            root, headers, user_agent=user_agent, transport=transport, on_call=on_call
        )

    standing = store_headers(keys)
    return Lines(
        pos=line(hosts.pos, standing),
        identity=line(hosts.identity or hosts.pos, ()),
        receipts=line(hosts.receipts or hosts.pos, standing),
        guests=line(hosts.pos, (), MOBILE_USER_AGENT),
    )


def store_headers(keys: Keys) -> Headers:
    """3.1. The language is fixed, since answers are understood by their texts."""
    return (
        ("Authorization", f"Token token={keys.location}, btoken={keys.business}"),
        ("Accept-Language", "en"),
    )


def bearer(access_token: str) -> Headers:
    return (("Authorization", f"Bearer {access_token}"),)


def signed(terminal: Terminal, access_token: str, signature: str, id_token: str | None) -> Headers:
    """3.3; ``signature`` is ``digest.digest`` of the very request, made where the secret is."""
    named = (("id-token", id_token),) if id_token else ()
    return (
        *bearer(access_token),
        (digest.HEADER, signature),
        *terminal.sends(),
        *named,
    )
