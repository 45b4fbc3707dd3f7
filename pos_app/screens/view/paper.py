"""The receipt as it stands on paper; the screen shows the same lines."""

from collections.abc import Callable
from textwrap import wrap

from pos_app.checkout.state import Marking, TillState
from pos_app.core.ean13 import complete
from pos_app.core.order import Method
from pos_app.core.paper import PaperCode, PaperLine, PaperPart, Style
from pos_app.core.redemption.states import Spent
from pos_app.core.reference import reference
from pos_app.core.sale import Sale
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import derive_totals
from pos_app.screens.view.header import derive_header
from pos_app.screens.view.wording import kind_name

Spell = Callable[[str], str]
"""Text in the letters that the paper can show, which may be more or fewer of them."""


class Sheet:
    """Lines of at most ``width`` characters, as they are written one below the other."""

    def __init__(self, width: int, spell: Spell) -> None:
        self.parts: list[PaperPart] = []
        self._width = width
        self._spell = spell

    def rule(self) -> None:
        self._add("-" * self._width)

    def words(self, text: str, style: Style = Style.PLAIN) -> None:
        """Wrapped; what cannot be, is cut between two letters."""
        for line in wrap(self._clean(text), self._width):
            self._add(line, style)

    def title(self, text: str, style: Style = Style.STRONG) -> None:
        for line in wrap(self._clean(text), self._width):
            self._add(line.center(self._width).rstrip(), style)

    def banner(self, text: str) -> None:
        """From edge to edge."""
        for line in wrap(self._clean(text), self._width - 8):
            self._add(f"*** {line} ***".center(self._width), Style.INVERSE)

    def pair(self, left: str, right: str, style: Style = Style.PLAIN) -> None:
        """``right`` ends at the edge and is never cut; a long ``left`` begins above it."""
        *above, amount = wrap(self._clean(right), self._width) or [""]
        for line in above:
            self._add(line, style)
        room = self._width - len(amount) - 1
        narrow = room < self._width // 4
        *names, name = wrap(self._clean(left), self._width if narrow else room) or [""]
        if narrow:
            names, name = [*names, name], ""
        for line in names:
            self._add(line, style)
        self._add(f"{name}{amount:>{self._width - len(name)}}", style)

    def barcode(self, digits: str) -> None:
        self.parts.append(PaperCode(digits))

    def _add(self, text: str, style: Style = Style.PLAIN) -> None:
        self.parts.append(PaperLine(text, style))

    def _clean(self, text: str) -> str:
        return self._spell(text.replace("\N{NO-BREAK SPACE}", " "))


def as_it_is(text: str) -> str:
    return text


def derive_paper(
    state: TillState,
    sale: Sale,
    money: MoneyText,
    *,
    width: int,
    spell: Spell = as_it_is,
    copy: int = 1,
) -> tuple[PaperPart, ...]:
    """``copy`` is 1 for the first one; any other is marked as what it is."""
    sheet = Sheet(width, spell)
    marking = derive_header(state).marking if state.identity.marking is not Marking.REAL else ""
    _head(sheet, state, sale, money, marking, copy)
    sheet.rule()
    for line in sale.lines:
        sheet.words(remote(line.title))
        sheet.pair(f"  {line.quantity} × {money.plain(line.unit_price)}", money.plain(line.total))
    sheet.rule()
    totals = derive_totals(sale, money)
    for each in totals.sums:
        sheet.pair(each.name, each.amount)
    sheet.pair(translate("Receipt", "TOTAL"), totals.total, Style.TALL)
    _tender(sheet, sale, money)
    sheet.rule()
    _loyalty(sheet, state, sale, money)
    if code := barcode_of(state, sale):
        sheet.pair(translate("Receipt", "Code of the receipt"), code)
        sheet.barcode(code)
    if marking:
        sheet.banner(marking)
    return tuple(sheet.parts)


def _head(
    sheet: Sheet, state: TillState, sale: Sale, money: MoneyText, marking: str, copy: int
) -> None:
    if marking:
        sheet.banner(marking)
    sheet.title(remote(state.identity.store))
    number = translate("Receipt", "Sale {number}").format(number=sale.number)
    sheet.pair(number, remote(state.identity.till))
    if sale.order is not None:
        sheet.words(money.day_and_clock(sale.order.placed_at))
        if state.staff is not None and sale.order.operator:
            who = remote(sale.order.operator)
            sheet.words(translate("Header", "Operator: {name}").format(name=who))
    if copy > 1:
        text = translate("Receipt", "Copy {number} of this receipt").format(number=copy)
        sheet.title(f"*** {text} ***")


def _tender(sheet: Sheet, sale: Sale, money: MoneyText) -> None:
    if sale.order is None:
        return
    tender = sale.order.tender
    if tender.method is Method.CARD:
        sheet.pair(translate("Receipt", "Card"), money.plain(tender.paid))
        return
    sheet.pair(translate("Receipt", "Cash"), money.plain(tender.given))
    if tender.change:
        sheet.pair(translate("Receipt", "Change"), money.plain(tender.change))


def _loyalty(sheet: Sheet, state: TillState, sale: Sale, money: MoneyText) -> None:
    if state.key is not None and sale.customer is not None:
        sheet.words(f"{kind_name(state.key.kind)} {state.key.masked}")
    if isinstance(sale.redemption, Spent):
        text = translate("Receipt", "Redemption {reference}")
        sheet.words(text.format(reference=reference(sale.redemption.intent.key)))
    if earned := earned_in(sale, money):
        for text in earned:
            sheet.words(text)
    elif sale.registration is not None and sale.registration.is_under_way:
        sheet.words(_points_later(state))


def barcode_of(state: TillState, sale: Sale) -> str:
    """Whoever was not a customer yet, or could not be found, claims the points with it."""
    key_of = state.profile.receipt_key
    return complete(key_of(sale.order.id)) if key_of and sale.order else ""


def earned_in(sale: Sale, money: MoneyText) -> list[str]:
    """Only what the provider has told."""
    receipt = sale.registration.receipt if sale.registration is not None else None
    if receipt is None:
        return []
    parts = []
    if receipt.earned_points:
        parts.append(
            translate("Receipt", "{count} points earned").format(
                count=money.count(receipt.earned_points)
            )
        )
    if receipt.earned_cashback:
        amount = money.full(sale.basket.zero.of(receipt.earned_cashback))
        parts.append(translate("Receipt", "{amount} cashback earned").format(amount=amount))
    return parts


def is_noted_for_a_while(state: TillState) -> bool:
    """Nobody has told who it is, and what they showed will not be good for long."""
    if state.customer is not None or state.key is None:
        return False
    return state.key.kind in state.profile.passing


def _points_later(state: TillState) -> str:
    """A customer whom nobody could look up reads why there is no balance."""
    if state.customer is not None:
        return translate("Receipt", "Points follow later")
    if is_noted_for_a_while(state):
        return translate("Receipt", "Without connection: claim the points with this receipt.")
    return translate(
        "Receipt", "Without connection: the points of this purchase are credited later."
    )
