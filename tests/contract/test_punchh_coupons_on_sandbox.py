"""A code that a guest brings, on its whole way at Punchh."""

import logging

import pytest
from msgspec.structs import replace

from pos_app.core.errors import NotSentError, RefusedError
from pos_app.core.identifiers import CustomerKey, IdentifierKind
from pos_app.core.redemption.refusals import BAD_COUPON
from pos_app.core.submission import Receipt, Step
from pos_app.providers.ports import Task
from pos_app.providers.punchh.coupons import read_coupon
from pos_app.providers.punchh.provider import PunchhProvider
from pos_app.sandbox.assembly import Sandbox
from tests.contract.punchh import RAFAEL, frozen_sandbox
from tests.contract.punchh_till import provider_on
from tests.contract.test_punchh_provider_on_sandbox import (
    BASKET,
    BY_PHONE,
    TENTH,
    basket_of,
    held,
    redemptions,
    send,
    task,
    then,
)

RAFAELS_PHONE = CustomerKey(IdentifierKind.PHONE, "5005550118")


@pytest.fixture
def sandbox() -> Sandbox:
    return frozen_sandbox()


@pytest.fixture
def till(sandbox: Sandbox) -> PunchhProvider:
    return provider_on(sandbox)


async def brought(till: PunchhProvider, code: str, key: CustomerKey = BY_PHONE) -> Task:
    """The hold of what the code stands for."""
    hold, coupon = await task(till, "redeemable:77", key=key), read_coupon(code)
    assert hold.intent is not None
    wanted = replace(hold.intent, reward=coupon.id, title=coupon.title, benefit=coupon.benefit)
    return replace(hold, intent=wanted)


async def redeemed(till: PunchhProvider, code: str) -> tuple[Task, Receipt]:
    hold = await brought(till, code)
    quoted = await send(till, hold)
    return hold, await send(till, then(hold, Step.COMMIT, quoted))


async def test_a_coupon_is_held_priced_committed_and_given_back(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    hold = await brought(till, "SBXMANY")
    quoted = await send(till, hold)
    assert (quoted.amount, quoted.unfit, len(quoted.parts)) == (300, None, 1)
    assert redemptions(sandbox) == []
    done = await send(till, then(hold, Step.COMMIT, quoted))
    assert done.amount == 300
    [made] = sandbox.punchh.books.redemptions.values()
    assert [(one.type, one.discount_id) for one in made.spent] == [("redemption_code", "SBXMANY")]
    await send(till, then(hold, Step.REVERSE, done))
    assert made.returned_by == "void"


async def test_a_coupon_that_was_held_lets_go_again(till: PunchhProvider, sandbox: Sandbox) -> None:
    hold = await brought(till, "SBXONCE")
    quoted = await send(till, hold)
    await send(till, then(hold, Step.RELEASE, quoted))
    assert basket_of(sandbox) is None
    assert (await redeemed(till, "SBXONCE"))[1].amount == 300


@pytest.mark.parametrize(
    ("code", "first", "expected"),
    [
        ("NONE", None, "INVALID_CODE"),
        ("sbxmany", None, "INVALID_CODE"),
        ("SBXOLD", None, "COUPON_NOT_ACTIVE"),
        ("SBXONCE", "SBXONCE", "COUPON_USED_UP"),
        ("SBXDAILY", "SBXDAILY", "COUPON_USED_UP"),
    ],
)
async def test_a_bad_coupon_is_refused_before_anything_is_held(
    till: PunchhProvider, sandbox: Sandbox, code: str, first: str | None, expected: str
) -> None:
    if first is not None:
        await redeemed(till, first)
    with pytest.raises(RefusedError) as refused:
        await send(till, await brought(till, code))
    assert refused.value.refusal.code == expected
    assert expected in BAD_COUPON
    assert basket_of(sandbox) is None


async def test_a_coupon_that_fits_no_item_is_unfit_and_not_bad(till: PunchhProvider) -> None:
    quoted = await send(till, await brought(till, "SBXMUG"))
    assert quoted.unfit is not None
    assert quoted.unfit.code == "NOT_QUALIFIED"
    assert quoted.unfit.code not in BAD_COUPON


async def test_a_coupon_in_somebody_elses_basket_is_asked_for_again(
    till: PunchhProvider, sandbox: Sandbox
) -> None:
    await send(till, await brought(till, "SBXONCE"))
    theirs = await brought(till, "SBXONCE", RAFAELS_PHONE)
    with pytest.raises(NotSentError) as busy:
        await send(till, theirs)
    assert busy.value.retry_after is not None
    assert basket_of(sandbox, RAFAEL) is None


async def test_a_reward_and_a_coupon_do_not_get_in_each_others_way(till: PunchhProvider) -> None:
    hold, quoted = await held(till, TENTH)
    await send(till, then(hold, Step.RELEASE, quoted))
    assert (await redeemed(till, "SBXMANY"))[1].amount == 300


async def test_no_log_and_no_repr_tells_a_coupon(
    till: PunchhProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hold, done = await redeemed(till, "SBXMANY")
    with pytest.raises(RefusedError) as refused:
        await send(till, await brought(till, "SBXOLD"))
    assert hold.basket == BASKET
    shown = (hold, hold.intent, done, refused.value, read_coupon("SBXMANY"), till.draft(hold))
    told = [caplog.text, *map(repr, shown)]
    assert caplog.records
    assert not [text for text in told if "SBXMANY" in text or "SBXOLD" in text]
