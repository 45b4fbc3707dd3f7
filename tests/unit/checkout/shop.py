"""A counter with a scripted provider behind it, on a real journal."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from pos_app.checkout.catalogue import Catalogue
from pos_app.checkout.journal import Journal
from pos_app.checkout.state import Identity, Marking, Quoted
from pos_app.core.basket import Basket, Product
from pos_app.core.challenge import (
    Approved,
    Challenge,
    Channel,
    CheckAnswer,
    Contact,
    SendAnswer,
    Sent,
    StillWaiting,
    TypedCode,
    WrongCode,
)
from pos_app.core.identifiers import CustomerKey
from pos_app.core.loyalty import (
    AmountOff,
    Balances,
    Cashback,
    Customer,
    PercentOff,
    ProductPricing,
    Quote,
    Reward,
    RewardedProduct,
)
from pos_app.core.money import Money
from pos_app.core.redemption.profile import Profile
from pos_app.core.redemption.states import Intent, Redeemed
from pos_app.core.submission import Answer, NotExecuted, Receipt, Step
from pos_app.providers.ports import Draft, IncompleteTaskError, Task
from tests.faults.shapes import BONIFIQ
from tests.unit.checkout.headless import Headless

CPF = "39053344705"
OTHER_CPF = "11144477735"
EMAIL = "bruna@loja.com.br"
CODE = "0042"
NAME = "Bruna Teste"

FILTER = Product("CAF-02", "Filtro de papel", Money(1850), "7891000100103")
PRESS = Product("PRE-10", "Prensa 600 ml", Money(14990), "7891000100202")
KIT = Product("KIT-1", "Kit", Money(4990), hidden=True)
CATALOGUE = Catalogue([FILTER, PRESS, KIT])

CASHBACK = Reward("40", "Usar cashback", Cashback(Money(3738)))
FIXED = Reward("41", "R$ 30", AmountOff(Money(3000)))
PERCENT = Reward("42", "15%", PercentOff(Decimal(15)))
PRODUCT = Reward("77", "Kit", RewardedProduct("KIT-1", ProductPricing.FREE, Decimal(0)))

IDENTITY = Identity("Loja Centro", "Caixa 03", "Ana P.", "BonifiQ", Marking.REAL)

Reply = Receipt | Exception
RECEIPTS = {
    Step.COMMIT: Receipt("88121", coupon="BQX-88121-K"),
    Step.REGISTER: Receipt("90417"),
}


class Scripted:
    """Both ports in one: answers as told, remembers what it was asked, can be held up."""

    def __init__(self, profile: Profile = BONIFIQ.profile) -> None:
        self.profile = profile
        self.needs_code = True
        self.needs_person = False
        """No request can be made for a customer nobody knows."""
        self.rewards: tuple[Reward, ...] = (CASHBACK, FIXED, PERCENT, PRODUCT)
        self.replies: defaultdict[Step, deque[Reply]] = defaultdict(deque)
        self.looks: deque[Answer | Exception] = deque()
        self.quotes: deque[Exception] = deque()
        self.sends: deque[SendAnswer | Exception] = deque()
        self.checks: deque[CheckAnswer | Exception] = deque()
        self.polls: deque[CheckAnswer | Exception] = deque()
        self.sent: list[tuple[Task, Draft]] = []
        self.looked: list[Task] = []
        self.asked: list[tuple[CustomerKey, Basket]] = []
        self.codes_sent: list[tuple[Intent, Customer, Contact | None]] = []
        self.ways_asked_for: list[Channel | None] = []
        self.codes_typed: list[str] = []
        self.polled = 0
        self.active: bool | None = None
        self.standing: set[str] = set()
        """Keys of commits that were executed and not reversed."""
        self.deaf = False
        """Requests get lost on their way."""
        self.held: dict[str, asyncio.Event] = {}
        self.on_send: Callable[[Task, Draft], None] = lambda *_: None

    def hold(self, call: str) -> asyncio.Event:
        """The call named (a method, or a step) does not return before the event is set."""
        self.held[call] = asyncio.Event()
        return self.held[call]

    async def _pause(self, *calls: str) -> None:
        for call in calls:
            if (gate := self.held.get(call)) is not None:
                await gate.wait()

    def steps(self, step: Step) -> list[tuple[str, bytes | None]]:
        return [(task.key, draft.body) for task, draft in self.sent if task.step is step]

    async def quote(self, key: CustomerKey, basket: Basket) -> Quote:
        self.asked.append((key, basket))
        await self._pause("quote")
        if self.quotes:
            raise self.quotes.popleft()
        document = OTHER_CPF if key.value == OTHER_CPF else CPF
        customer = Customer(key, NAME, key.value, document=document, phone="11900000000")
        rewards = self.rewards
        return Quote(customer, Balances(120, Money(4235)), rewards, self.needs_code)

    def draft(self, task: Task) -> Draft:
        if self.needs_person and task.customer is None:
            raise IncompleteTaskError(str(task))
        who = task.customer.reference if task.customer else None
        body = {"customer": who, "key": task.key, "at": task.at}
        return Draft("POST", f"/{task.step}/{who}", json.dumps(body).encode())

    async def send(self, task: Task, draft: Draft) -> Receipt:
        self.on_send(task, draft)
        self.sent.append((task, draft))
        failing = self.replies[task.step] and isinstance(self.replies[task.step][0], Exception)
        if not self.deaf and not failing:
            self._book(task)
        await self._pause("send", task.step)
        if self.replies[task.step]:
            reply = self.replies[task.step].popleft()
            if isinstance(reply, Exception):
                raise reply
            return reply
        return RECEIPTS.get(task.step, Receipt())

    def _book(self, task: Task) -> None:
        if task.step is Step.COMMIT:
            self.standing.add(task.key)
        if task.step is Step.REVERSE:
            self.standing.discard(task.key.removesuffix("-undo"))

    async def look(self, task: Task, draft: Draft) -> Answer:
        del draft
        self.looked.append(task)
        await self._pause("look")
        answer = self.looks.popleft() if self.looks else NotExecuted()
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        del receipt
        return self.active

    async def send_code(
        self,
        intent: Intent,
        customer: Customer,
        contact: Contact | None,
        by: Channel | None = None,
    ) -> SendAnswer:
        self.ways_asked_for.append(by)
        self.codes_sent.append((intent, customer, contact))
        await self._pause("send_code")
        answer = self.sends.popleft() if self.sends else Sent(Channel.SMS, "•••• 0000")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def check_code(
        self, intent: Intent, customer: Customer, challenge: Challenge, code: TypedCode
    ) -> CheckAnswer:
        del intent, customer, challenge
        typed = code.take()
        self.codes_typed.append(typed)
        await self._pause("check_code")
        if self.checks:
            answer = self.checks.popleft()
            if isinstance(answer, Exception):
                raise answer
            return answer
        return Approved() if typed == CODE else WrongCode()

    async def poll(self, intent: Intent, customer: Customer, challenge: Challenge) -> CheckAnswer:
        del intent, customer, challenge
        self.polled += 1
        await self._pause("poll")
        answer = self.polls.popleft() if self.polls else StillWaiting()
        if isinstance(answer, Exception):
            raise answer
        return answer


class Counter(Headless):
    """A till on a journal file with a scripted provider, and the hands of its cashier."""

    def __init__(self, path: Path, provider: Scripted, journal: Journal | None) -> None:
        self.provider = provider
        super().__init__(path, provider.profile, journal, IDENTITY, CATALOGUE)

    def connect(self) -> None:
        self.till.connect(self.provider, self.provider)

    def scan(self, *products: Product) -> None:
        for product in products or (PRESS,):
            self.till.enter_product(product.ean or product.sku)

    async def ask(self, customer: str = CPF) -> None:
        self.till.find_customer(customer)
        await self.until(lambda: isinstance(self.state.quote, Quoted))

    async def choose(self, reward: Reward = FIXED, *products: Product) -> None:
        self.scan(*products)
        await self.ask()
        self.till.choose_reward(reward.id)

    async def redeem(self, reward: Reward = FIXED) -> None:
        """All the way to the discount."""
        from pos_app.core.redemption.states import AwaitingCode

        await self.choose(reward)
        self.till.confirm_reward()
        if self.provider.needs_code:
            await self.until_in(AwaitingCode)
            self.till.enter_code(TypedCode(CODE))
        await self.until_in(Redeemed)
        await self.quiet()

    async def close(self) -> None:
        for gate in self.provider.held.values():
            gate.set()
        await super().close()


@asynccontextmanager
async def counter(
    path: Path, provider: Scripted | None = None, *, connected: bool = True, written: bool = True
) -> AsyncIterator[Counter]:
    journal = Journal.open(path) if written else None
    made = Counter(path, provider or Scripted(), journal)
    if connected:
        made.connect()
    try:
        yield made
    finally:
        await made.close()


def with_policy(provider: Scripted, **limits: float) -> Scripted:
    code = replace(provider.profile.code, **limits)
    provider.profile = replace(provider.profile, code=code)
    return provider
