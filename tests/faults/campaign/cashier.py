"""Somebody at the till: works towards what the script wants, by keys, whatever comes up."""

from msgspec.structs import replace
from PySide6.QtCore import Qt

from pos_app.checkout.state import Asking, Quoted
from pos_app.core.redemption.states import (
    AwaitingApproval,
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    Committing,
    ConsentNeeded,
    ContactNeeded,
    Holding,
    Idle,
    Parked,
    Redeemed,
    Releasing,
    Reversing,
    SendingCode,
    is_over,
)
from pos_app.core.sale import Sale
from pos_app.core.sale import Stage as SaleStage
from pos_app.core.submission import Phase
from pos_app.station import Station
from pos_app.tour.scenario import SHIRT
from pos_app.tour.stage import MismatchError, Stage
from tests.faults.campaign.hands import A_FEW_SECONDS, Hands, Harness
from tests.faults.campaign.phone import Phone
from tests.faults.campaign.plans import Script

MOST_TURNS = 400
A_LITTLE_PATIENCE = 2
MOST_CODES = 6
MOST_WAITS = 40
TURNS_OF_A_MINUTE, MINUTES_LATER = 60, 20
"""What is still open after an hour is watched until the end of the day."""
HALF_A_MINUTE = 30.0
LONGEST_RESEND = 31.0
"""Seconds until a customer may be reminded."""


class ClosedWindow(Exception):  # noqa: N818 - the end of a day, not an error
    """The cashier has closed the window."""


class Cashier(Hands):
    def __init__(
        self, station: Station, stage: Stage, script: Script, phone: Phone, harness: Harness
    ) -> None:
        super().__init__(station, stage, harness)
        self._script = script
        self._supervisor.waits = script.patience > A_LITTLE_PATIENCE
        self._phone = phone
        self._wrong = script.wrong_codes
        self._late = script.too_late
        self._on_the_phone = script.phone
        self._looked = 0
        self._typed = 0
        self._waited = 0
        self._gave_up = False

    async def serve(self) -> None:
        """One customer, from the first item to an empty till."""
        await self._ready()
        await self._stage.scan(*self._script.items)
        if self._script.customer is not None:
            await self._stage.find(self._script.customer)
            await self._until(lambda: not self._is_asking(), "an answer about the customer")
            await self._see("customer")
            await self._redeem()
        await self._finish(self._script.finish)
        await self._see("sale over")
        await self._ready()
        await self.settle()
        if self._script.afterwards:
            await self._take_back()
            await self.settle()

    async def recover(self) -> None:
        """After a power cut: what is on the screen and what was put aside is brought to an end."""
        await self._see("restarted")
        for _ in range(20):
            await self._bring_to_an_end()
            await self._ready()
            if not self._till.state.parked:
                break
            await self._resume()
        await self.settle()

    async def make_do(self) -> None:
        """With records that cannot be written: nothing is redeemed, and the store sells."""
        await self._see("restarted")
        await self._bring_to_an_end()
        await self._ready()
        if not self._sale.lines:
            await self._stage.scan(SHIRT)
            await self._until(lambda: not self._till.state.can_redeem, "the till to stop redeeming")
            await self._pay()
            await self._see("receipt")
            await self._ready()

    async def settle(self) -> None:
        """Time passes until nothing is owed to the provider and nothing waits for it."""
        for turn in range(MOST_TURNS):
            await self._meanwhile(lambda: not self._busy(), "the calls on their way")
            await self._station.book.flushed()
            if self._till.state.damaged:
                await self._see("records damaged")
                await self._close()
            if self._supervisor.is_needed:
                await self._see("a case for a supervisor")
                await self._supervisor.settle_one()
                continue
            if self._is_quiet():
                await self._station.book.flushed()
                await self._see("settled")
                return
            await self._a_minute_passes(MINUTES_LATER if turn > TURNS_OF_A_MINUTE else 1)
        raise MismatchError(f"something is left hanging; the screen says: {self._stage.screen()}")

    def _is_quiet(self) -> bool:
        state = self._till.state
        written = state.can_redeem or not self._station.book.has_journal
        return written and not state.owed and not state.waiting

    # the reward

    async def _redeem(self) -> None:
        script = self._script
        if script.reward is None or not await self._chose(script.reward):
            return
        await self._press(Qt.Key.Key_F6)
        if script.impatient:
            await self._press(Qt.Key.Key_F6)
        for _ in range(MOST_TURNS):
            if self._is_settled_on():
                return
            await self._turn()
        raise MismatchError(f"the redemption leads nowhere: {self._stage.screen()}")

    async def _chose(self, reward: str) -> bool:
        quoted = self._till.state.quote
        offered = quoted.quote.rewards if isinstance(quoted, Quoted) else ()
        if not any(one.id == reward and one.usable for one in offered):
            return False
        if not self._till.state.can_redeem:
            return False
        await self._press(Qt.Key.Key_F4)
        for key in [Qt.Key.Key_Down] * 12 + [Qt.Key.Key_Up] * 12:
            if self._stage.current_reward() == reward:
                break
            await self._press(key)
        await self._press(Qt.Key.Key_Return)
        if self._script.amount is not None and self._stage.widget("amountInput") is not None:
            self._stage.focus_on("amountInput")
            await self._stage.clear_field()
            await self._stage.type(self._script.amount)
            await self._press(Qt.Key.Key_Return)
        return self._till.state.choice is not None

    def _is_settled_on(self) -> bool:
        """Nothing more is to be done about the reward in this sale."""
        state = self._sale.redemption
        return isinstance(state, Redeemed | Closed | Idle) or is_over(state) or self._gave_up

    async def _turn(self) -> None:
        """One look at the screen, and what it asks for."""
        state = self._sale.redemption
        if type(state).__name__ == self._script.give_up and not self._gave_up:
            await self._see("before giving up")
            await self._give_up()
            return
        match state:
            case AwaitingCode():
                await self._say_code(state)
            case AwaitingApproval():
                await self._answer_on_the_phone(state)
            case ConsentNeeded() | CodeNotSent():
                await self._send_a_code(state)
            case ContactNeeded():
                await self._stage.type("11 98888-7766")
                await self._press(Qt.Key.Key_Return)
            case Committing() | Reversing() | Holding() | Releasing():
                await self._wait_for_an_answer(state)
            case Parked() if self._script.patience > 1:
                await self._call_a_supervisor(state)
            case Parked():
                await self._see("parked")
                await self._press(Qt.Key.Key_Escape)
            case SendingCode() | CheckingCode():
                await self._asked()

    async def _call_a_supervisor(self, state: Parked) -> None:
        """Without a decision that could be written down, the sale goes on without the reward."""
        await self._see("parked")
        await self._supervisor.settle_one()
        if self._sale.redemption is state:
            await self._press(Qt.Key.Key_Escape)

    async def _send_a_code(self, state: ConsentNeeded | CodeNotSent) -> None:
        """The first one once the customer agrees; another one while there is one left."""
        await self._see("no code yet")
        if self._on_the_phone.answer == "ignore":
            self._on_the_phone = replace(self._on_the_phone, answer="approve")
        none_left = isinstance(state, CodeNotSent) and state.tally.sends >= state.intent.code.sends
        await self._press(Qt.Key.Key_Escape if none_left else Qt.Key.Key_F6)

    async def _say_code(self, state: AwaitingCode) -> None:
        if self._late:
            self._late = False
            left = (state.challenge.expires_at or 0) - self._till.now()
            await self._stage.advance(max(301, left + 1))
            return
        if self._on_the_phone.instead and self._enabled("codeInsteadButton"):
            await self._ask_in_another_way()
            return
        if state.challenge.is_over(self._till.now()):
            await self._see("code expired")
            if state.challenge.resend_at is None:
                await self._give_up()
                return
            await self._until(lambda: self._enabled("resendButton"), "sending again")
            await self._press(Qt.Key.Key_F6)
            return
        self._typed += 1
        if self._typed > MOST_CODES:
            await self._give_up()
            return
        wrong, self._wrong = self._wrong > 0, max(0, self._wrong - 1)
        shortest = self._till.state.profile.code.shortest
        code = "0" * shortest if wrong else await self._phone.code(state.challenge.channel)
        await self._see("code")
        if code is None:
            await self._press(Qt.Key.Key_F6 if self._enabled("resendButton") else Qt.Key.Key_Escape)
            return
        await self._until(lambda: self._stage.widget("codeInput") is not None, "the code's field")
        self._stage.focus_on("codeInput")
        await self._stage.clear_field()
        await self._stage.type(code)
        await self._press(Qt.Key.Key_Return)
        if self._script.impatient:
            await self._press(Qt.Key.Key_Return)

    async def _answer_on_the_phone(self, state: AwaitingApproval) -> None:
        """The till looks, every few seconds, until the customer has answered or time is over."""
        wanted = self._on_the_phone
        await self._see("on the phone")
        if wanted.instead and self._enabled("codeInsteadButton"):
            await self._ask_in_another_way()
            await self._phone.answer(wanted.answer)
            return
        if wanted.remind:
            await self._remind(state)
            return
        self._looked += 1
        if self._looked > wanted.looks and wanted.answer != "ignore":
            await self._phone.answer(wanted.answer)
        await self._landed()
        await self._stage.advance(A_FEW_SECONDS if wanted.answer != "ignore" else HALF_A_MINUTE)
        await self._meanwhile(lambda: self._sale.redemption is not state, "a look")

    async def _remind(self, state: AwaitingApproval) -> None:
        self._on_the_phone = replace(self._on_the_phone, remind=False)
        await self._stage.advance(LONGEST_RESEND)
        await self._until(
            lambda: self._sale.redemption is not state or self._enabled("resendButton"),
            "a reminder",
        )
        if self._enabled("resendButton"):
            await self._press(Qt.Key.Key_F6)

    async def _ask_in_another_way(self) -> None:
        self._on_the_phone = replace(self._on_the_phone, instead=False)
        await self._press(self._stage.other_way)

    async def _wait_for_an_answer(
        self, state: Committing | Reversing | Holding | Releasing
    ) -> None:
        if state.submission.phase is not Phase.RESTING:
            await self._changed()
            return
        await self._see("waiting")
        self._waited += 1
        if self._waited > self._script.patience and not self._gave_up:
            await self._give_up()
            return
        if self._waited > MOST_WAITS:
            await self._press(Qt.Key.Key_Escape)
        await self._a_minute_passes()

    async def _give_up(self) -> None:
        self._gave_up = True
        match self._script.way_out:
            case "clear":
                await self._clear()
            case "edit" if not self._sale.basket_is_locked:
                await self._add(SHIRT)
            case "park":
                await self._park_and_return()
            case "close":
                await self._close()
            case _:
                await self._press(Qt.Key.Key_Escape)
                if isinstance(self._sale.redemption, Redeemed):
                    await self._undo()

    async def _park_and_return(self) -> None:
        await self._press(Qt.Key.Key_F7)
        await self._see("parked by hand")
        await self._resume()

    # the end of the sale

    async def _finish(self, how: str) -> None:
        if how == "park" and self._sale.basket.lines:
            await self._park_and_return()
        elif how == "close":
            await self._close()
        elif how == "clear":
            await self._clear()
        elif how == "undo" and isinstance(self._sale.redemption, Redeemed):
            await self._undo()
        await self._bring_to_an_end(pay=True)

    async def _bring_to_an_end(self, *, pay: bool = False) -> None:
        """Pays the sale on the screen, or clears it; waits for whatever stands in the way."""
        for _ in range(MOST_TURNS):
            sale = self._sale
            if self._till.state.receipt is not None:
                await self._see("receipt")
                return
            if not sale.lines or sale.stage is not SaleStage.OPEN:
                return
            if not sale.can_be_paid:
                self._gave_up = self._gave_up or isinstance(sale.redemption, AwaitingCode)
                await self._unblock()
                continue
            await self._see("can be paid")
            if not pay and self._script.restored == "clear":
                await self._clear()
            elif (
                not pay
                and self._script.restored == "undo"
                and isinstance(sale.redemption, Redeemed)
            ):
                await self._undo()
            else:
                await self._pay()
        raise MismatchError(f"the sale cannot be ended: {self._stage.screen()}")

    async def _unblock(self) -> None:
        state = self._sale.redemption
        if isinstance(state, Committing | Reversing | Holding):
            await self._wait_for_an_answer(state)
        elif isinstance(state, SendingCode | CheckingCode):
            await self._asked()
        else:
            await self._press(Qt.Key.Key_Escape)

    async def _pay(self) -> None:
        await self._press(Qt.Key.Key_F8)
        await self._until(lambda: self._stage.widget("givenInput") is not None, "the payment page")
        await self._press(Qt.Key.Key_Return)
        if self._script.impatient:
            await self._press(Qt.Key.Key_Return)
        await self._until(
            lambda: self._till.state.receipt is not None or not self._sale.lines, "the receipt"
        )

    async def _clear(self) -> None:
        if not self._sale.lines or self._till.state.receipt is not None:
            return
        await self._press(Qt.Key.Key_F10)
        await self._stage.activate("clearSaleButton")
        await self._until(
            lambda: self._stage.widget("confirmClearButton") is not None, "a question"
        )
        await self._stage.activate("confirmClearButton")
        await self._see("cleared")

    async def _undo(self) -> None:
        if self._stage.widget("undoButton") is None:
            return
        await self._stage.activate("undoButton")
        await self._see("undone")

    async def _close(self) -> None:
        await self._see("closing")
        self._stage.window.close()
        raise ClosedWindow

    async def _resume(self) -> None:
        if not self._till.state.parked:
            return
        await self._ready()
        await self._press(Qt.Key.Key_F7)
        await self._until(lambda: self._stage.widget("resumeButton0") is not None, "parked sales")
        await self._stage.activate("resumeButton0")
        await self._until(lambda: bool(self._sale.lines), "the parked sale")

    async def _ready(self) -> None:
        """An empty till, ready for an item."""
        if self._till.state.receipt is not None:
            await self._press(Qt.Key.Key_Return)
            await self._until(lambda: self._till.state.receipt is None, "an empty till")

    async def _take_back(self) -> None:
        paid = next((s for s in self._till.state.today[:1] if not s.is_being_cancelled), None)
        left = None if paid is None else _first_left(paid)
        if paid is None or left is None:
            return
        await self._press(Qt.Key.Key_F9)
        await self._until(lambda: self._stage.widget("salesTable") is not None, "the day's sales")
        self._stage.focus_on("salesTable")
        for _ in self._till.state.today:
            await self._press(Qt.Key.Key_Up)
        if self._script.afterwards == "return":
            self._stage.focus_on("returnTable")
            for _ in paid.lines:
                await self._press(Qt.Key.Key_Up)
            for _ in range(left):
                await self._press(Qt.Key.Key_Down)
            await self._press(Qt.Key.Key_Plus)
            await self._until(lambda: self._enabled("returnButton"), "a piece to take back")
            await self._press(Qt.Key.Key_F6)
        else:
            await self._stage.activate("cancelSaleButton")
            await self._until(lambda: self._enabled("confirmCancelButton"), "a question")
            await self._press(Qt.Key.Key_F6)
        await self._see("taken back")
        await self._press(Qt.Key.Key_Escape)

    # small things

    async def _add(self, code: str) -> None:
        """An item more, unless the till says by now that the items are fixed."""
        await self._press(Qt.Key.Key_F2)
        await self._stage.type(code)
        await self._press(Qt.Key.Key_Return)
        await self._stage.clear_field()

    def _is_asking(self) -> bool:
        return isinstance(self._till.state.quote, Asking)


def _first_left(sale: Sale) -> int | None:
    """The place of the first item that can still come back."""
    places = (i for i, line in enumerate(sale.lines) if sale.remaining[line.id])
    return next(places, None)
