"""The service desk: a customer's authenticator is set up, beside whatever sale is on."""

from typing import TYPE_CHECKING

from pos_app.checkout.counter import Counter, TurnedDownError
from pos_app.checkout.state import LONGEST_NAME, Field
from pos_app.checkout.supervisor_desk import check_words, one_line
from pos_app.core.challenge import TypedCode
from pos_app.core.loyalty import Refusal
from pos_app.core.scrubbing import scrub
from pos_app.providers.ports import Challenger, Enrolling, LoyaltyProvider

if TYPE_CHECKING:
    from pos_app.checkout.enrolling import Enrolment
    from pos_app.core.enrolment.states import State


class EnrolmentDesk(Counter):
    _enrolment: "Enrolment | None" = None
    _enrolling: Enrolling | None = None

    def connect(self, provider: LoyaltyProvider, challenger: Challenger) -> None:
        super().connect(provider, challenger)
        if isinstance(challenger, Enrolling):
            self._enrolling = challenger
            self._set(can_enrol=True)

    def enrol_open(self) -> None:
        if self._enrolling is None or self._provider is None:
            return
        if self._enrolment is None:
            from pos_app.checkout.enrolling import Enrolment  # noqa: PLC0415 - few tills need it

            self._enrolment = Enrolment(
                self._provider, self._enrolling, self._book, self._clock, self._spawn
            )
            self._enrolment.changed = self._show_enrolment
        self._set(problem=None)
        self._enrolment.open(self._state.customer)

    def enrol_find(self, text: str) -> None:
        def find() -> None:
            key = self._read_key(text)
            if self._enrolment is not None:
                self._enrolment.ask(key, self._state.identity.currency)

        self._guard(Field.CUSTOMER, find)

    def enrol_other(self) -> None:
        self._set(problem=None)
        if self._enrolment is not None:
            self._enrolment.open(None)

    def enrol_ask_again(self) -> None:
        if self._enrolment is not None:
            self._enrolment.ask_again()

    def enrol_begin(self, by: str) -> None:
        """As a supervisor's decision: not without a name, nor without a record on the disk. Where
        people sign in it is the name of whoever is there."""
        name = one_line(by if self._state.staff is None else self._state.identity.operator)
        self._guard(Field.SUPERVISOR, lambda: check_words(name, LONGEST_NAME, "NAME_NEEDED"))
        if self._state.problem is None:
            self._guard(Field.SALE, self._refuse_unrecorded)
        if self._state.problem is None and self._enrolment is not None:
            self._enrolment.begin(scrub(name))

    def _refuse_unrecorded(self) -> None:
        if not self._book.writable:
            raise TurnedDownError(Refusal("JOURNAL_UNWRITABLE"))

    def enrol_code(self, code: TypedCode) -> None:
        if self._enrolment is not None:
            self._enrolment.type(code)

    def enrol_stop(self) -> None:
        if self._enrolment is not None:
            self._enrolment.stop()

    def enrol_leave(self) -> None:
        if self._state.enrolment is not None and self._enrolment is not None:
            self._enrolment.leave()
            self._set(enrolment=None, problem=None)

    def _show_enrolment(self, state: "State") -> None:
        """An answer that comes after it was left is seen to, and not shown."""
        self._set(enrolment=state)
