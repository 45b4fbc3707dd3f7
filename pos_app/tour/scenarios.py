"""Which scenarios belong to which provider."""

from importlib import import_module

from pos_app.tour.scenario import Scenario


def scenarios_of(provider: str) -> tuple[Scenario, ...]:
    """All scenarios of a provider, in the order in which they are played."""
    found: tuple[Scenario, ...] = import_module(f"pos_app.tour.{provider}").SCENARIOS
    return found
