"""The demo business: keys that open nothing else, invented people, and offers on demo products."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.records import (
    Benefit,
    Coupon,
    Guest,
    Redeemable,
    Reward,
    Subscription,
)

if TYPE_CHECKING:
    from datetime import datetime

LOCATION_KEY = "sandbox-location-key"
BUSINESS_KEY = "5a4db0c5-0000-4000-8000-73616e64626f"
CLIENT_ID = "sandbox-client-id"
CLIENT_SECRET = "sandbox-client-secret"  # noqa: S105
OTHER_CLIENT_ID = "sandbox-client-of-another-scope"

BUSINESS_ID, LOCATION_ID = 314, 2718
OLA, RAFAEL, JUNE, CARLOS, BEATRIZ, DARA = 90017, 90018, 90019, 90020, 90021, 90022

COFFEE = ("CAF-01", "CAF-03", "CAF-04")
MUG = "CAN-01"
CARD_BENEFIT = Benefit("amount", cents=1500)
CONVERSION_CENTS = 500
"""Currency for each points_conversion_threshold; also the worth of a converted reward."""
VISITS_PER_CARD = 5

FREE_COFFEE = Benefit("item", COFFEE)
FIVE_OFF = Benefit("amount", cents=500, minimum_cents=2000)
TENTH_OFF = Benefit("percent", percent=10)
HALF_A_PRESS = Benefit("percent", ("PRE-10",), percent=50)


def demo_guests(now: datetime) -> list[Guest]:
    joined = now - timedelta(days=200)
    return [
        Guest(
            OLA,
            "Ola",
            "Lind",
            joined,
            phone="5005550142",
            email="ola@guests.example",
            card_number="7700123400090017",
            qrcode="P90017OLA",
            app_codes={"0a1f09c0017b": None},
            drive_thru_codes={"K7Q2": None},
            redemption_code="7090017",
            user_token="ut-demo-90017",  # noqa: S106
            nfc_token="nfc-demo-90017",  # noqa: S106
            apple_nfc_data="apple-demo-90017",
            credits=320,
            debits=100,
            banked_cents=2500,
            cards=1,
            visits=7,
            rewards=_rewards_of_ola(now),
            birthday="1990-04-12",
            email_verified=True,
        ),
        Guest(
            RAFAEL,
            "Rafael",
            "Moreira",
            joined,
            phone="5005550118",
            email="rafael@guests.example",
            card_number="7700123400090018",
            qrcode="P90018RAF",
            app_codes={"0b2e09c0018c": None},
            credits=1450,
            banked_cents=11000,
            rewards=[_reward(55130, "10% off", "Off the whole check.", TENTH_OFF, now)],
        ),
        Guest(
            JUNE,
            "June",
            "Okoro",
            joined,
            phone="5005550119",
            email="5005550119@phone.punchh.com",
            card_number="7700123400090019",
            qrcode="P90019JUN",
            app_codes={"0c3d09c0019d": None},
            credits=40,
        ),
        Guest(
            CARLOS,
            "Carlos",
            "Prado",
            joined,
            email="7700123400090020@phone.punchh.com",
            card_number="7700123400090020",
            qrcode="P90020CAR",
            app_codes={"0d4c09c0020e": None},
            credits=300,
        ),
        Guest(
            BEATRIZ,
            "Beatriz",
            "Campos",
            joined,
            phone="5005550121",
            email="beatriz@guests.example",
            card_number="7700123400090021",
            qrcode="P90021BEA",
            app_codes={"0e5b09c0021f": None},
            credits=1_000_000,
            banked_cents=500_000,
            cards=3,
            visits=15,
            rewards=[
                _reward(55140, "Half a French press", "One press at half.", HALF_A_PRESS, now),
                _reward(55141, "5.00 off", "Checks from 20.00.", FIVE_OFF, now),
            ],
            subscriptions=[
                Subscription(
                    301,
                    "Coffee club",
                    Benefit("percent", COFFEE, percent=15),
                    now + timedelta(days=90),
                ),
                Subscription(
                    302, "Paper club", Benefit("item", ("CAF-02",)), now + timedelta(days=90)
                ),
            ],
            email_verified=True,
        ),
        Guest(
            DARA,
            "Dara",
            "Finch",
            joined,
            phone="5005550122",
            email="dara@guests.example",
            card_number="7700123400090022",
            qrcode="P90022DAR",
            app_codes={"0f6a09c00220": None},
            credits=500,
            deactivated=True,
        ),
    ]


def _rewards_of_ola(now: datetime) -> list[Reward]:
    return [
        _reward(55120, "Free coffee", "One pack of coffee.", FREE_COFFEE, now),
        _reward(55121, "5.00 off", "Checks from 20.00.", FIVE_OFF, now),
        _reward(55122, "10% off", "Off the whole check.", TENTH_OFF, now),
        Reward(
            55123,
            "Free mug of last season",
            "Expired.",
            Benefit("item", (MUG,)),
            now - timedelta(days=100),
            now - timedelta(days=1),
        ),
    ]


def _reward(number: int, name: str, description: str, benefit: Benefit, now: datetime) -> Reward:
    start, end = now - timedelta(days=10), now + timedelta(days=30)
    return Reward(number, name, description, benefit, start, end)


def demo_redeemables() -> list[Redeemable]:
    return [
        Redeemable(77, "Free mug", "One mug.", 100, Benefit("item", (MUG,))),
        Redeemable(78, "10.00 off", "Off the whole check.", 200, Benefit("amount", cents=1000)),
        Redeemable(79, "20% off", "Off the whole check.", 500, Benefit("percent", percent=20)),
        Redeemable(
            80, "30% off coffee", "On every pack.", 150, Benefit("percent", COFFEE, percent=30)
        ),
    ]


def demo_coupons() -> list[Coupon]:
    off = Benefit("amount", cents=300)
    return [
        Coupon("SBXMANY", "3.00 off", off),
        Coupon("SBXONCE", "3.00 off, once", off, usage_limit=1),
        Coupon("SBXDAILY", "3.00 off, daily", off, daily_limit=1),
        Coupon("SBXOLD", "3.00 off, over", off, active=False),
        Coupon("SBXMUG", "Free mug", Benefit("item", (MUG,)), usage_limit=100),
    ]
