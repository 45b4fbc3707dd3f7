"""The steps that move value, and what their answers must say; contract, 5 and 6."""

from collections.abc import Awaitable, Callable

from pos_app.core.errors import (
    ContractBrokenError,
    HoldGoneError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.submission import Receipt, Step
from pos_app.providers.ports import Draft, Task
from pos_app.providers.punchh import baskets, requests, wire
from pos_app.providers.punchh.checks import order_of, uid_of, user_of
from pos_app.providers.punchh.classification import RefusedByPunchhError
from pos_app.providers.punchh.client import PunchhClient
from pos_app.providers.punchh.drafts import selected
from pos_app.providers.punchh.meanings import Meaning
from pos_app.providers.punchh.programme import Programme
from pos_app.providers.punchh.selecting import Selection
from pos_app.providers.punchh.wire import flag_of
from pos_app.providers.reading import whole_of

BUSY = 5.0
"""Seconds until the one refusal that passes by itself is worth another try (5.7)."""
LET_GO = frozenset(
    {
        Meaning.NO_BASKET_FOUND,
        Meaning.NO_ACTIVE_BASKET,
        Meaning.UNLOCK_NOTHING,
        Meaning.ITEMS_NOT_FOUND,
        Meaning.LOCKED_ELSEWHERE,
    }
)
NOTHING_LEFT = frozenset({Meaning.NO_BASKET_FOUND, Meaning.NO_ACTIVE_BASKET})


class Steps:
    def __init__(self, client: PunchhClient, programme: Callable[[], Awaitable[Programme]]) -> None:
        self._client = client
        self._programme = programme

    async def send(self, task: Task, draft: Draft) -> Receipt:
        try:
            return await self._send(task, draft)
        except RefusedByPunchhError as error:
            busy = error.meaning is Meaning.RETRYABLE
            told = error.refusal.code
            if not busy:
                raise
        raise NotSentError(told, BUSY)

    async def _send(self, task: Task, draft: Draft) -> Receipt:
        match task.step:
            case Step.HOLD:
                return await self.hold(task, draft)
            case Step.COMMIT:
                return await self._commit(task, draft)
            case Step.REVERSE:
                return await self._void(task, draft)
            case Step.RELEASE:
                return await self._release(task, draft)
            case Step.REGISTER:
                return await self._check_in(task, draft)
            case Step.RECORD | Step.REFUND | Step.CANCEL:
                await self._client.receipt(draft, uid_of(task))
                return Receipt(reference=order_of(task).id)

    async def hold(self, task: Task, draft: Draft) -> Receipt:
        """Puts in what is missing, and asks what it is worth: each part may be repeated (6). Of a
        lock that was there already nobody knows the age."""
        basket = await self._sound(task, await self.basket(task))
        locked_before = basket is not None and flag_of(basket.locked)
        since = None if locked_before else self._client.heard_at
        wanted = selected(task)
        if basket is None or not baskets.is_held(basket, wanted):
            basket = await self._put_in(task, draft, wanted)
        if draft.then is None:
            raise ContractBrokenError("HoldWithoutQuote")
        quoted = await self._quote_once(task, draft.then, basket)
        return baskets.held(basket, quoted, wanted, task.basket.currency, since)

    async def _quote_once(self, task: Task, draft: Draft, basket: wire.Basket) -> wire.BatchAnswer:
        """What lies in the basket twice is taken out before it is redeemed twice: card completions
        and banked money can be had more than once, also by one selection delivered twice."""
        wanted = selected(task)
        own = baskets.own_item(basket, wanted)
        quoted = await self._quote(task, draft)
        too_many = baskets.surplus(quoted, wanted, own)
        if not too_many:
            return quoted
        try:
            await self._take_out(task, too_many)
        except (NotSentError, RefusedError) as error:
            told = type(error).__name__
        else:
            quoted = await self._quote(task, draft)
            if not baskets.surplus(quoted, wanted, own):
                return quoted
            told = "Surplus"
        raise OutcomeUnknownError(told)

    async def _put_in(self, task: Task, draft: Draft, wanted: Selection) -> wire.Basket:
        """A refusal may be the answer to the second delivery of what the first has put in."""
        try:
            return await self._client.select(draft, uid_of(task))
        except RefusedByPunchhError as error:
            refused = error
        basket = await self.basket(task)
        if basket is None or not baskets.is_held(basket, wanted):
            raise refused
        return basket

    async def _sound(self, task: Task, basket: wire.Basket | None) -> wire.Basket | None:
        """Without what fell out of it, which would fail beside the reward at every check (5.8)."""
        gone = () if basket is None else baskets.fallen(basket)
        if not gone:
            return basket
        await self._take_out(task, gone)
        return await self.basket(task)

    async def _take_out(self, task: Task, items: tuple[str, ...]) -> None:
        uid, numbers = uid_of(task), tuple(int(item) for item in items)
        out = requests.unselect(user_of(task), numbers, uid)
        await self._refused(self._client.unselect(out, uid))

    async def _quote(self, task: Task, draft: Draft) -> wire.BatchAnswer:
        """The reward lies in the basket by now: a refusal must take it out again, and what was not
        sent leaves the hold half done."""
        try:
            return await self._client.quote(draft, uid_of(task))
        except RefusedError as error:
            meaning = error.meaning if isinstance(error, RefusedByPunchhError) else None
            if meaning not in {Meaning.LOCKED_ELSEWHERE, Meaning.RETRYABLE}:
                return baskets.all_failed(selected(task), error.refusal)
            told = error.refusal.code
        except NotSentError as error:
            told = str(error)
        raise OutcomeUnknownError(told)

    async def only_ours(self, task: Task) -> bool:
        """Whether nobody but this till can have used up what it held (6, COMMIT_UNKNOWN)."""
        heard_at = self._client.heard_at
        since = task.receipt.since if task.receipt else None
        return (await self._programme()).surely_locked(since, heard_at)

    async def basket(self, task: Task) -> wire.Basket | None:
        """The guest's, as far as it may be seen with the check's own uid."""
        try:
            return await self._client.active(requests.active(user_of(task), uid_of(task)))
        except RefusedByPunchhError as error:
            if error.meaning not in NOTHING_LEFT:
                raise
            return None

    async def _commit(self, task: Task, draft: Draft) -> Receipt:
        answer = await self._client.commit(draft, task.key)
        if not answer.success and not answer.failures:
            raise ContractBrokenError("CommitOfNothing")
        wanted, held = selected(task), task.receipt or Receipt()
        if not answer.success:
            raise RefusedError(baskets.refusal_of(answer, wanted))
        return baskets.committed(answer, wanted, held, task.basket.currency)

    async def _void(self, task: Task, draft: Draft) -> Receipt:
        """Nothing to return is what a second void, and one of nothing, are answered (5.9)."""
        try:
            await self._client.void(draft, task.key)
        except RefusedByPunchhError as error:
            if error.meaning not in NOTHING_LEFT:
                raise
        return Receipt()

    async def _release(self, task: Task, draft: Draft) -> Receipt:
        uid = uid_of(task)
        if draft.then is not None:
            await self._take_all_out(task, draft)
            draft = draft.then
        await self._refused(self._client.unlock(draft, uid))
        return Receipt()

    async def _take_all_out(self, task: Task, draft: Draft) -> None:
        """Also what a late delivery of the selection has put in since."""
        try:
            left = await self._client.unselect(draft, uid_of(task))
        except RefusedByPunchhError as error:
            refused = error.meaning
            if refused not in LET_GO:
                raise
        else:
            if more := baskets.own_items(left, selected(task)):
                await self._take_out(task, more)
            return
        if refused in NOTHING_LEFT:
            raise HoldGoneError("NoBasket", ours=await self.only_ours(task))
        if refused is Meaning.LOCKED_ELSEWHERE:
            raise OutcomeUnknownError(refused.name)

    async def _refused(self, call: Awaitable[object]) -> Meaning | None:
        """Why nothing was let go; what is not there any more needs no letting go."""
        try:
            await call
        except RefusedByPunchhError as error:
            if error.meaning not in LET_GO:
                raise
            return error.meaning
        return None

    async def _check_in(self, task: Task, draft: Draft) -> Receipt:
        reference = order_of(task).id
        try:
            answer = await self._client.checkin(draft, uid_of(task))
        except RefusedByPunchhError as error:
            if error.meaning is not Meaning.ALREADY_RECORDED:
                raise
            return Receipt(reference=reference)
        return Receipt(reference=reference, earned_points=whole_of(answer.points_earned))
