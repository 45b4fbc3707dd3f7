"""The machine's own reasons, beside those that a provider tells."""

from pos_app.core.loyalty import Refusal

VERDICT_STALE = Refusal("VERDICT_STALE")
"""The commit never left, and the code is too old for it to leave now."""
PRODUCT_MISMATCH = Refusal("PRODUCT_MISMATCH")
"""The provider granted another product than it had announced."""
FOUND_NOT_DONE = Refusal("FOUND_NOT_DONE")
"""A supervisor has found that the provider knows nothing of it."""
CODE_WRONG = Refusal("CODE_WRONG")
CODE_LOCKED = Refusal("CODE_LOCKED")
CODE_UNCONFIRMED = Refusal("CODE_UNCONFIRMED")
"""The check was not answered."""
CODE_NOT_CHECKED = Refusal("NOT_SENT")
"""The check never left."""
APPROVAL_EXPIRED = Refusal("APPROVAL_EXPIRED")
CONTACT_NOT_ACCEPTED = Refusal("CONTACT_NOT_ACCEPTED")
