"""What Weavr does at each step, as data; contract, sections 4 to 7.

The hold is the send, and the accepted code executes it: there is no commit to send, only one to
watch. Nothing brings money back that has moved: that is a person's task.
"""

from pos_app.core.challenge import CodePolicy
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.redemption.profile import OwnCode, Profile, rules
from pos_app.core.submission import InDoubt, Rule
from pos_app.providers.weavr.sessions import Sessions

ADDRESS: str | None = None
"""The production one is not published (1, 11)."""

DAY_END = 14_400.0
"""Seconds: the last look of the watch list. No token lives that long, so that it ends with a
person, unless the customer has shown a new one."""
SETTLING = (1, 1, 2, 3, *[5] * 11)
"""A minute of looks after an accepted code (7)."""
LATER = (119, 119, 200, 200, 200)
"""To five and to fifteen minutes, never with more between two looks than a token lives idle (2)."""
ABANDONED = (2, 98, 100, 100, 200, 200, 200)
"""The same for a send that was let go and could not be cancelled; the first soon, since a person is
to be told where the session is over."""

SESSIONS = Sessions()
"""Of this process: a token may be scanned before anything that could use it is loaded."""

PROFILE = Profile(
    name="Weavr",
    looks_up_by=(IdentifierKind.SESSION,),
    rules=rules(
        hold=Rule(InDoubt.REPEAT, InDoubt.LOOK, waits=(1, 2, 4, 10, 10, 30, 60)),
        commit=Rule(InDoubt.WATCH, InDoubt.WATCH, waits=(*SETTLING, *LATER, DAY_END), ends=True),
        release=Rule(InDoubt.LOOK, waits=(*ABANDONED, DAY_END), ends=True),
    ),
    code=CodePolicy(life=300, tries=None, resend_after=15, sends=5, shortest=6, longest=6),
    consent="payment-1",
    consent_first=True,
    own_code=OwnCode.ALWAYS,
    code_to_contact=False,
    check_commits=True,
    poll_every=5,
    touch_every=120,
    read_key=SESSIONS.read_key,
)
