import re

from pos_app.core.ean13 import complete
from pos_app.core.identifiers import is_ean
from pos_app.providers.punchh.receipt_keys import receipt_key
from pos_app.providers.punchh.receipts import punchh_key

ORDERS = [f"L01C03-{number:06}-8f2k19" for number in range(2000)]


def test_every_key_is_one_that_punchh_takes_and_a_barcode_holds() -> None:
    for order in ORDERS:
        key = receipt_key(order)
        assert re.fullmatch(r"[0-9]{12}", key)
        assert punchh_key(key) == key
        assert is_ean(complete(key))


def test_the_same_order_always_has_the_same_key_and_others_have_others() -> None:
    keys = [receipt_key(order) for order in ORDERS]
    assert keys == [receipt_key(order) for order in ORDERS]
    assert len(set(keys)) == len(ORDERS)


def test_a_key_that_was_printed_once_stays_what_it_was() -> None:
    assert receipt_key("L01C03-000041-8f2k19") == "009272118242"
