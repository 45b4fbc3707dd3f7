"""What a demo rehearses, by provider."""

import pytest

from pos_app.demo import CUSTOMERS, DEMO_SETTINGS, FAULTS
from pos_app.providers import registry
from pos_app.sandbox.assembly import build_sandbox
from pos_app.settings import secrets


@pytest.mark.parametrize("provider", registry.PACKAGES)
def test_every_rehearsal_can_be_armed_and_every_setting_made(provider: str) -> None:
    served = build_sandbox(seed=1).providers[provider]
    served.change(dict(DEMO_SETTINGS[provider]))
    for fault in FAULTS[provider].values():
        served.faults.arm(fault.call, fault.fault, fault.times)
    assert len(served.faults.list()) == len(FAULTS[provider])


def test_the_same_faults_are_rehearsed_with_each_provider() -> None:
    assert len({frozenset(faults) for faults in FAULTS.values()}) == 1


def test_each_provider_has_a_first_customer_and_practice_credentials() -> None:
    assert set(CUSTOMERS) == set(registry.PACKAGES) == set(secrets.PRACTICE)
