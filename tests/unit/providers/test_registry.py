"""Providers by name, and the cost of asking for one."""

import subprocess
import sys
from importlib import metadata
from time import monotonic

import pytest

from pos_app.core.errors import ProviderError
from pos_app.providers import registry
from pos_app.providers.bonifiq.profile import PROFILE
from pos_app.providers.site import Site
from tests.unit.providers.loopback import serving, stays_silent

HEAVY = ("httpx", "truststore", "ssl", "importlib.metadata")


@pytest.mark.parametrize("name", registry.PACKAGES)
def test_a_profile_and_an_address_cost_no_client(name: str) -> None:
    program = (
        "import sys\n"
        "from pos_app.providers import registry\n"
        f"assert registry.profile({name!r}).name\n"
        f"registry.address({name!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"


def test_the_profile_of_punchh_costs_the_first_frame_neither_its_wire_nor_a_digest() -> None:
    heavy = (*HEAVY, "hashlib", "pos_app.providers.punchh.wire")
    program = (
        "import sys\n"
        "from pos_app.providers import registry\n"
        "assert registry.profile('punchh').read_coupon is not None\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "[]"


async def test_a_provider_is_made_from_its_name() -> None:
    provider = registry.create(
        "bonifiq", "http://127.0.0.1:1", ("token", "key"), connect_seconds=0.1, answer_seconds=0.1
    )
    assert provider.profile is PROFILE
    await provider.aclose()


async def test_what_the_settings_allow_an_answer_takes_the_place_of_the_providers_own() -> None:
    """Punchh's own would be seven seconds."""
    async with serving(stays_silent()) as server:
        site = Site(client="a-client", device="a-device")
        provider = registry.create(
            "punchh", server.url, ("location", "business"), answer_seconds=0.1, site=site
        )
        began = monotonic()
        with pytest.raises(ProviderError):
            await provider.probe()
        assert monotonic() - began < 5
        await provider.aclose()


async def test_a_challenger_waits_as_long_as_the_settings_allow() -> None:
    """Its own would be four seconds."""
    async with serving(stays_silent()) as server:
        challenger = registry.create_challenger(
            "twilio_verify",
            server.url,
            ("key", "secret", "an-identity-key-of-tests"),
            seconds=(None, 0.1),
            site=Site(service="VA" + "0" * 32),
        )
        began = monotonic()
        with pytest.raises(ProviderError):
            await challenger.probe()
        assert monotonic() - began < 3
        await challenger.aclose()


def test_an_unknown_name_names_the_known_ones() -> None:
    with pytest.raises(registry.UnknownProviderError, match="'acme'; known: bonifiq"):
        registry.profile("acme")


def test_a_chain_can_add_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = metadata.EntryPoint("acme", "pos_app.providers.bonifiq", registry.GROUP)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [own] if group else [])
    assert registry.profile("acme") is PROFILE
    with pytest.raises(registry.UnknownProviderError, match="known: acme, bonifiq"):
        registry.create("none", None, ("token", "key"))
