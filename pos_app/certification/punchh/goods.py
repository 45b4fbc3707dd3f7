"""What is sold, and to whom: goods that the sandbox's offers are about, and its invented guests."""

from pos_app.core.basket import Product
from pos_app.core.money import Money

CURRENCY = "USD"
COFFEE, FILTERS, PRESS, SHIRT, MUG = "CAF-01", "CAF-02", "PRE-10", "CAM-01", "CAN-01"


def _product(sku: str, title: str, cents: int) -> Product:
    return Product(sku, title, Money(cents, CURRENCY))


CATALOGUE = (
    _product(COFFEE, "Ground coffee 500 g", 2890),
    _product(FILTERS, "Paper filters", 1850),
    _product(PRESS, "French press 600 ml", 14990),
    _product(SHIRT, "T-shirt", 4990),
    _product(MUG, "Mug", 3990),
)

OLA, OLAS_PHONE, OLAS_EMAIL = 90017, "5005550142", "ola@guests.example"
OLAS_CARD, OLAS_QR, OLAS_APP_CODE = "7700123400090017", "P90017OLA", "0a1f09c0017b"
OLAS_REDEMPTION_CODE, OLAS_DRIVE_THRU_CODE = "7090017", "K7Q2"
RAFAEL, RAFAELS_PHONE = 90018, "5005550118"
JUNE, JUNES_CARD, JUNES_PHONE = 90019, "7700123400090019", "5005550119"
"""Her e-mail is one that Punchh made up."""
CARLOS, CARLOS_CARD = 90020, "7700123400090020"
"""He has no telephone, and an e-mail that Punchh made up."""
BEATRIZ, BEATRIZ_PHONE = 90021, "5005550121"
"""She has subscriptions."""
DARAS_PHONE = "5005550122"
"""She is banned."""
NOBODYS_PHONE = "5005550199"

FREE_COFFEE, FIVE_OFF, TENTH_OFF = "reward:55120", "reward:55121", "reward:55122"
FREE_MUG, TEN_OFF, FIFTH_OFF = "redeemable:77", "redeemable:78", "redeemable:79"
BANKED, CARD = "discount_amount", "card_completion"
EXPIRED_REWARD = "55123"
COUPON, SINGLE_USE, ENDED = "SBXMANY", "SBXONCE", "SBXOLD"
COFFEE_CLUB = "301"
"""A subscription of Beatriz's."""
