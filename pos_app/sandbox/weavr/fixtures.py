"""The demo programme: keys that open nothing else, invented people, and a merchant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.weavr.records import SMS, Account, Factor, Identity, User

if TYPE_CHECKING:
    from datetime import datetime

API_KEY = "sandbox-api-key"
OTHER_API_KEY = "sandbox-api-key-of-another-programme"
PASSWORD = "sandbox-password"  # noqa: S105

SEND_PROFILE = "110000000000000031"
INACTIVE_PROFILE = "110000000000000032"
ACCOUNT_PROFILE = "110000000000000041"
MERCHANT_ACCOUNT = "112233445566779977"
NOBODYS_ACCOUNT = "112233445566770000"
"""In no books: what a send that comes back as another names."""

ALMAS_ACCOUNT, BRUNOS_ACCOUNT, CLARAS_ACCOUNT = (f"11223344556677880{n}" for n in (1, 2, 3))
DARIOS_ACCOUNT, DARIOS_YEN, STUDIOS_ACCOUNT = (f"11223344556677880{n}" for n in (4, 5, 6))
EDDAS_ACCOUNT, GESAS_ACCOUNT, OTTOS_ACCOUNT = (f"11223344556677880{n}" for n in (7, 8, 9))

_MERCHANT = Identity("CORPORATE", "111100000000000900", "Marlow Roasters", API_KEY)
_STUDIO = Identity("CORPORATE", "111100000000000804", "Studio Conti", API_KEY)


def demo_users() -> list[User]:
    return [
        _consumer(1, "alma", "Alma", "Berg", [Factor(SMS)]),
        _consumer(2, "bruno", "Bruno", "Keller", []),
        _consumer(3, "clara", "Clara", "Wendt", [Factor("AUTHY")]),
        _consumer(
            4,
            "dario",
            "Dario",
            "Conti",
            [Factor(SMS), Factor("BIOMETRIC"), Factor("AUTHY", "PENDING_VERIFICATION")],
            _STUDIO,
        ),
        _consumer(5, "edda", "Edda", "Voss", [Factor(SMS), Factor("AUTHY")]),
        User("finn", _id(6), "Finn", "Olsen", _mobile(6), (_STUDIO,), [Factor(SMS)], "USER"),
        _consumer(7, "gesa", "Gesa", "Lund", [Factor(SMS)]),
        User("marlow", _id(900), "Mona", "Marlow", _mobile(900), (_MERCHANT,), [Factor(SMS)]),
        _consumer(8, "otto", "Otto", "Fremd", [Factor(SMS)], programme=OTHER_API_KEY),
    ]


def _consumer(
    number: int,
    nickname: str,
    name: str,
    surname: str,
    factors: list[Factor],
    *more: Identity,
    programme: str = API_KEY,
) -> User:
    own = Identity("CONSUMER", f"111100000000000{number:03}", f"{name} {surname}", programme)
    return User(nickname, _id(number), name, surname, _mobile(number), (own, *more), factors)


def _id(number: int) -> str:
    return f"113300000000000{number:03}"


def _mobile(number: int) -> str:
    return f"+4915550100{number:03}"


def demo_accounts(users: list[User], now: datetime) -> list[Account]:
    opened = now - timedelta(days=90)
    own = {user.nickname: user.identities[0] for user in users}
    return [
        Account(ALMAS_ACCOUNT, own["alma"], "Rewards", "EUR", 5_000, opened),
        Account(BRUNOS_ACCOUNT, own["bruno"], "Rewards", "EUR", 8_000, opened),
        Account(CLARAS_ACCOUNT, own["clara"], "Rewards", "EUR", 12_000, opened),
        Account(DARIOS_ACCOUNT, own["dario"], "Rewards", "EUR", 20_000, opened, held=2_500),
        Account(DARIOS_YEN, own["dario"], "Rewards in yen", "JPY", 30_000, opened),
        Account(STUDIOS_ACCOUNT, _STUDIO, "Studio rewards", "EUR", 45_000, opened),
        Account(EDDAS_ACCOUNT, own["edda"], "Rewards", "EUR", 50_000_000, opened),
        Account(GESAS_ACCOUNT, own["gesa"], "Rewards", "EUR", 3_000, opened, state="BLOCKED"),
        Account(OTTOS_ACCOUNT, own["otto"], "Rewards", "EUR", 7_000, opened),
        Account(MERCHANT_ACCOUNT, _MERCHANT, "Tills", "EUR", 0, opened),
        Account("112233445566779978", _MERCHANT, "Tills in yen", "JPY", 0, opened),
    ]
