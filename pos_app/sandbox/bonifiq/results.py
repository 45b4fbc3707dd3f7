"""What goes into `Result`, and the bare answers of the reconciling GETs; contract, 3.4 to 3.9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_app.sandbox.bonifiq import ordering
from pos_app.sandbox.bonifiq.answers import instant
from pos_app.sandbox.bonifiq.quote_answer import tier
from pos_app.sandbox.bonifiq.records import Customer, Order, OrderState, Redeem
from pos_app.sandbox.money import in_words, to_amount

if TYPE_CHECKING:
    from pos_app.sandbox.bonifiq.books import Books
    from pos_app.sandbox.bonifiq.ordering import RefundProblem
    from pos_app.sandbox.exact_json import Json, JsonObject

_EXTERNAL_API = 1
"""Order Origin; contract, 4.6."""


def redeemed(made: Redeem) -> JsonObject:
    debited = made.points or made.cashback_cents // 100
    answer: JsonObject = {
        "RewardId": made.reward_id,
        "Point": {
            "PointId": made.point_id,
            "Quantity": -debited,
            "Metadatas": list(made.metadatas) or None,
        },
        "ExternalCode": made.external_code,
        "OriginalKey": made.key,
        "Coupon": None,
    }
    if made.configuration.sku:
        answer["ExternalProductId"] = made.configuration.sku
    return answer


def reward(made: Redeem) -> JsonObject:
    returned = made.points or made.cashback_cents // 100
    return {
        "Id": made.reward_id,
        "ExternalCode": made.external_code,
        "CashValue": None if made.value_cents is None else to_amount(made.value_cents),
        "IsCanceled": not made.active,
        "RedeemDate": instant(made.at),
        "Customer": customer(made.customer),
        "Points": {"Id": made.point_id, "Points": returned, "Type": 0, "EventKey": made.key},
    }


def customer(known: Customer) -> JsonObject:
    return {
        "OriginalId": known.id,
        "PublicId": f"bq-{known.number}",
        "Name": known.name,
        "Email": known.email,
        "Phone": known.phone,
        "BirthdayDate": None,
        "SignupDate": None,
        "Document": known.document,
        "IsEnrolled": known.enrolled,
        "ReferralURL": None,
        "WhatsappReferralUrl": None,
        "CurrentTier": tier(known.tier),
    }


def order(books: Books, placed: Order) -> JsonObject:
    """The POS answer: the order echoed, and what it will earn."""
    answer = _echo(placed)
    if books.settings.members == "vendor":
        answer["EstimatedBonus"] = {
            "GenerateBonus": ordering.earns(books, placed),
            "EstimatedPoints": placed.bonus_points,
            "EstimatedCashback": to_amount(placed.bonus_cents),
            "EstimatedCashbackFormatted": in_words(placed.bonus_cents),
        }
    return answer


def bare_order(books: Books, placed: Order) -> JsonObject:
    """OrderTotal is what remains after partial cancels, so that a till can reconcile."""
    answer = _echo(placed)
    known = books.find(placed.customer_id)
    if known is not None:
        balances: JsonObject = {
            "PointsBalance": known.points,
            "BalanceOfPoints": known.points,
            "Cashback": to_amount(known.cashback_cents),
            "TierName": known.tier,
        }
        answer["Customer"] = {**customer(known), **balances}
    return answer


def _echo(placed: Order) -> JsonObject:
    sent = placed.document
    names = (
        "OrderPlacementDate",
        "OrderCompletedDate",
        "OrderCancelledDate",
        "OrderStatus",
        "Coupon",
        "ExternalCoupon",
        "Customer",
        "Products",
        "PaymentMethods",
        "PaymentMethod",
        "Branch",
        "Metadatas",
    )
    answer: JsonObject = {"Id": placed.number, "OriginalId": placed.id}
    answer.update({name: sent[name] for name in names if name in sent})
    answer["OrderTotal"] = to_amount(placed.remaining_cents)
    answer["IsCompleted"] = placed.state is OrderState.COMPLETED
    answer["IsCancelledOrReturned"] = placed.state is OrderState.CANCELLED
    answer["TenantSalesman"] = sent.get("SalesPerson")
    answer["UpdatedDate"] = instant(placed.updated_at)
    answer["State"] = int(placed.state)
    answer["Origin"] = _EXTERNAL_API
    return answer


def cancellation(placed: Order, *, cancelled: bool) -> JsonObject:
    return {
        "isCanceled": cancelled,
        "UpdatedAt": instant(placed.updated_at),
        "Status": int(placed.state),
        "RefundErrorDetails": None,
    }


def failed_refund(placed: Order, problem: RefundProblem) -> JsonObject:
    expected, actual = problem.expected_cents, problem.actual_cents
    details: Json = {
        "Code": problem.code,
        "Message": problem.message,
        "Field": problem.field,
        "ProductOriginalId": problem.sku,
        "ExpectedValue": None if expected is None else to_amount(expected),
        "ActualValue": None if actual is None else to_amount(actual),
    }
    return {**cancellation(placed, cancelled=False), "RefundErrorDetails": details}


def points(known: Customer | None) -> JsonObject:
    return {
        "CustomerExists": known is not None,
        "InternalId": known.number if known else 0,
        "PointsBalance": known.points if known else 0,
        "CashbackBalance": to_amount(known.cashback_cents if known else 0),
        "PointsToExpire": [],
        "RedeemKey": None,
        "PointHistory": [],
        "Name": known.name if known else None,
    }


def pending_points(books: Books, known: Customer) -> JsonObject:
    waiting = [
        placed
        for placed in books.orders.values()
        if books.settings.bonus == "pending"
        and ordering.earns(books, placed)
        and books.find(placed.customer_id) is known
    ]
    return {
        "TotalPendingPoints": sum(placed.bonus_points for placed in waiting),
        "TotalPendingCashback": to_amount(sum(placed.bonus_cents for placed in waiting)),
        "PendingOrders": [
            {
                "OrderDate": placed.document.get("OrderPlacementDate"),
                "OrderValue": to_amount(placed.remaining_cents),
                "PendingPoints": placed.bonus_points,
                "PendingCashback": to_amount(placed.bonus_cents),
            }
            for placed in waiting
        ],
    }


CUSTOMIZATION: JsonObject = {
    "ProgramName": "Clube Exemplo",
    "PointsNameSingular": "ponto",
    "PointNamePlural": "pontos",
    "MainColor": "#1b5e20",
    "WidgetColor": "#1b5e20",
    "WidgetIconUrl": None,
    "HaveIconUrl": False,
    "Logo": None,
    "Url": "https://loja.exemplo",
    "CompanyName": "Loja Exemplo",
    "FontName": None,
    "FontUrl": None,
}
