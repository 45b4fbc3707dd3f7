"""What Punchh does at each step, as data; contract, sections 4, 6 and 8. A void is refused from the
check-in on (5.9). No call of the POS asks for a code (1)."""

from pos_app.core.challenge import Alphabet, CodePolicy
from pos_app.core.redemption.profile import OwnCode, Profile, rules
from pos_app.core.submission import InDoubt, Rule
from pos_app.providers.punchh.coupons import read_coupon
from pos_app.providers.punchh.keys import KINDS, PASSING, read_key
from pos_app.providers.punchh.receipt_keys import receipt_key

ADDRESS: str | None = None
"""PAR hands one out to each brand (2)."""

LONGEST_WAIT = 30 * 24 * 3600.0
"""Seconds: a queue is kept for thirty days at the most (8)."""

_STORED = Rule(InDoubt.REPEAT, InDoubt.PARK, waits=(2, 4, 8, 15, 30, 60))
"""Recorded once by its uid or its key, however often it comes; a refusal is for a person (6)."""

PROFILE = Profile(
    name="Punchh",
    looks_up_by=tuple(KINDS.values()),
    rules=rules(
        hold=Rule(InDoubt.LOOK),
        commit=Rule(InDoubt.LOOK, InDoubt.LOOK, looks_at_refusals=True),
        reverse=Rule(InDoubt.REPEAT, InDoubt.LOOK),
        release=Rule(InDoubt.REPEAT),
        register=_STORED,
        record=_STORED,
        refund=_STORED,
        cancel=_STORED,
    ),
    code=CodePolicy(life=600, tries=3, resend_after=30, sends=3, shortest=4, longest=10),
    alphabet=Alphabet.LETTERS,
    consent="privacy-policy-and-terms-1",
    home="US",
    own_code=OwnCode.NEVER,
    post_spacing=1,
    settles_first=True,
    keeps_posts=LONGEST_WAIT,
    read_key=read_key,
    passing=PASSING,
    receipt_key=receipt_key,
    read_coupon=read_coupon,
)
