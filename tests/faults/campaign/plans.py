"""What one customer wants, what the cashier does about it, and what goes wrong: from a seed."""

from collections.abc import Mapping
from random import Random

from msgspec.structs import replace

from pos_app.core.value import Value, Variant
from tests.faults.campaign.wire import CONNECTION_FAULTS, WIRE_FAULTS, WireFault


class OnThePhone(Value, frozen=True):
    """What the customer does about a request on their own device, and the cashier meanwhile."""

    answer: str = "approve"
    """Or ``deny``, or ``ignore`` the first one."""
    looks: int = 1
    """How often the till has looked before the answer."""
    remind: bool = False
    instead: bool = False
    """Another way is asked for; the customer answers all the same."""


class Script(Value, frozen=True):
    """What the cashier means to do; the till is driven by keys towards it."""

    items: tuple[str, ...]
    customer: str | None
    reward: str | None
    amount: str | None
    """Typed instead of all that a cashback allows."""
    wrong_codes: int
    too_late: bool
    """The code's life is over before it is typed."""
    give_up: str
    """The state, by its class name, in which the reward is no longer wanted; empty: never."""
    way_out: str
    """How it is given up: ``back``, ``clear``, ``edit``, ``close`` or ``park``."""
    patience: int
    """Turns of waiting for an answer before the sale goes on without the reward."""
    finish: str
    """After the reward: ``pay``, ``undo``, ``clear``, ``park`` or ``close``."""
    afterwards: str
    """With the paid sale: nothing, ``return`` of a piece, or ``cancel``."""
    restored: str
    """With a sale that a power cut interrupted: ``pay``, ``undo`` or ``clear``."""
    impatient: bool
    """Keys are pressed twice."""
    phone: OnThePhone = OnThePhone()


class AtCall(Variant, frozen=True):
    """When a call is at this point: ``received``, ``acted`` on, or ``answered``."""

    call: str
    point: str


class AtWrite(Variant, frozen=True):
    """At one of the journal's writes, counted from one, ``before`` or ``after`` its commit."""

    number: int
    side: str


class AfterMoment(Variant, frozen=True):
    seconds: float


Moment = AtCall | AtWrite | AfterMoment


class Blow(Value, frozen=True):
    """Something that hits the machine and not the wire."""

    kind: str
    moment: Moment


class Plan(Value, frozen=True):
    seed: int
    script: Script
    wire: tuple[WireFault, ...]
    blows: tuple[Blow, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        return (*(fault.kind for fault in self.wire), *(blow.kind for blow in self.blows))


class Offer(Value, frozen=True):
    """What a provider's customers can be sold and offered; the provider's own file tells it."""

    items: tuple[str, ...]
    customers: Mapping[str, tuple[str, ...]]
    """Customer to the rewards within reach."""
    amounts: Mapping[str, tuple[str, ...]]
    """Amounts that can be typed for a reward."""
    regular: str
    """The customer who comes most often."""
    calls: Mapping[str, tuple[str, ...]]
    """The calls of a sale by its parts: ``look``, ``code``, ``redeem``, ``undo``, ``order`` and
    ``back``; what is met more often stands more often."""
    waits: tuple[str, ...]
    """States in which a cashier may change their mind."""


KILLS: Mapping[str, int] = {
    "kill": 20,
    "kill_read_only": 2,
    "kill_corrupt": 3,
    "kill_clock_back": 3,
    "kill_clock_forward": 3,
}
"""The power goes; what the next start finds, and how often each is planned."""
OTHERS: Mapping[str, int] = {
    "disk_full": 6,
    "disk_full_then_kill": 2,
    "second_till": 2,
    "outage": 4,
    "clock_jump": 4,
}
BLOWS = {**KILLS, **OTHERS}


def plan(seed: int, offer: Offer) -> Plan:
    rng = Random(seed)  # noqa: S311 - repeatable
    script = replace(_script(rng, offer), phone=_phone(Random(f"{seed} phone")))  # noqa: S311
    calls = _likely_calls(script, offer)
    return Plan(seed, script, _wire(rng, calls), _blows(rng, calls))


def _script(rng: Random, offer: Offer) -> Script:
    customer = rng.choice((*offer.customers, None)) if rng.random() < 0.3 else offer.regular
    reward = rng.choice(offer.customers[customer]) if customer else None
    amounts = offer.amounts.get(reward or "", ())
    return Script(
        items=tuple(rng.choices(offer.items, k=rng.randint(1, 3))),
        customer=customer,
        reward=reward if rng.random() < 0.95 else None,
        amount=rng.choice(amounts) if amounts and rng.random() < 0.4 else None,
        wrong_codes=rng.choices((0, 1, 2, 3), (80, 10, 5, 5))[0],
        too_late=rng.random() < 0.05,
        give_up=rng.choice(offer.waits) if rng.random() < 0.2 else "",
        way_out=rng.choice(("back", "back", "clear", "edit", "close", "park")),
        patience=rng.choice((1, 2, 3, 20)),
        finish=rng.choices(("pay", "undo", "clear", "park", "close"), (80, 7, 5, 4, 4))[0],
        afterwards=rng.choices(("", "return", "cancel"), (80, 10, 10))[0],
        restored=rng.choice(("pay", "pay", "undo", "clear")),
        impatient=rng.random() < 0.1,
    )


def _phone(rng: Random) -> OnThePhone:
    """From randomness of its own: what no ledger knows of changes nothing of the rest."""
    return OnThePhone(
        answer=rng.choices(("approve", "deny", "ignore"), (80, 10, 10))[0],
        looks=rng.choice((0, 1, 1, 2, 5)),
        remind=rng.random() < 0.1,
        instead=rng.random() < 0.2,
    )


def _likely_calls(script: Script, offer: Offer) -> tuple[str, ...]:
    """A fault is aimed at a call that this sale will probably make, mostly one that moves value."""
    parts = ["order"] if script.customer is None else ["look", *["order"] * 3]
    if script.reward is not None:
        parts += ["code", *["redeem"] * 6]
    if script.give_up or script.finish != "pay":
        parts += ["undo"] * 4
    if script.afterwards:
        parts += ["back"] * 3
    return tuple(call for part in parts for call in offer.calls[part])


def _wire(rng: Random, calls: tuple[str, ...]) -> tuple[WireFault, ...]:
    count = rng.choices((0, 1, 2, 3), (15, 50, 25, 10))[0]
    return tuple(_wire_fault(rng, calls) for _ in range(count))


def _wire_fault(rng: Random, calls: tuple[str, ...]) -> WireFault:
    kinds = tuple(WIRE_FAULTS)
    kind = rng.choices(kinds, [WIRE_FAULTS[kind].weight for kind in kinds])[0]
    call = "*" if kind in CONNECTION_FAULTS else rng.choice(calls)
    after = rng.choice((0, 1, 2, 3)) if call == "*" else rng.choice((0, 0, 0, 0, 1))
    return WireFault(call, kind, after=after, times=rng.choice((1, 1, 2)))


def _blows(rng: Random, calls: tuple[str, ...]) -> tuple[Blow, ...]:
    if rng.random() > 0.35:
        return ()
    kind = rng.choices(tuple(BLOWS), tuple(BLOWS.values()))[0]
    return (Blow(kind, _moment(rng, calls, at_writes=kind in KILLS)),)


def _moment(rng: Random, calls: tuple[str, ...], *, at_writes: bool) -> Moment:
    match rng.randrange(3 if at_writes else 2):
        case 0:
            return AtCall(rng.choice(calls), rng.choice(("received", "acted", "answered")))
        case 1:
            return AfterMoment(rng.uniform(0, 0.25))
        case _:
            return AtWrite(rng.randint(1, 14), rng.choice(("before", "after")))
