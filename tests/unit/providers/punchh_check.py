"""The guest, the check and the sale of the contract's section 11."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from pos_app.core.basket import Basket, Product
from pos_app.core.money import Money
from pos_app.providers.punchh.addresses import Phone
from pos_app.providers.punchh.items import Item, ItemType, gross_items
from pos_app.providers.punchh.pkce import Verifier
from pos_app.providers.punchh.receipts import Receipt, Sale
from pos_app.providers.punchh.requests import Consent

UID = "3e1f8a8e-5b0e-4f0c-9a54-0a4a3b1f77c2"
USER = 90017
NOON = datetime(2031, 3, 4, 12, 15, 9, 123, tzinfo=timezone(timedelta(hours=-5)))
YES = Consent(privacy_policy=True, terms_and_conditions=True)
VERIFIER = Verifier("Quillon-Till-07.verifier_2f9c1e~abcdefghijkLMN")
PHONE = Phone("+1", "5005550142")
CLIENT = "cedar-demo-client"


def dollars(text: str) -> Money:
    return Money.from_decimal(Decimal(text), "USD")


def basket() -> Basket:
    bowl = Product("512", "Lentil bowl", dollars("11.00"), category="20")
    tea = Product("640", "Mint tea", dollars("3.50"), category="31")
    return Basket(currency="USD").add(bowl).add(tea)


def receipt(**changes: Any) -> Receipt:
    made = Receipt(user_id=USER, external_uid=UID, at=NOON, basket=basket(), transaction_no="70231")
    return replace(made, **changes)


def sale(*extra: Item, **changes: Any) -> Sale:
    tea = Item("Free tea", ItemType.DISCOUNT, dollars("3.50"), "640", family="31")
    tax = Item("Tax", ItemType.TAX, dollars("0.88"), "T1")
    card = Item("Card", ItemType.PAYMENT, dollars("11.88"), "P1")
    made = Sale(
        external_uid=UID,
        at=NOON + timedelta(minutes=4, seconds=31),
        transaction_no="70231",
        punchh_key="518220914437",
        items=(*gross_items(basket()), tea, tax, card, *extra),
        zero=dollars("0"),
    )
    return replace(made, **changes)
