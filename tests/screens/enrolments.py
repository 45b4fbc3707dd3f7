"""States of the page for authenticators by name."""

from typing import Any

from pos_app.checkout.state import Field, Problem, TillState
from pos_app.core.challenge import Channel
from pos_app.core.enrolment.states import (
    Enrolled,
    Listed,
    NoCustomer,
    Planted,
    Planting,
    Proving,
    Reading,
    Searching,
    Seed,
    Showing,
    Standing,
    State,
    Unread,
)
from pos_app.core.identifiers import Misread
from pos_app.core.loyalty import Refusal
from tests.screens.examples import CUSTOMER, KEY, NOW, till

URI = (
    "otpauth://totp/Rede%20de%20Lojas%20Ltda:Loja%20Centro%20Rua%20Quinze?secret="
    "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rede%20de%20Lojas%20Ltda&algorithm=SHA1&digits=6"
    "&period=30"
)
EVERY_WAY = (
    Standing(Channel.PUSH),
    Standing(Channel.APP_CODE),
    Standing(Channel.SMS),
    Standing(Channel.APP_CODE, usable=False),
)


def listed(*ways: Standing, notice: str = "") -> Listed:
    return Listed(CUSTOMER, ways, Refusal(notice) if notice else None)


def showing(notice: str = "", wrong: int = 0, digits: int = 6, left: float = 161) -> Showing:
    return Showing(
        listed(Standing(Channel.SMS)),
        7,
        Planted("YF1", Seed(URI), digits, 5),
        ends_at=NOW + left,
        wrong=wrong,
        entries=wrong,
        notice=Refusal(notice) if notice else None,
    )


PHASES: dict[str, State] = {
    "no_customer": NoCustomer(),
    "not_found": NoCustomer(Refusal("NO_CUSTOMER")),
    "ledger_down": NoCustomer(Refusal("PROVIDER_SILENT")),
    "misread": NoCustomer(),
    "searching": Searching(KEY, 1, NOW),
    "reading": Reading(CUSTOMER, 1),
    "unread": Unread(CUSTOMER, Refusal("ENROLMENT_SILENT")),
    "listed": listed(Standing(Channel.SMS)),
    "every_way": listed(*EVERY_WAY),
    "no_way": listed(),
    "unnamed": listed(*EVERY_WAY),
    "locked": listed(*EVERY_WAY, notice="ENROLMENT_LOCKED"),
    "timed_out": listed(*EVERY_WAY, notice="ENROLMENT_TIMED_OUT"),
    "blocked": listed(*EVERY_WAY, notice="ENROLMENT_BLOCKED"),
    "unrecorded": listed(*EVERY_WAY, notice="JOURNAL_UNWRITABLE"),
    "planting": Planting(listed(*EVERY_WAY), 7),
    "showing": showing(),
    "long_code": showing(digits=8),
    "wrong": showing("CODE_WRONG", 1),
    "unconfirmed": showing("CODE_UNCONFIRMED", 4),
    "vanished": showing(left=0),
    "proving": Proving(showing()),
    "enrolled": Enrolled(CUSTOMER),
}
MORE: dict[str, dict[str, Any]] = {
    "misread": {"problem": Problem(Field.CUSTOMER, Misread.CPF_DIGITS)},
    "unnamed": {"problem": Problem(Field.SUPERVISOR, Refusal("NAME_NEEDED"))},
}


def at(state: State | None, **more: Any) -> TillState:
    return till(can_enrol=True, enrolment=state, **more)
