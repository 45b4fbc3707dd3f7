"""HTTP for every provider, and the only import of httpx.

Loading it is slow: it belongs to the provider, which is loaded after the first frame. Calls go to
httpx's transports directly, below its client: nothing there follows a redirect, keeps a cookie,
reads the environment, or writes an address to a log.
"""

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing, suppress
from ipaddress import ip_address
from time import perf_counter
from typing import Any, cast

import httpx

from pos_app.core.errors import (
    ContractBrokenError,
    NotSentError,
    OutcomeUnknownError,
    ProviderError,
)
from pos_app.core.value import Value
from pos_app.providers import sniffing
from pos_app.providers.causes import cause_of
from pos_app.providers.spelling import Spelling
from pos_app.providers.trust import trust

log = logging.getLogger("pos_app.http")
sniffing.settle()

LARGEST_ANSWER = 1 << 20
"""Bytes; whatever is larger is not an answer to a till."""
MARGIN = 2.0
"""Seconds on top of connecting and answering until a call is given up as a whole."""
KEPT_FOR = 20.0
"""Seconds an idle connection waits for the next read."""

Headers = tuple[tuple[str, str], ...]

OnCall = Callable[[str, int | None, float], None]
"""Operation, status (``None`` without an answer), seconds."""


class AddressError(ValueError):
    """The address of a provider cannot be used; the message says why, without its secrets."""


class Timeouts(Value, frozen=True):
    """Seconds. ``answer`` limits each wait for the server, ``total`` the call as a whole."""

    connect: float = 3
    answer: float = 5
    within: float | None = None
    """For the whole call, where that is not connecting, answering and a margin."""

    @property
    def total(self) -> float:
        return self.connect + self.answer + MARGIN if self.within is None else self.within


class Call(Value, frozen=True):
    operation: str
    """The name for logs; a path may hold personal data and never gets there."""
    method: str
    path: str
    """Below the root and percent-encoded: goes out as it is."""
    body: bytes | None = None
    key: str = ""
    """The idempotency key, of which logs show the end."""
    mutating: bool = False
    """Sent on a connection of its own, unless the client was told otherwise; a redirect leaves its
    outcome unknown."""
    content_type: str = "application/json"
    headers: Headers = ()
    timeouts: Timeouts | None = None

    def __repr__(self) -> str:
        return f"Call({self.operation})"


class Reply(Value, frozen=True):
    """A complete answer that is no redirect."""

    status: int
    body: bytes
    content_type: str = ""
    retry_after: int | None = None
    """Seconds, from 0 to ``spelling.LONGEST_HINT``."""
    date: str = ""
    """The server's clock, as it wrote it."""
    elapsed: float = 0
    request_id: str = ""
    """The server's own name for the call, by which its support finds it."""

    def __repr__(self) -> str:
        return f"Reply({self.status}, {len(self.body)} bytes)"


def basic(user: str, password: str) -> Headers:
    """Basic authentication, as standing headers."""
    pair = b64encode(f"{user}:{password}".encode()).decode()
    return (("Authorization", f"Basic {pair}"),)


class HttpClient:
    """Calls below one root. May be made on any thread; its calls belong to one event loop."""

    def __init__(
        self,
        root: str,
        headers: Headers = (),
        *,
        user_agent: str = "pos-app",
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: Timeouts | None = None,
        on_call: OnCall | None = None,
        spelling: Spelling = Spelling(),  # noqa: B008 - immutable
        kept_for: float | None = None,
    ) -> None:
        """``headers`` go with every call, and are shown nowhere: they hold the credentials.
        ``kept_for``: seconds for which an idle connection waits for any next call, those included
        that change something; only where one that is lost moves no value, and so few seconds that
        no server has hung up meanwhile.

        Raises ``AddressError`` for a root that is not HTTPS, except on loopback.
        """
        url = _checked(root)
        self._root = str(url).rstrip("/")
        self._host = url.host
        self._headers: Headers = (
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
            ("User-Agent", user_agent),
            *headers,
        )
        self._timeouts = timeouts or Timeouts()
        self._on_call = on_call
        self._spelling = spelling
        self._given = transport
        self._tls = trust(url.scheme) if transport is None else None
        self._kept_for = kept_for
        self._kept: httpx.AsyncHTTPTransport | None = None
        self._given_up: list[httpx.AsyncHTTPTransport] = []
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def __repr__(self) -> str:
        return f"HttpClient({self._host})"

    async def send(self, call: Call) -> Reply:
        """One attempt. ``NotSentError``: nothing of it reached the server.
        ``OutcomeUnknownError``: it may have, and there is no complete answer."""
        started = perf_counter()
        progress = _Progress()
        outcome: Reply | ProviderError
        try:
            outcome = await self._exchange(call, progress, started)
        except asyncio.CancelledError:
            log.info("call operation=%s status=cancelled key=%s", call.operation, call.key[-8:])
            raise
        except Exception as error:  # noqa: BLE001 - whatever breaks, there was no answer
            outcome = self._failed(error, progress)
        # raised out here, an error carries no context: httpx's own may quote an answer
        self._tell(call, outcome, perf_counter() - started)
        if isinstance(outcome, ProviderError):
            raise outcome
        if 300 <= outcome.status < 400:
            raise _redirected(call)
        return outcome

    async def aclose(self) -> None:
        for transport in (self._given, self._kept, *self._given_up):
            if transport is not None:
                await transport.aclose()
        self._kept = None
        self._given_up.clear()

    async def _exchange(self, call: Call, progress: "_Progress", started: float) -> Reply:
        timeouts = call.timeouts or self._timeouts
        request = self._request(call, timeouts, progress)
        transport, closing = self._transport(call)
        try:
            async with asyncio.timeout(timeouts.total):
                return await _receive(transport, request, started, self._spelling)
        finally:
            with suppress(Exception):
                await progress.tidy()
                if closing:
                    await transport.aclose()

    def _request(self, call: Call, timeouts: Timeouts, progress: "_Progress") -> httpx.Request:
        headers = [*self._headers, *call.headers]
        if call.body is not None:
            headers.append(("Content-Type", call.content_type))
        if self._goes_alone(call):
            headers.append(("Connection", "close"))
        limits = {
            "connect": timeouts.connect,
            "pool": timeouts.connect,
            "write": timeouts.answer,
            "read": timeouts.answer,
        }
        return httpx.Request(
            call.method,
            self._root + call.path,
            headers=headers,
            content=call.body,
            extensions={"timeout": limits, "trace": progress.follow},
        )

    def _transport(self, call: Call) -> tuple[httpx.AsyncBaseTransport, bool]:
        """And whether it serves this call only: a stale connection must not swallow a submit."""
        if self._given is not None:
            return self._given, False
        if self._goes_alone(call):
            return self._open(kept=0), True
        if self._kept is None:
            self._kept = self._open(kept=4)
        return self._kept, False

    def _goes_alone(self, call: Call) -> bool:
        return call.mutating and self._kept_for is None

    def _open(self, kept: int) -> httpx.AsyncHTTPTransport:
        assert self._tls is not None  # noqa: S101 - only an injected transport does without
        limits = httpx.Limits(
            max_connections=8,
            max_keepalive_connections=kept,
            keepalive_expiry=KEPT_FOR if self._kept_for is None else self._kept_for,
        )
        return httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False, limits=limits)

    def _failed(self, error: Exception, progress: "_Progress") -> ProviderError:
        if isinstance(error, httpx.PoolTimeout) and self._kept is not None:
            # cancelled reads can leak places in the pool: github.com/encode/httpcore/issues/1093
            self._given_up.append(self._kept)
            self._kept = None
        return progress.explain(error)

    def _tell(self, call: Call, outcome: Reply | ProviderError, seconds: float) -> None:
        status, named = None, ""
        if isinstance(outcome, Reply):
            status, named = outcome.status, outcome.request_id
        log.info(
            "call operation=%s status=%s ms=%d%s key=%s",
            call.operation,
            status or outcome,
            seconds * 1000,
            f" request={named}" if named else "",
            call.key[-8:],
        )
        if self._on_call is not None:
            try:
                self._on_call(call.operation, status, seconds)
            except Exception as error:  # noqa: BLE001 - an observer must not change an outcome
                log.error("on_call_failed error=%s", type(error).__name__)  # noqa: TRY400


class _Progress:
    """How far a call got, told by httpcore while it happens."""

    NEVER_LEFT = (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        httpx.InvalidURL,
    )

    __slots__ = ("_connecting", "_sending", "_stream")

    def __init__(self) -> None:
        self._connecting = False
        self._sending = False
        self._stream: Any = None

    async def follow(self, event: str, info: dict[str, Any]) -> None:
        match event:
            case "connection.connect_tcp.started":
                self._connecting = True
            case "connection.connect_tcp.complete":
                self._stream = info["return_value"]
            case "http11.send_request_headers.started":
                self._sending, self._stream = True, None

    async def tidy(self) -> None:
        """httpcore leaves a connection open whose handshake was cancelled."""
        if self._stream is not None:
            await self._stream.aclose()

    def explain(self, error: Exception) -> ProviderError:
        """Only what certainly never left this machine counts as not sent."""
        if isinstance(error, ProviderError):
            return error
        if not self._sending and (self._connecting or isinstance(error, self.NEVER_LEFT)):
            return NotSentError(cause_of(error))
        return OutcomeUnknownError(cause_of(error))


async def _receive(
    transport: httpx.AsyncBaseTransport,
    request: httpx.Request,
    started: float,
    spelling: Spelling,
) -> Reply:
    response = await transport.handle_async_request(request)
    try:
        body = response.content if response.is_stream_consumed else await _bounded(response)
    finally:
        await response.aclose()
    return Reply(
        response.status_code,
        body,
        response.headers.get("content-type", ""),
        spelling.wait_in(response.headers),
        response.headers.get("date", ""),
        perf_counter() - started,
        spelling.name_in(response.headers),
    )


async def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    stream = cast("httpx.AsyncByteStream", response.stream)
    async with aclosing(cast("AsyncGenerator[bytes]", aiter(stream))) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise OutcomeUnknownError("AnswerTooLarge")
    return bytes(body)


def _redirected(call: Call) -> ProviderError:
    """Never followed: the credentials and the request would go to another host."""
    return OutcomeUnknownError("Redirect") if call.mutating else ContractBrokenError("Redirect")


def _checked(root: str) -> httpx.URL:
    try:
        url = httpx.URL(root.strip())
    except httpx.InvalidURL:
        raise AddressError("the provider's address cannot be read") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise AddressError("the provider's address starts with https:// and names a host")
    if url.userinfo or url.query or url.fragment:
        raise AddressError(f"the address at {url.host} holds more than a host and a path")
    if url.scheme == "http" and not _is_loopback(url.host):
        raise AddressError(f"{url.host} needs https://: plain http is for this machine only")
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def in_process(
    app: Callable[..., Coroutine[Any, Any, None]],
    *,
    refused: type[Exception],
    dropped: type[Exception],
) -> httpx.AsyncBaseTransport:
    """A transport straight into an ASGI application. ``refused`` and ``dropped`` are what it raises
    in place of cutting a connection before and after it received the request."""
    return _InProcess(app, refused, dropped)


class _InProcess(httpx.AsyncBaseTransport):
    def __init__(
        self,
        app: Callable[..., Coroutine[Any, Any, None]],
        refused: type[Exception],
        dropped: type[Exception],
    ) -> None:
        self._asgi = httpx.ASGITransport(app)
        self._refused = refused
        self._dropped = dropped

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """ASGITransport knows no time-outs and lets the server's own bugs through."""
        try:
            async with asyncio.timeout(request.extensions["timeout"]["read"]):
                return await self._asgi.handle_async_request(request)
        except self._refused:
            raise httpx.ConnectError("refused") from None
        except self._dropped:
            raise httpx.ReadError("dropped") from None
        except TimeoutError:
            raise httpx.ReadTimeout("no answer") from None
        except Exception as error:  # noqa: BLE001 - a real server would answer
            log.error("in_process_server_failed error=%s", type(error).__name__)  # noqa: TRY400
            return httpx.Response(500)
