"""Carries effects out: what the core decided becomes a call, and the answer an event."""

import logging
from collections.abc import Callable
from functools import partial

from pos_app.checkout.book import AnyEffect, Book, Spawn
from pos_app.checkout.clock import Clock
from pos_app.checkout.outbox import Place, next_up
from pos_app.checkout.runner import Runner
from pos_app.checkout.sessions import SessionCare
from pos_app.core.challenge import CheckAnswer, CheckNotSent, NotDelivered, SendAnswer, TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.order import Refund
from pos_app.core.redemption import events as re
from pos_app.core.redemption.effects import (
    Attempt,
    CheckCode,
    PollApproval,
    SendCode,
    WakeAt,
    needs_disk,
)
from pos_app.core.redemption.states import Intent, Spent
from pos_app.core.sale import Sale
from pos_app.core.selling import (
    PostAnswered,
    PostAttempt,
    PostExpired,
    PostWoken,
    RedemptionMoved,
    RewardLookedUp,
)
from pos_app.core.submission import Answer, Done, NotSent, Step, Submission, Unclear
from pos_app.providers.ports import Draft, IncompleteTaskError, LoyaltyProvider, Task

log = logging.getLogger("pos_app.carrier")

UNWRITTEN = NotSent("journal")
"""The answer to what must not leave without a trace on disk."""


class Carrier:
    """Connects the book to one provider; until that is loaded, effects wait."""

    def __init__(self, book: Book, clock: Clock, spawn: Spawn) -> None:
        self._book = book
        self._clock = clock
        self._spawn = spawn
        self._runner: Runner | None = None
        self._provider: LoyaltyProvider | None = None
        self._held_back: list[tuple[str, AnyEffect, bool]] = []
        self._codes: dict[str, TypedCode] = {}
        self._alarms: dict[str, int] = {}
        self._post_alarm: int | None = None
        self._in_flight = 0
        self._sessions = SessionCare(book, clock, spawn)
        self.landed: Callable[[], None] = lambda: None
        """Called when a call has ended, whatever its answer."""
        book.perform = self.perform
        book.draft = self.draft
        book.given_up = self.give_up

    def connect(self, provider: LoyaltyProvider, runner: Runner) -> None:
        self._provider, self._runner = provider, runner
        self._sessions.connect(provider)
        held_back, self._held_back = self._held_back, []
        for sale_id, effect, durable in held_back:
            self.perform(sale_id, effect, durable)
        self.pump()

    @property
    def busy(self) -> bool:
        """Whether a call that may move value is on its way."""
        return self._in_flight > 0

    def keep_code(self, sale_id: str, code: TypedCode) -> None:
        """The code waits in memory for the check that its event leads to."""
        self._codes[sale_id] = code

    def drop_code(self, sale_id: str) -> None:
        self._codes.pop(sale_id, None)

    def draft(self, sale: Sale, effect: AnyEffect) -> tuple[str, Draft] | None:
        """The request of a step that leaves for the first time, made before it is journalled."""
        if not isinstance(effect, Attempt | PostAttempt) or self._provider is None:
            return None
        key = effect.submission.key
        if self._book.draft_of(sale.id, key) is not None:
            return None
        try:
            return key, self._provider.draft(self._task(sale, effect))
        except IncompleteTaskError:
            return None

    def perform(self, sale_id: str, effect: AnyEffect, durable: bool) -> None:  # noqa: FBT001
        if isinstance(effect, WakeAt):
            self._wake_at(sale_id, effect.due)
        elif self._runner is None:
            self._held_back.append((sale_id, effect, durable))
        else:
            self._spawn(self._perform(self._runner, sale_id, effect, durable=durable))

    async def _perform(
        self, runner: Runner, sale_id: str, effect: AnyEffect, *, durable: bool
    ) -> None:
        self._in_flight += 1
        try:
            match effect:
                case Attempt():
                    await self._attempt(runner, sale_id, effect, durable=durable)
                case PostAttempt():
                    await self._post(runner, sale_id, effect, durable=durable)
                case SendCode():
                    await self._send_code(runner, sale_id, effect, durable=durable)
                case CheckCode() | PollApproval():
                    await self._check(runner, sale_id, effect, durable=durable)
        finally:
            self._in_flight -= 1
        self.landed()
        self.pump()

    async def _attempt(
        self, runner: Runner, sale_id: str, effect: Attempt, *, durable: bool
    ) -> None:
        submission = effect.submission
        written = durable or not needs_disk(effect)
        answer = await self._carry(runner, sale_id, effect) if written else UNWRITTEN
        self._redeem(
            sale_id,
            re.Answered(
                submission.step,
                submission.key,
                submission.attempt,
                answer,
                self._clock.monotonic(),
            ),
        )

    async def _carry(self, runner: Runner, sale_id: str, effect: Attempt | PostAttempt) -> Answer:
        """A step decided before the provider was loaded is drafted, and written down, only now. One
        whose request can neither be found nor made waits for a person."""
        submission, book = effect.submission, self._book
        task = self._task(book.sales[sale_id], effect)
        draft = book.draft_of(sale_id, submission.key)
        if draft is None:
            assert self._provider is not None  # noqa: S101 - effects wait for the provider
            try:
                draft = self._provider.draft(task)
            except IncompleteTaskError:
                log.error("request_cannot_be_made step=%s", submission.step)  # noqa: TRY400
                return Unclear()
            kept = await book.keep_draft(sale_id, submission.key, draft)
            if submission.needs_disk and book.has_journal and not kept:
                return UNWRITTEN
        return await runner.carry(task, draft, submission.phase)

    async def _post(
        self, runner: Runner, sale_id: str, effect: PostAttempt, *, durable: bool
    ) -> None:
        """A till without any journal sells, and the customers' points follow all the same."""
        submission = effect.submission
        written = durable or not submission.needs_disk or not self._book.has_journal
        answer = await self._carry(runner, sale_id, effect) if written else UNWRITTEN
        self._book.apply(
            sale_id,
            PostAnswered(submission.key, submission.attempt, answer, self._clock.monotonic()),
        )
        if isinstance(answer, Done) and submission.step is Step.CANCEL:
            await self._look_for_reward(sale_id)

    async def _look_for_reward(self, sale_id: str) -> None:
        """A cancelled order may or may not have given the benefit back: the provider knows."""
        sale = self._book.sales.get(sale_id)
        if sale is None or not isinstance(sale.redemption, Spent) or self._provider is None:
            return
        try:
            active = await self._provider.reward_is_active(sale.redemption.receipt)
        except Exception as error:  # noqa: BLE001 - a read for a notice must not break a return
            log.warning("reward_look_failed error=%s", type(error).__name__)
            return
        if active is not None:
            self._book.apply(sale_id, RewardLookedUp(returned=not active))

    async def _send_code(
        self, runner: Runner, sale_id: str, effect: SendCode, *, durable: bool
    ) -> None:
        person = self._book.person(effect.intent.customer)
        if person is None or (needs_disk(effect) and not durable):
            answer: SendAnswer = NotDelivered(Refusal("JOURNAL_UNWRITABLE"))
        else:
            answer = await runner.send_code(
                effect.intent, person.as_customer(), person.contact, effect.by
            )
        self._redeem(
            sale_id,
            re.CodeSendAnswered(
                effect.intent.key,
                effect.send,
                answer,
                self._clock.monotonic(),
            ),
        )
        self._sessions.attend(sale_id, effect.intent.key, effect.send)

    async def _check(
        self, runner: Runner, sale_id: str, effect: CheckCode | PollApproval, *, durable: bool
    ) -> None:
        if isinstance(effect, PollApproval):
            self._in_flight -= 1
            try:
                await self._clock.sleep(effect.after)
            finally:
                self._in_flight += 1
        code = self._codes.pop(sale_id, None) if isinstance(effect, CheckCode) else None
        person = self._book.person(effect.intent.customer)
        lost = isinstance(effect, CheckCode) and code is None
        answer: CheckAnswer = CheckNotSent()
        if person is not None and not lost and (durable or not needs_disk(effect)):
            answer = await runner.check_code(
                effect.intent, person.as_customer(), effect.challenge, code
            )
        self._redeem(
            sale_id,
            re.CheckAnswered(effect.intent.key, effect.entry, answer, self._clock.monotonic()),
        )

    def give_up(self, intent: Intent) -> None:
        """A till that closes leaves it to the provider to let a challenge lapse."""
        if self._runner is not None:
            self._spawn(self._runner.give_up(intent))

    def _redeem(self, sale_id: str, event: re.Event) -> None:
        self._book.apply(sale_id, RedemptionMoved(event))

    def _task(self, sale: Sale, effect: Attempt | PostAttempt) -> Task:
        submission = effect.submission
        handle = effect.intent.customer if isinstance(effect, Attempt) else sale.customer
        person = self._book.person(handle)
        return Task(
            step=submission.step,
            key=submission.key,
            intent=effect.intent if isinstance(effect, Attempt) else None,
            receipt=effect.receipt if isinstance(effect, Attempt) else None,
            order=sale.order,
            refund=_refund(sale, submission),
            customer=person.as_customer() if person else None,
            verified=isinstance(sale.redemption, Spent) and sale.redemption.intent.signing_up,
            sale=sale.id,
            opened_at=sale.opened_at,
            basket=sale.basket,
            at=self._clock.stamp(),
        )

    def _wake_at(self, sale_id: str, due: float) -> None:
        if (old := self._alarms.pop(sale_id, None)) is not None:
            self._clock.cancel(old)
        self._alarms[sale_id] = self._clock.call_at(due, partial(self.wake, sale_id))

    def wake(self, sale_id: str) -> None:
        self._alarms.pop(sale_id, None)
        if self._runner is None:
            self._wake_at(sale_id, self._clock.monotonic() + 1)
        else:
            self._redeem(sale_id, re.Woken(self._clock.monotonic()))

    def pump(self, *, hurry: bool = False) -> None:
        """Lets the first message of the outbox go, or arranges for its time."""
        if self._runner is None:
            return
        if self._post_alarm is not None:
            self._clock.cancel(self._post_alarm)
            self._post_alarm = None
        found = next_up(self._book.profile, self._book.sales, self._book.queue)
        if found is None:
            return
        place, post = found
        if self._has_waited_too_long(place):
            self._book.apply(place.sale, PostExpired(place.key))
            return
        now = self._clock.monotonic()
        due = post.submission.due or now
        if due <= now or hurry:
            self._book.apply(place.sale, PostWoken(place.key, now, hurry))
        else:
            self._post_alarm = self._clock.call_at(due, self.pump)

    def _has_waited_too_long(self, place: Place) -> bool:
        longest = self._book.profile.keeps_posts
        return longest is not None and place.has_waited(longest, self._clock.wall())

    def stop(self) -> None:
        """No further turns; what is in flight is drained by its owner."""
        self._clock.cancel_all()
        self._codes.clear()


def _refund(sale: Sale, submission: Submission) -> Refund | None:
    """Of a cancellation the latest that went through: with it the order is as the provider has
    it."""
    if submission.step is Step.CANCEL:
        return next((r for r, post in reversed(sale.refunds) if post.receipt is not None), None)
    return next((r for r, post in sale.refunds if post.submission.key == submission.key), None)
