"""Short phrases that several views share."""

from pos_app.core.challenge import Channel
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.loyalty import Benefit, Computed
from pos_app.core.redemption.states import Intent
from pos_app.core.reference import reference as reference  # noqa: PLC0414 - a phrase like the others
from pos_app.screens.texts import remote, translate


def minutes(seconds: float) -> str:
    """``4:32``; never shows more time than there is."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def upward_seconds(seconds: float) -> int:
    """Whole seconds to wait; never shows less than there is."""
    return max(0, -int(-seconds // 1))


def short(text: str, longest: int) -> str:
    """What must not push other words off the screen."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def kind_name(kind: IdentifierKind) -> str:  # noqa: C901, PLR0911 - a table
    match kind:
        case IdentifierKind.CPF:
            return "CPF"
        case IdentifierKind.CNPJ:
            return "CNPJ"
        case IdentifierKind.EMAIL:
            return translate("Key", "e-mail")
        case IdentifierKind.PHONE:
            return translate("Key", "phone")
        case IdentifierKind.CARD:
            return translate("Key", "card")
        case IdentifierKind.QR_CODE:
            return translate("Key", "QR code")
        case IdentifierKind.APP_CODE:
            return translate("Key", "app code")
        case IdentifierKind.COUPON:
            return translate("Key", "coupon")
        case IdentifierKind.DRIVE_THRU:
            return translate("Key", "drive-thru code")
        case IdentifierKind.SESSION:
            return translate("Key", "paying QR code")


def kind_names(kinds: tuple[IdentifierKind, ...]) -> str:
    """``CPF, CNPJ or e-mail``."""
    names = [kind_name(kind) for kind in kinds]
    if len(names) < 2:
        return "".join(names)
    return translate("Key", "{several} or {last}").format(
        several=", ".join(names[:-1]), last=names[-1]
    )


def sent_to(channel: Channel, destination: str | None) -> str:
    """Only what the provider has said."""
    place = remote(destination)
    match channel, bool(place):
        case Channel.SMS, True:
            return translate("Code", "Sent by SMS to {place}").format(place=place)
        case Channel.SMS, False:
            return translate("Code", "Sent by SMS")
        case Channel.EMAIL, True:
            return translate("Code", "Sent by e-mail to {place}").format(place=place)
        case Channel.EMAIL, False:
            return translate("Code", "Sent by e-mail")
        case Channel.PUSH, _:
            return translate("Code", "Sent to the customer's app")
        case Channel.APP_CODE, _:
            return translate("Code", "The code is in the customer's authenticator app")
        case _:
            return translate("Code", "It is not certain that the code went out")


def title_of(intent: Intent) -> str:
    return reward_title(intent.title, intent.benefit)


def reward_title(title: str, benefit: Benefit) -> str:
    if isinstance(benefit, Computed) and benefit.coupon:
        return translate("Reward", "Coupon {code}").format(code=remote(title))
    return remote(title)
