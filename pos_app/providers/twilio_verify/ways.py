"""By which ways a customer can prove themselves, the best first; contract, 4 and 8."""

from pos_app.core.challenge import Channel
from pos_app.core.value import Value
from pos_app.providers.twilio_verify import names, wire

PUSH, TOTP = "push", "totp"
VERIFIED = "verified"


class Way(Value, frozen=True):
    channel: Channel
    factor: str | None = None
    """None by SMS, which needs a number alone."""

    def __repr__(self) -> str:
        return f"Way({self.channel})"


SMS = Way(Channel.SMS)
CHANNELS = {PUSH: Channel.PUSH, TOTP: Channel.APP_CODE}


def choose(
    factors: tuple[wire.Factor, ...], *, has_phone: bool, wanted: Channel | None = None
) -> tuple[Way, ...]:
    """Verified push, verified authenticator, else SMS; where a code is wanted instead of an
    approval, SMS and then the authenticator. Of one kind the youngest factor goes first."""
    push, totp = _usable(factors, PUSH), _usable(factors, TOTP)
    sms = (SMS,) if has_phone else ()
    match wanted:
        case None:
            return (*push, *totp, *sms)
        case Channel.APP_CODE:
            return (*totp, *sms)
        case Channel.PUSH:
            return push
    return (*sms, *totp)


def _usable(factors: tuple[wire.Factor, ...], kind: str) -> tuple[Way, ...]:
    found = [
        factor
        for factor in factors
        if factor.status == VERIFIED
        and factor.factor_type == kind
        and names.is_sid(names.FACTOR, factor.sid)
    ]
    found.sort(key=lambda factor: factor.date_created or "", reverse=True)
    return tuple(Way(CHANNELS[kind], factor.sid) for factor in found)
