"""What a bundle is asked for."""

from pos_app.cli import PROVIDERS
from tests.packaging.smoke import TOURS


def test_the_tour_of_every_provider_is_played() -> None:
    assert set(TOURS) == set(PROVIDERS)
