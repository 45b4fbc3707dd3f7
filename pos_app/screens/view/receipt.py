"""The receipt of a paid sale, as plain text that can be copied."""

from pos_app.checkout.state import TillState
from pos_app.core.paper import PaperLine
from pos_app.core.post_deciding import TOO_OLD
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from pos_app.screens import texts
from pos_app.screens.keys import Command
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import translate
from pos_app.screens.view.elements import Button, Kind, Notice, Tone
from pos_app.screens.view.paper import barcode_of, derive_paper, earned_in, is_noted_for_a_while
from pos_app.screens.view.printing import derive_printing, print_button

WIDTH = 42


class ReceiptView(Value, frozen=True):
    text: str
    title: str
    change: str
    earned: str
    notice: Notice | None
    printing: Notice | None
    """What has become of the paper; nothing on a till without a printer."""
    barcode: str
    """Thirteen digits, or nothing."""
    actions: tuple[Button, ...]


def derive_receipt(state: TillState, sale: Sale, money: MoneyText) -> ReceiptView:
    order = sale.order
    change = order.tender.change if order is not None else sale.basket.zero
    total = money.full(order.total if order is not None else sale.total)
    return ReceiptView(
        text=_text(state, sale, money),
        title=translate("Receipt", "{total} paid").format(total=total),
        change=money.full(change) if change else "",
        earned=" · ".join(earned_in(sale, money)),
        notice=_notice(state, sale),
        barcode=barcode_of(state, sale),
        printing=derive_printing(state, sale.id),
        actions=_actions(state, sale),
    )


def _text(state: TillState, sale: Sale, money: MoneyText) -> str:
    parts = derive_paper(state, sale, money, width=WIDTH)
    return "\n".join(part.text.rstrip() for part in parts if isinstance(part, PaperLine))


def _actions(state: TillState, sale: Sale) -> tuple[Button, ...]:
    copy = Button("copyReceiptButton", translate("Receipt", "Copy the receipt"), Command.COPY)
    following = Button(
        "nextSaleButton",
        translate("Receipt", "Next sale"),
        Command.NEXT_SALE,
        "Enter",
        Kind.PRIMARY,
    )
    printing = print_button(state, sale.id)
    return (copy, following) if printing is None else (printing, following)


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
    if is_noted_for_a_while(state):
        return translate(
            "Receipt", "The purchase is waiting to be sent. The customer keeps the receipt."
        )
    return translate(
        "Receipt", "The purchase is waiting to be sent. The points follow by themselves."
    )
