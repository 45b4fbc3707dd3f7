"""The steps that move value: their requests, and what their answers must say."""

from pos_app.core.order import Order
from pos_app.core.submission import Receipt, Step
from pos_app.providers.bonifiq import mapping, requests
from pos_app.providers.bonifiq.client import BonifiqClient
from pos_app.providers.bonifiq.options import Options
from pos_app.providers.ports import Draft, IncompleteTaskError, Task


def draft_of(task: Task, options: Options) -> Draft:
    """Pure."""
    match task:
        case Task(step=Step.COMMIT, intent=intent, customer=customer) if intent and customer:
            return requests.redeem(intent, customer, task.key)
        case Task(step=Step.REVERSE, receipt=receipt) if receipt and receipt.reference:
            return requests.delete_reward(receipt.reference)
        case Task(step=Step.REVERSE, intent=intent) if intent:
            return requests.delete_by_key(intent.key, options.key_location)
        case Task(step=Step.REGISTER, order=order, customer=customer) if order and customer:
            enrolled = True if task.verified else customer.enrolled
            return requests.order(order, customer, enrolled=enrolled, branch=options.branch)
        case Task(step=Step.CANCEL, order=order) if order:
            return requests.cancel(order.id, task.at)
        case Task(step=Step.REFUND, order=order, refund=refund) if order and refund:
            return requests.partial_cancel(order.id, refund)
    raise IncompleteTaskError(f"BonifiQ cannot {task.step} with what the task holds")


async def send(client: BonifiqClient, task: Task, draft: Draft) -> Receipt:
    match task.step:
        case Step.COMMIT:
            return mapping.redeemed(await client.redeem(draft, task.key), task.key)
        case Step.REVERSE:
            return mapping.reversed_(await client.delete_reward(draft, task.key))
        case Step.REGISTER:
            order = _order(task)
            accepted = await client.order(draft, task.key)
            return mapping.registered(accepted, order.id, order.total.currency)
        case Step.CANCEL:
            return mapping.cancelled(await client.cancel_order(draft, task.key), _order(task).id)
        case Step.REFUND:
            return mapping.refunded(await client.partial_cancel(draft, task.key), task.key)
        case Step.HOLD | Step.RELEASE | Step.RECORD:
            raise ValueError(f"BonifiQ has no {task.step}")


def _order(task: Task) -> Order:
    if task.order is None:
        raise ValueError(f"{task.step} needs the order")
    return task.order
