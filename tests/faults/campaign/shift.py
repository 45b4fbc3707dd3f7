"""One shift: a sandbox, a wire and a till for some dozen customers, and whatever the plans hold."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from pos_app.core.submission import Step
from pos_app.core.value import Value
from pos_app.sandbox.assembly import Sandbox, build_sandbox
from pos_app.sandbox.server import running_server
from tests.faults.campaign import certificates, verdicts
from tests.faults.campaign.ledger import Books, Provider
from tests.faults.campaign.line import Line
from tests.faults.campaign.machine import Machine
from tests.faults.campaign.nursery import Nursery
from tests.faults.campaign.plans import KILLS, AfterMoment, AtCall, AtWrite, Blow, Plan
from tests.faults.campaign.proxy import FaultProxy
from tests.faults.campaign.records import Records, read
from tests.faults.campaign.verdicts import BROKEN, HANGING, Finding

LONGEST_SALE = 90.0
"""Seconds of real time; time-outs are half a second here, and waits cost nothing."""
MOST_STARTS = 12
OUTAGE = 0.15
FULL_FOR = 0.1
"""Seconds of a cable that is out, and of a disk that is full once the sale is over."""
DAY = 26 * 3600.0
"""Seconds; long enough to be another day for the till."""
SHOWN, ANOTHER_RUNS = 0, 3
"""The exit code of a till that finds another one on its data."""


class Outcome(Value, frozen=True):
    """What came of one sale."""

    shift: int
    sale: int
    planned: tuple[str, ...]
    happened: tuple[str, ...]
    """Of the planned faults those that met a call, or a running till."""
    starts: int
    looks: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not self.findings


class Shift:
    def __init__(self, seed: int, folder: Path, provider: Provider, *, tls: bool) -> None:
        self.seed = seed
        self._folder = folder
        self._provider = provider
        self._tls = tls
        self._sandbox: Sandbox = build_sandbox(seed=seed)
        self._findings: list[Finding] = []
        self._happened: Counter[str] = Counter()
        self._pending: list[Blow] = []
        self._preparations: deque[Callable[[], None]] = deque()
        """What is done to the machine before each of its next starts."""
        self._disk_is_full = ""
        self._sale_is_over = False
        self._lost_orders: set[str] = set()
        """Registered, returned or cancelled, and the record of it lost with a damaged journal, or
        never made where none could be written."""
        self._looks = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, plans: Iterable[Plan]) -> AsyncIterator[Outcome]:
        """Ends early when the till is in no state to go on."""
        async with self._world():
            for number, planned in enumerate(plans):
                outcome = await self._sell(number, planned)
                yield outcome
                if any(found.kind in {HANGING, BROKEN} for found in outcome.findings):
                    return

    @asynccontextmanager
    async def _world(self) -> AsyncIterator[None]:
        self._provider.arrange(self._sandbox, Random(self.seed))  # noqa: S311 - repeatable
        issued = certificates.issue(self._folder) if self._tls else None
        async with running_server(self._sandbox) as sandbox:
            port = int(sandbox.rpartition(":")[2])
            self._proxy = FaultProxy(port, self._provider.call_name, issued)
            self._proxy.passing = self._passing
            await self._proxy.start()
            nursery = Nursery(self._folder, issued.trusted if issued else None)
            host = "https://localhost" if issued else "http://127.0.0.1"
            settings = self._provider.settings(self._sandbox, f"{host}:{self._proxy.port}")
            self._machine = Machine(nursery, self._folder, settings, sandbox, self._provider.name)
            try:
                yield
            finally:
                await self._machine.stop()
                nursery.close()
                await self._proxy.stop()

    async def _sell(self, number: int, planned: Plan) -> Outcome:
        self._findings, self._looks, self._machine.starts = [], 0, 0
        self._happened.clear()
        self._proxy.happened.clear()
        self._provider.replenish(self._sandbox)
        try:
            async with asyncio.timeout(LONGEST_SALE):
                await self._see_through(planned)
                self._compare()
        except TimeoutError:
            self._found(HANGING, f"the sale does not end within {LONGEST_SALE:.0f} s")
        except Exception as error:  # noqa: BLE001 - whatever breaks is told with its seed
            self._found(BROKEN, f"{type(error).__name__}: {error}")
        happened = (*self._proxy.happened.elements(), *self._happened.elements())
        return Outcome(
            self.seed,
            number,
            planned.faults,
            happened,
            self._machine.starts,
            self._looks,
            tuple(self._findings),
        )

    async def _see_through(self, planned: Plan) -> None:
        """The first order is the sale; after each end of the process a new start takes it up."""
        await self._proxy.all_landed()
        self._proxy.arm(planned.wire)
        self._pending = list(planned.blows)
        ended = await self._work("serve", planned)
        while not ended or self._preparations:
            if self._machine.starts > MOST_STARTS:
                raise RuntimeError("the till does not stay up")
            ended = await self._work("recover", planned)
        self._pending = []
        await self._settle_tasks()

    async def _work(self, order: str, planned: Plan) -> bool:
        """Answers whether the till did it to the end; else it is gone."""
        line = await self._till()
        if self._machine.is_protected:
            order = "make_do"
        self._begin(first=order == "serve")
        cut = next((b.moment for b in self._pending if isinstance(b.moment, AtWrite)), None)
        script, moment = msgspec.to_builtins(planned.script), msgspec.to_builtins(cut)
        await line.say(do=order, script=script, code=self._provider.code, cut=moment)
        ended = await self._listen(line)
        if ended is not None:
            return ended
        await self._machine.ended()
        self._disk_is_full = ""
        if cut is not None:
            self._strike(next(b for b in self._pending if b.moment == cut))
        return False

    def _begin(self, *, first: bool) -> None:
        self._sale_is_over = not first
        if first:
            self._arrange_delays()
            return
        self._proxy.disarm()
        if self._disk_is_full:
            self._spawn(self._make_room())

    async def _listen(self, line: Line) -> bool | None:
        """What the till says of its work, up to its end; nothing once the till is gone."""
        while (heard := await line.hear()) is not None:
            if "seen" in heard:
                await self._judge(line, heard["moment"], heard["seen"])
            elif "asked" in heard:
                await line.say(done=await self._answer(heard["asked"]))
            elif "stuck" in heard:
                self._found(HANGING, heard["stuck"])
                return True
            elif "done" in heard:
                return await self._is_done(heard["journal"])
            elif heard.get("exit", 0) != 0:
                self._found(BROKEN, f"the till ended with {heard['exit']}")
        return None

    async def _is_done(self, has_journal: bool) -> bool:
        """A till that found its journal out of reach at its start is started again once it is not:
        only then does it see what the last one left."""
        if has_journal or self._machine.is_protected:
            return True
        await self._settle_tasks()
        await self._machine.stop()
        return False

    async def _till(self) -> Line:
        """The running till, or a new start on what the last one left."""
        if self._preparations:
            await self._machine.stop()
            self._preparations.popleft()()
        return self._machine.line or await self._machine.start()

    # what hits the machine

    def _arrange_delays(self) -> None:
        for blow in self._pending:
            if isinstance(blow.moment, AfterMoment):
                self._spawn(self._later(blow, blow.moment.seconds))

    async def _later(self, blow: Blow, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._strike(blow)

    def _passing(self, call: str, point: str) -> None:
        for blow in self._pending:
            if blow.moment == AtCall(call, point):
                self._strike(blow)

    def _strike(self, blow: Blow) -> None:
        if blow not in self._pending:
            return
        self._pending.remove(blow)
        self._happened[blow.kind] += 1
        if blow.kind in KILLS:
            self._machine.cut_power()
            self._preparations += self._found_at_the_next_start(blow.kind)
            return
        match blow.kind:
            case "disk_full" | "disk_full_then_kill":
                self._fill_disk(blow.kind)
            case "second_till":
                self._spawn(self._start_another())
            case "outage":
                self._spawn(self._proxy.outage(OUTAGE))
            case "clock_jump":
                self._machine.clock += DAY if self.seed % 2 else -DAY

    def _found_at_the_next_start(self, kind: str) -> list[Callable[[], None]]:
        machine = self._machine
        match kind:
            case "kill_read_only":
                return [machine.protect, machine.unprotect]
            case "kill_corrupt":
                return [machine.corrupt]
            case "kill_clock_back":
                machine.clock -= DAY
            case "kill_clock_forward":
                machine.clock += DAY
        return []

    def _fill_disk(self, kind: str) -> None:
        self._disk_is_full = kind
        self._machine.fill_disk()
        if self._sale_is_over:
            self._spawn(self._make_room())

    async def _make_room(self) -> None:
        await asyncio.sleep(FULL_FOR)
        self._disk_has_room()

    def _disk_has_room(self) -> None:
        match self._disk_is_full:
            case "disk_full":
                self._machine.empty_disk()
            case "disk_full_then_kill":
                self._machine.cut_power()
        self._disk_is_full = ""

    async def _start_another(self) -> None:
        code = await self._machine.second()
        if code not in {SHOWN, ANOTHER_RUNS}:
            self._found(BROKEN, f"a second till on the same data ended with {code}")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle_tasks(self) -> None:
        for task in list(self._tasks):
            await task

    # what a person sees and does at the provider

    async def _answer(self, asked: dict[str, str]) -> bool | None:
        if "landed" in asked:
            await self._proxy.all_landed()
            return True
        return self._look_at_the_provider(asked)

    def _look_at_the_provider(self, asked: dict[str, str]) -> bool | None:
        """Whether it is as was asked; nothing while what was asked about is still open there."""
        books = self._provider.books(self._sandbox)
        records = self._records()
        if "step" in asked:
            return self._look_at_one(books, records, asked)
        for name in verdicts.unaccounted(books, records):
            self._provider.give_back(self._sandbox, name)
        for held in verdicts.held_by_nobody(books, records):
            self._provider.let_go(self._sandbox, held)
        self._lost_orders |= verdicts.known_only_there(books, records)
        return True

    def _look_at_one(self, books: Books, records: Records, asked: dict[str, str]) -> bool | None:
        step, name = Step(asked["step"]), self._provider.name_of(asked["sale"], asked["reference"])
        if step is Step.COMMIT and books.may_still_happen(name):
            if "insists" not in asked:
                return None
            for held in books.held:
                if held.name == name and held.lapses:
                    self._provider.let_go(self._sandbox, held)
        worth = records.worth_after(asked["sale"], asked["id"])
        return books.has_done(step, name, asked["reference"], worth)

    # what is compared

    async def _judge(self, line: Line, moment: str, seen: dict[str, Any]) -> None:
        self._looks += 1
        books = self._provider.books(self._sandbox)
        name = self._provider.name_of(seen["sale"], seen["key"]) if seen["key"] else None
        self._findings += verdicts.on_the_screen(moment, {**seen, "name": name}, books)
        if self._machine.is_protected:
            self._lost_orders |= set(seen["orders"]) - self._records().orders.keys()
        if moment == "sale over":
            self._sale_is_over = True
            self._disk_has_room()
        await line.say(clock=self._machine.clock)

    def _compare(self) -> None:
        books, records = self._provider.books(self._sandbox), self._records()
        sent = self._provider.bodies(self._sandbox)
        self._findings += verdicts.on_the_books(books, records, sent, self._lost_orders)

    def _records(self) -> Records:
        return read(self._machine.journal, self._provider.profile, self._provider.name_of)

    def _found(self, kind: str, text: str) -> None:
        self._findings.append(Finding(kind, text))
