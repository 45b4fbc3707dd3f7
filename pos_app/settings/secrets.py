"""Credentials: from the environment, else from the operating system's keyring; never a file."""

import os
from collections.abc import Mapping

from pos_app.settings.address import is_loopback

SERVICE = "pos-app"
NAMES: Mapping[str, tuple[str, ...]] = {
    "bonifiq": ("api_token", "api_key"),
    "punchh": ("location_key", "business_key"),
    "weavr": ("api_key",),
    "twilio_verify": ("api_key", "api_secret", "identity_key"),
}
PRACTICE: Mapping[str, tuple[str, ...]] = {
    "bonifiq": ("sandbox-token", "sandbox-key"),
    "punchh": ("sandbox-location-key", "5a4db0c5-0000-4000-8000-73616e64626f"),
    "weavr": ("sandbox-api-key",),
    "twilio_verify": (
        "SK5a4db0c5000000000000000000000001",
        "sandbox-api-key-secret",
        "sandbox-identity-key",
    ),
}
"""What the sandbox takes; used for an address on loopback when nothing else is stored."""


class MissingSecretError(Exception):
    """The message names what is missing and the command that stores it; never a value."""


class Credentials:
    """Secrets of one provider; their text is never part of a repr."""

    __slots__ = ("_values",)

    def __init__(self, values: tuple[str, ...]) -> None:
        self._values = values

    def reveal(self) -> tuple[str, ...]:
        return self._values

    def __repr__(self) -> str:
        return "Credentials(•••)"


def variable(provider: str, name: str) -> str:
    return f"POS_APP_{provider}_{name}".upper()


def find(provider: str, address: str | None) -> Credentials:
    """May block on the keyring: call it off the UI thread."""
    values = tuple(_find_one(provider, name) for name in NAMES[provider])
    if all(values):
        return Credentials(tuple(value or "" for value in values))
    if address is not None and is_loopback(address) and not any(values):
        return Credentials(PRACTICE[provider])
    missing = [name for name, value in zip(NAMES[provider], values, strict=True) if not value]
    commands = " and ".join(f"keyring set {SERVICE} {provider}.{name}" for name in missing)
    raise MissingSecretError(
        f"no {' and no '.join(missing)} for {provider}: store them with {commands}"
    )


def _find_one(provider: str, name: str) -> str | None:
    if value := os.environ.get(variable(provider, name)):
        return value
    import keyring  # noqa: PLC0415 - slow, and not needed where the environment has them
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(SERVICE, f"{provider}.{name}")
    except KeyringError:
        return None
