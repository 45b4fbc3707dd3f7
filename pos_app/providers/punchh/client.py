"""One method per endpoint: a draft in, a typed answer out; contract, 4 and 5."""

from typing import TypeVar

from pos_app.core.value import Value
from pos_app.providers.http import Call, Headers, HttpClient, Reply, Timeouts
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import classification, connection, requests, wire
from pos_app.providers.punchh.connection import Lines, Terminal

Payload = TypeVar("Payload", bound=wire.Wire)

VOIDED, DONE = (202,), (200, 201, 202, 204)


class Limits(Value, frozen=True):
    """Section 8."""

    asking: Timeouts = Timeouts(connect=3, answer=7, within=7)
    """Look-ups, the basket, quotes."""
    moving: Timeouts = Timeouts(connect=3, answer=15, within=15)
    """Commits, voids, check-ins, receipts, one-time codes."""
    parting: Timeouts = Timeouts(connect=2, answer=2, within=2)
    """Signing out, for which an accepted code must not wait; with checking it, below the deadline
    of the whole."""


class PunchhClient:
    """Raises only ``ProviderError``: ``RefusedByPunchhError`` where Punchh itself said no. What
    moves value, locks, or sends a code is sent as the draft has it, byte by byte, on a connection
    of its own. ``key`` names such a call in logs: the check's uid, or the redemption."""

    def __init__(self, lines: Lines, terminal: Terminal, limits: Limits | None = None) -> None:
        self._lines = lines
        self._terminal = terminal
        self._limits = limits or Limits()
        self.heard_at = ""
        """Punchh's own clock at its latest answer, as it wrote it."""

    def __repr__(self) -> str:
        return "PunchhClient()"

    async def aclose(self) -> None:
        await self._lines.aclose()

    async def probe(self) -> str:
        """The store's own configuration, which proves address and keys; the server's date."""
        reply = await self._read("probe", requests.configuration())
        classification.payload_of(reply, wire.Location)
        return reply.date

    # Reads

    async def configuration(self) -> wire.Location:
        reply = await self._read("configuration", requests.configuration())
        return classification.payload_of(reply, wire.Location)

    async def meta(self) -> wire.Meta:
        return classification.payload_of(await self._read("meta", requests.meta()), wire.Meta)

    async def search(self, draft: Draft) -> wire.Guest:
        return classification.payload_of(await self._read("search", draft), wire.Guest)

    async def find(self, draft: Draft) -> wire.Guest:
        return classification.payload_of(await self._read("find", draft), wire.Guest)

    async def balance(self, draft: Draft) -> wire.BalanceAnswer:
        return classification.payload_of(await self._read("balance", draft), wire.BalanceAnswer)

    async def active(self, draft: Draft) -> wire.Basket:
        return classification.payload_of(await self._read("active", draft), wire.Basket)

    # The basket

    async def lookup(self, draft: Draft, key: str) -> wire.LookupAnswer:
        """Locks."""
        return await self._ask("lookup", draft, key, wire.LookupAnswer)

    async def auto_select(self, draft: Draft, key: str) -> wire.Basket:
        return await self._ask("auto_select", draft, key, wire.Basket)

    async def select(self, draft: Draft, key: str) -> wire.Basket:
        return await self._ask("select", draft, key, wire.Basket)

    async def unselect(self, draft: Draft, key: str) -> wire.Basket:
        return await self._ask("unselect", draft, key, wire.Basket)

    async def unlock(self, draft: Draft, key: str) -> None:
        reply = await self._send("unlock", draft, key, self._limits.asking)
        classification.check_nothing(reply, *DONE)

    # Redeeming

    async def quote(self, draft: Draft, key: str) -> wire.BatchAnswer:
        """Locks."""
        if not requests.is_quote(draft):
            raise ValueError("that is no quote: it would redeem")
        return await self._ask("quote", draft, key, wire.BatchAnswer)

    async def commit(self, draft: Draft, key: str) -> wire.BatchAnswer:
        """An answer does not tell which of the two it is of: only what was asked does (5.8)."""
        if requests.is_quote(draft):
            raise ValueError("that is a quote: it would redeem nothing")
        reply = await self._send("commit", draft, key, self._limits.moving)
        return classification.payload_of(reply, wire.BatchAnswer)

    async def void(self, draft: Draft, key: str) -> None:
        reply = await self._send("void", draft, key, self._limits.moving)
        classification.check_nothing(reply, *VOIDED)

    # Earning

    async def checkin(self, draft: Draft, key: str) -> wire.CheckinAnswer:
        """``key`` is its uid: a refusal that names it says that it is already recorded."""
        reply = await self._send("checkin", draft, key, self._limits.moving, uid=key)
        return classification.payload_of(reply, wire.CheckinAnswer)

    async def receipt(self, draft: Draft, key: str) -> None:
        """Stores, amends or voids, as the draft was made."""
        line = self._lines.receipts
        reply = await self._send("receipt", draft, key, self._limits.moving, line=line)
        classification.check_nothing(reply, *DONE)

    # One-time codes and the guest's token

    async def send_code(self, draft: Draft, key: str) -> wire.SentAnswer:
        reply = await self._identify("send_code", draft, key, self._terminal.sends())
        classification.check_identity(reply)
        return classification.payload_of(reply, wire.SentAnswer)

    async def verify_code(self, draft: Draft, key: str) -> wire.Session:
        """Only a token proves that the code was right."""
        reply = await self._identify("verify_code", draft, key, self._terminal.verifies())
        classification.check_code(reply)
        return classification.payload_of(reply, wire.SessionAnswer).data

    async def refresh(self, draft: Draft) -> wire.Session:
        """Both tokens are new, the old ones worth nothing."""
        reply = await self._identify("refresh", draft, "", ())
        classification.check_identity(reply)
        return classification.payload_of(reply, wire.SessionAnswer).data

    async def sign_out(self, draft: Draft, access_token: str) -> None:
        headers, limits = connection.bearer(access_token), self._limits.parting
        reply = await self._identify("sign_out", draft, "", headers, limits)
        classification.check_identity(reply)
        classification.check_nothing(reply, *DONE)

    async def profile(
        self, draft: Draft, session: wire.Session, signature: str
    ) -> wire.ProfileAnswer:
        """Whose session it is. The signature is made where the client secret is."""
        headers = connection.signed(
            self._terminal, session.bearer, signature, session.id_token or None
        )
        call = _call("profile", draft, self._limits.asking, headers=headers)
        reply = await self._lines.guests.send(call)
        classification.check_identity(reply)
        return classification.payload_of(reply, wire.ProfileAnswer)

    async def _read(self, operation: str, draft: Draft) -> Reply:
        call = _call(operation, draft, self._limits.asking)
        reply = await self._lines.pos.send(call)
        self.heard_at = reply.date or self.heard_at
        classification.check_pos(reply, mutating=False)
        return reply

    async def _ask(self, operation: str, draft: Draft, key: str, payload: type[Payload]) -> Payload:
        reply = await self._send(operation, draft, key, self._limits.asking)
        return classification.payload_of(reply, payload)

    async def _send(
        self,
        operation: str,
        draft: Draft,
        key: str,
        limits: Timeouts,
        *,
        line: HttpClient | None = None,
        uid: str = "",
    ) -> Reply:
        call = _call(operation, draft, limits, key=key, mutating=True)
        reply = await (line or self._lines.pos).send(call)
        if line is None:
            self.heard_at = reply.date or self.heard_at
        classification.check_pos(reply, mutating=True, uid=uid)
        return reply

    async def _identify(
        self,
        operation: str,
        draft: Draft,
        key: str,
        headers: Headers,
        limits: Timeouts | None = None,
    ) -> Reply:
        limits = limits or self._limits.moving
        call = _call(operation, draft, limits, key=key, mutating=True, headers=headers)
        return await self._lines.identity.send(call)


def _call(
    operation: str,
    draft: Draft,
    limits: Timeouts,
    *,
    key: str = "",
    mutating: bool = False,
    headers: Headers = (),
) -> Call:
    if draft.body is None:
        headers = (*headers, *connection.BODILESS)
    return Call(
        operation,
        draft.method,
        draft.path,
        draft.body,
        key,
        mutating,
        headers=headers,
        timeouts=limits,
    )
