"""The receipt of a paid sale, as plain text that can be copied."""

from textwrap import wrap

from pos_app.checkout.state import Marking, TillState
from pos_app.core.ean13 import complete
from pos_app.core.order import Method
from pos_app.core.post_deciding import TOO_OLD
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.basket import derive_totals
from pos_app.screens.view.elements import Button, Kind, Notice, Tone
from pos_app.screens.view.header import derive_header
from pos_app.screens.view.wording import kind_name

WIDTH = 42


class ReceiptView(Value, frozen=True):
    text: str
    title: str
    change: str
    earned: str
    notice: Notice | None
    barcode: str
    """Thirteen digits, or nothing."""
    actions: tuple[Button, ...]


def derive_receipt(state: TillState, sale: Sale, money: MoneyText) -> ReceiptView:
    order = sale.order
    change = order.tender.change if order is not None else sale.basket.zero
    total = money.full(order.total if order is not None else sale.total)
    return ReceiptView(
        text="\n".join(receipt_lines(state, sale, money)),
        title=translate("Receipt", "{total} paid").format(total=total),
        change=money.full(change) if change else "",
        earned=" · ".join(_earned(sale, money)),
        notice=_notice(state, sale),
        barcode=_barcode(state, sale),
        actions=(
            Button("copyReceiptButton", translate("Receipt", "Copy the receipt"), Command.COPY),
            Button(
                "nextSaleButton",
                translate("Receipt", "Next sale"),
                Command.NEXT_SALE,
                "Enter",
                Kind.PRIMARY,
            ),
        ),
    )


def _barcode(state: TillState, sale: Sale) -> str:
    """Whoever was not a customer yet, or could not be found, claims the points with it."""
    key_of = state.profile.receipt_key
    return complete(key_of(sale.order.id)) if key_of and sale.order else ""


def _earned(sale: Sale, money: MoneyText) -> list[str]:
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


def _notice(state: TillState, sale: Sale) -> Notice | None:
    post = sale.registration
    if post is None or post.receipt is not None:
        return None
    if post.decision is not None:
        text = translate("Receipt", "A supervisor left this purchase out. It earns no points.")
        return Notice(text, Tone.CAUTION)
    if post.needs_person:
        refusal = post.refusal or post.submission.refusal
        if refusal == TOO_OLD:
            return Notice(texts.refusal(TOO_OLD), Tone.CAUTION, code=TOO_OLD.code)
        text = translate(
            "Receipt", "The programme did not accept this purchase. A supervisor must look at it."
        )
        return Notice(text, Tone.BAD, code=refusal.code if refusal else "")
    return Notice(_waiting(state), Tone.CAUTION)


def _waiting(state: TillState) -> str:
    if _is_noted_for_a_while(state):
        return translate(
            "Receipt", "The purchase is waiting to be sent. The customer keeps the receipt."
        )
    return translate(
        "Receipt", "The purchase is waiting to be sent. The points follow by themselves."
    )


def _is_noted_for_a_while(state: TillState) -> bool:
    """Nobody has told who it is, and what they showed will not be good for long."""
    if state.customer is not None or state.key is None:
        return False
    return state.key.kind in state.profile.passing


def receipt_lines(state: TillState, sale: Sale, money: MoneyText) -> list[str]:
    rule = "-" * WIDTH
    identity = state.identity
    when = money.day_and_clock(sale.order.placed_at) if sale.order else ""
    number = translate("Receipt", "Sale {number}").format(number=sale.number)
    lines = [f"{remote(identity.store)} · {remote(identity.till)}"[:WIDTH], _pair(number, when)]
    if state.staff is not None and sale.order is not None and sale.order.operator:
        who = remote(sale.order.operator)
        lines.append(translate("Header", "Operator: {name}").format(name=who)[:WIDTH])
    if identity.marking is not Marking.REAL:
        lines.append(f"*** {derive_header(state).marking} ***".center(WIDTH).rstrip())
    lines.append(rule)
    for line in sale.lines:
        lines.append(remote(line.title)[:WIDTH])
        each = f"  {line.quantity} × {money.plain(line.unit_price)}"
        lines.append(_pair(each, money.plain(line.total)))
    lines.append(rule)
    totals = derive_totals(sale, money)
    lines.extend(_pair(each.name, each.amount) for each in totals.sums)
    lines.append(_pair(translate("Receipt", "TOTAL"), totals.total))
    lines.extend(_tender(sale, money))
    lines.append(rule)
    lines.extend(_loyalty(state, sale, money))
    if code := _barcode(state, sale):
        lines.append(_pair(translate("Receipt", "Code of the receipt"), code))
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in lines]


def _tender(sale: Sale, money: MoneyText) -> list[str]:
    if sale.order is None:
        return []
    tender = sale.order.tender
    if tender.method is Method.CARD:
        return [_pair(translate("Receipt", "Card"), money.plain(tender.paid))]
    lines = [_pair(translate("Receipt", "Cash"), money.plain(tender.given))]
    if tender.change:
        lines.append(_pair(translate("Receipt", "Change"), money.plain(tender.change)))
    return lines


def _loyalty(state: TillState, sale: Sale, money: MoneyText) -> list[str]:
    lines = []
    if state.key is not None and sale.customer is not None:
        lines.append(f"{kind_name(state.key.kind)} {state.key.masked}")
    if earned := _earned(sale, money):
        lines.extend(earned)
    elif sale.registration is not None and sale.registration.is_under_way:
        lines.extend(_points_later(state))
    return lines


def _points_later(state: TillState) -> list[str]:
    """A customer whom nobody could look up reads why there is no balance."""
    if state.customer is not None:
        return [translate("Receipt", "Points follow later")]
    if _is_noted_for_a_while(state):
        text = translate("Receipt", "Without connection: claim the points with this receipt.")
    else:
        text = translate(
            "Receipt", "Without connection: the points of this purchase are credited later."
        )
    return wrap(text, WIDTH)


def _pair(left: str, right: str) -> str:
    room = WIDTH - len(right) - 1
    return f"{left[:room]:<{room}} {right}"
