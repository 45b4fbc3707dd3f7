"""The basket: lines, the till's own discount, totals, and shares that sum to the cent."""

from collections.abc import Iterable

from msgspec.structs import replace

from pos_app.core.money import Money, split
from pos_app.core.value import Value

LARGEST_QUANTITY = 999


class Product(Value, frozen=True):
    sku: str
    title: str
    price: Money
    ean: str | None = None
    brand: str | None = None
    category: str | None = None
    hidden: bool = False
    """Not for direct sale: exists to be given as a reward."""


class Line(Value, frozen=True):
    id: int
    sku: str
    title: str
    unit_price: Money
    quantity: int = 1
    ean: str | None = None
    brand: str | None = None
    category: str | None = None

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


class Basket(Value, frozen=True):
    currency: str = "BRL"
    lines: tuple[Line, ...] = ()
    discount: Money | None = None
    """What the till itself takes off the whole sale, before any loyalty benefit."""
    last_line: int = 0

    @property
    def zero(self) -> Money:
        return Money(0, self.currency)

    @property
    def gross(self) -> Money:
        return _sum(self.zero, (line.total for line in self.lines))

    @property
    def own_discount(self) -> Money:
        return (self.discount or self.zero).at_most(self.gross)

    @property
    def payable(self) -> Money:
        """Gross less the till's own discount: the base of every loyalty benefit."""
        return self.gross - self.own_discount

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    def add(self, product: Product, quantity: int = 1) -> "Basket":
        """One more of the same product joins its line; a typed amount always opens a new one."""
        for line in self.lines:
            same = line.sku == product.sku and line.unit_price == product.price and product.ean
            if same and line.quantity + quantity <= LARGEST_QUANTITY:
                return self.with_quantity(line.id, line.quantity + quantity)
        line = Line(
            self.last_line + 1,
            product.sku,
            product.title,
            product.price,
            quantity,
            product.ean,
            product.brand,
            product.category,
        )
        return self._with((*self.lines, line), last_line=line.id)

    def with_quantity(self, line_id: int, quantity: int) -> "Basket":
        if not 1 <= quantity <= LARGEST_QUANTITY:
            raise ValueError(f"a quantity lies between 1 and {LARGEST_QUANTITY}")
        return self._with(
            tuple(
                replace(line, quantity=quantity) if line.id == line_id else line
                for line in self.lines
            )
        )

    def without(self, line_id: int) -> "Basket":
        return self._with(tuple(line for line in self.lines if line.id != line_id))

    def with_discount(self, discount: Money | None) -> "Basket":
        return replace(self, discount=discount or None)

    def line(self, line_id: int) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def _with(self, lines: tuple[Line, ...], last_line: int | None = None) -> "Basket":
        return replace(self, lines=lines, last_line=last_line or self.last_line)


def net_shares(lines: Iterable[Line], net: Money) -> tuple[Money, ...]:
    """What each line contributes to ``net`` by largest remainder over the line totals."""
    weights = [line.total.minor for line in lines]
    return tuple(net.of(share) for share in split(net.minor, weights))


def _sum(zero: Money, amounts: Iterable[Money]) -> Money:
    total = zero
    for amount in amounts:
        total += amount
    return total
