"""The sandbox's own routes under /_sandbox: test hooks, without authentication or faults."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from pos_app.sandbox import exact_json
from pos_app.sandbox.exact_json import Json, JsonObject
from pos_app.sandbox.exchange import JSON

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from pos_app.sandbox.clock import SandboxClock
    from pos_app.sandbox.provider import Provider

PREFIX = "/_sandbox"

Hook = Callable[[Request], Awaitable[Json]]


class UnknownError(Exception):
    """What the hook was asked for does not exist: 404."""


class InvalidError(Exception):
    """The hook cannot read what it was sent: 400."""


def control_app(
    clock: SandboxClock, providers: Mapping[str, Provider[Any]], reset: Callable[[], None]
) -> ASGIApp:
    routes = _general_routes(clock, providers, reset)
    for provider in providers.values():
        routes += _provider_routes(provider)
    return Router(routes, redirect_slashes=False)


async def read(request: Request) -> JsonObject:
    body = exact_json.parse(await request.body())
    if not isinstance(body, dict):
        raise InvalidError("the body is not a JSON object")
    return body


def route(method: str, path: str, hook: Hook) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            return _json(await hook(request))
        except UnknownError as unknown:
            return _json({"error": str(unknown)}, 404)
        except (InvalidError, ValueError, ArithmeticError) as invalid:
            return _json({"error": str(invalid)}, 400)

    return Route(PREFIX + path, endpoint, methods=[method])


def _json(body: Json, status: int = 200) -> Response:
    return Response(exact_json.render(body), status, media_type=JSON)


def _describe(provider: Provider[Any]) -> JsonObject:
    return {
        **provider.introduce(),
        "settings": provider.settings.as_json(),
        "calls": sorted(provider.faults.calls),
        "faults": sorted(provider.faults.names),
    }


def _general_routes(
    clock: SandboxClock, providers: Mapping[str, Provider[Any]], reset: Callable[[], None]
) -> list[Route]:
    async def overview(_request: Request) -> Json:
        return {
            "name": "pos-app sandbox",
            "now": clock.now().isoformat(),
            "providers": {name: _describe(provider) for name, provider in providers.items()},
        }

    async def advance(request: Request) -> Json:
        seconds = (await read(request)).get("advance")
        if isinstance(seconds, bool | str) or seconds is None:
            raise InvalidError("advance is a number of seconds")
        clock.advance(float(str(seconds)))
        return {"now": clock.now().isoformat()}

    async def start_over(_request: Request) -> Json:
        reset()
        return {"reset": True}

    return [
        route("GET", "", overview),
        route("GET", "/", overview),
        route("POST", "/clock", advance),
        route("POST", "/reset", start_over),
    ]


def _provider_routes(provider: Provider[Any]) -> list[Route]:
    async def calls(_request: Request) -> Json:
        return {"calls": [received.as_json() for received in provider.calls]}

    async def settings(request: Request) -> Json:
        provider.change(await read(request))
        changed: JsonObject = provider.settings.as_json()
        return changed

    async def faults(_request: Request) -> Json:
        return {"faults": [fault.as_json() for fault in provider.faults.list()]}

    async def arm(request: Request) -> Json:
        wanted = await read(request)
        call, fault = str(wanted.pop("call", "*")), str(wanted.pop("fault", ""))
        times = wanted.pop("times", 1)
        if isinstance(times, bool) or not isinstance(times, int):
            raise InvalidError("times is a whole number")
        provider.faults.arm(call, fault, times, **wanted)
        return await faults(request)

    async def clear(request: Request) -> Json:
        provider.faults.clear()
        return await faults(request)

    own = [
        ("GET", "/calls", calls),
        ("POST", "/settings", settings),
        ("GET", "/faults", faults),
        ("POST", "/faults", arm),
        ("DELETE", "/faults", clear),
        *provider.hooks(),
    ]
    return [route(method, f"/{provider.name}{path}", hook) for method, path, hook in own]
