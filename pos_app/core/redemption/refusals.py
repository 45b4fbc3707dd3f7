"""The machine's own reasons, beside those that a provider tells."""

from pos_app.core.loyalty import Refusal

VERDICT_STALE = Refusal("VERDICT_STALE")
"""The commit never left, and the code is too old for it to leave now."""
PRODUCT_MISMATCH = Refusal("PRODUCT_MISMATCH")
"""The provider granted another product than it had announced."""
AMOUNT_MISMATCH = Refusal("AMOUNT_MISMATCH")
"""The provider took off another amount than it had announced."""
COMMIT_UNDONE = Refusal("COMMIT_UNDONE")
"""Nobody could tell whether the commit was executed: it was undone, and may be asked for anew."""
FOUND_NOT_DONE = Refusal("FOUND_NOT_DONE")
"""A supervisor has found that the provider knows nothing of it."""
TAKEN_BACK = frozenset({PRODUCT_MISMATCH, AMOUNT_MISMATCH, COMMIT_UNDONE})
"""Why the till itself takes back what the provider may have done."""
CODE_WRONG = Refusal("CODE_WRONG")
CODE_LOCKED = Refusal("CODE_LOCKED")
CODE_UNCONFIRMED = Refusal("CODE_UNCONFIRMED")
"""The check was not answered."""
CODE_NOT_CHECKED = Refusal("NOT_SENT")
"""The check never left."""
BAD_COUPON = frozenset({"INVALID_CODE", "COUPON_NOT_ACTIVE", "COUPON_USED_UP"})
"""What is said of a coupon's code that no other sale would be told otherwise of."""
APPROVAL_EXPIRED = Refusal("APPROVAL_EXPIRED")
APPROVAL_UNSEEN = Refusal("APPROVAL_UNSEEN")
"""Nobody has answered the till's question lately, and it goes on asking."""
CONTACT_NOT_ACCEPTED = Refusal("CONTACT_NOT_ACCEPTED")
