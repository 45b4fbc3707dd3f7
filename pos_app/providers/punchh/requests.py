"""The requests of every endpoint: percent-encoded paths and hand-ordered bodies; contract, 4 and 5.

Several GETs and DELETEs carry a body. Whatever is wrong with what a request is made from raises
``ValueError`` before there is a byte of it.
"""

from pos_app.core.value import Value
from pos_app.providers.paths import segment
from pos_app.providers.ports import Draft
from pos_app.providers.punchh import bodies
from pos_app.providers.punchh.addresses import Destination, Mail
from pos_app.providers.punchh.lookups import ON_CHECKINS, Lookup
from pos_app.providers.punchh.pkce import Verifier
from pos_app.providers.punchh.receipts import Receipt, Sale, earning, receipt_block, uid, user_id
from pos_app.providers.punchh.selecting import Selection, entry

POS = "/api/pos"
CODES = "/api2/password_less"
PROFILE = "/api2/mobile/users/profile"
BATCHES = f"{POS}/batch_redemptions"
QUERY = b'"query":true'
VOID = b'"status":"void"'
OTP = "otp"
CODE_MEMBERS = ("token", "otp", "code", "otp_token")
"""Of the typed code: the first is inferred, the others are its siblings' (9, item 1)."""


class ConsentMissingError(ValueError):
    """Nobody's code is sent or checked without the guest's own yes to both (8, trap 4)."""


class Consent(Value, frozen=True):
    """The guest's legal act, asked of the guest and never assumed."""

    privacy_policy: bool
    terms_and_conditions: bool

    def check(self) -> None:
        if self.privacy_policy is not True or self.terms_and_conditions is not True:
            raise ConsentMissingError


# Start-up and guests, 5.1 to 5.4


def configuration() -> Draft:
    return Draft("GET", f"{POS}/locations/configuration")


def meta() -> Draft:
    return Draft("GET", f"{POS}/meta")


def search(lookup: Lookup) -> Draft:
    return Draft("GET", f"{POS}/users/search?{lookup.kind.value}={segment(lookup.value)}")


def find(lookup: Lookup) -> Draft:
    """Not by card, drive-thru code or redemption code."""
    if lookup.find_field is None:
        raise ValueError(f"nobody is found by {lookup.kind}")
    return _draft("GET", f"{POS}/users/find", bodies.Find(lookup.find_field, lookup.value))


def balance(user: int) -> Draft:
    return _draft("GET", f"{POS}/users/balance", bodies.BalanceOf(str(user_id(user))))


# The basket, 5.6 and 5.7


def lookup(receipt: Receipt) -> Draft:
    """Locks the basket."""
    return _draft("POST", f"{POS}/discounts/lookup", receipt_block(receipt))


def auto_select(receipt: Receipt) -> Draft:
    return _draft("POST", f"{POS}/discounts/auto_select", receipt_block(receipt))


def select(user: int, selections: tuple[Selection, ...], external_uid: str) -> Draft:
    """All of them or none."""
    items = tuple(entry(one) for one in selections)
    request = bodies.SelectRequest(user_id(user), items, uid(external_uid))
    return _draft("POST", f"{POS}/discounts/select", request)


def unselect(user: int, items: tuple[int, ...], external_uid: str) -> Draft:
    request = bodies.UnselectRequest(user_id(user), items, uid(external_uid))
    return _draft("DELETE", f"{POS}/discounts/unselect", request)


def active(user: int, external_uid: str) -> Draft:
    return _draft("GET", f"{POS}/discounts/active", _whose(user, external_uid))


def unlock(user: int, external_uid: str) -> Draft:
    """Only ever with a uid of one's own (8, trap 7)."""
    return _draft("PUT", f"{POS}/discounts/unlock", _whose(user, external_uid))


# Redeeming, 5.8 and 5.9


def commit(receipt: Receipt) -> Draft:
    return _draft("POST", BATCHES, receipt_block(receipt))


def quote(commit: Draft) -> Draft:
    """What the commit would do, from its very bytes: any difference between the two can turn a
    good quote into a failure."""
    return Draft(commit.method, commit.path, bodies.led_by(QUERY, commit.body or b""))


def is_quote(draft: Draft) -> bool:
    return (draft.body or b"").startswith(b"{" + QUERY)


def void(redemption_ref: str, user: int) -> Draft:
    """The whole basket."""
    if not redemption_ref.strip():
        raise ValueError("a redemption without its reference")
    return _draft("DELETE", f"{BATCHES}/{segment(redemption_ref)}", bodies.Whose(user_id(user)))


# Earning, 5.10 and 5.11


def checkin(sale: Sale, who: Lookup) -> Draft:
    """There is no ``user_id`` here: the guest is named as at the look-up."""
    if who.kind not in ON_CHECKINS:
        raise ValueError(f"nobody checks in by {who.kind}")
    named = f'"{who.kind.value}":'.encode() + bodies.quoted(who.value)
    body = bodies.led_by(named, bodies.encode(earning(sale, process=True)))
    return Draft("POST", f"{POS}/checkins", body)


def receipt_details(sale: Sale) -> Draft:
    """Every closed check. The same key and number again, at least a second later, amend it."""
    block = earning(sale, process=False)
    amount = f'"amount":{block.receipt_amount:f}'.encode()
    return Draft("POST", "/receipt_details", bodies.led_by(amount, bodies.encode(block)))


def receipt_void(receipt: Draft) -> Draft:
    """Takes a stored check back, all its other members unchanged."""
    return Draft(receipt.method, receipt.path, bodies.led_by(VOID, receipt.body or b""))


# One-time codes, 4


def send_code(
    client: str, to: Destination, verifier: Verifier, consent: Consent, *, method: str | None = OTP
) -> Draft:
    """``client`` is the business's OAuth client. A repeat needs a new verifier (4.3). ``method`` is
    ``None`` for a business without validation methods (4.1, rule 8)."""
    consent.check()
    email, ext, number = _apart(to)
    request = bodies.SendCode(
        client=client,
        code_challenge=verifier.challenge,
        email=email,
        phone_ext=ext,
        phone_number=number,
        privacy_policy=consent.privacy_policy,
        terms_and_conditions=consent.terms_and_conditions,
        validation_method=method,
    )
    return _draft("POST", f"{CODES}/token", request)


def verify_code(
    client: str,
    to: Destination,
    verifier: Verifier,
    consent: Consent,
    code: str,
    member: str = CODE_MEMBERS[0],
) -> Draft:
    """To the very destination that the code was sent to, with the verifier of that send. Never
    journalled."""
    consent.check()
    email, ext, number = _apart(to)
    request = bodies.VerifyCode(
        client=client,
        code_verifier=verifier.reveal(),
        email=email,
        phone_ext=ext,
        phone_number=number,
        privacy_policy=consent.privacy_policy,
        terms_and_conditions=consent.terms_and_conditions,
        **{member: code},
    )
    return _draft("POST", f"{CODES}/verify", request)


def refresh(client: str, refresh_token: str) -> Draft:
    return _draft("POST", f"{CODES}/refresh_token", bodies.Client(client, refresh_token))


def sign_out(client: str) -> Draft:
    return _draft("POST", f"{CODES}/sign_out", bodies.Client(client))


def profile(client: str) -> Draft:
    """4.5: path and body are what the digest of 3.4 is made from."""
    return _draft("GET", PROFILE, bodies.Client(client))


def _draft(method: str, path: str, body: bodies.Body) -> Draft:
    return Draft(method, path, bodies.encode(body))


def _whose(user: int, external_uid: str) -> bodies.Whose:
    return bodies.Whose(user_id(user), uid(external_uid))


def _apart(to: Destination) -> tuple[str | None, str | None, str | None]:
    return (to.address, None, None) if isinstance(to, Mail) else (None, to.ext, to.number)
