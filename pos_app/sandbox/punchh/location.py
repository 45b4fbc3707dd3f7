"""What a store asks for when it opens: its location and the business's program (section 5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.punchh.fixtures import LOCATION_ID
from pos_app.sandbox.punchh.qualifying import PRIORITY

if TYPE_CHECKING:
    from pos_app.sandbox.exact_json import Json, JsonObject
    from pos_app.sandbox.punchh.books import Books
    from pos_app.sandbox.punchh.settings import PunchhSettings

_PROGRAM = {
    "points_unlock_redeemables": ("points_unlock_redeemables", "none"),
    "points_to_currency": ("points", "currency"),
    "points_to_rewards": ("points", "rewards"),
    "visits": ("visits", "none"),
}


def configuration(books: Books) -> JsonObject:
    settings = books.settings
    program = settings.program

    def flag(value: object) -> Json:
        return _spelt(int(bool(value)), settings)

    return {
        "location_id": LOCATION_ID,
        "location_name": "Loja Centro",
        "business_name": "Loja Exemplo",
        "short_key": 4711,
        "update_interval": _number(settings.update_interval, settings),
        "header": "Loja Exemplo",
        **{f"trailer_{number}": "" for number in range(1, 6)},
        "print_barcodes": flag(value=True),
        "send_to_datasink": flag(value=True),
        "log_level": _number(3, settings),
        "banked_rewards_mode": flag(program == "points_to_currency"),
        "visits_mode": flag(program == "visits"),
        "points_unlock_mode": flag(program == "points_unlock_redeemables"),
        "multiple_redemption_on_location": flag(settings.multiple_redemption_on_location),
    }


def meta(books: Books) -> JsonObject:
    settings = books.settings
    program, conversion = _PROGRAM[settings.program]
    answer: JsonObject = {
        "program_type": program,
        "points_conversion_type": conversion,
        "points_conversion_threshold": settings.points_conversion_threshold,
        "earning_unit": settings.points_per_unit,
        "pending_points": settings.pending_points,
        "pending_points_duration": settings.pending_points_duration,
        "configurable_default_time_eod": "00:00",
        "redemption_expiry_minutes": 60,
        "autocreate_user_phone": settings.autocreate_user_phone,
        "coupon_prefix": "SBX",
        "redeemables": [
            {
                "redeemable_id": one.id,
                "name": one.name,
                "description": one.description,
                "points_required_to_redeem": one.points,
            }
            for one in books.redeemables.values()
        ],
        "multiple_redemptions_enabled": settings.multiple_redemptions_enabled,
    }
    if settings.multiple_redemptions_enabled:
        answer["multiple_redemptions"] = _multiple_redemptions(settings)
    return answer


def _multiple_redemptions(settings: PunchhSettings) -> JsonObject:
    limits = {
        "loyalty": settings.loyalty_limit,
        "pre_purchased": settings.pre_purchased_limit,
        "offer": settings.offer_limit,
        "promo_coupon": settings.promo_coupon_limit,
    }
    return {
        "enable_discount_locking": settings.enable_discount_locking,
        "enable_auto_unlock": settings.enable_auto_unlock,
        "auto_unlock_duration": settings.auto_unlock_duration,
        "max_redemptions_in_transaction": settings.max_redemptions_in_transaction,
        "auto_redemption": settings.auto_redemption,
        "auto_redemption_discounts": ["reward", "subscription"],
        "exclude_interoperability_strategy_between": list(settings.exclude_interoperability),
        "processing_priority_by_acquisition_type": [
            {"code": kind, "priority": place, "multiplication_factor": limits[kind]}
            for place, kind in enumerate(PRIORITY, start=1)
        ],
        "allow_multiple_redemption_on_item": settings.allow_multiple_redemption_on_item,
        "allow_qualifying_items_reused": settings.allow_multiple_redemption_on_item,
    }


def _spelt(value: int, settings: PunchhSettings) -> Json:
    if settings.location_flags == "boolean":
        return bool(value)
    return _number(value, settings)


def _number(value: int, settings: PunchhSettings) -> Json:
    return str(value) if settings.location_flags == "text" else value
