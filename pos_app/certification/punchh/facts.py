"""What stands before the chapters and after them: what was certified, and what was not."""

from collections.abc import Mapping
from datetime import date

from pos_app import __version__
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.connection import CLIENT_TYPE, USER_AGENT
from pos_app.providers.punchh.profile import LONGEST_WAIT
from pos_app.providers.punchh.programme import Programme
from pos_app.providers.punchh.receipts import POS_TYPE
from pos_app.providers.punchh.wire import Flag, flag_of

DAY = 86_400

LEGACY = """\
Redemptions 1.0 (`/api/pos/redemptions`): the till uses Redemptions 2.0 only, and redeems nothing \
where that is not switched on."""
FUEL = """\
`fuel_reward` as a success: the client sends it; no programme of the sandbox grants it."""
PROFILE = """\
`GET /api2/mobile/users/profile`: it needs the OAuth client secret, which no till holds. The \
verified person is bound to the redeeming guest by the address the guest was found by."""
TOKENS = """\
`POST /api2/password_less/refresh_token`: the till ends a guest's session at once and keeps none."""
BARCODE = """\
The vendor's own way of making `punchh_key`: it is not published; the till makes twelve digits of \
the check's number."""
NETWORK = """\
TLS, name resolution and the clocks of real hosts: all of this was played in one process."""
LEFT_OUT = (LEGACY, FUEL, PROFILE, TOKENS, BARCODE, NETWORK)


def facts_of(programme: Programme, on: date) -> tuple[tuple[str, str], ...]:
    return (
        ("Till", f"pos-app {__version__}"),
        ("Date", on.isoformat()),
        ("User-Agent", f"`{USER_AGENT}`"),
        ("pos_type, pos_version", f"`{POS_TYPE}`, `{__version__}`"),
        ("client-type", f"`{CLIENT_TYPE}`"),
        ("Interfaces", "Redemptions 2.0 (POS 2.0), POS API 1.0, passwordless codes (PKCE, S256)"),
        ("Environment", "built-in Punchh sandbox, in process, on a clock of its own"),
        ("Location flags", _flags(_of_location(programme.location))),
        ("Programme", f"`{programme.meta.program_type}`; other programmes where a step needs them"),
        ("Redemption rules", _rules(programme.meta.multiple_redemptions)),
        (
            "Offline queue",
            f"{LONGEST_WAIT / DAY:g} days, first in, first out, 1 s between two of one check",
        ),
    )


def _of_location(location: wire.Location) -> Mapping[str, Flag]:
    return {
        "multiple_redemption_on_location": location.multiple_redemption_on_location,
        "points_unlock_mode": location.points_unlock_mode,
        "banked_rewards_mode": location.banked_rewards_mode,
        "visits_mode": location.visits_mode,
        "print_barcodes": location.print_barcodes,
        "send_to_datasink": location.send_to_datasink,
    }


def _rules(rules: wire.MultipleRedemptions | None) -> str:
    if rules is None:
        return "none: Redemptions 2.0 are off"
    flags = {
        "enable_discount_locking": rules.enable_discount_locking,
        "enable_auto_unlock": rules.enable_auto_unlock,
    }
    numbers = {
        "auto_unlock_duration": rules.auto_unlock_duration,
        "max_redemptions_in_transaction": rules.max_redemptions_in_transaction,
    }
    return ", ".join([_flags(flags), *(f"`{name}` {value}" for name, value in numbers.items())])


def _flags(flags: Mapping[str, Flag]) -> str:
    return ", ".join(f"`{name}` {'on' if flag_of(on) else 'off'}" for name, on in flags.items())
