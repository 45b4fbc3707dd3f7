import pytest

from pos_app.core.identifiers import Misread, MisreadError
from pos_app.core.loyalty import Computed
from pos_app.core.money import Money
from pos_app.providers.punchh.coupons import read_coupon
from pos_app.providers.punchh.discount_types import DiscountType
from pos_app.providers.punchh.mapping import selection_of
from pos_app.providers.punchh.selecting import Selection


@pytest.mark.parametrize("typed", ["1234567", "NATAL-10", "a:b", " Ab12\n", "X" * 64])
def test_a_code_is_selected_as_it_was_typed(typed: str) -> None:
    coupon = read_coupon(typed)
    code = typed.strip()
    assert (coupon.title, coupon.benefit) == (code, Computed(coupon=True))
    selected = selection_of(coupon.id, Money(0))
    assert selected == Selection(DiscountType.REDEMPTION_CODE, code)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("  ", Misread.EMPTY),
        ("NATAL 10", Misread.COUPON_FORM),
        ("PROMOÇÃO", Misread.COUPON_FORM),
        ("7", Misread.COUPON_FORM),
        ("X" * 65, Misread.COUPON_FORM),
        ("X" * 256, Misread.TOO_LONG),
        ("AB\u200bCD", Misread.STRANGE_CHARACTERS),
    ],
)
def test_what_cannot_be_a_code_is_not_sent(typed: str, reason: Misread) -> None:
    with pytest.raises(MisreadError) as misread:
        read_coupon(typed)
    assert misread.value.reason is reason
