"""What is known of a matter and what to compare at the provider, in sentences to be said aloud."""

from pos_app.checkout.state import ForeignSales, LostRecords, Matter, OpenMatter
from pos_app.core.reference import reference
from pos_app.core.submission import Step
from pos_app.screens import counts
from pos_app.screens.money_text import MoneyText
from pos_app.screens.texts import remote, translate
from pos_app.screens.view.wording import kind_name, short

MOST_KEYS = 4


def title_of(matter: Matter) -> str:
    if isinstance(matter, ForeignSales):
        return translate("Matters", "Sales of another programme")
    if isinstance(matter, LostRecords):
        return translate("Matters", "Records are missing")
    match matter.step:
        case Step.COMMIT:
            return translate("Matters", "Was it redeemed?")
        case Step.HOLD:
            return translate("Matters", "Is it reserved?")
        case Step.REGISTER:
            return translate("Matters", "Sale not registered")
        case Step.RECORD:
            return translate("Matters", "Check not recorded")
        case Step.CANCEL:
            return translate("Matters", "Cancellation not taken over")
        case Step.REFUND:
            return translate("Matters", "Return not taken over")
        case Step.REVERSE | Step.RELEASE:
            return translate("Matters", "Reward not given back")


def known_text(matter: Matter, provider: str, money: MoneyText) -> str:
    match matter:
        case ForeignSales(count=count):
            return counts.foreign_sales(count)
        case LostRecords(lost=lost, first=first, last=last):
            return translate("Matters", "{records} between {first} and {last}.").format(
                records=counts.records_lost(lost),
                first=money.day_and_clock(first),
                last=money.day_and_clock(last),
            )
        case OpenMatter(step=Step.COMMIT | Step.HOLD | Step.REVERSE):
            return _of_reward(matter, provider, money)
        case OpenMatter():
            return _of_message(matter, provider, money)


def _of_reward(matter: OpenMatter, provider: str, money: MoneyText) -> str:
    if matter.step is Step.REVERSE:
        text = translate(
            "Matters", "It was redeemed and must go back. The till could not give it back."
        )
    elif matter.step is Step.HOLD:
        text = translate("Matters", "The till cannot tell whether {provider} reserved it.")
    else:
        text = translate("Matters", "The till cannot tell whether {provider} took it.")
    goes_on = (
        translate("Matters", "The sale waits for it.")
        if matter.holds_sale
        else translate("Matters", "The sale went on without it.")
    )
    what = f"{_worth(matter, money)} · {_sale(matter, money)}."
    return f"{what}\n{text.format(provider=provider)} {goes_on}"


def _of_message(matter: OpenMatter, provider: str, money: MoneyText) -> str:
    what = f"{money.full(matter.amount)} · {_sale(matter, money)}."
    if matter.too_old:
        text = _too_old(matter)
    elif matter.refused:
        text = translate("Matters", "{provider} did not accept it.")
    else:
        text = translate("Matters", "It is not certain that {provider} has it.")
    return f"{what}\n{text.format(provider=provider)}"


def _too_old(matter: OpenMatter) -> str:
    text = translate("Matters", "It waited longer than {provider} takes it. It is not sent.")
    if not matter.sent:
        return text
    return f"{text} {translate('Matters', 'It is not certain that {provider} has it.')}"


def _worth(matter: OpenMatter, money: MoneyText) -> str:
    title = short(remote(matter.title), 40)
    return f"{title}, {money.full(matter.amount)}" if matter.amount else title


def _sale(matter: OpenMatter, money: MoneyText) -> str:
    number = translate("Receipt", "Sale {number}").format(number=matter.number)
    return f"{number}, {money.day_and_clock(matter.sold_at)}"


def compare_text(matter: Matter, provider: str, money: MoneyText) -> str:
    match matter:
        case ForeignSales():
            return translate(
                "Matters",
                "Start the till with the programme they were made with: it settles them by itself.",
            )
        case LostRecords(keys=keys):
            text = translate(
                "Matters", "Compare that time's sales and rewards with the receipts and {provider}."
            ).format(provider=provider)
            return f"{text}\n{_missing(keys)}" if keys else text
        case OpenMatter():
            return f"{_where(matter, provider)}\n{_asked(matter, money)}"


def _missing(keys: tuple[str, ...]) -> str:
    shown = [reference(key) for key in keys[:MOST_KEYS]]
    more = ["…"] if len(keys) > MOST_KEYS else []
    return translate("Matters", "These may have been redeemed: {references}.").format(
        references=", ".join([*shown, *more])
    )


def _where(matter: OpenMatter, provider: str) -> str:
    if matter.step in {Step.REGISTER, Step.RECORD, Step.CANCEL, Step.REFUND}:
        text = translate("Matters", "At {provider} open order {order}")
        parts = [text.format(provider=provider, order=matter.reference)]
    else:
        text = translate("Matters", "At {provider} look for reference {key}")
        parts = [text.format(provider=provider, key=reference(matter.reference))]
    if matter.at_provider:
        number = translate("Matters", "number {number}")
        parts.append(number.format(number=short(remote(matter.at_provider), 40)))
    if matter.customer is not None:
        parts.append(f"{kind_name(matter.customer.kind)} {matter.customer.masked}")
    return f"{' · '.join(parts)}."


def _asked(matter: OpenMatter, money: MoneyText) -> str:
    if matter.too_old:
        text = translate(
            "Matters", "If it is not there: enter {amount} by hand, or tell the customer."
        )
        return text.format(amount=money.full(matter.amount))
    match matter.step:
        case Step.COMMIT:
            return translate(
                "Matters",
                "Is it redeemed there, and not undone? If it is still open, end it there, or wait.",
            )
        case Step.HOLD:
            return translate("Matters", "Is it reserved there?")
        case Step.REGISTER | Step.RECORD:
            text = translate("Matters", "Is it there, once, with {amount}?")
            return text.format(amount=money.full(matter.amount))
        case Step.CANCEL:
            return translate("Matters", "Is it cancelled, and is its reward back?")
        case Step.REFUND:
            text = translate("Matters", "Is this return of {amount} in it, once?")
            return text.format(amount=money.full(matter.amount))
        case Step.REVERSE | Step.RELEASE:
            return translate("Matters", "Was it undone there? If not, undo it there.")
