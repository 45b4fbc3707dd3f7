"""The requests of every endpoint: form bodies in PascalCase below one service; contract, 2 to 5.

What Twilio would refuse is refused here, before there is a byte of it: ``InvalidError`` names the
field and not its value.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from pos_app.core.value import Value
from pos_app.providers.ports import Draft
from pos_app.providers.twilio_verify import names, stamps

CONTENT_TYPE = "application/x-www-form-urlencoded"
LONGEST_MESSAGE, LONGEST_LABEL, LONGEST_VALUE = 256, 36, 128
MOST_FIELDS = 20
LONGEST_HIDDEN = 1024
LONGEST_NAME = 64
LONGEST_LIFE = timedelta(minutes=60)
LARGEST_PAGE = 1000
TTL = 300

NOTHING: Mapping[str, str] = MappingProxyType({})

Form = tuple[tuple[str, str], ...]


class InvalidError(ValueError):
    """A request that Twilio would not take."""


class Details(Value, frozen=True):
    """What a customer reads on their device; nothing of the person's (10)."""

    message: str
    fields: tuple[tuple[str, str], ...] = ()
    """Label and value."""

    def __post_init__(self) -> None:
        _check(0 < len(self.message) <= LONGEST_MESSAGE, "Details.Message")
        _check(len(self.fields) <= MOST_FIELDS, "Details.Fields")
        for label, value in self.fields:
            _check(0 < len(label) <= LONGEST_LABEL, "Details.Fields label")
            _check(len(value) <= LONGEST_VALUE, "Details.Fields value")


class Linking(Value, frozen=True):
    """PSD2: a code that is good for this amount and this payee alone (5)."""

    amount: str
    payee: str


class Requests:
    """Of one Verify service. Raises ``BadNameError`` for names that do not belong into a path."""

    def __init__(self, service: str) -> None:
        self.service = names.sid(names.SERVICE, service)
        self._root = f"/Services/{self.service}"

    def __repr__(self) -> str:
        return "Requests()"

    # Challenges, 3

    def create_challenge(
        self,
        identity: str,
        factor: str,
        till_tx: str,
        *,
        code: str | None = None,
        details: Details | None = None,
        expires: datetime | None = None,
        now: datetime | None = None,
    ) -> Draft:
        """``expires`` needs ``now``, on the same clock."""
        form: list[tuple[str, str]] = [("FactorSid", names.sid(names.FACTOR, factor))]
        if code is not None:
            form.append(("AuthPayload", _digits(code, 3, 8, "AuthPayload")))
        if details is not None:
            form.append(("Details.Message", details.message))
            form += [("Details.Fields", _field(*field)) for field in details.fields]
        form.append(("HiddenDetails", hidden({"till_tx": till_tx})))
        if expires is not None:
            in_time = now is not None and now < expires <= now + LONGEST_LIFE
            _check(in_time, "ExpirationDate")
            form.append(("ExpirationDate", stamps.written(expires)))
        return _post(self._challenges(identity), form)

    def challenge(self, identity: str, sid: str) -> Draft:
        return Draft("GET", self._challenge(identity, sid))

    def challenges(
        self,
        identity: str,
        *,
        factor: str | None = None,
        status: str | None = None,
        newest_first: bool = True,
        page_size: int = 20,
    ) -> Draft:
        _check(1 <= page_size <= LARGEST_PAGE, "PageSize")
        query: list[tuple[str, str]] = []
        if factor is not None:
            query.append(("FactorSid", names.sid(names.FACTOR, factor)))
        if status is not None:
            query.append(("Status", status))
        query.append(("Order", "desc" if newest_first else "asc"))
        query.append(("PageSize", str(page_size)))
        return Draft("GET", f"{self._challenges(identity)}?{urlencode(query)}")

    def answer_challenge(self, identity: str, sid: str, code: str) -> Draft:
        payload = _digits(code, 3, 8, "AuthPayload")
        return _post(self._challenge(identity, sid), [("AuthPayload", payload)])

    def notify(self, identity: str, sid: str, ttl: int = TTL) -> Draft:
        _check(0 <= ttl <= TTL, "Ttl")
        return _post(f"{self._challenge(identity, sid)}/Notifications", [("Ttl", str(ttl))])

    # Factors, 4

    def factors(self, identity: str, page_size: int = 50) -> Draft:
        _check(1 <= page_size <= LARGEST_PAGE, "PageSize")
        return Draft("GET", f"{self._factors(identity)}?PageSize={page_size}")

    def create_totp(
        self, identity: str, friendly_name: str, metadata: Mapping[str, str] = NOTHING
    ) -> Draft:
        """Answered with the seed, once; the name is shown in the customer's authenticator."""
        _check(0 < len(friendly_name) <= LONGEST_NAME, "FriendlyName")
        form = [("FactorType", "totp"), ("FriendlyName", friendly_name)]
        if metadata:
            form.append(("Metadata", _texts(metadata, "Metadata")))
        return _post(self._factors(identity), form)

    def verify_factor(self, identity: str, sid: str, code: str) -> Draft:
        payload = _digits(code, 3, 8, "AuthPayload")
        return _post(self._factor(identity, sid), [("AuthPayload", payload)])

    def delete_factor(self, identity: str, sid: str) -> Draft:
        return Draft("DELETE", self._factor(identity, sid))

    # Codes by SMS, 5

    def start(self, to: str, linking: Linking | None = None) -> Draft:
        """``to`` is E.164 with its plus sign."""
        number = to[1:]
        is_number = number.isascii() and number.isdigit() and 7 <= len(number) <= 15
        _check(to.startswith("+") and is_number, "To")
        form = [("To", to), ("Channel", "sms"), *_linked(linking)]
        return _post(f"{self._root}/Verifications", form)

    def check(self, sid: str, code: str, linking: Linking | None = None) -> Draft:
        form = [
            ("VerificationSid", names.sid(names.VERIFICATION, sid)),
            ("Code", _digits(code, 4, 10, "Code")),
            *_linked(linking),
        ]
        return _post(f"{self._root}/VerificationCheck", form)

    def verification(self, sid: str) -> Draft:
        return Draft("GET", self._verification(sid))

    def cancel(self, sid: str) -> Draft:
        """The only status that a till ever sets (5)."""
        return _post(self._verification(sid), [("Status", "canceled")])

    def converted(self, sid: str) -> Draft:
        """The account's log, beside its services: whether a code of this one was accepted (9)."""
        query = [("VerificationSid", names.sid(names.VERIFICATION, sid)), ("Status", "converted")]
        return Draft("GET", f"/Attempts?{urlencode(query)}")

    def _entity(self, identity: str) -> str:
        return f"{self._root}/Entities/{names.identity(identity)}"

    def _factors(self, identity: str) -> str:
        return f"{self._entity(identity)}/Factors"

    def _factor(self, identity: str, sid: str) -> str:
        return f"{self._factors(identity)}/{names.sid(names.FACTOR, sid)}"

    def _challenges(self, identity: str) -> str:
        return f"{self._entity(identity)}/Challenges"

    def _challenge(self, identity: str, sid: str) -> str:
        return f"{self._challenges(identity)}/{names.sid(names.CHALLENGE, sid)}"

    def _verification(self, sid: str) -> str:
        return f"{self._root}/Verifications/{names.sid(names.VERIFICATION, sid)}"


def hidden(members: Mapping[str, str]) -> str:
    return _texts(members, "HiddenDetails")


def _texts(members: Mapping[str, str], field: str) -> str:
    text = json.dumps(dict(members), separators=(",", ":"), ensure_ascii=False)
    _check(len(text) <= LONGEST_HIDDEN, field)
    return text


def is_code(text: str, shortest: int, longest: int) -> bool:
    return text.isascii() and text.isdigit() and shortest <= len(text) <= longest


def _digits(text: str, shortest: int, longest: int, field: str) -> str:
    _check(is_code(text, shortest, longest), field)
    return text


def _field(label: str, value: str) -> str:
    return json.dumps({"label": label, "value": value}, separators=(",", ":"), ensure_ascii=False)


def _linked(linking: Linking | None) -> Form:
    if linking is None:
        return ()
    return (("Amount", linking.amount), ("Payee", linking.payee))


def _post(path: str, form: list[tuple[str, str]]) -> Draft:
    return Draft("POST", path, urlencode(form).encode("ascii"))


def _check(good: bool, field: str) -> None:  # noqa: FBT001 - read right beside the call
    if not good:
        raise InvalidError(field)
