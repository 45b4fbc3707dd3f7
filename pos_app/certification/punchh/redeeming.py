"""Look-up of discounts, the lock, quote and commit; contract, 5.6 to 5.8."""

from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from pos_app.certification.punchh import findings
from pos_app.certification.punchh.bench import Bench
from pos_app.certification.punchh.check import OTHER_UID, OpenCheck, outcome_of, taken_off, wanted
from pos_app.certification.punchh.counter import Counter
from pos_app.certification.punchh.goods import (
    COFFEE,
    FREE_COFFEE,
    MUG,
    OLA,
    OLAS_PHONE,
    PRESS,
    TENTH_OFF,
)
from pos_app.certification.steps import Judge, refusal_of
from pos_app.core.redemption.states import Closed, Outcome, Redeemed
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.receipts import receipt_block
from pos_app.providers.punchh.requests import commit
from pos_app.sandbox.punchh import app_channel
from pos_app.sandbox.punchh.reading import Members

BASKET_CALLS = ("select", "quote", "commit")


async def play(bench: Bench) -> None:
    await _lookups(bench)
    await _quoted_and_committed(bench)
    await _failures(bench)
    await _locks(bench)
    await _expiry(bench)


async def _lookups(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        with bench.case.step(till.wire, "Discounts are looked up against the check", "5.6") as step:
            await check.select(wanted(TENTH_OFF))
            answer = await check.look_up()
            step.equal("selected", len(answer.selected_discounts or ()), 1)
            step.true("others are offered", answer.unselected_discounts)
            step.equal("the basket is locked by", findings.locked_by(till, OLA), check.uid)
        with bench.case.step(till.wire, "What is let go leaves nothing behind", "5.7") as step:
            await check.unselect(*_items(answer.selected_discounts or ()))
            await outcome_of(check.unlock())
            step.equal("items in the basket", findings.in_basket(till, OLA), 0)
            step.equal("lock on it", findings.locked_by(till, OLA), "nobody")
        with bench.case.step(till.wire, "Auto-select picks what costs no points", "5.7") as step:
            basket = await check.auto_select()
            kinds = {one.discount_type for one in basket.discount_basket_items or ()}
            step.equal("types that were picked", sorted(str(one) for one in kinds), ["reward"])


def _items(entries: tuple[wire.Discount, ...]) -> list[int]:
    return [one.item for one in entries if one.item is not None]


async def _quoted_and_committed(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "The quote only asks, and locks", "5.8", ("select", "quote")
        ) as step:
            await till.hold(TENTH_OFF)
            [quoted] = till.sandbox.punchh.calls.named("quote")
            step.true("query is true", quoted.body.startswith(b'{"query":true,'))
            step.equal("redemptions in the books", len(findings.standing(till)), 0)
            uid = str((_document(quoted.json)).get("external_uid"))
            step.equal(
                "the basket is locked by the check's uid", findings.locked_by(till, OLA), uid
            )
            step.equal(
                "discount at the till before the commit",
                till.state.sale.reward_discount.to_decimal(),
                "0.00",
            )
            step.true("the sale cannot be paid meanwhile", not till.state.sale.can_be_paid)
        with bench.case.step(
            till.wire, "The commit is the quote without its question", "5.8", ("commit",)
        ) as step:
            await till.agree()
            await till.say(till.code_for(OLAS_PHONE))
            [committed] = till.sandbox.punchh.calls.named("commit")
            same = committed.body == b"{" + quoted.body.removeprefix(b'{"query":true,')
            step.true("byte by byte", same)
            step.true("the till has redeemed", isinstance(till.redemption, Redeemed))
            step.equal("taken off in the books", findings.discounts(till), "reward 17.88")
            step.equal(
                "taken off at the till", till.state.sale.reward_discount.to_decimal(), "17.88"
            )
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        await check.quote()
        await check.commit()
        with bench.case.step(
            till.wire, "A commit that comes twice redeems once", "5.8, 9.8"
        ) as step:
            found = await outcome_of(check.commit())
            step.equal("the client's reading", found, "refused: 422 NO_BASKET_FOUND")
            step.equal("redemptions in the books", len(findings.standing(till)), 1)


async def _failures(bench: Bench) -> None:
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, MUG)
        with bench.case.step(
            till.wire,
            "A reward that does not fit the check",
            "5.8",
            ("select", "quote", "unselect"),
        ) as step:
            await till.hold(FREE_COFFEE)
            _refused_for_good(step, till)
    async with bench.open() as till:
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        await till.hold(TENTH_OFF)
        await till.agree()
        till.arm("commit", "only_failures")
        with bench.case.step(
            till.wire,
            "A commit answered 200 with failures only is a refusal",
            "5.8",
            ("commit", "active", "unselect", "unlock"),
        ) as step:
            await till.say(till.code_for(OLAS_PHONE))
            await till.until_in(Closed)
            _refused_for_good(step, till)
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        await check.quote()
        other = OpenCheck(till, OLA, COFFEE, COFFEE, PRESS)
        with bench.case.step(
            till.wire, "A commit of another check than was quoted takes nothing", "5.8"
        ) as step:
            answer = await check.commit(commit(replace(other.receipt, external_uid=check.uid)))
            step.equal("discounts taken", taken_off(answer) or "none", "none")
            step.equal("failures", len(answer.failures or ()), 1)
            step.equal("redemptions in the books", len(findings.standing(till)), 0)
    async with bench.open() as till:
        with bench.case.step(
            till.wire, "Amounts that do not balance never leave the till", "5.5, 5.8"
        ) as step:
            check = OpenCheck(till, OLA, COFFEE)
            block = receipt_block(check.receipt)
            found = refusal_of(lambda: replace(block, subtotal_amount=Decimal(0)))
            step.equal("receipt_amount other than subtotal_amount: raised", found, "ValueError")
            free = check.receipt.basket.with_discount(check.receipt.basket.gross)
            check.receipt = replace(check.receipt, basket=free)
            await check.select(wanted(TENTH_OFF))
            found = await outcome_of(check.quote())
            step.equal("a check of 0.00 is refused", found, "refused: 422 INVALID_RECEIPT")


def _refused_for_good(step: Judge, till: Counter) -> None:
    state = till.redemption
    step.equal(
        "the till's reading", state.outcome if isinstance(state, Closed) else None, Outcome.REFUSED
    )
    step.equal("discount at the till", till.state.sale.reward_discount.to_decimal(), "0.00")
    step.equal("redemptions in the books", len(findings.standing(till)), 0)
    step.equal("items left in the guest's basket", findings.in_basket(till, OLA), 0)
    step.equal("lock left on it", findings.locked_by(till, OLA), "nobody")


async def _locks(bench: Bench) -> None:
    async with bench.open() as till:
        guest = till.books.guests[OLA]
        app_channel.lock(till.books, guest, Members({}))
        await till.begin(OLAS_PHONE, COFFEE, PRESS)
        with bench.case.step(
            till.wire,
            "A basket that the guest's app holds is left alone",
            "5.7",
            ("active", "select"),
        ) as step:
            await till.hold(TENTH_OFF)
            step.true("the till's reading: refused", isinstance(till.redemption, Closed))
            changing = ("select", "quote", "commit", "unlock")
            sent = [one.call for one in till.sandbox.punchh.calls if one.call in changing]
            step.equal("calls that would change it", sent, [])
        with bench.case.step(
            till.wire, "Once it is free, it is redeemed", "5.7", ("active", *BASKET_CALLS)
        ) as step:
            app_channel.unlock(till.books, guest, Members({}))
            await till.redeem(TENTH_OFF, OLAS_PHONE)
            step.equal("redemptions in the books", len(findings.standing(till)), 1)
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        await check.quote()
        with bench.case.step(till.wire, "Only its own uid opens a lock", "5.7") as step:
            found = await outcome_of(check.unlock(OTHER_UID))
            step.equal("with another uid", found, "refused: 422 UNLOCK_NOTHING")
            step.equal("the lock is still of", findings.locked_by(till, OLA), check.uid)
            step.equal("with its own", await outcome_of(check.unlock()), "accepted")
            step.equal("the lock is of", findings.locked_by(till, OLA), "nobody")
        with bench.case.step(
            till.wire, "A lock falls off by itself after ten minutes", "5.1"
        ) as step:
            await check.quote()
            other = OpenCheck(till, OLA, PRESS)
            early = await outcome_of(other.quote())
            await till.advance(601)
            late = await outcome_of(other.quote())
            step.equal("another check, at once", early, "refused: 422 LOCKED_ELSEWHERE")
            step.equal("another check, after 10 minutes", late, "accepted")


async def _expiry(bench: Bench) -> None:
    async with bench.open() as till:
        check = OpenCheck(till, OLA, COFFEE, PRESS)
        await check.select(wanted(TENTH_OFF))
        rewards = till.books.guests[OLA].rewards
        held = next(one for one in rewards if f"reward:{one.id}" == TENTH_OFF)
        held.ends_at = till.books.clock.now() + timedelta(minutes=1)
        await till.advance(61)
        with bench.case.step(till.wire, "A reward that expires in the basket", "5.7") as step:
            basket = await check.active()
            [item] = basket.discount_basket_items or ()
            step.equal("told as", item.messages, ["Invalid Reward ID."])
            step.equal("details", item.details, None)
            found = await outcome_of(check.quote())
            step.equal("nothing is left to quote", found, "refused: 422 NO_BASKET_FOUND")


def _document(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}
