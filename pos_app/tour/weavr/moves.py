"""What is said and done at a Weavr till besides."""

from typing import Any

from pos_app.checkout.state import Quoted
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    Committing,
    ConsentNeeded,
    Redeemed,
)
from pos_app.core.submission import Phase
from pos_app.tour.scenario import JEANS, SHIRT, choose, confirm, redeemed
from pos_app.tour.stage import Stage
from pos_app.tour.weavr.people import token_of


async def lend(stage: Stage, customer: str) -> None:
    """The customer shows the QR, and the till scans it."""
    await stage.find(token_of(customer))
    await stage.until(lambda: isinstance(stage.till.state.quote, Quoted), "the accounts")
    stage.check(token_of(customer) not in stage.screen(), "the token is nowhere on the screen")


async def ask(stage: Stage, account: str) -> None:
    """Marks the account, and asks the customer: nothing has been sent yet."""
    await choose(stage, account)
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, ConsentNeeded), "the question"
    )
    await stage.shows("consentButton")
    stage.equal(await stage.sent("create_send"), [], "payments before the customer agreed")


async def code_goes_out(stage: Stage) -> None:
    await confirm(stage)
    await code_awaited(stage)


async def code_awaited(stage: Stage) -> None:
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingCode), "a code was sent"
    )
    await stage.shows("codeInput")


async def phone_is_asked(stage: Stage) -> None:
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, AwaitingApproval), "the phone asks"
    )


async def at_the_code(stage: Stage, customer: str, account: str) -> None:
    await stage.scan(SHIRT, JEANS)
    await lend(stage, customer)
    await ask(stage, account)
    await code_goes_out(stage)


async def at_the_phone(stage: Stage, customer: str, account: str) -> None:
    await stage.scan(SHIRT, JEANS)
    await lend(stage, customer)
    await ask(stage, account)
    await phone_is_asked(stage)


async def settles(stage: Stage) -> None:
    """An accepted code is not money yet: the till looks until it is."""
    await stage.until(
        lambda: _rests(stage) or isinstance(stage.till.state.sale.redemption, Redeemed),
        "the first look",
    )
    await stage.advance(2)
    await redeemed(stage)


def _rests(stage: Stage) -> bool:
    state = stage.till.state.sale.redemption
    return isinstance(state, Committing) and state.submission.phase is Phase.RESTING


async def phone_answers(stage: Stage, customer: str, answer: str) -> None:
    await stage.control.act("push", customer=customer, answer=answer)
    await stage.advance(5)


async def paid_sends(stage: Stage) -> list[Any]:
    books = await stage.control.books()
    return [send for send in books["sends"] if send["state"] == "COMPLETED"]


async def balance_of(stage: Stage, account: str) -> int:
    books = await stage.control.books()
    return int(next(one["available"] for one in books["accounts"] if one["id"] == account))


async def signed_out(stage: Stage, customer: str) -> None:
    """Nobody is signed in at a till that nothing of theirs is open at."""

    books = await stage.control.books()
    alive = next(one["tokens"] for one in books["customers"] if one["customer"] == customer)
    stage.equal(alive, 0, "tokens alive after the sale")
