"""Who stands at the till becomes the operator of what follows, and nothing stops for a lock."""

import threading
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pos_app.checkout.doorkeeper import PinRight, PinWrong, Roll
from pos_app.checkout.staffing import KeysLocked, Known, Staffing
from pos_app.checkout.state import Link, QuoteFailed
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import Committing, Redeemed
from pos_app.core.staff import Role
from pos_app.core.submission import Step
from tests.unit.checkout.shop import CODE, Counter, counter

ANA, RUI = Known("Ana Paula", Role.CASHIER), Known("Rui Prado", Role.MANAGER)
EVERYBODY = Roll((ANA, RUI), ANA.name)
WRONG = PinWrong(Refusal("PIN_WRONG"), tries_left=3)


class Door:
    """A doorkeeper that answers as told, and not before it may."""

    def __init__(self) -> None:
        self.answers: deque[PinRight | PinWrong] = deque()
        self.asked: list[tuple[str, str, bool]] = []
        self.everybody = EVERYBODY
        self.may_answer = threading.Event()
        self.may_answer.set()

    def roll(self) -> Roll:
        return self.everybody

    def check(self, name: str, pin: TypedCode, *, manager: bool) -> PinRight | PinWrong:
        self.asked.append((name, pin.take(), manager))
        self.may_answer.wait(10)
        return self.answers.popleft()


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def shop(tmp_path: Path, door: Door) -> AsyncIterator[Counter]:
    async with counter(tmp_path / "journal.db") as made:
        made.till.staff_up(door, EVERYBODY, 5)
        yield made
        door.may_answer.set()


def staff(shop: Counter) -> Staffing:
    assert shop.state.staff is not None
    return shop.state.staff


def keys(shop: Counter) -> KeysLocked | None:
    return shop.state.keys


def has_no_access(shop: Counter) -> bool:
    return shop.state.link is Link.MISCONFIGURED


async def sign_in(shop: Counter, door: Door, known: Known = ANA) -> None:
    door.answers.append(PinRight(known))
    shop.till.sign_in(known.name, TypedCode("2759"))
    await shop.until(lambda: not shop.state.is_locked)


def operator(shop: Counter) -> str:
    return shop.state.identity.operator


async def test_a_till_with_people_starts_locked_and_with_nobody(shop: Counter) -> None:
    assert shop.state.is_locked
    assert operator(shop) == ""
    assert staff(shop).chosen == ANA.name


async def test_whoever_signs_in_is_the_operator(shop: Counter, door: Door) -> None:
    pin = TypedCode("2759")
    door.answers.append(PinRight(RUI))
    shop.till.sign_in(RUI.name, pin)
    assert staff(shop).sign_in.checking
    await shop.until(lambda: not shop.state.is_locked)
    assert (operator(shop), staff(shop).present, staff(shop).chosen) == (RUI.name, RUI, RUI.name)
    assert door.asked == [(RUI.name, "2759", False)]
    assert pin.take() == ""


async def test_a_wrong_pin_says_so_and_the_till_stays_locked(shop: Counter, door: Door) -> None:
    door.answers.append(WRONG)
    shop.till.sign_in(ANA.name, TypedCode("9999"))
    await shop.until(lambda: staff(shop).sign_in.refusal)
    asked = staff(shop).sign_in
    assert (asked.who, asked.tries_left, asked.until, asked.checking) == (ANA.name, 3, 0.0, False)
    assert shop.state.is_locked


async def test_a_wait_ends_at_an_instant_of_this_clock(shop: Counter, door: Door) -> None:
    door.answers.append(PinWrong(Refusal("PIN_LOCKED"), wait=60.0))
    now = shop.till.now()
    shop.till.sign_in(ANA.name, TypedCode("9999"))
    await shop.until(lambda: staff(shop).sign_in.until)
    assert staff(shop).sign_in.until == pytest.approx(now + 60, abs=5)


async def test_one_pin_is_looked_at_at_a_time(shop: Counter, door: Door) -> None:
    door.may_answer.clear()
    door.answers.extend([WRONG, PinRight(ANA)])
    shop.till.sign_in(ANA.name, TypedCode("1111"))
    second = TypedCode("2759")
    shop.till.sign_in(ANA.name, second)
    door.may_answer.set()
    await shop.until(lambda: staff(shop).sign_in.refusal)
    assert len(door.asked) == 1
    assert second.take() == ""


async def test_each_answer_empties_the_field(shop: Counter, door: Door) -> None:
    turns = {staff(shop).sign_in.turn}
    for _ in range(2):
        door.answers.append(WRONG)
        shop.till.sign_in(ANA.name, TypedCode("9999"))
        await shop.until(lambda: staff(shop).sign_in.turn not in turns)
        turns.add(staff(shop).sign_in.turn)
    await sign_in(shop, door)
    shop.till.lock()
    assert staff(shop).sign_in.turn not in turns
    assert staff(shop).sign_in.refusal is None


async def test_the_one_who_sells_is_written_on_the_sale(shop: Counter, door: Door) -> None:
    await sign_in(shop, door, RUI)
    shop.scan()
    await shop.pay()
    receipt = shop.state.receipt
    assert receipt is not None
    assert receipt.order is not None
    assert receipt.order.operator == RUI.name
    assert b"Ana P." not in shop.on_disk()


async def test_a_lock_loses_nothing_and_stops_nothing(shop: Counter, door: Door) -> None:
    """A redemption is on its way while the till locks: it lands behind the lock."""
    await sign_in(shop, door)
    gate = shop.provider.hold(Step.COMMIT)
    await shop.choose()
    shop.till.confirm_reward()
    await shop.until(lambda: shop.provider.codes_sent)
    await shop.quiet()
    shop.till.enter_code(TypedCode(CODE))
    await shop.until_in(Committing)
    sale = shop.state.sale.id
    shop.till.lock()
    assert (shop.state.is_locked, operator(shop)) == (True, "")
    gate.set()
    await shop.until_in(Redeemed)
    assert shop.state.is_locked
    await sign_in(shop, door, RUI)
    assert shop.state.sale.id == sale
    assert isinstance(shop.redemption, Redeemed)


async def test_who_was_there_last_is_the_one_to_come_back(shop: Counter, door: Door) -> None:
    await sign_in(shop, door, RUI)
    shop.till.lock()
    assert staff(shop).chosen == RUI.name


async def test_a_locked_till_is_not_locked_again(shop: Counter) -> None:
    before = shop.state
    shop.till.lock()
    assert shop.state == before


async def test_people_as_they_are_now_are_read_with_every_answer(shop: Counter, door: Door) -> None:
    bia = Known("Bia", Role.CASHIER)
    door.everybody = Roll((ANA, bia, RUI))
    door.answers.append(WRONG)
    shop.till.sign_in(ANA.name, TypedCode("9999"))
    await shop.until(lambda: staff(shop).sign_in.refusal)
    assert staff(shop).people == (ANA, bia, RUI)


async def test_a_manager_approves_once(shop: Counter, door: Door) -> None:
    await sign_in(shop, door)
    door.answers.append(PinRight(RUI))
    shop.till.approve(RUI.name, TypedCode("2759"))
    await shop.until(lambda: staff(shop).approved)
    assert staff(shop).approved == RUI.name
    assert door.asked[-1] == (RUI.name, "2759", True)
    assert operator(shop) == ANA.name, "a manager who approves does not sell"
    shop.till.end_approval()
    assert staff(shop).approved == ""


@pytest.mark.parametrize("way_out", ["lock", "end_approval"])
async def test_an_approval_that_comes_too_late_approves_nothing(
    shop: Counter, door: Door, way_out: str
) -> None:
    await sign_in(shop, door)
    door.may_answer.clear()
    door.answers.append(PinRight(RUI))
    shop.till.approve(RUI.name, TypedCode("2759"))
    getattr(shop.till, way_out)()
    door.may_answer.set()
    await shop.tasks.drain(5)
    assert staff(shop).approved == ""
    assert not staff(shop).approval.checking


async def test_nobody_approves_at_a_locked_till(shop: Counter, door: Door) -> None:
    pin = TypedCode("2759")
    shop.till.approve(RUI.name, pin)
    await shop.tasks.drain(5)
    assert (door.asked, pin.take()) == ([], "")


async def test_without_people_nothing_is_locked_or_asked(tmp_path: Path) -> None:
    async with counter(tmp_path / "journal.db") as shop:
        shop.till.lock()
        shop.till.end_approval()
        pins = TypedCode("2759"), TypedCode("2759")
        shop.till.sign_in(ANA.name, pins[0])
        shop.till.approve(RUI.name, pins[1])
        assert (shop.state.staff, shop.state.is_locked) == (None, False)
        assert [pin.take() for pin in pins] == ["", ""]
        assert operator(shop) == "Ana P."


async def test_no_pin_is_in_the_journal_or_in_a_repr(shop: Counter, door: Door) -> None:
    door.answers.append(WRONG)
    shop.till.sign_in(ANA.name, TypedCode("80251346"))
    assert "80251346" not in repr(shop.state)
    await shop.until(lambda: staff(shop).sign_in.refusal)
    await sign_in(shop, door)
    shop.scan()
    await shop.pay()
    assert b"80251346" not in shop.on_disk()
    assert "80251346" not in repr(shop.state)


# the encrypted file of the credentials


async def test_a_till_whose_keys_are_locked_sells_and_says_why(tmp_path: Path) -> None:
    answers: deque[Refusal | None] = deque([Refusal("PASSPHRASE_WRONG"), None])
    typed = []
    async with counter(tmp_path / "journal.db", connected=False) as shop:

        async def unlock(passphrase: TypedCode) -> Refusal | None:
            typed.append(passphrase.take())
            answer = answers.popleft()
            if answer is None:
                shop.connect()
            return answer

        shop.till.connect_failed(Refusal("KEYS_LOCKED"))
        shop.till.keys_locked(unlock)
        assert has_no_access(shop)
        shop.scan()
        shop.till.find_customer("39053344705")
        assert shop.state.quote == QuoteFailed(Refusal("KEYS_LOCKED"), offline=True)

        shop.till.unlock_keys(TypedCode("wrong horse"))
        assert keys(shop) == KeysLocked(checking=True)
        wrong = KeysLocked(refusal=Refusal("PASSPHRASE_WRONG"), turn=1)
        await shop.until(lambda: keys(shop) == wrong)

        shop.till.unlock_keys(TypedCode("right horse"))
        await shop.until(lambda: keys(shop) is None)
        await shop.until(lambda: shop.state.customer)
        assert not has_no_access(shop)
        assert typed == ["wrong horse", "right horse"]
        await shop.pay()


async def test_a_passphrase_that_nobody_wants_is_forgotten(shop: Counter) -> None:
    passphrase = TypedCode("horse")
    shop.till.unlock_keys(passphrase)
    assert passphrase.take() == ""
