"""What must hold: every law belongs to one of the eight invariants, or to liveness."""

from collections import Counter
from typing import NamedTuple

LIVENESS = 0
TITLES = {
    1: "One intent, one key",
    2: "Unknown is a state",
    3: "No discount without a confirmed commit",
    4: "Nothing is left hanging",
    5: "No step skipped",
    6: "The code is nobody's business",
    7: "Fail closed on loyalty, open on the sale",
    8: "Facts only grow",
    LIVENESS: "Liveness",
}


class Law(NamedTuple):
    invariant: int
    text: str


ONE_KEY = Law(1, "one intent, one key")
OWN_INTENT = Law(1, "a state acts for its own intent")
SAME_INTENT = Law(1, "an intent never changes under its key")
NEW_KEY_AFTER_THE_OLD = Law(1, "a new intent begins once the previous one is settled")
INTENT_TAKEN = Law(1, "a new intent is taken")
REPEAT_OF_WHAT_LEFT = Law(1, "only a commit that has left is repeated in doubt")
NEVER_DONE_TWICE = Law(1, "what a provider would do twice is not sent again once done")
DISK_FIRST = Law(1, "nothing that moves value leaves before its event is on disk")
BYTES_ONCE = Law(1, "a key has one set of bytes, on disk before they first leave")
POST_KEY = Law(1, "a message of the outbox keeps its key")
ORDER_ONCE = Law(1, "a paid order is registered under its own id alone")

DOUBT_STAYS = Law(2, "doubt ends only by a word about it")
NO_ANSWER_SETTLES_NOTHING = Law(2, "no answer is neither success nor failure")
FLIGHT_KEPT = Law(2, "a submit on its way is not dropped")
UNKNOWN_SURVIVES = Law(2, "an unknown outcome survives a restart")
POST_DOUBT = Law(2, "a message without an answer stays in the outbox")

DISCOUNT_EXECUTED = Law(3, "no discount without an executed commit")
PAID_HAS_IT = Law(3, "a sale paid with a reward has it")
PENDING_UNPAID = Law(3, "what is pending cannot be tendered")
TOTAL_TELLS = Law(3, "the total is the basket less what was confirmed for it")

SETTLED_NOT_EXECUTED = Law(4, "settled means nothing is left executed")
SETTLED_NOT_HELD = Law(4, "settled means nothing is left on hold")
WRITTEN_OFF_BY_A_PERSON = Law(4, "only a person writes value off")
LEFT_NEVER_REDEEMED = Law(4, "what was left is never redeemed")
NOTHING_UNWANTED = Law(4, "nothing unwanted leaves for the first time")
ONLY_EXECUTED_REVERSED = Law(4, "only what was executed is reversed")
OTHERS_KEEP_THEIRS = Law(4, "what another channel redeemed is not undone")
NOT_MERELY_RELEASED = Law(4, "what was executed is not merely released")
DROPPED_WHEN_OVER = Law(4, "a sale is dropped once its redemption is over or left")
TOLD_WHEN_SETTLED = Law(4, "no sale is told while what was redeemed for it may have to come back")
OWED_IS_SEEN = Law(4, "a sale that owes something is not settled")
DELIVERED_IS_TRUE = Law(4, "a message is done when the provider did it")
REFUSED_IS_TRUE = Law(4, "a message is refused when the provider did nothing")

ACCEPTED_CODE = Law(5, "no commit without an accepted code")
WATCHED_ONLY = Law(5, "a commit that only a code makes is never sent")
HAS_VERDICT = Law(5, "a commit leaves with the verdict of its intent")
OWN_VERDICT = Law(5, "the verdict is for this intent")
FRESH_VERDICT = Law(5, "the verdict is fresh")
AGREED = Law(5, "no code, and no hold that may take it, before the customer has agreed to this")
SENDS_LIMITED = Law(5, "codes sent stay within the limit")
AS_ANNOUNCED = Law(5, "what is taken off is what was announced")
WRONG_LIMITED = Law(5, "wrong codes stay within the limit")
EXPIRED_NOT_TAKEN = Law(5, "a code past its life is not taken")
FOR_THIS_BASKET = Law(5, "a commit is for just the basket and the customer on the till")
BOUND_TO_SALE = Law(5, "an intent begins only for the sale on the till and its customer")
LOCKED_OUT = Law(5, "who used up the tries begins nothing more in the sale")

CODE_UNWRITTEN = Law(6, "no code in an event, a state or an effect")

ONLY_DONE_GIVES = Law(7, "only a confirmation gives a discount")
WAY_OUT = Law(7, "whoever goes on without it can pay")

STALE_CHANGES_NOTHING = Law(8, "a stale or unwanted event changes nothing")
NOTHING_SENDS_NOTHING = Law(8, "what changes nothing sends nothing")
DOUBLED_CHANGES_NOTHING = Law(8, "a doubled answer changes nothing")
SPENT_STAYS = Law(8, "what was paid with stays spent")
REPLAY_IS_MEMORY = Law(8, "what is written, read back, gives just what is in memory")
PAID_STAYS = Law(8, "a paid sale keeps its lines, total, order and stage")
DROPPED_STAYS = Law(8, "a dropped sale stays dropped")
POSTS_STAY = Law(8, "what the outbox has settled stays settled")

SENDS_WHAT_IT_AWAITS = Law(LIVENESS, "each state sends exactly what it waits for")
LEADS_SOMEWHERE = Law(LIVENESS, "an answered effect leads somewhere")
HINT_HEEDED = Law(LIVENESS, "a provider's wish to wait is heeded")
RESTART_KNOWS_NO_CLOCK = Law(LIVENESS, "a restart needs no instant of the last run")
PARKED_CAN_END = Law(LIVENESS, "a truthful person can end what is parked")
ENDS = Law(LIVENESS, "a fair provider brings an end")
ENDS_SOON = Law(LIVENESS, "a fair provider brings an end without circles")

LAWS = frozenset(value for value in list(globals().values()) if isinstance(value, Law))


class Broken(Exception):  # noqa: N818 - a law is broken, the program is not
    def __init__(self, law: Law) -> None:
        super().__init__(law.text)
        self.law = law


class Judge:
    """Asks, and counts how often each law was put to the test."""

    def __init__(self) -> None:
        self.asked: Counter[Law] = Counter()

    def demand(self, law: Law, holds: object) -> None:
        self.asked[law] += 1
        if not holds:
            raise Broken(law)
