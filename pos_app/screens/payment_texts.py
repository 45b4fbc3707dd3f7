"""What a cashier is told of payments from a customer's account: see ``texts``."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QT_TRANSLATE_NOOP

PAYMENT: Mapping[str, object] = MappingProxyType(
    {
        "SESSION_OVER": QT_TRANSLATE_NOOP(
            "Refusal", "The customer's session is over. Ask for a fresh QR code and scan it."
        ),
        "SESSION_NOT_ACCEPTED": QT_TRANSLATE_NOOP(
            "Refusal",
            "This QR code is not one for paying. Ask the customer to open paying in the app.",
        ),
        "ACCOUNT_NOT_USABLE": QT_TRANSLATE_NOOP(
            "Refusal", "This account cannot be used here. Ask for another, or go on without it."
        ),
        "STEP_UP_REQUIRED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The customer must confirm their sign-in in the app first. Then scan a fresh QR code.",
        ),
        "STILL_WORKING": QT_TRANSLATE_NOOP(
            "Refusal", "The programme is still working on it. Wait a moment."
        ),
        "REQUEST_REUSED": QT_TRANSLATE_NOOP(
            "Refusal",
            "This payment differs from the one sent before, so none was made. Call support.",
        ),
        "REQUEST_MALFORMED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The programme did not understand the request. Go on without it, and call support.",
        ),
        "SEND_PROFILE_INACTIVE": QT_TRANSLATE_NOOP(
            "Refusal",
            "Payments to this store are switched off. Go on without it, and call support.",
        ),
        "SEND_PROFILE_NOT_FOUND": QT_TRANSLATE_NOOP(
            "Refusal", "This store is not set up for payments. Go on without it, and call support."
        ),
        "SEND_AGAINST_RULES": QT_TRANSLATE_NOOP(
            "Refusal", "The amount is outside the programme's limits. Choose another amount."
        ),
        "SEND_DENIED_BY_CHECKS": QT_TRANSLATE_NOOP(
            "Refusal", "The programme's checks did not let it through. Go on without it."
        ),
        "SEND_DENIED_BY_ACCOUNT": QT_TRANSLATE_NOOP(
            "Refusal", "The account's own rules do not allow it. Choose another account, or go on."
        ),
        "SEND_NOT_EXCHANGED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The currency could not be exchanged. Choose an account in this till's currency.",
        ),
        "SEND_CURRENCY_MISMATCH": QT_TRANSLATE_NOOP(
            "Refusal", "This account is in another currency. Choose another account."
        ),
        "SOURCE_BLOCKED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The customer's account is blocked. Choose another account, or go on without it.",
        ),
        "DESTINATION_BLOCKED": QT_TRANSLATE_NOOP(
            "Refusal", "The store's account is blocked. Go on without it, and call support."
        ),
        "SOURCE_CLOSED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The customer's account is closed. Choose another account, or go on without it.",
        ),
        "DESTINATION_CLOSED": QT_TRANSLATE_NOOP(
            "Refusal", "The store's account is closed. Go on without it, and call support."
        ),
        "DESTINATION_NOT_FOUND": QT_TRANSLATE_NOOP(
            "Refusal", "The store's account was not found. Go on without it, and call support."
        ),
        "SEND_FEE_NOT_SET_UP": QT_TRANSLATE_NOOP(
            "Refusal", "No fee is set up for this currency. Go on without it, and call support."
        ),
        "DESTINATION_LIMIT_EXCEEDED": QT_TRANSLATE_NOOP(
            "Refusal", "The store's account cannot take so much now. Choose a smaller amount."
        ),
        "FUNDS_INSUFFICIENT": QT_TRANSLATE_NOOP(
            "Refusal", "The balance does not cover the amount and its fee. Choose a smaller amount."
        ),
        "SEND_AMOUNT_INVALID": QT_TRANSLATE_NOOP(
            "Refusal", "The programme does not accept this amount. Choose another amount."
        ),
        "SOURCE_IS_DEBIT_CARD": QT_TRANSLATE_NOOP(
            "Refusal", "Nothing can be paid from this kind of card. Choose another account."
        ),
        "DESTINATION_IS_DEBIT_CARD": QT_TRANSLATE_NOOP(
            "Refusal",
            "The store's account is set up as a card. Go on without it, and call support.",
        ),
        "DESTINATION_UNSUPPORTED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The store's account cannot be paid into. Go on without it, and call support.",
        ),
        "SEND_TO_ITSELF": QT_TRANSLATE_NOOP(
            "Refusal", "That is the store's own account. Ask for the customer's own QR code."
        ),
        "SEND_OTHER_PROGRAMME": QT_TRANSLATE_NOOP(
            "Refusal", "The account belongs to another programme. Go on without it."
        ),
        "SEND_TO_OWN_ACCOUNT": QT_TRANSLATE_NOOP(
            "Refusal", "The account belongs to whoever runs this store. Ask for another QR code."
        ),
        "CUSTOMER_NOT_IDENTIFIED": QT_TRANSLATE_NOOP(
            "Refusal", "The customer must prove their identity in the app first. Go on without it."
        ),
        "BENEFICIARY_NOT_FOUND": QT_TRANSLATE_NOOP(
            "Refusal", "The store is not a known payee. Go on without it, and call support."
        ),
        "BENEFICIARY_TYPE_INVALID": QT_TRANSLATE_NOOP(
            "Refusal",
            "The store is set up as the wrong kind of payee. Go on without it, and call support.",
        ),
        "SEND_TIME_INVALID": QT_TRANSLATE_NOOP(
            "Refusal", "The payment's time was not accepted. Go on without it, and call support."
        ),
        "SEND_BELOW_FEE": QT_TRANSLATE_NOOP(
            "Refusal", "The amount is smaller than its fee. Choose a larger amount."
        ),
        "SEND_MISMATCH": QT_TRANSLATE_NOOP(
            "Refusal",
            "The programme made another payment than the one asked for. Call a supervisor.",
        ),
        "SEND_REJECTED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The customer declined, or it took too long. Nothing was paid: choose again, or go on.",
        ),
        "SEND_FAILED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The payment failed, and nothing was paid. Choose again, or go on without it.",
        ),
        "SEND_INVALID": QT_TRANSLATE_NOOP(
            "Refusal",
            "The programme found the payment invalid. Nothing was paid: go on without it.",
        ),
        "SEND_RETURNED": QT_TRANSLATE_NOOP(
            "Refusal",
            "The money went back to the customer and does not count. Choose again, or go on.",
        ),
        "SEND_CANCELLED": QT_TRANSLATE_NOOP(
            "Refusal", "The payment was cancelled, and nothing was paid. Choose again, or go on."
        ),
        "SEND_EXECUTED": QT_TRANSLATE_NOOP(
            "Refusal", "The payment went through after all. A supervisor must look at it."
        ),
        "SEND_NOT_CANCELLABLE": QT_TRANSLATE_NOOP(
            "Refusal", "The payment cannot be cancelled any more. The till keeps an eye on it."
        ),
        "SEND_FEE": QT_TRANSLATE_NOOP(
            "Refusal",
            "The programme has charged the customer a fee besides. It is on their statement.",
        ),
        "CHALLENGE_OVER": QT_TRANSLATE_NOOP(
            "Refusal", "This confirmation is over. Send a new code, or go on without it."
        ),
        "CHANNEL_NOT_SUPPORTED": QT_TRANSLATE_NOOP(
            "Refusal", "The programme does not confirm payments in this way. Go on without it."
        ),
        "CHANNEL_NOT_REGISTERED": QT_TRANSLATE_NOOP(
            "Refusal", "The customer has not set up this confirmation in the app. Go on without it."
        ),
        "CODE_JUST_SENT": QT_TRANSLATE_NOOP(
            "Refusal", "A code went out a moment ago. Wait for it, and send again only then."
        ),
        "CODES_USED_UP": QT_TRANSLATE_NOOP(
            "Refusal", "No more codes go out for this payment. Go on without it."
        ),
        "NO_FACTOR": QT_TRANSLATE_NOOP(
            "Refusal", "The customer has no confirmed phone for payments. Go on without it."
        ),
        "CODE_NOT_SIX_DIGITS": QT_TRANSLATE_NOOP(
            "Refusal", "The code has six digits. Ask for it again, digit by digit."
        ),
        "CODE_EXPIRED": QT_TRANSLATE_NOOP(
            "Refusal", "The code is too old. Send a new one, or go on without it."
        ),
    }
)
