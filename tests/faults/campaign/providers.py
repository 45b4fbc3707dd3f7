"""The providers that take part, by name: one more is a file beside ``bonifiq.py``."""

from collections.abc import Mapping

from tests.faults.campaign.bonifiq import Bonifiq
from tests.faults.campaign.ledger import Provider
from tests.faults.campaign.punchh import Punchh
from tests.faults.campaign.twilio_verify import TwilioVerify
from tests.faults.campaign.weavr import Weavr

BONIFIQ, PUNCHH = Bonifiq(), Punchh()
LEDGERS: Mapping[str, tuple[Provider, ...]] = {
    "bonifiq": (BONIFIQ,),
    "punchh": (PUNCHH,),
    "weavr": (Weavr(),),
    "twilio_verify": (*(TwilioVerify(BONIFIQ),) * 2, TwilioVerify(PUNCHH)),
}
PROVIDERS = tuple(LEDGERS)


def provider_of(name: str, seed: int) -> Provider:
    """Beside which ledger a challenger stands, falls by the shift."""
    found = LEDGERS[name]
    return found[seed % len(found)]
