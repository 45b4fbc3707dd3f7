"""What can be put into a guest's basket; contract, 5.7."""

from pos_app.core.money import Money
from pos_app.core.value import Value
from pos_app.providers.punchh.bodies import Select
from pos_app.providers.punchh.discount_types import WITH_ID, DiscountType
from pos_app.providers.reading import decimals_of


class Selection(Value, frozen=True):
    type: DiscountType
    id: str | None = None
    value: Money | None = None

    def __repr__(self) -> str:
        return f"Selection({self.type})"


def banked(wanted: Money, *, balance: Money, eligible: Money) -> Selection:
    """Banked money, never more than is there or than is left to pay for (7)."""
    value = wanted.at_most(balance).at_most(eligible)
    return Selection(DiscountType.DISCOUNT_AMOUNT, value=value)


def entry(selection: Selection) -> Select:
    if (selection.type in WITH_ID) is not bool(selection.id):
        raise ValueError(f"{selection.type} and its id do not go together")
    value = selection.value
    if (selection.type is DiscountType.DISCOUNT_AMOUNT) is not (value is not None):
        raise ValueError(f"{selection.type} and a value do not go together")
    if value is not None and value.minor <= 0:
        raise ValueError("there is nothing to take off")
    return Select(
        discount_type=selection.type.value,
        discount_id=selection.id,
        discount_value=decimals_of(value) if value is not None else None,
    )
