"""One method per endpoint: a draft in, a typed answer out; contract, 2 to 6."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pos_app import __version__
from pos_app.core.value import Value
from pos_app.providers.http import (
    AddressError,
    Call,
    Headers,
    HttpClient,
    OnCall,
    Reply,
    Timeouts,
)
from pos_app.providers.ports import Draft
from pos_app.providers.spelling import Spelling
from pos_app.providers.weavr import classification, meanings, requests, wire
from pos_app.providers.weavr.quota import Quota
from pos_app.providers.weavr.sessions import Bearer

if TYPE_CHECKING:
    import httpx

TREE = "/multi"
HOME = "weavr.io"
"""Weavr's own hosts, and this machine: nothing else is ever shown a key or a token (9, trap 7)."""
SPELLING = Spelling(request_id="request-ref", retry_after="x-ratelimit-reset")
"""There is no Retry-After (1)."""
PROBE = "probe"


class Limits(Value, frozen=True):
    asking: Timeouts = Timeouts(connect=3, answer=5, within=6)
    moving: Timeouts = Timeouts(connect=3, answer=5, within=6)
    """A third of the deadline of the whole: a lost answer is asked for again within it (7)."""
    parting: Timeouts = Timeouts(connect=1, answer=2, within=2)


def connect(
    address: str,
    api_key: str,
    *,
    transport: "httpx.AsyncBaseTransport | None" = None,
    on_call: OnCall | None = None,
) -> HttpClient:
    """``address`` with or without the tree's own path. Raises ``AddressError``. May block on the
    trust store."""
    root = address.strip().rstrip("/").removesuffix(TREE) + TREE
    parts = urlsplit(root)
    host = parts.hostname or ""
    if parts.scheme == "https" and host != HOME and not host.endswith(f".{HOME}"):
        raise AddressError(f"{host} is not one of Weavr's hosts")
    return HttpClient(
        root,
        (("api-key", api_key),),
        user_agent=f"pos-app/{__version__}",
        transport=transport,
        on_call=None if on_call is None else _told(on_call),
        spelling=SPELLING,
    )


def _told(on_call: OnCall) -> OnCall:
    """A customer's session that is over or may not do something is no fault of the till's access:
    as far as the line goes it is an answer like any other."""

    def tell(operation: str, status: int | None, seconds: float) -> None:
        theirs = operation != PROBE and status in {401, 403}
        on_call(operation, 404 if theirs else status, seconds)

    return tell


class WeavrClient:
    """Raises only ``ProviderError``: ``RefusedByWeavrError`` where Weavr itself said no,
    ``SessionOverError`` where it does not know the token any more. ``ref`` is the call's
    idempotency-ref: a repeat under it, with the same bytes, is the same call (7)."""

    def __init__(self, line: HttpClient, quota: Quota, limits: Limits | None = None) -> None:
        self._line = line
        self._limits = limits or Limits()
        self.quota = quota

    def __repr__(self) -> str:
        return "WeavrClient()"

    async def aclose(self) -> None:
        await self._line.aclose()

    async def probe(self) -> str:
        """Proves address and key, for no customer; the server's date."""
        reply = await self._line.send(_call(PROBE, requests.nobody(), self._limits.asking))
        classification.check_key(reply)
        return reply.date

    # Tokens

    async def identities(self, bearer: Bearer) -> wire.Identities:
        reply = await self._read("identities", requests.identities(), bearer)
        return classification.payload_of(reply, wire.Identities)

    async def access_token(self, bearer: Bearer, identity: wire.Instrument) -> wire.Token:
        reply = await self._read("access_token", requests.access_token(identity), bearer)
        return classification.payload_of(reply, wire.Token)

    async def logout(self, bearer: Bearer) -> None:
        """204, or an address of somebody else's sign-in, which a till has no use for."""
        call = _call(
            "logout", requests.logout(), self._limits.parting, headers=bearer.headers(), moves=True
        )
        classification.check(await self._send(call), meanings.NONE)

    async def factors(self, bearer: Bearer) -> wire.Factors:
        reply = await self._read("factors", requests.factors(), bearer)
        return classification.payload_of(reply, wire.Factors)

    # Accounts

    async def accounts(self, bearer: Bearer, offset: int = 0) -> wire.Accounts:
        reply = await self._read("accounts", requests.accounts(offset), bearer)
        return classification.payload_of(reply, wire.Accounts)

    # Sends

    async def create(self, bearer: Bearer, draft: Draft, ref: str) -> wire.Send:
        reply = await self._move("create_send", draft, bearer, ref, meanings.CREATE)
        return classification.payload_of(reply, wire.Send)

    async def send(self, bearer: Bearer, send_id: str) -> wire.Send:
        reply = await self._read("get_send", requests.send(send_id), bearer)
        return classification.payload_of(reply, wire.Send)

    async def tagged(self, bearer: Bearer, tag: str) -> tuple[wire.Send, ...]:
        """Those with this very tag."""
        reply = await self._read("list_sends", requests.tagged(tag), bearer)
        listed = classification.payload_of(reply, wire.Sends).send
        return tuple(send for send in listed if send.tag == tag)

    async def cancel(self, bearer: Bearer, draft: Draft) -> wire.Send:
        """There is no ref for it: only a look tells what became of a lost one (7)."""
        reply = await self._move("cancel_send", draft, bearer, "", meanings.CANCEL)
        return classification.payload_of(reply, wire.Send)

    # Challenges

    async def issue(
        self, bearer: Bearer, channel: requests.Channel, send_id: str, ref: str
    ) -> wire.Challenge:
        draft = requests.issue(channel, send_id)
        name = "issue_push" if channel.is_push else "issue_sms"
        reply = await self._move(name, draft, bearer, ref, meanings.ISSUE)
        return classification.payload_of(reply, wire.Challenge)

    async def verify(self, bearer: Bearer, challenge: str, code: str, ref: str) -> None:
        """Returns where the code was accepted, which moves the money: not yet that it has."""
        draft = requests.verify(challenge, code)
        reply = await self._move("verify_sms", draft, bearer, ref, meanings.VERIFY)
        classification.check_nothing(reply)

    async def _read(self, operation: str, draft: Draft, bearer: Bearer) -> Reply:
        call = _call(operation, draft, self._limits.asking, headers=bearer.headers())
        reply = await self._send(call)
        classification.check(reply, meanings.NONE)
        return reply

    async def _move(
        self, operation: str, draft: Draft, bearer: Bearer, ref: str, table: meanings.Table
    ) -> Reply:
        headers = bearer.headers()
        if ref:
            headers = (*headers, ("idempotency-ref", ref))
        call = _call(operation, draft, self._limits.moving, headers=headers, key=ref, moves=True)
        reply = await self._send(call)
        classification.check(reply, table)
        return reply

    async def _send(self, call: Call) -> Reply:
        reply = await self._line.send(call)
        if reply.status == 429:
            self.quota.close_for(reply.retry_after or 1)
        return reply


def _call(
    operation: str,
    draft: Draft,
    limits: Timeouts,
    *,
    headers: Headers = (),
    key: str = "",
    moves: bool = False,
) -> Call:
    return Call(
        operation,
        draft.method,
        draft.path,
        draft.body,
        key,
        moves,
        headers=headers,
        timeouts=limits,
    )
