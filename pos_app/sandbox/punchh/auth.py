"""Who may call: what each family of calls asks of its headers (contract, sections 2 and 3)."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh import digest
from pos_app.sandbox.punchh.fixtures import (
    BUSINESS_KEY,
    CLIENT_ID,
    CLIENT_SECRET,
    LOCATION_KEY,
)
from pos_app.sandbox.punchh.refusals import (
    INVALID_BUSINESS_KEY,
    INVALID_LOCATION_KEY,
    Refusal,
    RefusedError,
    keyed,
    missing,
)

if TYPE_CHECKING:
    from pos_app.sandbox.exchange import Incoming
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.sessions import Session

_ALL_HEADERS, _ONE_HEADER = 32 * 1024, 16 * 1024
_TRANSPORT = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding"}
)
_COMMON = _TRANSPORT | {"accept", "accept-language", "content-type", "user-agent"}
_PASSWORDLESS = _COMMON | {"punchh-app-device-id", "client-type", "authorization"}
_CLIENT_TYPES = frozenset({"external_mobile_app", "online_ordering", "iframe_sso"})
_PAIR = re.compile(r"(\w+)=\"?([^\",\s]+)\"?")


class Family(Enum):
    OPEN = frozenset[str]()
    """Asks for nothing and minds no header."""
    POS = _COMMON | {"authorization"}
    PASSWORDLESS = _PASSWORDLESS
    MOBILE = _PASSWORDLESS | {"x-pch-digest", "id-token"}

    @property
    def headers(self) -> frozenset[str]:
        return self.value


def admit(books: Books, call: Incoming, family: Family) -> None:
    if family is Family.OPEN:
        return
    _check_limits(books, call, family)
    if not call.headers.get("user-agent", "").strip():
        raise RefusedError(Refusal(books.settings.user_agent_refusal_status, shape="{}"))
    if family is Family.POS:
        _check_keys(call)
    elif family is Family.PASSWORDLESS:
        _check_passwordless(books, call)


def _check_limits(books: Books, call: Incoming, family: Family) -> None:
    sizes = [len(name) + len(text) + 4 for name, text in call.headers.items()]
    if sum(sizes) > _ALL_HEADERS or max(sizes) > _ONE_HEADER:
        raise RefusedError(Refusal(431, shape="G"))
    unknown = set(call.headers) - family.headers
    if unknown and books.settings.refuse_unknown_headers:
        raise RefusedError(Refusal(400, shape="G"))


def _check_keys(call: Incoming) -> None:
    scheme, _, rest = call.headers.get("authorization", "").partition(" ")
    keys = dict(_PAIR.findall(rest)) if scheme == "Token" else {}
    if call.call == "receipt" and not keys.get("token"):
        raise missing("location_key")
    if keys.get("token") != LOCATION_KEY:
        raise RefusedError(INVALID_LOCATION_KEY)
    if keys.get("btoken") != BUSINESS_KEY:
        raise RefusedError(INVALID_BUSINESS_KEY)


def _check_passwordless(books: Books, call: Incoming) -> None:
    if books.lockout.is_blocked(call.client, books.clock.now()):
        raise keyed(429, "rate_limited", "Too many failed attempts. Please try again later.")
    needed = ["accept", "content-type"]
    if call.call in {"send_code", "verify_code"}:
        needed.append("punchh-app-device-id")
    for name in needed:
        if not call.headers.get(name, "").strip():
            raise missing(name)
    if not call.headers["content-type"].startswith("application/json"):
        raise missing("content-type")
    if call.call == "verify_code" and call.headers.get("client-type") not in _CLIENT_TYPES:
        raise missing("client-type")


def check_client(client: str | None) -> None:
    if client is None:
        raise missing("client")
    if client != CLIENT_ID:
        raise keyed(412, "invalid_client", "Invalid Client / Client not found.")


def bearer(books: Books, call: Incoming) -> Session:
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    session = books.sessions.of_access_token(token, books.clock.now())
    if scheme != "Bearer" or session is None:
        raise keyed(401, "unauthorized", "An active access token must be used.")
    return session


def check_digest(call: Incoming) -> None:
    target = f"{call.path}?{call.query}" if call.query else call.path
    given = call.headers.get("x-pch-digest", "")
    if not digest.is_right(given, CLIENT_SECRET, target, call.body):
        text = "Signature doesn't match. Please check the digest of path, query and body."
        raise keyed(412, "invalid_signature", text)
