"""States of a till with people by name."""

from typing import Any

from msgspec.structs import replace

from pos_app.checkout.staffing import KeysLocked, Known, PinAsked, Staffing
from pos_app.checkout.state import TillState
from pos_app.core.loyalty import Refusal
from pos_app.core.staff import Role
from tests.screens.examples import NOW, till

ANA = Known("Ana Paula", Role.CASHIER)
BIA = Known("Beatriz Nogueira de Albuquerque e Vasconcelos", Role.CASHIER)
RUI = Known("Rui Prado", Role.MANAGER)
TOM = Known("Tomás Lima", Role.MANAGER)
PEOPLE = (ANA, BIA, RUI, TOM)
MANY = (*(Known(f"Pessoa {n:02}", Role.CASHIER) for n in range(1, 30)), RUI)


def wrong(code: str, who: str = ANA.name, **fields: Any) -> PinAsked:
    return PinAsked(who=who, refusal=Refusal(code), turn=1, **fields)


def locked(**fields: Any) -> TillState:
    return staffed(present=None, **fields)


def staffed(**fields: Any) -> TillState:
    """Ana is there."""
    state_fields = {name: fields.pop(name) for name in ("keys", "sale") if name in fields}
    defaults: dict[str, Any] = {
        "people": PEOPLE,
        "idle_minutes": 5,
        "present": ANA,
        "chosen": ANA.name,
    }
    staff = Staffing(**(defaults | fields))
    state = till(staff=staff, **state_fields)
    operator = staff.present.name if staff.present else ""
    return replace(state, identity=replace(state.identity, operator=operator))


LOCKED: dict[str, TillState] = {
    "sign_in": locked(),
    "checking": locked(sign_in=PinAsked(who=ANA.name, checking=True)),
    "wrong": locked(sign_in=wrong("PIN_WRONG", tries_left=2)),
    "waiting": locked(sign_in=wrong("PIN_LOCKED", until=NOW + 900)),
    "waiting_with_a_long_name": locked(
        chosen=BIA.name, sign_in=wrong("PIN_LOCKED", BIA.name, until=NOW + 61)
    ),
    "unset": locked(sign_in=wrong("PIN_UNSET")),
    "key_missing": locked(sign_in=wrong("PIN_KEY_MISSING")),
    "gone": locked(sign_in=wrong("PERSON_GONE")),
    "damaged": locked(people=(), chosen="", trouble=Refusal("PEOPLE_DAMAGED")),
    "keys_locked": locked(keys=KeysLocked()),
    "many": locked(people=MANY, chosen=MANY[20].name),
}
APPROVING: dict[str, TillState] = {
    "approval": staffed(),
    "approval_checking": staffed(approval=PinAsked(who=RUI.name, checking=True)),
    "approval_wrong": staffed(approval=wrong("PIN_WRONG", RUI.name, tries_left=1)),
    "approval_waiting": staffed(approval=wrong("PIN_LOCKED", RUI.name, until=NOW + 120)),
    "no_manager": staffed(approval=wrong("NOT_A_MANAGER", RUI.name)),
}
UNLOCKING: dict[str, TillState] = {
    "keys": till(keys=KeysLocked()),
    "keys_checking": till(keys=KeysLocked(checking=True)),
    "keys_wrong": till(keys=KeysLocked(refusal=Refusal("PASSPHRASE_WRONG"), turn=1)),
    "keys_damaged": till(keys=KeysLocked(refusal=Refusal("VAULT_DAMAGED"), turn=2)),
}
