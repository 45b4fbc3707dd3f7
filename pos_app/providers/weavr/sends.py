"""The send: made, looked at, let go; contract, 4 and 7."""

import logging

from pos_app.core.errors import (
    ContractBrokenError,
    OutcomeUnknownError,
    RefusedError,
)
from pos_app.core.loyalty import Refusal
from pos_app.core.redemption.states import Intent
from pos_app.core.submission import (
    Answer,
    Done,
    NotExecuted,
    Pending,
    Receipt,
    Refused,
    Step,
    Unclear,
)
from pos_app.providers.ports import Draft, IncompleteTaskError, Task
from pos_app.providers.weavr import mapping, meanings, requests, wire
from pos_app.providers.weavr.access import Access
from pos_app.providers.weavr.classification import RefusedByWeavrError, SessionOverError
from pos_app.providers.weavr.client import WeavrClient
from pos_app.providers.weavr.meanings import Action
from pos_app.providers.weavr.options import Options
from pos_app.providers.weavr.sessions import Session

log = logging.getLogger("pos_app.weavr")


MOST_KNOWN = 32
NOT_USABLE = Refusal(meanings.NOT_USABLE.sentence)


class Sends:
    def __init__(self, client: WeavrClient, access: Access, options: Options) -> None:
        self._client = client
        self._access = access
        self._options = options
        self._ids: dict[str, str] = {}
        """Of the latest sends, by their intent: a challenge is not told which one it is for."""

    def draft(self, task: Task) -> Draft:
        """Raises ``IncompleteTaskError``."""
        reference = task.receipt.reference if task.receipt else ""
        match task.step:
            case Step.HOLD:
                try:
                    return requests.create(self.order(task))
                except ValueError as error:
                    raise IncompleteTaskError(f"{task.step}: {error}") from None
            case Step.RELEASE if reference:
                return requests.cancel(reference)
            case Step.COMMIT | Step.RELEASE:
                wanted = _intent(task)
                return requests.send(reference) if reference else requests.tagged(wanted.key)
        raise IncompleteTaskError(f"{task.step} does not exist at Weavr")

    def order(self, task: Task) -> requests.Order:
        """The tag is the intent's key, by which a supervisor finds it in the records as well; the
        sale's own is beside it."""
        intent = _intent(task)
        return requests.Order(
            profile=self._options.profile,
            tag=intent.key,
            source=intent.reward,
            destination=self._options.account,
            amount=intent.amount,
            description=task.sale,
        )

    async def send(self, task: Task, draft: Draft) -> Receipt:
        match task.step:
            case Step.HOLD:
                return await self._create(task, draft)
            case Step.RELEASE:
                try:
                    return await self._let_go(task, draft)
                except SessionOverError as error:
                    raise OutcomeUnknownError("SessionOver") from error
        raise ContractBrokenError("NothingToSend")

    async def _create(self, task: Task, draft: Draft) -> Receipt:
        session = self.session(task)
        made = await self._access.call(session, lambda b: self._client.create(b, draft, task.key))
        return await self._held(task, session, made)

    async def _held(self, task: Task, session: Session, made: wire.Send) -> Receipt:
        """A repeat is answered with the first answer again, however the send has gone on (7): one
        that was settling then is looked at now."""
        if wire.fate_of(made).settles:
            made = await self._access.call(session, lambda b: self._client.send(b, made.id))
        fate = wire.fate_of(made)
        if fate.refusal:
            raise RefusedError(Refusal(fate.refusal))
        if fate.settles:
            raise OutcomeUnknownError("NotSettled")
        return self._compared(task, made)

    def _compared(self, task: Task, made: wire.Send) -> Receipt:
        """A send of something else is an alarm, whatever state it is in."""
        order = self.order(task)
        self._remember(order.tag, made.id)
        receipt = mapping.receipt_of(made, order)
        if receipt.unfit is not None:
            strange = ",".join(mapping.strangers(made, order))
            log.error("send_is_not_what_was_asked send=%s members=%s", made.id, strange)
        return receipt

    async def _let_go(self, task: Task, draft: Draft) -> Receipt:
        """A refused cancellation says nothing about the send: only a look does. One that still
        waits is watched until it ends (7, Abandon)."""
        if draft.method == "POST":
            session = self.session(task)
            try:
                made = await self._access.call(session, lambda b: self._client.cancel(b, draft))
            except RefusedByWeavrError as error:
                if error.action is not Action.LOOK:
                    raise
            else:
                return self._gone(made)
        found = await self.find(task)
        return Receipt() if found is None else self._gone(found)

    def _gone(self, made: wire.Send) -> Receipt:
        """Raises ``RefusedError`` for one that has moved the money, or is about to."""
        fate = wire.fate_of(made)
        if fate.refusal:
            return Receipt(reference=made.id)
        if fate.paid or fate.settles:
            raise RefusedError(Refusal("SEND_EXECUTED"))
        raise OutcomeUnknownError("StillWaiting")

    async def look(self, task: Task) -> Answer:
        """Once a session is over, nobody here can tell any more (11)."""
        if task.step is not Step.HOLD and not self._client.quota.take():
            return Pending()
        try:
            found = await self.find(task)
        except SessionOverError:
            return Unclear()
        except RefusedByWeavrError as error:
            log.warning("send_cannot_be_read status=%d", error.status)
            return Unclear()
        if found is None:
            return NotExecuted() if task.step is Step.HOLD else Unclear()
        match task.step:
            case Step.HOLD:
                return await self._look_at_hold(task, found)
            case Step.RELEASE:
                return self._look_at_release(found)
        return self._look_at_commit(task, found)

    async def _look_at_hold(self, task: Task, found: wire.Send) -> Answer:
        fate = wire.fate_of(found)
        if fate.refusal:
            return Refused(Refusal(fate.refusal))
        return Pending() if fate.settles else Done(self._compared(task, found))

    def _look_at_release(self, found: wire.Send) -> Answer:
        fate = wire.fate_of(found)
        if fate.refusal:
            return Done(Receipt(reference=found.id))
        return Refused(Refusal("SEND_EXECUTED")) if fate.paid else Pending()

    def _look_at_commit(self, task: Task, found: wire.Send) -> Answer:
        fate = wire.fate_of(found)
        if fate.refusal:
            return Refused(Refusal(fate.refusal))
        return Done(self._compared(task, found)) if fate.paid else Pending()

    async def find(self, task: Task) -> wire.Send | None:
        """By its id, or by its tag where the id was never learnt."""
        session = self.session(task)
        reference = task.receipt.reference if task.receipt else ""
        if reference:
            return await self._access.call(session, lambda b: self._client.send(b, reference))
        tag = _intent(task).key
        found = await self._access.call(session, lambda b: self._client.tagged(b, tag))
        if len(found) > 1:
            log.error("more_than_one_send_with_a_tag count=%d", len(found))
            raise OutcomeUnknownError("SeveralSends")
        return next(iter(found), None)

    async def id_of(self, intent: Intent, session: Session) -> str:
        """Raises ``RefusedError`` where there is no such send."""
        known = self._ids.get(intent.key)
        if known is None:
            found = await self._access.call(session, lambda b: self._client.tagged(b, intent.key))
            if len(found) != 1:
                raise RefusedError(NOT_USABLE)
            known = found[0].id
            self._remember(intent.key, known)
        return known

    async def seen(self, intent: Intent, session: Session) -> wire.Fate:
        """How the send stands now."""
        send_id = await self.id_of(intent, session)
        return wire.fate_of(
            await self._access.call(session, lambda b: self._client.send(b, send_id))
        )

    def _remember(self, tag: str, send_id: str) -> None:
        self._ids[tag] = send_id
        while len(self._ids) > MOST_KNOWN:
            del self._ids[next(iter(self._ids))]

    def session(self, task: Task) -> Session:
        handle = task.customer.key.value if task.customer else ""
        return self._access.session(handle, _intent(task).reward)


def _intent(task: Task) -> Intent:
    if task.intent is None:
        raise IncompleteTaskError(f"{task.step} without its reward")
    return task.intent
