"""What stands above everything: which till this is, how the line is, what is still open."""

from enum import StrEnum

from pos_app.checkout.state import Field, Link, Marking, TillState
from pos_app.core.redemption.states import (
    Closed,
    Committing,
    Holding,
    Idle,
    Outcome,
    Parked,
    Redeemed,
    Reversing,
    is_left,
    is_settled,
)
from pos_app.core.sale import Sale
from pos_app.core.value import Value
from pos_app.screens import counts, texts
from pos_app.screens.keys import Command
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.elements import Button, Notice, Tone


class Light(StrEnum):
    IDLE = "idle"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class HeaderView(Value, frozen=True):
    place: str
    operator: str
    marking: str
    """Empty on a real till."""
    link: str
    light: Light


def derive_header(state: TillState) -> HeaderView:
    identity = state.identity
    return HeaderView(
        place=f"{remote(identity.store)} · {remote(identity.till)}",
        operator=remote(identity.operator),
        marking=_marking(state),
        link=_link(state),
        light=_LIGHTS[state.challenger_link if _is_challengers(state) else state.link],
    )


_LIGHTS = {
    Link.IDLE: Light.IDLE,
    Link.ONLINE: Light.GREEN,
    Link.NO_ANSWER: Light.AMBER,
    Link.OFFLINE: Light.RED,
    Link.MISCONFIGURED: Light.RED,
}


def _marking(state: TillState) -> str:
    fault = state.identity.fault
    match state.identity.marking:
        case Marking.REAL:
            return ""
        case Marking.DEMO if fault:
            return translate("Header", "DEMO · fault: {fault}").format(fault=remote(fault))
        case Marking.DEMO:
            return translate("Header", "DEMO · no real points")
        case Marking.SANDBOX:
            return translate("Header", "SANDBOX · no real points")


_TROUBLE = (Link.NO_ANSWER, Link.OFFLINE, Link.MISCONFIGURED)


def _is_challengers(state: TillState) -> bool:
    """Whoever asks the customers is named where only that line is in trouble."""
    return state.challenger_link in _TROUBLE and state.link not in _TROUBLE


def _link(state: TillState) -> str:
    link, provider = state.link, remote(state.identity.provider)
    if _is_challengers(state):
        link, provider = state.challenger_link, remote(state.identity.challenger)
    match link:
        case Link.IDLE:
            return translate("Header", "{provider} · ready").format(provider=provider)
        case Link.ONLINE if state.round_trip is not None and state.round_trip >= 1:
            return translate("Header", "{provider} · slow").format(provider=provider)
        case Link.ONLINE:
            return translate("Header", "{provider} · online").format(provider=provider)
        case Link.NO_ANSWER:
            return translate("Header", "{provider} · no answer").format(provider=provider)
        case Link.OFFLINE:
            return translate("Header", "{provider} · offline").format(provider=provider)
        case Link.MISCONFIGURED:
            return translate("Header", "{provider} · no access").format(provider=provider)


def derive_banner(state: TillState, hint: str = "") -> Notice | None:
    """``hint`` is the answer to a key that does nothing just now."""
    if hint:
        return Notice(hint, Tone.CAUTION)
    if state.problem is not None and state.problem.field is Field.SALE:
        reason = state.problem.reason
        return Notice(texts.sentence(reason), Tone.BAD, code=texts.support_code(reason))
    if not state.can_redeem:
        return _cannot_redeem(state)
    if state.keys is not None:
        text = translate("Banner", "Keys are locked: the till sells, but gives no rewards.")
        return Notice(text, Tone.CAUTION, code="KEYS_LOCKED")
    if state.restored:
        return Notice(_restored(state), Tone.CAUTION)
    if state.incidents:
        text = translate(
            "Banner",
            "Part of the records was damaged. What could be read is back: tell a supervisor (F10).",
        )
        return Notice(text, Tone.CAUTION)
    open_matters = derive_open_matters(state)
    if _has_just_restarted(state):
        text = translate(
            "Banner", "The till was interrupted and has restarted. Everything on record was kept."
        )
        return Notice(" · ".join(filter(None, (text, open_matters))), Tone.CAUTION)
    return Notice(open_matters, Tone.CAUTION) if open_matters else None


def _has_just_restarted(state: TillState) -> bool:
    """Until the next sale begins."""
    begun = state.sale.lines or state.key is not None or state.receipt is not None
    return state.restarted and not begun


def derive_banner_action(state: TillState) -> Button | None:
    """Beside what the banner says; by keys it is in the menu."""
    if state.keys is None:
        return None
    text = translate("Banner", "Unlock")
    return Button("bannerButton", text, Command.UNLOCK_KEYS, "F10")


def _cannot_redeem(state: TillState) -> Notice:
    if state.damaged:
        text = translate(
            "Banner",
            "The records are damaged: the till sells, but redeems only after a restart.",
        )
        return Notice(text, Tone.BAD, code="RECORDS_DAMAGED")
    if state.incidents:
        text = translate(
            "Banner",
            "Part of the records is lost: no rewards until a supervisor has compared them (F10).",
        )
        return Notice(text, Tone.BAD, code="RECORDS_LOST")
    text = translate("Banner", "The till sells, but cannot redeem: its records cannot be written.")
    return Notice(text, Tone.BAD, code="JOURNAL_UNWRITABLE")


def derive_open_matters(state: TillState) -> str:
    """What is still to be settled beside this sale."""
    parts = []
    if state.matters:
        parts.append(f"{counts.for_supervisor(len(state.matters))} (F10)")
    if unsettled := sum(_settles_itself(sale) for sale in state.owed):
        parts.append(counts.to_settle(unsettled))
    if state.waiting:
        parts.append(counts.to_send(state.waiting))
    if state.printouts:
        from pos_app.screens.view.printing import derive_unprinted  # noqa: PLC0415 - after a sale

        parts += derive_unprinted(state)
    return " · ".join(parts)


def _settles_itself(sale: Sale) -> bool:
    return not is_settled(sale.redemption) and not isinstance(sale.redemption, Parked)


def _restored(state: TillState) -> str:
    redemption = state.sale.redemption
    provider = remote(state.identity.provider)
    match redemption:
        case Redeemed():
            return translate(
                "Banner",
                "This sale was interrupted. Its reward is redeemed: finish the sale, or undo it.",
            )
        case Closed(outcome=Outcome.WRITTEN_OFF):
            return translate(
                "Banner",
                "This sale was interrupted. A supervisor has settled its reward: check the items.",
            )
        case Idle() | Closed():
            return translate(
                "Banner", "This sale was interrupted. No reward was used: check the items, go on."
            )
        case Parked():
            return translate(
                "Banner", "This sale was interrupted. A supervisor must check its reward: F10."
            )
        case Holding() | Committing() | Reversing() if not is_left(redemption):
            return translate(
                "Banner", "This sale was interrupted. The till is asking {provider} what happened."
            ).format(provider=provider)
        case _:
            return translate(
                "Banner", "This sale was interrupted. The till is giving its reward back."
            )
