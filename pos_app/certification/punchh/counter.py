"""The till without its window, on the sandbox and on a clock that only this certification moves."""

import asyncio
from collections.abc import Callable
from random import Random
from uuid import UUID

from pos_app.certification.punchh.goods import CATALOGUE, CURRENCY
from pos_app.certification.steps import NotReachedError, Wire
from pos_app.checkout.book import Book
from pos_app.checkout.catalogue import Catalogue
from pos_app.checkout.clock import Clock
from pos_app.checkout.journal import Journal
from pos_app.checkout.keys import Keys
from pos_app.checkout.state import Asking, Identity, Link, Marking, Quoted, TillState
from pos_app.checkout.till import Till
from pos_app.core.challenge import TypedCode
from pos_app.core.order import Method
from pos_app.core.redemption.states import (
    AwaitingCode,
    CheckingCode,
    Closed,
    CodeNotSent,
    ConsentNeeded,
    Redeemed,
    State,
)
from pos_app.providers.http import in_process
from pos_app.providers.punchh.client import Limits, PunchhClient
from pos_app.providers.punchh.connection import Hosts, Terminal, connect
from pos_app.providers.punchh.connection import Keys as StoreKeys
from pos_app.providers.punchh.profile import PROFILE
from pos_app.providers.punchh.provider import Options, PunchhProvider
from pos_app.runtime.tasks import TaskScope
from pos_app.sandbox.assembly import Sandbox
from pos_app.sandbox.connection import ConnectionDropped, ConnectionRefused
from pos_app.sandbox.exact_json import Json
from pos_app.sandbox.punchh.books import Books
from pos_app.sandbox.punchh.fixtures import BUSINESS_KEY, CLIENT_ID, LOCATION_KEY

REGION = "US"
DEVICE = "6f0b6a52-1c1d-4c59-9a6e-2f6f4d6f7c11"
IDENTITY = Identity("Store 1", "Till 1", "Operator 1", PROFILE.name, Marking.SANDBOX, CURRENCY)
STORE_KEYS = StoreKeys(LOCATION_KEY, BUSINESS_KEY)
PATIENCE = 100
"""Turns of an idle loop until something that does not come about is given up."""

FAULTS = {
    "drop_before": "is lost before Punchh acts",
    "drop_after": "is carried out, and its answer is lost",
    "delay": "is carried out, and its answer takes a minute",
    "refuse_connection": "finds no connection",
    "status_500_before": "is answered 500 and not carried out",
    "only_failures": "qualifies nothing",
    "not_delivered": "is answered 503",
    "code_busy": "finds the code in use",
}
"""What becomes of the calls that suffer them."""


class Counter:
    """Made and used on one event loop."""

    def __init__(
        self, sandbox: Sandbox, clock: Clock, journal: Journal, number: int, set_up: tuple[str, ...]
    ) -> None:
        """``number`` is of this till alone: no two have a key, a uid or a check's number alike."""
        self.sandbox = sandbox
        self.clock = clock
        self.tasks = TaskScope()
        self.wire = Wire(sandbox.punchh.calls, set_up)
        self.number = number
        self._random = Random(number)  # noqa: S311 - every run is the same
        self.client, self.provider = self._connect(STORE_KEYS)
        self.book = Book(PROFILE, journal, clock, self.tasks.spawn, self._number, IDENTITY.currency)
        self.till = Till(
            IDENTITY,
            self.book,
            Catalogue(CATALOGUE),
            clock,
            self.tasks.spawn,
            keys=Keys(lambda: self.new_uid().hex),
            region=REGION,
        )
        self._numbered = 0
        self.till.connect(self.provider, self.provider)

    def _connect(
        self, keys: StoreKeys, limits: Limits | None = None
    ) -> tuple[PunchhClient, PunchhProvider]:
        transport = in_process(
            self.sandbox.app, refused=ConnectionRefused, dropped=ConnectionDropped
        )
        terminal = Terminal(DEVICE)
        lines = connect(
            Hosts("http://127.0.0.1"), keys, transport=transport, on_call=self._call_ended
        )
        client = PunchhClient(lines, terminal, limits)
        provider = PunchhProvider(
            client,
            Options(CLIENT_ID, terminal, region=REGION),
            now=self.clock.monotonic,
            random=self._random.randbytes,
            pause=self._pause,
        )
        return client, provider

    def client_with(
        self, keys: StoreKeys = STORE_KEYS, limits: Limits | None = None
    ) -> PunchhClient:
        """The same till with other keys of its store, or less patience."""
        return self._connect(keys, limits)[0]

    def _call_ended(self, operation: str, status: int | None, seconds: float) -> None:
        self.wire.called(operation, status, seconds)
        answered = status is not None and status < 500
        self.till.link_changed(Link.ONLINE if answered else Link.NO_ANSWER, None)

    async def _pause(self, seconds: float) -> None:
        self._move(seconds)

    def _number(self) -> str:
        self._numbered += 1
        return f"L01C{self.number}-{self._numbered:06d}"

    def new_uid(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _move(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.sandbox.clock.advance(seconds)

    # eyes

    @property
    def books(self) -> Books:
        return self.sandbox.punchh.books

    @property
    def state(self) -> TillState:
        return self.till.state

    @property
    def redemption(self) -> State:
        return self.state.sale.redemption

    def code_for(self, address: str) -> str:
        """What the guest reads on their phone, or in their mail."""
        sent = self.books.sent_code(address)
        if sent is None:
            raise NotReachedError("a code that the guest can read")
        return sent.code

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Gives up as soon as nothing is on its way any more: no time passes by itself."""
        idle = 0
        while not true():
            idle = idle + 1 if await self.tasks.drain(0) else 0
            if idle > PATIENCE:
                raise NotReachedError(what)
            await asyncio.sleep(0)

    async def until_in(self, *kinds: type[State]) -> None:
        await self.until(lambda: isinstance(self.redemption, kinds), kinds[0].__name__)
        await self.quiet()

    async def quiet(self) -> None:
        """Until everything is written, and nothing is on its way."""
        for _ in range(10):
            await self.book.flushed()
            await asyncio.sleep(0)
        await self.until(lambda: not self.till.carrier.busy, "an answer")
        await self.book.flushed()

    # hands

    def arm(self, call: str, fault: str, times: int = 1, **params: Json) -> None:
        self.sandbox.punchh.faults.arm(call, fault, times, **params)
        self.wire.note(f"{_calls(call)} {FAULTS[fault]}", lasting=times == 0)

    def disarm(self, call: str) -> None:
        self.sandbox.punchh.faults.clear(call)
        self.wire.mended()

    async def advance(self, seconds: float) -> None:
        """Time passes, for the till and for Punchh."""
        self._move(seconds)
        for _ in range(5):
            await asyncio.sleep(0)
        await self.quiet()

    def scan(self, *skus: str) -> None:
        for sku in skus:
            self.till.enter_product(sku)

    async def find(self, text: str) -> None:
        """Typed, or scanned."""
        self.till.find_customer(text)
        await self.until(lambda: not isinstance(self.state.quote, Asking), "an answer about them")

    async def begin(self, guest: str, *skus: str) -> None:
        """A new sale with a guest whose rewards are known."""
        self.till.next_sale()
        self.scan(*skus)
        await self.find(guest)
        if not isinstance(self.state.quote, Quoted):
            raise NotReachedError("the guest's rewards")

    async def hold(self, reward: str, *, amount: str = "") -> None:
        """Marked and confirmed: it lies in the locked basket, and its worth is known."""
        self.till.choose_reward(reward)
        if amount:
            self.till.set_amount(amount)
        if self.state.choice is None:
            raise NotReachedError("a reward that can be marked")
        self.till.confirm_reward()
        await self.until_in(ConsentNeeded, Closed)

    async def agree(self) -> None:
        """The guest agrees; a code is on its way, or cannot be."""
        self.till.consent()
        await self.until_in(AwaitingCode, CodeNotSent)

    async def say(self, code: str) -> None:
        self.till.enter_code(TypedCode(code))
        await self.until(
            lambda: not isinstance(self.redemption, CheckingCode), "an answer about the code"
        )
        await self.quiet()

    async def redeem(self, reward: str, address: str, *, amount: str = "") -> None:
        """All the way, with the code that reached the guest at ``address``."""
        await self.hold(reward, amount=amount)
        await self.agree()
        await self.say(self.code_for(address))
        await self.until_in(Redeemed)

    async def pay(self) -> str:
        """The paid sale's id."""
        self.till.pay(Method.CARD, "")
        await self.until(lambda: self.state.receipt is not None, "the receipt")
        await self.quiet()
        return self.state.sale.id

    async def deliver(self) -> None:
        """Until nothing waits any more, second by second."""
        for _ in range(200):
            if not self.state.waiting:
                return
            await self.advance(1)
        raise NotReachedError("an empty queue")

    async def close(self) -> None:
        self.till.carrier.stop()
        await self.tasks.drain(5)
        await self.tasks.cancel_all()
        await self.client.aclose()
        await self.book.close()


def _calls(call: str) -> str:
    return "every call" if call == "*" else f"the next `{call}`"
