"""What Punchh does at each step, as data; contract, sections 4, 6 and 8. A void is refused from the
check-in on (5.9). No call of the POS asks for a code (1)."""

from pos_app.core.challenge import CodePolicy
from pos_app.core.redemption.profile import OwnCode, Profile, rules
from pos_app.core.submission import InDoubt, Rule
from pos_app.providers.punchh.keys import KINDS, read_key

ADDRESS: str | None = None
"""PAR hands one out to each brand (2)."""

DAYS = 30
"""The longest that check-ins and receipts wait for the network (8, offline)."""

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
    consent="privacy-policy-and-terms-1",
    home="US",
    own_code=OwnCode.NEVER,
    post_spacing=1,
    settles_first=True,
    queue_life=DAYS * 86_400,
    read_key=read_key,
)
