"""Reads that tell what became of a step; contract, section 6, last table."""

from pos_app.core.errors import OutcomeUnknownError, RefusedError
from pos_app.core.submission import Answer, Done, Gone, NotExecuted, Step, Unclear
from pos_app.providers.ports import Draft, Task
from pos_app.providers.punchh import baskets
from pos_app.providers.punchh.drafts import selected
from pos_app.providers.punchh.steps import Steps
from pos_app.providers.reading import id_of


class Looking:
    """A read that was refused has told nothing: it raises, so that it is asked again, and never
    answers ``Refused``, which would settle the step as not executed."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    async def at(self, task: Task, draft: Draft) -> Answer:
        try:
            match task.step:
                case Step.HOLD:
                    return await self._hold(task, draft)
                case Step.COMMIT:
                    return await self._commit(task)
                case _:
                    return Unclear()
        except RefusedError as error:
            told = error.refusal.code
        raise OutcomeUnknownError(f"LookRefused {told}")

    async def _hold(self, task: Task, draft: Draft) -> Answer:
        """What is in the basket is held once its worth is known, too; asking that again is safe."""
        basket = await self._steps.basket(task)
        if basket is None or not baskets.is_held(basket, selected(task)):
            return NotExecuted()
        return Done(await self._steps.hold(task, draft))

    async def _commit(self, task: Task) -> Answer:
        """The basket is there, or it is used up: by this till as long as only it could."""
        basket = await self._steps.basket(task)
        held = task.receipt
        if basket is not None and held is not None:
            same = id_of(basket.redemption_ref) == held.reference
            if same and baskets.own_item(basket, selected(task)) is not None:
                return NotExecuted()
        return Gone() if await self._steps.only_ours(task) else Unclear()
