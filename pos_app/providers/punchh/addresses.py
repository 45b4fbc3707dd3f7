"""Where a code can be sent: telephone numbers as Punchh spells them, and addresses that are none;
contract, 4.1."""

from pos_app.core.identifiers import Misread, MisreadError, mask_email, mask_phone, read_email
from pos_app.core.value import Value

PLACEHOLDERS = frozenset(
    {
        "phone.punchh.com",
        "sa-phone.punchh.com",
        "fb.punchh.com",
        "archived.com",
        "anonymise.punchh.com",
    }
)
"""Domains of addresses that Punchh makes up for guests without one: mail to them is refused (4.1,
rule 9)."""
SEARCHED_DIGITS = 10


class Phone(Value, frozen=True):
    ext: str
    """The country code with ``+``."""
    number: str
    """National digits."""

    @property
    def masked(self) -> str:
        return mask_phone(self.number)

    def __repr__(self) -> str:
        return f"Phone({self.masked})"


class Mail(Value, frozen=True):
    address: str

    @property
    def masked(self) -> str:
        return mask_email(self.address)

    def __repr__(self) -> str:
        return f"Mail({self.masked})"


Destination = Phone | Mail
"""Exactly one of them goes with a send, and the very same with its check (4.2)."""


def split_phone(text: str, region: str = "US") -> Phone:
    """From E.164, or from digits as dialled in ``region``. Only the length is checked: a wrong
    number is Punchh's to accept (4.1). Raises ``MisreadError``."""
    import phonenumbers  # noqa: PLC0415 - slow to load, and not every guest has a number

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise MisreadError(Misread.PHONE_FORM) from None
    if not phonenumbers.is_possible_number(number):
        raise MisreadError(Misread.PHONE_FORM)
    return Phone(f"+{number.country_code}", phonenumbers.national_significant_number(number))


def searched_phone(text: str, region: str = "US") -> str | None:
    """The ten digits that a guest is searched by (5.2). Numbers of another length cannot be, nor
    those of another country: without their country code they are somebody else's."""
    import phonenumbers  # noqa: PLC0415

    phone = split_phone(text, region)
    is_domestic = phone.ext == f"+{phonenumbers.country_code_for_region(region)}"
    return phone.number if is_domestic and len(phone.number) == SEARCHED_DIGITS else None


def is_placeholder(email: str) -> bool:
    return email.rpartition("@")[2].strip().casefold() in PLACEHOLDERS


def reachable_by(
    phone: str | None, email: str | None, region: str = "US"
) -> tuple[Destination, ...]:
    """Where a code for a guest can go, from the phone and e-mail on file; SMS first."""
    found: list[Destination] = []
    try:
        if phone:
            found.append(split_phone(phone, region))
    except MisreadError:
        pass
    try:
        if email and not is_placeholder(email):
            found.append(Mail(read_email(email)))
    except MisreadError:
        pass
    return tuple(found)
