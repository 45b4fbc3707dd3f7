"""Which ledgers go together with which challengers, told in a sentence."""

from pos_app.core.redemption.profile import OwnCode, Profile
from pos_app.providers import registry


class UnfitPairError(ValueError):
    """The message says why, and what to write instead."""


def paired(ledger: str, challenger: str) -> Profile:
    """The ledger's steps with the challenger's codes. Raises ``UnfitPairError``, or
    ``UnknownProviderError``."""
    own = registry.profile(ledger)
    if own.own_code is OwnCode.ALWAYS or own.check_commits:
        raise UnfitPairError(
            f"{own.name} redeems by a code of its own, which no other can stand in for: take"
            f' provider = "{challenger}" out of [challenge]'
        )
    return registry.pair(challenger)(own)


def remark(ledger: str) -> str:
    """What is known of the pair, for whoever sets it up."""
    own = registry.profile(ledger)
    if own.own_code is OwnCode.NEVER:
        return f"{own.name} asks for no code of its own when it redeems"
    return (
        f"{own.name} does not say whether it redeems without a code of its own: if it refuses, have"
        " it switched off there, or take provider out of [challenge]"
    )
