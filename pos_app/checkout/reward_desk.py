"""What is redeemed: choosing, confirming, the code, and the ways back."""

from msgspec.structs import replace

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.state import (
    Choice,
    Field,
    Problem,
    Quoted,
)
from pos_app.core.challenge import Channel, Contact, TypedCode
from pos_app.core.identifiers import (
    LONGEST_INPUT,
    Misread,
    MisreadError,
    read_amount,
    read_email,
    read_phone,
)
from pos_app.core.loyalty import (
    Cashback,
    Refusal,
    Reward,
    RewardedProduct,
    find_gift,
    fit_reward,
    limit_of,
)
from pos_app.core.redemption import events as re
from pos_app.core.redemption.refusals import CODE_LOCKED
from pos_app.core.redemption.states import (
    AwaitingCode,
    Closed,
    ContactNeeded,
    Idle,
    Intent,
    intent_of,
    is_settled,
)
from pos_app.core.sale import Sale


class RewardDesk(Counter):
    def choose_reward(self, reward_id: str | None) -> None:
        reward = self._reward(reward_id)
        if reward is None or not reward.usable:
            refusal = reward.refusal if reward else None
            self._set(choice=None, problem=Problem(Field.SALE, refusal) if refusal else None)
            return
        self._set(choice=Choice(reward, limit_of(reward, self._basket)), problem=None)

    def _reward(self, reward_id: str | None) -> Reward | None:
        quoted = self._state.quote
        if not isinstance(quoted, Quoted):
            return None
        coupon = self._state.coupon
        if coupon is not None and coupon.id == reward_id:
            return fit_reward(coupon, self._basket, self._catalogue.by_sku)
        return next((r for r in quoted.quote.rewards if r.id == reward_id), None)

    def enter_coupon(self, text: str) -> None:
        def enter() -> None:
            read, quoted = self._book.profile.read_coupon, self._state.quote
            if read is None or not isinstance(quoted, Quoted) or quoted.quote.customer is None:
                return
            coupon = read(text)
            fitted = fit_reward(coupon, self._basket, self._catalogue.by_sku)
            if fitted.refusal is not None:
                raise TurnedDownError(fitted.refusal)
            self._set(coupon=coupon, choice=Choice(coupon, limit_of(coupon, self._basket)))

        self._guard(Field.COUPON, enter)

    def set_amount(self, text: str) -> None:
        def change() -> None:
            choice = self._state.choice
            if choice is None or not isinstance(choice.reward.benefit, Cashback):
                return
            amount = read_amount(text, self._state.identity.currency)
            if not amount:
                raise MisreadError(Misread.AMOUNT_ZERO)
            clamped = amount.at_most(limit_of(choice.reward, self._basket))
            self._set(choice=Choice(choice.reward, clamped))

        self._guard(Field.AMOUNT, change)

    def confirm_reward(self) -> None:
        def confirm() -> None:
            intent = self._intent()
            if intent is not None:
                self._redeem(re.Begun(intent, self.now()))

        self._guard(Field.SALE, confirm)

    def _intent(self) -> Intent | None:
        state, sale = self._state, self._state.sale
        choice, quoted = state.choice, state.quote
        if choice is None or not isinstance(quoted, Quoted) or sale.customer is None:
            return None
        if quoted.basket != sale.basket or not isinstance(sale.redemption, Idle | Closed):
            return None
        self._refuse_redeeming()
        benefit = choice.reward.benefit
        gift = (
            find_gift(benefit, self._catalogue.by_sku)
            if isinstance(benefit, RewardedProduct)
            else None
        )
        return Intent(
            sale=sale.id,
            key=self._keys.redemption(),
            transaction=self._keys.transaction(),
            customer=sale.customer,
            reward=choice.reward.id,
            title=choice.reward.title[:LONGEST_INPUT],
            benefit=benefit,
            amount=choice.amount,
            gift=gift,
            points=choice.reward.points,
            needs_code=quoted.quote.needs_code,
            wrong_before=sale.wrong_for(sale.customer),
            code=self._book.profile.code,
            signing_up=quoted.quote.signing_up,
        )

    def _refuse_redeeming(self) -> None:
        """The till's own reasons not to begin."""
        sale = self._state.sale
        if not self._book.writable:
            raise TurnedDownError(Refusal("JOURNAL_UNWRITABLE"))
        if not self._book.may_redeem:
            raise TurnedDownError(Refusal("RECORDS_DAMAGED"))
        if sale.customer in sale.locked_out:
            raise TurnedDownError(CODE_LOCKED)
        open_intents = (intent_of(s.redemption) for s in self._others() if _is_open(s))
        if any(self._is_same_person(intent.customer) for intent in open_intents if intent):
            raise TurnedDownError(Refusal("LOYALTY_BUSY"))

    def _is_same_person(self, handle: str) -> bool:
        person = self._book.person(handle)
        if person is None:
            return False
        theirs, ours = person.customer, self._state.customer
        document = ours.document if ours else None
        same = theirs is not None and document is not None and theirs.document == document
        return same or person.key == self._state.key

    def consent(self) -> None:
        """The customer has agreed, and the cashier says so."""
        self._set(problem=None)
        text, operator = self._book.profile.consent, self._state.identity.operator
        self._redeem(re.Consented(text, operator, self.now()))

    def give_contact(self, text: str) -> None:
        def give() -> None:
            wanted, handle = self._state.sale.redemption, self._state.sale.customer
            person = self._book.person(handle)
            if not isinstance(wanted, ContactNeeded) or handle is None or person is None:
                return
            contact = self._read_contact(wanted, text)
            self._book.remember(self._sale_id, handle, replace(person, contact=contact))
            self._redeem(re.ContactGiven(self.now()))

        self._guard(Field.CONTACT, give)

    def _read_contact(self, wanted: ContactNeeded, text: str) -> Contact:
        if wanted.email and ("@" in text or not wanted.phone):
            return Contact(email=read_email(text))
        return Contact(phone=read_phone(text, self._region))

    def resend_code(self, by: Channel | None = None) -> None:
        self._set(problem=None)
        self._redeem(re.ResendAsked(self.now(), by))

    def enter_code(self, code: TypedCode) -> None:
        self._set(problem=None)
        if not isinstance(self._state.sale.redemption, AwaitingCode):
            return
        self.carrier.keep_code(self._sale_id, code)
        if not self._redeem(re.CodeEntered(self.now())):
            self.carrier.drop_code(self._sale_id)

    def ask_now(self) -> None:
        self._redeem(re.AskedNow(self.now()))

    def continue_without(self) -> None:
        self._set(choice=None, problem=None)
        self._redeem(re.Left(self.now()))

    def undo(self) -> None:
        self._set(choice=None, problem=None)
        self._redeem(re.UndoAsked(self.now()))


def _is_open(sale: Sale) -> bool:
    return not is_settled(sale.redemption)
