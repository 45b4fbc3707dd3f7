"""What the cashier sees at one moment, as plain data for the harness to hold against the books."""

from typing import Any

from pos_app.core.redemption.states import State, discount_of, intent_of, is_left
from pos_app.core.submission import Phase
from pos_app.tour.stage import Stage


def look(stage: Stage) -> dict[str, Any]:
    """Texts are the screen's own; what the till believes is told beside them, to be compared."""
    state = stage.till.state
    sale = state.receipt or state.sale
    intent = intent_of(sale.redemption)
    discount = discount_of(sale.redemption)
    return {
        "sale": sale.id,
        "orders": [paid.order.id for paid in state.today if paid.order],
        "key": intent.key if intent else None,
        "state": type(sale.redemption).__name__,
        "outcome": getattr(sale.redemption, "outcome", None),
        "left": is_left(sale.redemption),
        "resting": _rests(sale.redemption),
        "stage": sale.stage,
        "believes": {
            "payable": sale.basket.payable.minor,
            "discount": discount.minor if discount else 0,
            "gift": _gift(stage),
            "total": sale.total.minor,
        },
        "total": stage.text("totalLabel"),
        "banner": stage.text("banner"),
        "receipt": stage.text("receiptText") if state.receipt is not None else None,
        "undo": stage.widget("undoButton") is not None,
        "pay": stage.widget("payButton") is not None,
        "screen": stage.screen(),
        "restored": state.restored,
        "waiting": state.waiting,
        "owed": len(state.owed),
    }


def _rests(state: State) -> bool:
    """Between two attempts, the last of which has told nothing."""
    submission = getattr(state, "submission", None)
    return submission is not None and submission.phase is Phase.RESTING


def _gift(stage: Stage) -> int:
    sale = stage.till.state.sale
    return (sale.total - (sale.basket.payable - sale.reward_discount).not_negative()).minor
