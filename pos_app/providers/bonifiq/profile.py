"""What BonifiQ does at each step, as data; contract, sections 5 and 7. Whether a redemption looks
for the code is not told (10.11)."""

from msgspec.structs import replace

from pos_app.core.challenge import CodePolicy
from pos_app.core.identifiers import IdentifierKind
from pos_app.core.redemption.profile import OwnCode, Profile, rules
from pos_app.core.submission import InDoubt, Rule

ADDRESS = "https://api.bonifiq.com.br/v1/pvt"
"""The vendor's root (contract, section 1)."""

_REPEAT = Rule(in_doubt=InDoubt.REPEAT, refused_after_doubt=InDoubt.LOOK, looks_at_refusals=True)
"""The same bytes do it once, or are refused because they already did (7.2 to 7.5)."""
_REDEEM = replace(_REPEAT, flight=60)
"""Whether a cancelled key stays burnt is not known (10.10): what arrives after it was taken back
might redeem again. No gateway holds a request longer than a minute."""

PROFILE = Profile(
    name="BonifiQ",
    looks_up_by=(IdentifierKind.CPF, IdentifierKind.CNPJ, IdentifierKind.EMAIL),
    rules=rules(
        commit=_REDEEM,
        reverse=_REPEAT,
        register=_REPEAT,
        cancel=_REPEAT,
        refund=_REPEAT,
    ),
    code=CodePolicy(life=300, tries=3, resend_after=30, shortest=4, longest=6),
    own_code=OwnCode.UNTOLD,
)
