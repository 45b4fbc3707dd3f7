"""The providers that take part, by name: one more is a file beside ``bonifiq.py``."""

from collections.abc import Mapping

from tests.faults.campaign.bonifiq import Bonifiq
from tests.faults.campaign.ledger import Provider
from tests.faults.campaign.punchh import Punchh

PROVIDERS: Mapping[str, Provider] = {"bonifiq": Bonifiq(), "punchh": Punchh()}
