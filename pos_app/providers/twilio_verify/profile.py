"""What Twilio Verify brings into a pair, as data; contract, 3, 5 and 8. It holds no points: the
steps are the ledger's."""

from msgspec.structs import replace

from pos_app.core.challenge import CodePolicy
from pos_app.core.redemption.profile import Profile

ADDRESS = "https://verify.twilio.com/v2"
NAME = "Twilio Verify"

CODE = CodePolicy(life=600, tries=6, resend_after=30, sends=6, shortest=4, longest=8)
"""A text lives for ten minutes; an authenticator's wait and an approval tell their own, shorter
time. Twilio refuses the sixth code of one challenge and the sixth text of one number: the till's
own limits leave it the word, and end it there (12)."""


def paired(ledger: Profile) -> Profile:
    """The rules of the ledger, with the challenges of Twilio; a consent is for a code of the
    ledger's own."""
    return replace(ledger, code=CODE, consent="", poll_every=2, code_to_contact=False)
