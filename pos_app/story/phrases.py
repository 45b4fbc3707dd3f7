"""Amounts, answers and keys as they are told to whoever looks into a journal."""

from typing import assert_never

from pos_app.core.decision import Decision
from pos_app.core.loyalty import Refusal
from pos_app.core.money import EXPONENTS, Money
from pos_app.core.reference import reference
from pos_app.core.scrubbing import scrub
from pos_app.core.submission import (
    Answer,
    Done,
    Gone,
    NotExecuted,
    NotSent,
    Pending,
    Receipt,
    Refused,
    Step,
    Unclear,
    Unknown,
)

STEPS = {
    Step.HOLD: "hold",
    Step.COMMIT: "redemption",
    Step.REVERSE: "undo",
    Step.RELEASE: "release",
    Step.REGISTER: "registration",
    Step.RECORD: "record of the check",
    Step.CANCEL: "cancellation",
    Step.REFUND: "return",
}


def amount(money: Money) -> str:
    """``R$ 1.234,56``; other currencies by their code."""
    if money.currency != "BRL":
        return f"{money.currency} {money.to_decimal():,.{EXPONENTS[money.currency]}f}"
    text = f"{abs(money.minor) // 100:,}".replace(",", ".")
    return f"{'-' if money.minor < 0 else ''}R$ {text},{abs(money.minor) % 100:02}"


def named(key: str) -> str:
    return f"reference {reference(key)}"


def reason(refusal: Refusal | None) -> str:
    """What others wrote is cleaned of what looks personal, and quoted."""
    if refusal is None:
        return "no reason given"
    said = f", “{scrub(refusal.text)[:120]}”" if refusal.text else ""
    return f"{refusal.code}{said}"


def answer(step: Step, given: Answer) -> str:
    what = STEPS[step]
    match given:
        case Done(receipt):
            return f"{what} confirmed by the provider{_receipt(receipt)}"
        case Refused(refusal):
            return f"{what} refused: {reason(refusal)}"
        case NotSent("journal"):
            return f"{what} held back: the journal could not be written"
        case NotSent(cause):
            return f"{what} not sent ({cause or 'no connection'}): certainly not executed"
        case Unknown(cause):
            return f"{what}: answer lost ({cause or 'no answer'}), outcome unknown"
        case NotExecuted():
            return f"{what}: the provider knows nothing of it"
        case Pending():
            return f"{what} accepted, not settled yet"
        case Unclear():
            return f"{what}: the provider cannot tell; a person must compare"
        case Gone():
            return f"{what}: what was held is gone; it is undone to be certain"
        case _:
            assert_never(given)


def _receipt(receipt: Receipt) -> str:
    return f", number {receipt.reference}" if receipt.reference else ""


DECISIONS = {
    Decision.ASK_AGAIN: "ask the provider again",
    Decision.IT_HAPPENED: "the provider has it",
    Decision.IT_DID_NOT: "the provider does not have it",
    Decision.IT_IS_BACK: "the provider gave it back",
    Decision.SETTLED_OTHERWISE: "made good in another way",
    Decision.DONE_BY_HAND: "entered at the provider by hand",
    Decision.LEFT_OUT: "not to be sent",
    Decision.COMPARED: "compared with the provider's records",
}


def decided(decision: Decision, by: str, why: str) -> str:
    reasons = f", “{scrub(why)}”" if why else ""
    return f"supervisor {scrub(by)} decided: {DECISIONS[decision]}{reasons}"


def pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count} pieces"
