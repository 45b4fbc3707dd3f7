"""Our own sentence for each code of a refusal."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from pos_app.screens.payment_texts import PAYMENT

_REFUSAL = {
    # the redemption itself
    "VERDICT_STALE": QT_TRANSLATE_NOOP(
        "Refusal", "The code came too long ago. Nothing was taken: choose the reward again."
    ),
    "PRODUCT_MISMATCH": QT_TRANSLATE_NOOP(
        "Refusal", "The gift is not the one announced, so it was given back. Choose another reward."
    ),
    "AMOUNT_MISMATCH": QT_TRANSLATE_NOOP(
        "Refusal",
        "Another amount was taken off than announced, so it was given back. Choose again.",
    ),
    "COMMIT_UNDONE": QT_TRANSLATE_NOOP(
        "Refusal",
        "Nobody could tell whether the reward was taken, so it was given back. Choose again.",
    ),
    "CODE_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "Too many wrong codes. Points are locked for this sale: go on without them."
    ),
    "CODE_UNCONFIRMED": QT_TRANSLATE_NOOP(
        "Refusal", "The code could not be checked just now. Please type it once more."
    ),
    "CODE_WRONG": QT_TRANSLATE_NOOP(
        "Refusal", "That code is not right. Ask for it again, digit by digit."
    ),
    "CODE_NOT_ACCEPTED": QT_TRANSLATE_NOOP(
        "Refusal", "This code is no longer accepted. Send a new one."
    ),
    "CODE_BLOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "Codes are blocked for this customer for now. Go on without the reward."
    ),
    "CONTACT_NOT_ACCEPTED": QT_TRANSLATE_NOOP(
        "Refusal", "This phone or e-mail was not accepted. Go on without the reward."
    ),
    "APPROVAL_EXPIRED": QT_TRANSLATE_NOOP(
        "Refusal", "The customer did not approve in time. Send the request again."
    ),
    "APPROVAL_DENIED": QT_TRANSLATE_NOOP(
        "Refusal", "The customer said no on their phone. Nothing was taken: go on without it."
    ),
    "APPROVAL_UNSEEN": QT_TRANSLATE_NOOP(
        "Refusal", "Nobody has told yet whether the customer agreed. The till is still checking."
    ),
    "REMINDER_REFUSED": QT_TRANSLATE_NOOP(
        "Refusal",
        "The phone cannot be reminded again. The request on it still counts: wait for the answer.",
    ),
    "APPROVAL_STILL_OPEN": QT_TRANSLATE_NOOP(
        "Refusal",
        "An earlier request is still on the customer's phone. Wait two minutes, or go on without.",
    ),
    "APPROVAL_MISMATCH": QT_TRANSLATE_NOOP(
        "Refusal", "The approval was not for this sale, so it does not count. Tell a supervisor."
    ),
    "LEDGER_CODE_NEEDED": QT_TRANSLATE_NOOP(
        "Refusal",
        "The programme signs the customer up with a code of its own. Go on without the reward.",
    ),
    "CODE_NOT_SENT": QT_TRANSLATE_NOOP(
        "Refusal", "The code did not go out. Send it again, or go on without the reward."
    ),
    "SENDS_USED_UP": QT_TRANSLATE_NOOP(
        "Refusal", "No more codes can be sent in this sale. Go on without the reward."
    ),
    "NO_CODE_CHANNEL": QT_TRANSLATE_NOOP(
        "Refusal", "There is no phone or e-mail a code could go to. Go on without the reward."
    ),
    "STORE_CODES_USED_UP": QT_TRANSLATE_NOOP(
        "Refusal",
        "Too many wrong codes in this store just now. Wait ten minutes, or go on without.",
    ),
    "ENROLMENT_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "Too many wrong codes, so this QR code is void. Show the customer a new one."
    ),
    "ENROLMENT_TIMED_OUT": QT_TRANSLATE_NOOP(
        "Refusal", "The time for this QR code is over. Show a new one when the customer is ready."
    ),
    "ENROLMENT_BLOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "No more authenticators can be set up for this customer. Try again tomorrow."
    ),
    "ENROLMENT_FAILED": QT_TRANSLATE_NOOP(
        "Refusal", "The authenticator was not set up. Try once more, then call support."
    ),
    "ENROLMENT_SILENT": QT_TRANSLATE_NOOP(
        "Refusal", "No answer came about the authenticator. Wait a moment and try again."
    ),
    "BANNED": QT_TRANSLATE_NOOP(
        "Refusal", "This customer's account is blocked. Go on without the reward."
    ),
    # rewards that do not fit
    "LOCKED_ELSEWHERE": QT_TRANSLATE_NOOP(
        "Refusal",
        "The customer's rewards are in use elsewhere, as in the app. Close it there, retry.",
    ),
    "NOT_QUALIFIED": QT_TRANSLATE_NOOP(
        "Refusal", "No item of this sale fits the reward. Add items, or choose another."
    ),
    "NOT_COMBINABLE": QT_TRANSLATE_NOOP(
        "Refusal", "It does not go together with what the customer has chosen. Choose another."
    ),
    "LIMIT_REACHED": QT_TRANSLATE_NOOP(
        "Refusal", "It has been used as often as allowed. Choose another reward."
    ),
    "INVALID_CODE": QT_TRANSLATE_NOOP(
        "Refusal", "Nobody knows this code. Check it, letter by letter, or go on without it."
    ),
    "COUPON_NOT_ACTIVE": QT_TRANSLATE_NOOP(
        "Refusal", "This coupon is over, or has not begun yet. Go on without it."
    ),
    "COUPON_USED_UP": QT_TRANSLATE_NOOP(
        "Refusal", "This coupon is used up, for today or for good. Go on without it."
    ),
    "BALANCE_INSUFFICIENT": QT_TRANSLATE_NOOP(
        "Refusal", "The balance is not enough for it any more. Choose another reward."
    ),
    "INVALID_REWARD": QT_TRANSLATE_NOOP("Refusal", "This reward is used or over. Choose another."),
    "NOT_ENOUGH_POINTS": QT_TRANSLATE_NOOP(
        "Refusal", "There are not enough points. Choose another reward."
    ),
    "MINIMUM_NOT_REACHED": QT_TRANSLATE_NOOP(
        "Refusal", "The sale is below this reward's minimum. Add items, or choose another."
    ),
    "MINIMUM_PERCENT_NOT_REACHED": QT_TRANSLATE_NOOP(
        "Refusal", "The amount is below this reward's minimum share. Choose a larger amount."
    ),
    "CASHBACK_NOT_AVAILABLE": QT_TRANSLATE_NOOP(
        "Refusal", "There is no cashback to use on this sale. Choose another reward."
    ),
    "NO_CUSTOMER": QT_TRANSLATE_NOOP(
        "Refusal", "No customer was found. Check the CPF or e-mail and search again."
    ),
    "NOT_ENROLLED": QT_TRANSLATE_NOOP(
        "Refusal", "The customer has not joined the programme yet. Invite them, or go on."
    ),
    "EXCEEDS_PURCHASE": QT_TRANSLATE_NOOP(
        "Refusal", "The reward is larger than the sale. Add items, or choose another."
    ),
    "NOT_CUMULATIVE": QT_TRANSLATE_NOOP(
        "Refusal", "It cannot be combined with another discount. Remove that, or choose another."
    ),
    "NO_APPLICABLE_PRODUCT": QT_TRANSLATE_NOOP(
        "Refusal", "No item in the basket takes this reward. Choose another."
    ),
    "USAGE_LIMIT_REACHED": QT_TRANSLATE_NOOP(
        "Refusal", "The customer has already used it as often as allowed. Choose another."
    ),
    "ONLINE_ONLY": QT_TRANSLATE_NOOP(
        "Refusal", "This reward is only for the online shop. Choose another."
    ),
    "INVALID_PRODUCT_REWARD": QT_TRANSLATE_NOOP(
        "Refusal", "This gift is not set up correctly. Choose another, and tell support."
    ),
    "NOT_IN_CATALOGUE": QT_TRANSLATE_NOOP(
        "Refusal", "This store does not have the gift. Choose another reward."
    ),
    "UNSUPPORTED_REWARD": QT_TRANSLATE_NOOP(
        "Refusal", "This till cannot apply this kind of reward. Choose another."
    ),
    "REWARD_UNAVAILABLE": QT_TRANSLATE_NOOP(
        "Refusal", "This reward is not available now. Choose another."
    ),
    # the line, the till, the order of things
    "NOT_SENT": QT_TRANSLATE_NOOP(
        "Refusal", "There is no connection and nothing was sent. Try again, or go on selling."
    ),
    "PROVIDER_SILENT": QT_TRANSLATE_NOOP(
        "Refusal", "The loyalty programme does not answer. Try again, or go on selling."
    ),
    "MISCONFIGURED": QT_TRANSLATE_NOOP(
        "Refusal", "The programme does not accept this till's access. Sell on, and call support."
    ),
    "JOURNAL_UNWRITABLE": QT_TRANSLATE_NOOP(
        "Refusal",
        "Records cannot be kept: the till redeems nothing and takes nothing back. Call support.",
    ),
    "RECORDS_DAMAGED": QT_TRANSLATE_NOOP(
        "Refusal",
        "Part of the records is damaged, so nothing is redeemed. Tell a supervisor.",
    ),
    "BASKET_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "The items are fixed while a reward is used. Undo it first to change them."
    ),
    "LOYALTY_BUSY": QT_TRANSLATE_NOOP(
        "Refusal", "An earlier reward of this customer is still being settled. Wait a moment."
    ),
    "EMPTY_SALE": QT_TRANSLATE_NOOP("Refusal", "There is nothing to pay yet. Scan an item first."),
    "REDEMPTION_OPEN": QT_TRANSLATE_NOOP(
        "Refusal", "A reward is still in progress. Finish it, or go on without it first."
    ),
    "GIVEN_TOO_LITTLE": QT_TRANSLATE_NOOP(
        "Refusal", "That is less than the amount to pay. Ask for the rest."
    ),
    "KEY_NOT_SUPPORTED": QT_TRANSLATE_NOOP(
        "Refusal", "This programme does not search by that. Ask for the CPF or the e-mail."
    ),
    "CUSTOMER_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "The customer is fixed while a reward is used. Undo it first to change it."
    ),
    "NOTHING_TO_REFUND": QT_TRANSLATE_NOOP(
        "Refusal", "There is nothing to take back. Choose the pieces first."
    ),
    "NOT_CANCELLED": QT_TRANSLATE_NOOP(
        "Refusal", "The programme has not cancelled it yet. The till asks again by itself."
    ),
    "REFUND_REFUSED": QT_TRANSLATE_NOOP(
        "Refusal", "The programme did not accept the return. Call a supervisor."
    ),
    "EMPTY_RESULT": QT_TRANSLATE_NOOP(
        "Refusal", "The programme answered with nothing. Search for the customer again."
    ),
    # what a supervisor decides
    "NAME_NEEDED": QT_TRANSLATE_NOOP("Refusal", "Type your name: it is kept with the decision."),
    "REASON_NEEDED": QT_TRANSLATE_NOOP("Refusal", "Type the reason: it is kept with the decision."),
    "FOUND_NOT_DONE": QT_TRANSLATE_NOOP(
        "Refusal", "A supervisor found that nothing was taken. Choose the reward again, or go on."
    ),
    "LEFT_OUT": QT_TRANSLATE_NOOP("Refusal", "A supervisor has left this out."),
    "TOO_OLD": QT_TRANSLATE_NOOP(
        "Refusal", "It waited for longer than the programme takes it. Tell a supervisor."
    ),
    # who stands at the till
    "PIN_WRONG": QT_TRANSLATE_NOOP("Refusal", "That PIN is not right. Type it once more."),
    "PIN_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "Too many wrong PINs. Wait a little, or let somebody else sign in."
    ),
    "PIN_UNSET": QT_TRANSLATE_NOOP(
        "Refusal", "This PIN must be set anew. A manager does it: pos-app people --reset NAME."
    ),
    "PIN_KEY_MISSING": QT_TRANSLATE_NOOP(
        "Refusal", "The key of the PINs is not there. Open the system's keyring, or call support."
    ),
    "PERSON_GONE": QT_TRANSLATE_NOOP(
        "Refusal", "This person may not sign in any more. Choose somebody else."
    ),
    "NOT_A_MANAGER": QT_TRANSLATE_NOOP(
        "Refusal", "Only a manager can approve it. Choose a manager."
    ),
    "PEOPLE_DAMAGED": QT_TRANSLATE_NOOP(
        "Refusal",
        "The list of people cannot be read, so nobody can sign in. In a terminal: pos-app people.",
    ),
    "KEYS_LOCKED": QT_TRANSLATE_NOOP(
        "Refusal", "The keys are locked. Unlock them with the passphrase, then go on."
    ),
    "PASSPHRASE_WRONG": QT_TRANSLATE_NOOP(
        "Refusal", "That passphrase is not right. Type it once more."
    ),
    "VAULT_DAMAGED": QT_TRANSLATE_NOOP(
        "Refusal", "The file of the keys is damaged. Call support: the till is to be set up again."
    ),
    "ALREADY_CANCELLED": QT_TRANSLATE_NOOP("Refusal", "This sale is already cancelled."),
}

SENTENCES = {**_REFUSAL, **PAYMENT}
