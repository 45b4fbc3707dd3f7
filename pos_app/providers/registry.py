"""The providers by name. Nothing of one is imported before it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from pos_app.core.redemption.profile import Profile
from pos_app.providers.ports import Challenger, LoyaltyProvider
from pos_app.providers.site import Site

if TYPE_CHECKING:
    from types import ModuleType

    import httpx

    from pos_app.providers.http import OnCall, Timeouts

PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "bonifiq": "pos_app.providers.bonifiq",
        "punchh": "pos_app.providers.punchh",
        "weavr": "pos_app.providers.weavr",
    }
)
"""Each package has a module ``profile`` with ``PROFILE`` and ``ADDRESS``, cheap to import, and a
module ``provider`` with ``create``, which may be slow."""

CHALLENGERS: Mapping[str, str] = MappingProxyType(
    {"twilio_verify": "pos_app.providers.twilio_verify"}
)
"""They hold no points and stand beside a ledger. Each package has a module ``profile`` with
``paired``, ``NAME`` and ``ADDRESS``, and a module ``challenger`` with ``create``."""

GROUP = "pos_app.providers"
"""The entry points by which a chain adds its own; their values are such packages."""


class Provider(LoyaltyProvider, Challenger, Protocol):
    async def probe(self) -> str:
        """A read about nobody that needs address and credentials to be right; the server's date,
        as it wrote it."""
        ...

    async def aclose(self) -> None: ...


class Verifier(Challenger, Protocol):
    async def probe(self) -> str:
        """As a provider's."""
        ...

    async def aclose(self) -> None: ...


class UnknownProviderError(LookupError):
    """The message names the known ones."""


def profile(name: str) -> Profile:
    """What the provider does at each step; cheap enough for the first frame."""
    return cast("Profile", _module(name, "profile").PROFILE)


def address(name: str) -> str | None:
    """The provider's own, where it has one for all."""
    return cast("str | None", _module(name, "profile").ADDRESS)


def pair(challenger: str) -> Callable[[Profile], Profile]:
    """From the profile of a ledger to that of the pair."""
    return cast("Callable[[Profile], Profile]", _challenger(challenger, "profile").paired)


def challenger_name(challenger: str) -> str:
    return cast("str", _challenger(challenger, "profile").NAME)


def challenger_address(challenger: str) -> str | None:
    return cast("str | None", _challenger(challenger, "profile").ADDRESS)


def create(
    name: str,
    address: str | None,
    credentials: tuple[str, ...],
    *,
    connect_seconds: float | None = None,
    answer_seconds: float | None = None,
    transport: "httpx.AsyncBaseTransport | None" = None,
    on_call: "OnCall | None" = None,
    site: Site | None = None,
) -> Provider:
    """``address`` ``None`` is the provider's own. Blocks on imports and the trust store: call it
    off the UI thread. Raises ``ValueError`` for settings that do not do."""
    provider = _module(name, "provider")
    made = provider.create(
        address,
        credentials,
        transport=transport,
        timeouts=_timeouts(connect_seconds, answer_seconds),
        on_call=on_call,
        site=site or Site(),
    )
    return cast("Provider", made)


def create_challenger(
    name: str,
    address: str | None,
    credentials: tuple[str, ...],
    *,
    seconds: tuple[float | None, float | None] = (None, None),
    transport: "httpx.AsyncBaseTransport | None" = None,
    on_call: "OnCall | None" = None,
    site: Site | None = None,
) -> Verifier:
    """As ``create``, for one that stands beside a ledger; ``seconds`` are for connecting and for an
    answer."""
    made = _challenger(name, "challenger").create(
        address,
        credentials,
        transport=transport,
        timeouts=_timeouts(*seconds),
        on_call=on_call,
        site=site or Site(),
    )
    return cast("Verifier", made)


def _timeouts(connect: float | None, answer: float | None) -> "Timeouts | None":
    """``None`` leaves it to the provider how long is waited for which call."""
    from pos_app.providers.http import Timeouts  # noqa: PLC0415 - loads httpx

    told = {"connect": connect, "answer": answer}
    known = {name: seconds for name, seconds in told.items() if seconds is not None}
    return Timeouts(**known) if known else None


def _module(name: str, part: str) -> "ModuleType":
    package = PACKAGES.get(name) or _added().get(name)
    if package is None:
        known = ", ".join(sorted({*PACKAGES, *_added()}))
        raise UnknownProviderError(f"there is no provider {name!r}; known: {known}")
    return import_module(f"{package}.{part}")


def _challenger(name: str, part: str) -> "ModuleType":
    package = CHALLENGERS.get(name)
    if package is None:
        known = ", ".join(sorted(CHALLENGERS))
        raise UnknownProviderError(f"there is no challenger {name!r}; known: {known}")
    return import_module(f"{package}.{part}")


def _added() -> dict[str, str]:
    from importlib.metadata import entry_points  # noqa: PLC0415 - only for what is not ours

    return {entry.name: entry.value for entry in entry_points(group=GROUP)}
