"""What goes wrong at a Punchh till, and how it ends."""

from PySide6.QtCore import Qt

from pos_app.checkout.state import Quoted
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import CodeNotSent, Redeemed
from pos_app.screens import counts
from pos_app.screens.texts import refusal
from pos_app.tour.punchh.moves import agree, at_the_code, bring, held, hold, standing
from pos_app.tour.punchh.people import (
    CARLOS_CARD,
    CARLOS_NAME,
    COUPON_ONCE,
    COUPON_OVER,
    OLA,
    OLAS_NAME,
    TEN_FOR_POINTS,
)
from pos_app.tour.punchh.people import TENTH_OFF as TENTH
from pos_app.tour.scenario import (
    JEANS,
    SHIRT,
    Scenario,
    choose,
    closed,
    confirm,
    find_known,
    next_sale,
    pay_cash,
    redeemed,
    registered,
    say_code,
    type_code,
)
from pos_app.tour.stage import Stage, wording


async def answer_of_the_commit_lost(stage: Stage) -> None:
    """Nobody can tell: what may have been taken is given back, and nothing is taken twice."""
    await at_the_code(stage)
    await stage.control.arm("commit", "drop_after")
    await say_code(stage, OLA)
    await stage.until(lambda: stage.widget("askNowButton") is not None, "an open outcome")
    await stage.step("not known yet")
    await stage.advance(2)
    await closed(stage)
    await stage.step("given back to be certain")
    stage.equal(await standing(stage), [], "redemptions that stand")
    stage.equal(len(await stage.sent("commit")), 1, "commits that left")
    await hold(stage, TENTH)
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await pay_cash(stage)
    await registered(stage)
    stage.equal(len(await standing(stage)), 1, "redemptions that stand")
    await next_sale(stage)


async def commit_lost_on_its_way(stage: Stage) -> None:
    """The basket is still there: the same request goes out again."""
    await at_the_code(stage)
    await stage.control.arm("commit", "drop_before")
    await say_code(stage, OLA)
    await stage.until(lambda: stage.widget("askNowButton") is not None, "an open outcome")
    await stage.advance(2)
    await stage.until(
        lambda: not _rests(stage) or isinstance(stage.till.state.sale.redemption, Redeemed),
        "the look",
    )
    await stage.advance(4)
    await redeemed(stage)
    first, second = await stage.sent("commit")
    stage.equal(first["request"], second["request"], "the repeat is the same request")
    await pay_cash(stage)
    await registered(stage)
    stage.equal(len(await standing(stage)), 1, "redemptions that stand")
    await next_sale(stage)


def _rests(stage: Stage) -> bool:
    submission = getattr(stage.till.state.sale.redemption, "submission", None)
    return submission is not None and submission.due is not None


async def basket_in_use_elsewhere(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, OLA, OLAS_NAME)
    await stage.control.act("app/lock", guest=90017)
    await choose(stage, TENTH)
    await confirm(stage)
    await closed(stage)
    await stage.step("in use elsewhere")
    stage.equal(await stage.sent("select"), [], "nothing was put into a locked basket")
    await stage.control.act("app/unlock", guest=90017)
    await hold(stage, TENTH)
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def coupons_refused(stage: Stage) -> None:
    """Each for its own reason, and the sale goes on."""
    await stage.scan(SHIRT)
    await find_known(stage, OLA, OLAS_NAME)
    for coupon, code, what in (
        ("NONE", "INVALID_CODE", "nobody knows this code"),
        (COUPON_OVER, "COUPON_NOT_ACTIVE", "this coupon is over"),
    ):
        await _turned_down(stage, coupon, code)
        await stage.step(what)
    await bring(stage, COUPON_ONCE)
    await held(stage)
    await agree(stage)
    await say_code(stage, OLA)
    await redeemed(stage)
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)
    await stage.scan(SHIRT)
    await find_known(stage, OLA, OLAS_NAME)
    await _turned_down(stage, COUPON_ONCE, "COUPON_USED_UP")
    await stage.step("used up")
    stage.equal(len(await standing(stage)), 1, "redemptions that stand")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def _turned_down(stage: Stage, coupon: str, code: str) -> None:
    await bring(stage, coupon)
    await confirm(stage)
    await closed(stage)
    await stage.shows("rewardsNotice", refusal(Refusal(code)))
    await stage.until(lambda: isinstance(stage.till.state.quote, Quoted), "the rewards again")
    stage.check(coupon not in stage.text("rewardList"), "it is not offered again")
    books = await stage.control.books()
    stage.equal([b for b in books["baskets"] if b["state"] == "active"], [], "baskets left behind")


async def member_captured_offline(stage: Stage) -> None:
    """Nobody can be looked up and nothing redeemed: the sale goes on, and the points follow."""
    await stage.control.arm("*", "refuse_connection", 0)
    await stage.scan(SHIRT)
    await stage.find(OLA)
    await stage.until(stage.is_offline, "the provider is not reached")
    stage.check(stage.widget("rewardList") is None, "nothing can be redeemed")
    await stage.step("captured offline")
    await pay_cash(stage)
    await stage.until(lambda: stage.till.state.waiting == 2, "check-in and receipt wait")
    later = "Without connection: the points of this purchase are credited later."
    printed = " ".join(stage.text("receiptText").split())
    stage.check(wording("Receipt", later) in printed, f"the receipt says so; it reads: {printed}")
    await stage.step("receipt")
    await next_sale(stage)
    await stage.control.disarm()
    for _ in range(3):
        await stage.advance(61)
    await stage.until(lambda: stage.till.state.waiting == 0, "all is delivered")
    books = await stage.control.books()
    [earned] = books["checkins"]
    stage.equal((earned["guest"], earned["points"]), (90017, 49), "credited later")
    await stage.step("credited")


async def waited_for_a_month(stage: Stage) -> None:
    """A queue is kept for thirty days: then nothing is sent any more, and a supervisor is told."""
    await stage.control.arm("*", "refuse_connection", 0)
    await stage.scan(SHIRT)
    await stage.find(OLA)
    await stage.until(stage.is_offline, "the provider is not reached")
    await pay_cash(stage)
    await next_sale(stage)
    await stage.advance(30 * 24 * 3600 + 61)
    await stage.until(lambda: len(stage.till.state.matters) == 2, "two cases for a supervisor")
    await stage.control.disarm()
    await stage.advance(61)
    stage.equal(await stage.sent("checkin"), [], "check-ins sent")
    await stage.press(Qt.Key.Key_F10)
    await stage.press(stage.enter)
    await stage.shows("matterTitle", wording("Matters", "Sale not registered"))
    await stage.step("a supervisor is told")
    for left in (1, 0):
        await _entered_by_hand(stage, left)
    await stage.press(stage.escape)


async def _entered_by_hand(stage: Stage, left: int) -> None:
    stage.focus_on("supervisorInput")
    for words in ("Rui P.", "entered there"):
        await stage.clear_field()
        await stage.type(words)
        await stage.press(stage.enter)
    await stage.press(Qt.Key.Key_F11)
    await stage.until(lambda: len(stage.till.state.matters) == left, "one case less")


async def customer_does_not_agree(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, OLA, OLAS_NAME)
    await hold(stage, TEN_FOR_POINTS)
    await stage.press(stage.escape)
    await closed(stage)
    stage.equal(await stage.sent("send_code"), [], "codes sent")
    await stage.until(lambda: not stage.till.state.owed, "nothing is owed")
    books = await stage.control.books()
    stage.equal([b for b in books["baskets"] if b["state"] == "active"], [], "baskets left behind")
    await stage.step("let go again")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def wrong_codes_lock_the_sale(stage: Stage) -> None:
    await at_the_code(stage)
    for left in (counts.tries_left(2), counts.tries_left(1)):
        await type_code(stage, "000000")
        await stage.shows("codeStatusLabel", left)
    await type_code(stage, "000000")
    await closed(stage)
    await stage.step("locked")
    stage.equal(len(await stage.sent("verify_code")), 3, "codes checked")
    stage.equal(await standing(stage), [], "redemptions that stand")
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


async def nowhere_to_send_a_code(stage: Stage) -> None:
    await stage.scan(SHIRT, JEANS)
    await find_known(stage, CARLOS_CARD, CARLOS_NAME)
    await hold(stage, TEN_FOR_POINTS)
    await confirm(stage)
    await stage.until(
        lambda: isinstance(stage.till.state.sale.redemption, CodeNotSent), "no code was sent"
    )
    await stage.step("no channel")
    stage.equal(await stage.sent("send_code"), [], "codes sent")
    await stage.press(stage.escape)
    await closed(stage)
    await pay_cash(stage)
    await registered(stage)
    await next_sale(stage)


SCENARIOS = (
    Scenario(
        "answer-of-the-commit-lost",
        "the answer is lost: what may be taken is given back, then redeemed once",
        answer_of_the_commit_lost,
    ),
    Scenario(
        "commit-lost-on-its-way",
        "the commit is lost: the basket is still there, and the same request goes again",
        commit_lost_on_its_way,
    ),
    Scenario("coupons-refused", "unknown, over, used up: each said in words", coupons_refused),
    Scenario(
        "member-captured-offline",
        "no connection: the check-in is delivered later, and the receipt says so",
        member_captured_offline,
    ),
    Scenario("waited-for-a-month", "too old to be sent: told to a supervisor", waited_for_a_month),
    Scenario(
        "customer-does-not-agree", "no agreement, no code, nothing held", customer_does_not_agree
    ),
    Scenario(
        "wrong-codes-lock-the-sale", "three wrong codes end it here", wrong_codes_lock_the_sale
    ),
    Scenario("nowhere-to-send-a-code", "a made-up address gets no code", nowhere_to_send_a_code),
    Scenario(
        "basket-in-use-elsewhere", "the guest's app holds the basket", basket_in_use_elsewhere
    ),
)
