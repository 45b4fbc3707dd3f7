"""What a demo rehearses, by provider."""

import pytest

from pos_app.demo import CUSTOMERS, DEMO_SETTINGS, FAULTS, LEDGERS, SERVICES
from pos_app.providers import registry
from pos_app.sandbox.assembly import build_sandbox
from pos_app.settings import secrets

PRACTISED = (*registry.PACKAGES, *registry.CHALLENGERS)


@pytest.mark.parametrize("provider", PRACTISED)
def test_every_rehearsal_can_be_armed_and_every_setting_made(provider: str) -> None:
    providers = build_sandbox(seed=1).providers
    providers[provider].change(dict(DEMO_SETTINGS[provider]))
    for fault in FAULTS[provider].values():
        spoilt = providers[fault.at or LEDGERS.get(provider, provider)]
        spoilt.faults.arm(fault.call, fault.fault, fault.times)
    armed = sum(len(one.faults.list()) for one in providers.values())
    assert armed == len(FAULTS[provider])


def test_the_same_faults_are_rehearsed_with_each_provider() -> None:
    assert len({frozenset(faults) for faults in FAULTS.values()}) == 1


def test_each_provider_has_a_first_customer_and_practice_credentials() -> None:
    assert set(CUSTOMERS) == set(PRACTISED) == set(secrets.PRACTICE) == set(secrets.NAMES)
    assert set(LEDGERS) == set(SERVICES) == set(registry.CHALLENGERS)
    assert set(LEDGERS.values()) <= set(registry.PACKAGES)
