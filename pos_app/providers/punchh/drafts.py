"""The requests of each step, from the task alone; contract, 5 and 6. Pure."""

from msgspec.structs import replace

from pos_app.core.submission import Step
from pos_app.providers.ports import Draft, IncompleteTaskError, Task
from pos_app.providers.punchh import requests
from pos_app.providers.punchh.checks import closed_check, receipt_of, uid_of, user_of
from pos_app.providers.punchh.keys import lasting_lookup
from pos_app.providers.punchh.mapping import selection_of
from pos_app.providers.punchh.selecting import Selection


def draft_of(task: Task) -> Draft:
    """Raises ``IncompleteTaskError``, also where what was sold cannot be told to Punchh."""
    try:
        return _draft_of(task)
    except IncompleteTaskError:
        raise
    except ValueError as error:
        raise IncompleteTaskError(f"{task.step}: {error}") from None


def _draft_of(task: Task) -> Draft:
    match task.step:
        case Step.HOLD:
            return _hold(task)
        case Step.COMMIT:
            return requests.commit(receipt_of(task))
        case Step.REVERSE:
            return _void(task)
        case Step.RELEASE:
            return _release(task)
        case Step.REGISTER:
            return _checkin(task)
        case Step.RECORD | Step.REFUND:
            return requests.receipt_details(closed_check(task))
        case Step.CANCEL:
            return requests.receipt_void(requests.receipt_details(closed_check(task)))


def selected(task: Task) -> Selection:
    if task.intent is None:
        raise IncompleteTaskError(f"{task.step} without its reward")
    return selection_of(task.intent.reward, task.intent.amount)


def _hold(task: Task) -> Draft:
    """Into the basket, and then what the whole basket is worth on this check: which locks it."""
    put_in = requests.select(user_of(task), (selected(task),), uid_of(task))
    return replace(put_in, then=requests.quote(requests.commit(receipt_of(task))))


def _release(task: Task) -> Draft:
    user, uid = user_of(task), uid_of(task)
    unlock = requests.unlock(user, uid)
    parts = tuple(int(part) for part in task.receipt.parts) if task.receipt else ()
    return replace(requests.unselect(user, parts, uid), then=unlock) if parts else unlock


def _void(task: Task) -> Draft:
    if task.receipt is None or not task.receipt.reference:
        raise IncompleteTaskError("a void needs the basket's reference")
    return requests.void(task.receipt.reference, user_of(task))


def _checkin(task: Task) -> Draft:
    if task.customer is None:
        raise IncompleteTaskError("a check-in without a guest")
    return requests.checkin(closed_check(task), lasting_lookup(task.customer))
