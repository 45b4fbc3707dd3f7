"""Reads that tell whether a step was executed; contract, 3.9 and section 7."""

from pos_app.core.errors import MisconfiguredError, OutcomeUnknownError, RefusedError
from pos_app.core.money import Money
from pos_app.core.submission import Answer, Done, NotExecuted, Receipt, Step, Unclear
from pos_app.providers.bonifiq import mapping, wire
from pos_app.providers.bonifiq.classification import NothingFoundError, RefusedByStatusError
from pos_app.providers.bonifiq.client import BonifiqClient
from pos_app.providers.ports import Task
from pos_app.providers.reading import money_of, whole_of

NOT_FOUND = 404


class Looking:
    """A read that was refused has told nothing about the step: it raises, so that it is asked
    again, and never answers ``Refused``, which would settle the step as not executed."""

    def __init__(self, client: BonifiqClient) -> None:
        self._client = client

    async def at(self, task: Task) -> Answer:
        try:
            return await self._at(task)
        except RefusedError as error:
            told = error.refusal.code
        raise OutcomeUnknownError(f"LookRefused {told}")

    async def _at(self, task: Task) -> Answer:
        match task.step:
            case Step.COMMIT:
                return await self._commit(task.key)
            case Step.REVERSE:
                return await self._reverse(task)
            case Step.REGISTER:
                return await self._register(task)
            case Step.CANCEL:
                return await self._cancel(task)
            case Step.REFUND:
                return await self._refund(task)
            case Step.HOLD | Step.RELEASE | Step.RECORD:
                return Unclear()

    async def reward_is_active(self, receipt: Receipt) -> bool | None:
        if not receipt.reference:
            return None
        try:
            cancelled = (await self._client.get_reward(receipt.reference)).is_canceled
        except RefusedByStatusError as error:
            if error.status != NOT_FOUND:
                raise
            return None
        return None if cancelled is None else not cancelled

    async def _commit(self, key: str) -> Answer:
        """Found by its key, and not taken back by somebody since."""
        found = await self._find(key)
        if not isinstance(found, Receipt):
            return found
        return NotExecuted() if await self.reward_is_active(found) is False else Done(found)

    async def _find(self, key: str) -> Receipt | NotExecuted | Unclear:
        """Only BonifiQ's own word that it knows no such key counts; any other refusal may come
        from something in between, or be about the question."""
        try:
            return mapping.redeemed(await self._client.update_metadata(key), key)
        except NothingFoundError:
            return NotExecuted()
        except MisconfiguredError:
            raise
        except RefusedByStatusError as error:
            unknown = error.enveloped and (error.status == NOT_FOUND or _not_found(error))
            return NotExecuted() if unknown else Unclear()
        except RefusedError as error:
            return NotExecuted() if _not_found(error) else Unclear()

    async def _reverse(self, task: Task) -> Answer:
        receipt: Receipt | NotExecuted | Unclear = task.receipt or Receipt()
        if isinstance(receipt, Receipt) and not receipt.reference and task.intent is not None:
            receipt = await self._find(task.intent.key)
        if not isinstance(receipt, Receipt):
            return Unclear()
        match await self.reward_is_active(receipt):
            case True:
                return NotExecuted()
            case False:
                return Done(Receipt(reference=receipt.reference))
            case None:
                return Unclear()

    async def _register(self, task: Task) -> Answer:
        found = await self._order(task)
        if found is None:
            return NotExecuted()
        if whole_of(found.state) == mapping.ORDER_CANCELLED:
            return Unclear()
        return Done(Receipt(reference=_order_id(task)))

    async def _cancel(self, task: Task) -> Answer:
        found = await self._order(task)
        if found is None or found.state is None:
            return Unclear()
        if whole_of(found.state) == mapping.ORDER_CANCELLED:
            return Done(Receipt(reference=_order_id(task)))
        return NotExecuted()

    async def _refund(self, task: Task) -> Answer:
        """Only the total that this very refund leaves behind is proof (7.3)."""
        found = await self._order(task)
        if found is None or task.refund is None:
            return Unclear()
        total = _total(found, task.refund.total_after.currency)
        if total == task.refund.total_after:
            return Done(Receipt(reference=task.key))
        return Unclear()

    async def _order(self, task: Task) -> wire.OrderRecord | None:
        try:
            return await self._client.get_order(_order_id(task))
        except RefusedByStatusError as error:
            if error.status != NOT_FOUND:
                raise
            return None


def _not_found(error: RefusedError) -> bool:
    """``07`` is RewardNotFound (section 2)."""
    code = error.refusal.code
    return code == "07" or "notfound" in code.casefold()


def _order_id(task: Task) -> str:
    if task.order is None:
        raise ValueError(f"{task.step} needs the order")
    return task.order.id


def _total(found: wire.OrderRecord, currency: str) -> Money | None:
    return money_of(found.order_total, currency)
