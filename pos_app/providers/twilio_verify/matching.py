"""Finding what a lost answer was about: by our own correlation, before anything is created a second
time; contract, 9."""

from contextlib import aclosing

from pos_app.core.value import Value
from pos_app.providers.twilio_verify import stamps, wire
from pos_app.providers.twilio_verify.asking import Asked, Kit

LOOKS = 2
APART = 3.0
"""Seconds between the looks after which something is taken for not created."""
WINDOW = 3600.0
"""Seconds: no challenge lives longer, so that older ones are not read."""


class Found(Value, frozen=True):
    ours: tuple[wire.Challenge, ...] = ()
    """The newest first."""
    others: tuple[wire.Challenge, ...] = ()
    """Of other sales."""

    def __repr__(self) -> str:
        return f"Found({len(self.ours)}, {len(self.others)})"


async def look(kit: Kit, asked: Asked, factor: str, status: str | None = None) -> Found:
    """As many pages as the time needs in which one of ours may have been made."""
    draft = kit.client.requests.challenges(asked.identity, factor=factor, status=status)
    ours: list[wire.Challenge] = []
    others: list[wire.Challenge] = []
    async with aclosing(kit.client.challenges(draft)) as challenges:
        async for challenge in challenges:
            if _is_older(challenge, kit):
                break
            (ours if challenge.till_tx == asked.till_tx else others).append(challenge)
    return Found(tuple(ours), tuple(others))


async def look_twice(kit: Kit, asked: Asked, factor: str) -> wire.Challenge | None:
    """The newest of ours."""
    for turn in range(LOOKS):
        if turn:
            await kit.pause(APART)
        found = await look(kit, asked, factor)
        if found.ours:
            return found.ours[0]
    return None


def _is_older(challenge: wire.Challenge, kit: Kit) -> bool:
    made = stamps.read(challenge.date_created)
    return made is not None and (kit.their_time() - made).total_seconds() > WINDOW
