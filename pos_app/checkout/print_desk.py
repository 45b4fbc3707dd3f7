"""The paper of a paid sale: begun by the payment, asked for again by the cashier; no sale waits."""

import asyncio
from typing import Protocol

from msgspec.structs import replace

from pos_app.checkout.counter import Counter
from pos_app.checkout.state import Printout, TillState
from pos_app.core.paper import Printing
from pos_app.core.sale import Sale, Stage

POINTS_WITHIN = 1.5
"""Seconds for which a first paper waits for the points that the provider is about to tell."""

MOST_SHOWN = 20
"""Papers whose fate the screen can tell."""


class ReceiptPrinter(Protocol):
    async def print_receipt(self, state: TillState, sale: Sale, copy: int) -> Printing:
        """Lays the receipt out as the state says it, once, and answers when its fate is known, in
        a few seconds at most; never raises for what the printer does. Copies after the first are
        marked as such."""
        ...


class PrintDesk(Counter):
    _printer: ReceiptPrinter | None = None

    def connect_printer(self, printer: ReceiptPrinter) -> None:
        self._printer = printer
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()
        self._papers: dict[str, int] = {}
        """By sale of this run: how many papers of it there may be."""
        self._set(has_printer=True)
        self.subscribe(self._changed.set)

    @property
    def is_printing(self) -> bool:
        return any(each.stage is Printing.UNDER_WAY for each in self._state.printouts)

    def print_again(self, sale_id: str) -> None:
        sale = self._book.sales.get(sale_id)
        if self._printer is None or sale is None or sale.stage is not Stage.PAID:
            return
        if not any(p.sale_id == sale_id and p.stage is Printing.UNDER_WAY for p in self._printouts):
            self._begin_printing(sale)

    def _print_first(self, sale: Sale) -> None:
        if self._printer is not None:
            self._papers[sale.id] = 0
            self._begin_printing(sale)

    @property
    def _printouts(self) -> tuple[Printout, ...]:
        return self._state.printouts

    def _begin_printing(self, sale: Sale) -> None:
        """A sale of an earlier run is taken for printed: two papers must never pass for one."""
        copy = self._papers.setdefault(sale.id, 1) + 1
        begun = Printout(sale.id, sale.number, copy, Printing.UNDER_WAY)
        others = tuple(each for each in self._printouts if each.sale_id != sale.id)
        self._set(printouts=(begun, *others)[:MOST_SHOWN])
        self._spawn(self._print(sale, begun))

    async def _print(self, sale: Sale, begun: Printout) -> None:
        assert self._printer is not None  # noqa: S101 - nothing begins without one
        stage = Printing.UNKNOWN
        state = self._state_of(sale)
        try:
            if begun.copy == 1:
                sale = await self._with_points(sale)
            async with self._turn:
                stage = await self._printer.print_receipt(state, sale, begun.copy)
        finally:
            if stage.may_exist:
                self._papers[sale.id] = begun.copy
            ended = replace(begun, stage=stage)
            self._set(printouts=tuple(ended if p == begun else p for p in self._printouts))

    async def _with_points(self, sale: Sale) -> Sale:
        """The sale as it is once it has been registered, or after a little while as it is then."""
        due = self.now() + POINTS_WITHIN
        alarm = self._clock.call_at(due, self._changed.set)
        try:
            while _is_under_way(sale) and self.now() < due:
                self._changed.clear()
                await self._changed.wait()
                sale = self._book.sales.get(sale.id, sale)
        finally:
            self._clock.cancel(alarm)
        return sale

    def _state_of(self, sale: Sale) -> TillState:
        """With the customer of that sale, as far as they are still known."""
        if sale.id == self._sale_id:
            return self._state
        person = self._book.person(sale.customer)
        key, customer = (person.key, person.customer) if person else (None, None)
        return replace(self._state, key=key, customer=customer)


def _is_under_way(sale: Sale) -> bool:
    return sale.registration is not None and sale.registration.is_under_way
