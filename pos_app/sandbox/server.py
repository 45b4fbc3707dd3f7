"""The sandbox over loopback HTTP. The only import of uvicorn."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from starlette.requests import ClientDisconnect
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from pos_app.sandbox.connection import ABORT_EXTENSION

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope
    from uvicorn.server import ServerState

    from pos_app.sandbox.assembly import Sandbox

LOOPBACK = "127.0.0.1"


class AbortableProtocol(H11Protocol):
    """Lets the application abort the TCP connection of the request it serves."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        served = self.app

        async def abortable(
            scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
        ) -> None:
            if scope["type"] == "http":
                extensions: dict[str, Any] = scope.setdefault("extensions", {})
                extensions[ABORT_EXTENSION] = self._abort
            try:
                await served(scope, receive, send)
            except (asyncio.CancelledError, ClientDisconnect):
                self._abort()

        self.app = abortable

    def _abort(self) -> None:
        self.cycle.disconnected = True
        self.transport.abort()


@asynccontextmanager
async def running_server(
    sandbox: Sandbox, port: int = 0, *, host: str = LOOPBACK
) -> AsyncIterator[str]:
    """Serves on the running loop; gives the base URL. Port 0 takes a free one.

    Raises ValueError for a host beyond loopback and OSError for a port in use.
    """
    with _listen(host, port) as listener:
        server = _server(sandbox)
        await server.startup(sockets=[listener])
        try:
            yield _url(listener)
        finally:
            await _stop(server)


def serve(
    sandbox: Sandbox,
    port: int,
    *,
    host: str = LOOPBACK,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Blocks until SIGINT or SIGTERM; `on_ready` gets the base URL."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(sandbox, port, host, on_ready))


class ThreadedServer:
    """Serves from a daemon thread with a loop of its own; a context manager giving the base URL."""

    def __init__(self, sandbox: Sandbox, port: int = 0, *, host: str = LOOPBACK) -> None:
        self._sandbox = sandbox
        self._address = host, port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._failure: Exception | None = None
        self.url = ""

    def __enter__(self) -> str:
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        return self.url

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except (OSError, ValueError) as failure:
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        host, port = self._address
        async with running_server(self._sandbox, port, host=host) as self.url:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            self._ready.set()
            await self._stop.wait()


async def _serve(
    sandbox: Sandbox, port: int, host: str, on_ready: Callable[[str], None] | None
) -> None:
    stopped = asyncio.Event()
    with suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with running_server(sandbox, port, host=host) as url:
        if on_ready is not None:
            on_ready(url)
        await stopped.wait()


def _listen(host: str, port: int) -> socket.socket:
    address = LOOPBACK if host == "localhost" else host
    if not ip_address(address).is_loopback:
        raise ValueError(f"the sandbox serves loopback only, not {host}")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, port), family=family)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _server(sandbox: Sandbox) -> Server:
    config = Config(
        sandbox.app,
        interface="asgi3",
        http=AbortableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=1,
    )
    config.load()
    server = Server(config)
    server.lifespan = config.lifespan_class(config)
    return server


async def _stop(server: Server) -> None:
    """Cuts what is still open: a delayed answer must not hold up the end of a test."""
    for connection in list(server.server_state.connections):
        if connection.transport is not None:
            connection.transport.abort()
    for task in list(server.server_state.tasks):
        task.cancel()
    server.force_exit = True
    await server.shutdown()
