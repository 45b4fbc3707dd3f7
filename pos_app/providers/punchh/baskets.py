"""What a basket and the answer to a batch say about one reward; contract, 5.7, 5.8."""

from pos_app.core.errors import ContractBrokenError
from pos_app.core.loyalty import Refusal
from pos_app.core.submission import Receipt
from pos_app.providers.punchh import wire
from pos_app.providers.punchh.discount_types import WITH_ID
from pos_app.providers.punchh.meanings import Meaning, meaning_of
from pos_app.providers.punchh.selecting import Selection
from pos_app.providers.reading import id_of, message_of, money_of, text_of

NOTHING_OFF = Refusal("EXCEEDS_PURCHASE")


def own_item(basket: wire.Basket, wanted: Selection) -> str | None:
    """The basket's id of what this till has put, or would put, into it."""
    return next(iter(own_items(basket, wanted)), None)


def own_items(basket: wire.Basket, wanted: Selection) -> tuple[str, ...]:
    """More than one where a selection that may be had more than once was delivered twice."""
    ids = (
        id_of(item.discount_basket_item_id)
        for item in basket.discount_basket_items or ()
        if _is(item.discount_type, item.discount_id, wanted)
    )
    return tuple(known for known in ids if known is not None)


def surplus(quoted: wire.BatchAnswer, wanted: Selection, own: str | None) -> tuple[str, ...]:
    """What the guest would give up besides ``own`` for the very same thing."""
    judged = (*(quoted.success or ()), *(quoted.failures or ()))
    ids = (id_of(one.discount_basket_item_id) for one in judged if _is_of(one, wanted))
    return tuple(known for known in ids if known not in (None, own))


def is_held(basket: wire.Basket, wanted: Selection) -> bool:
    item = own_item(basket, wanted)
    return item is not None and item not in fallen(basket)


def fallen(basket: wire.Basket) -> tuple[str, ...]:
    """What has expired or was used elsewhere since it was put in, and is told inside a success;
    some of it may be out already (5.7)."""
    ids = (
        id_of(item.discount_basket_item_id)
        for item in basket.discount_basket_items or ()
        if meaning_of(item.messages) is Meaning.INVALID_REWARD
    )
    return tuple(known for known in ids if known is not None)


def held(
    basket: wire.Basket,
    quoted: wire.BatchAnswer,
    wanted: Selection,
    currency: str,
    since: str | None,
) -> Receipt:
    """The hold, with what it is worth, or why it is worth nothing."""
    reference = id_of(quoted.redemption_ref) or id_of(basket.redemption_ref)
    own = own_item(basket, wanted)
    if reference is None or own is None:
        raise ContractBrokenError("HoldWithoutIds")
    amount = _taken_off(quoted, wanted, currency)
    unfit = None
    if amount is None:
        unfit = refusal_of(quoted, wanted)
    elif amount <= 0:
        unfit = NOTHING_OFF
    return Receipt(
        reference=reference,
        parts=(own,),
        since=since or None,
        amount=amount if unfit is None else None,
        unfit=unfit,
    )


def committed(answer: wire.BatchAnswer, wanted: Selection, held: Receipt, currency: str) -> Receipt:
    """Once anything of the basket was taken, it was committed: what differs from the quote shows in
    the amount."""
    amount = _taken_off(answer, wanted, currency)
    return Receipt(reference=held.reference, amount=0 if amount is None else amount)


def all_failed(wanted: Selection, refusal: Refusal) -> wire.BatchAnswer:
    """What a batch that was refused as a whole says about the reward."""
    failed = wire.Discount(
        discount_type=wanted.type,
        discount_id=wanted.id,
        message=(refusal.text or refusal.code,),
    )
    return wire.BatchAnswer(success=(), failures=(failed,))


def refusal_of(answer: wire.BatchAnswer, wanted: Selection) -> Refusal:
    failed = next((one for one in answer.failures or () if _is_of(one, wanted)), None)
    if failed is None:
        return Refusal("NOT_QUALIFIED")
    text = message_of(" ".join(failed.messages)) if failed.messages else None
    return Refusal(meaning_of(failed.messages).name, text)


def _taken_off(answer: wire.BatchAnswer, wanted: Selection, currency: str) -> int | None:
    """Minor units of the whole batch, with whatever the guest has chosen in the app; nothing where
    the reward itself is not among them."""
    done = answer.success or ()
    if not any(_is_of(one, wanted) for one in done):
        return None
    amounts = [money_of(one.discount_amount, currency) for one in done]
    return sum(amount.minor for amount in amounts if amount is not None)


def _is_of(one: wire.Discount, wanted: Selection) -> bool:
    return _is(one.discount_type, one.discount_id, wanted)


def _is(kind: wire.Text, known: wire.Text, wanted: Selection) -> bool:
    if text_of(kind) != wanted.type:
        return False
    return wanted.type not in WITH_ID or id_of(known) == wanted.id
