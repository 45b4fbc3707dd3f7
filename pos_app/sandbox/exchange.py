"""One provider call as an ASGI endpoint: spoil, record, execute, answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from pos_app.sandbox import exact_json
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused, cut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import Receive, Scope, Send

    from pos_app.sandbox.exact_json import Json
    from pos_app.sandbox.faults import Fault, FaultSwitches
    from pos_app.sandbox.transcript import Transcript

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Incoming:
    call: str
    path: str
    """Raw, percent-encoded."""
    segments: Mapping[str, str]
    """Path parameters, each percent-decoded by itself."""
    query: str
    headers: Mapping[str, str]
    client: str
    """The IP address it came from; empty when nobody knows."""
    body: bytes
    fault: Fault | None
    """Only the provider's own faults; the transport's are dealt with here."""
    origin: str = ""
    """Scheme and host that the caller used, for answers that hold addresses."""


@dataclass(frozen=True, slots=True)
class Reply:
    body: Json
    """None is an empty body."""
    status: int = 200
    headers: Mapping[str, str] | None = None
    text: str | None = None
    """Sent in place of `body`, as `media_type`."""
    media_type: str = JSON

    def response(self) -> Response:
        content = b"" if self.body is None else exact_json.render(self.body)
        if self.text is not None:
            content = self.text.encode()
        return Response(content, self.status, self.headers, self.media_type)


class Exchange:
    def __init__(
        self,
        call: str | Callable[[bytes], str],
        answer: Callable[[Incoming], Reply],
        faults: FaultSwitches,
        transcript: Transcript,
    ) -> None:
        """`call` is the name of the call, or tells it by the body."""
        self._call = call
        self._answer = answer
        self._faults = faults
        self._transcript = transcript

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """`scope["path"]` is the raw path: its parameters are still encoded."""
        request = Request(scope, receive)
        body = await request.body()
        call = self._call if isinstance(self._call, str) else self._call(body)
        spoiling = self._faults.take(call)
        fault = spoiling.fault
        if fault is not None and fault.name == "refuse_connection":
            cut(scope, ConnectionRefused(f"{call}: connection refused"))
            return
        query = scope["query_string"].decode("latin-1")
        received = self._transcript.record(
            call, request.method, scope["path"], query, body, request.headers
        )
        era = self._transcript.era
        await _delay(spoiling.delay, "before")
        if self._transcript.era != era:
            cut(scope, ConnectionDropped(f"{call}: the sandbox was reset meanwhile"))
            return
        response = _unexecuted(fault)
        if response is None and not (fault and fault.name == "drop_before"):
            response = _executed(fault, self._answer(_incoming(call, request, body, fault)))
        await _delay(spoiling.delay, "after")
        if response is None:
            cut(scope, ConnectionDropped(f"{call}: connection dropped"))
            return
        received.status, received.answer = response.status_code, bytes(response.body)
        if fault is not None and fault.name == "truncated_body_after":
            await _truncate(fault, response, scope, receive, send)
        else:
            await response(scope, receive, send)


def _incoming(call: str, request: Request, body: bytes, fault: Fault | None) -> Incoming:
    return Incoming(
        call=call,
        path=request.scope["path"],
        segments={name: unquote(raw) for name, raw in request.path_params.items()},
        query=request.scope["query_string"].decode("latin-1"),
        headers=request.headers,
        client=request.client.host if request.client else "",
        body=body,
        fault=fault,
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


async def _delay(delay: Fault | None, moment: str) -> None:
    """Parameters: `seconds`, and `when`: "before" execution or "after" it (the default)."""
    if delay is not None and delay.text("when", "after") == moment:
        await asyncio.sleep(float(delay.text("seconds", "1")))


def _unexecuted(fault: Fault | None) -> Response | None:
    """What is answered in place of executing the call."""
    if fault is None:
        return None
    match fault.name:
        case "status_500_before":
            return _server_error()
        case "status_503_html":
            return Response("<h1>503 Service Unavailable</h1>", 503, media_type=HTML)
        case "status_429":
            return _too_many(fault.params.get("retry_after"))
        case "status_408":
            return Response(status_code=408)
        case "status_401":
            headers = {"WWW-Authenticate": 'Basic realm="sandbox"'}
            return Response(status_code=401, headers=headers)
        case "status_403":
            return Response("<h1>403 Forbidden</h1>", 403, media_type=HTML)
        case "redirect":
            elsewhere = fault.text("location", "https://elsewhere.invalid/")
            return Response(status_code=302, headers={"Location": elsewhere})
        case _:
            return None


def _executed(fault: Fault | None, reply: Reply) -> Response | None:
    """What becomes of the answer to an executed call; None when it is never sent."""
    match fault.name if fault else None:
        case "drop_after":
            return None
        case "status_500_after":
            return _server_error()
        case "empty_body_after":
            return Response(status_code=200, media_type=JSON)
        case "html_body_after":
            return Response("<html><body>Welcome to the Wi-Fi</body></html>", media_type=HTML)
        case "non_object_body":
            return Response("[]", media_type=JSON)
        case _:
            return reply.response()


def _server_error() -> Response:
    return Response('{"Message":"An error has occurred."}', 500, media_type=JSON)


def _too_many(retry_after: Json) -> Response:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Response(status_code=429, headers=headers)


async def _truncate(
    fault: Fault, response: Response, scope: Scope, receive: Receive, send: Send
) -> None:
    """Half the body, then a cut connection; with `cut` false, half a body that claims to be all."""
    half = response.body[: len(response.body) // 2]
    if fault.params.get("cut") is False:
        await Response(bytes(half), response.status_code, media_type=JSON)(scope, receive, send)
        return
    start = {"type": "http.response.start", "status": response.status_code}
    await send({**start, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": bytes(half), "more_body": True})
    cut(scope, ConnectionDropped("connection dropped within the answer"))
