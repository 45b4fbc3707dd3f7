"""One function per call: members in, reply out. Refusals leave as exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import parse_qsl

from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.punchh import (
    answers,
    auth,
    baskets,
    earning,
    finding,
    location,
    passwordless,
    people,
    receipts,
    redeeming,
    selecting,
)
from pos_app.sandbox.punchh.auth import Family
from pos_app.sandbox.punchh.books import Books
from pos_app.sandbox.punchh.reading import Members, read_members
from pos_app.sandbox.punchh.receipt_block import ReceiptBlock, read_receipt_block
from pos_app.sandbox.punchh.refusals import (
    USER_NOT_FOUND,
    USER_NOT_FOUND_IN_LIST,
    Refusal,
    RefusedError,
    keyed,
    missing,
    refused,
)

Handler: TypeAlias = Callable[[Books, Incoming], Reply]


def ping(_books: Books, _call: Incoming) -> Reply:
    return Reply(None, text="OK", media_type="text/plain; charset=utf-8")


def configuration(books: Books, _call: Incoming) -> Reply:
    return Reply(location.configuration(books))


def meta(books: Books, _call: Incoming) -> Reply:
    return Reply(location.meta(books))


def search(books: Books, call: Incoming) -> Reply:
    parameters = parse_qsl(call.query, keep_blank_values=True)
    guest = finding.search(books, parameters)
    by_app_code = parameters[0][0] == "single_scan_code"
    return Reply(people.searched(books, guest, by_app_code=by_app_code))


def find(books: Books, call: Incoming) -> Reply:
    return Reply(people.found(books, finding.find(books, read_members(call.body))))


def balance(books: Books, call: Incoming) -> Reply:
    wanted = read_members(call.body)
    guest = books.guest(wanted.id("user_id"), USER_NOT_FOUND_IN_LIST)
    kinds = wanted.get("discount_type")
    with_subscriptions = isinstance(kinds, list) and "subscription" in kinds
    return Reply(people.account(books, guest, with_subscriptions=with_subscriptions))


def lookup(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    return Reply(redeeming.look_up(books, _receipt(books, call)))


def select(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    wanted = read_members(call.body)
    guest = books.welcome_guest(wanted.id("user_id"))
    entries = wanted.required("discount_basket_items_attributes")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise missing("discount_basket_items_attributes")
    external_uid = wanted.optional_text("external_uid") or ""
    baskets.check_lock(baskets.find(books, guest), external_uid)
    named = [selecting.read_wanted(Members(one)) for one in entries if isinstance(one, dict)]
    basket = selecting.select(books, guest, named)
    if books.settings.select_locks:
        baskets.lock(books, basket, external_uid)
    return Reply(answers.basket(books, guest, basket))


def unselect(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    wanted = read_members(call.body)
    guest = books.welcome_guest(wanted.id("user_id"))
    ids = baskets.read_item_ids(wanted.get("discount_basket_item_ids"))
    basket = baskets.existing(books, guest)
    baskets.check_lock(basket, wanted.optional_text("external_uid") or "")
    baskets.unselect(books, basket, ids)
    return Reply(answers.basket(books, guest, basket))


def auto_select(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    receipt = _receipt(books, call, needs_lines=True)
    basket = redeeming.auto_select(books, receipt)
    return Reply(answers.basket(books, books.guests[receipt.guest], basket))


def active(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    wanted = read_members(call.body)
    guest = books.welcome_guest(wanted.id("user_id"))
    basket = baskets.existing(books, guest)
    baskets.check_lock(basket, wanted.optional_text("external_uid") or "")
    return Reply(answers.basket(books, guest, basket))


def unlock(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    wanted = read_members(call.body)
    unknown = Refusal(404, USER_NOT_FOUND.text + ".")
    user_id, external_uid = wanted.id("user_id"), wanted.text("external_uid")
    baskets.unlock(books, books.guest(user_id, unknown), external_uid)
    return Reply(None)


def redeem(books: Books, call: Incoming) -> Reply:
    """Without `query` it commits; any other value than true is a mistake."""
    redeeming.check_feature(books)
    wanted = read_members(call.body)
    if "query" in wanted.raw and wanted.raw["query"] is not True:
        raise refused("Invalid value: query", 400)
    receipt = _receipt(books, call, needs_lines=True, guest_called="id")
    if "query" in wanted.raw:
        return Reply(redeeming.quote(books, receipt))
    return Reply(redeeming.commit(books, receipt))


def void(books: Books, call: Incoming) -> Reply:
    redeeming.check_feature(books)
    guest = books.guest(read_members(call.body).id("user_id", "id"))
    redeeming.void(books, guest, call.segments["ref"])
    return Reply(None, 202)


def checkin(books: Books, call: Incoming) -> Reply:
    return Reply(earning.check_in(books, read_members(call.body)))


def receipt_details(books: Books, call: Incoming) -> Reply:
    receipts.store(books, read_members(call.body))
    return Reply({})


def send_code(books: Books, call: Incoming) -> Reply:
    passwordless.send(books, read_members(call.body))
    return Reply({"data": {"message": ["OTP sent successfully."]}})


def verify_code(books: Books, call: Incoming) -> Reply:
    session = passwordless.verify(books, read_members(call.body), call.client)
    return Reply(answers.tokens(session, books.settings))


def refresh(books: Books, call: Incoming) -> Reply:
    session = passwordless.refresh(books, read_members(call.body))
    return Reply(answers.tokens(session, books.settings))


def sign_out(books: Books, call: Incoming) -> Reply:
    books.sessions.end(auth.bearer(books, call))
    return Reply({"data": {"message": ["Signed out successfully."]}})


def profile(books: Books, call: Incoming) -> Reply:
    auth.check_digest(call)
    auth.check_client(read_members(call.body).optional_text("client"))
    if not call.headers.get("punchh-app-device-id"):
        raise missing("punchh-app-device-id")
    session = auth.bearer(books, call)
    if call.headers.get("id-token") != session.id_token:
        raise keyed(401, "unauthorized", "The id token does not belong to the access token.")
    return Reply(people.profile(books.guests[session.guest]))


def _receipt(
    books: Books, call: Incoming, *, needs_lines: bool = False, guest_called: str = "user_id"
) -> ReceiptBlock:
    needs_uid = books.settings.enable_discount_locking and call.call != "auto_select"
    return read_receipt_block(
        read_members(call.body),
        needs_uid=needs_uid,
        needs_lines=needs_lines,
        guest_called=guest_called,
    )


def name_of_redeem(body: bytes) -> str:
    """Quote and commit share their address; only the request tells them apart."""
    try:
        query = read_members(body).raw.get("query")
    except RefusedError:
        return "commit"
    return "quote" if query is True else "commit"


_POS, _CODES = "/api/pos", "/api2/password_less"

ROUTES: tuple[tuple[str, str, str | Callable[[bytes], str], Family, Handler], ...] = (
    ("GET", "/ping", "ping", Family.OPEN, ping),
    ("GET", f"{_POS}/locations/configuration", "configuration", Family.POS, configuration),
    ("GET", f"{_POS}/meta", "meta", Family.POS, meta),
    ("GET", f"{_POS}/users/search", "search", Family.POS, search),
    ("GET", f"{_POS}/users/find", "find", Family.POS, find),
    ("GET", f"{_POS}/users/balance", "balance", Family.POS, balance),
    ("POST", f"{_POS}/discounts/lookup", "lookup", Family.POS, lookup),
    ("POST", f"{_POS}/discounts/select", "select", Family.POS, select),
    ("DELETE", f"{_POS}/discounts/unselect", "unselect", Family.POS, unselect),
    ("POST", f"{_POS}/discounts/auto_select", "auto_select", Family.POS, auto_select),
    ("GET", f"{_POS}/discounts/active", "active", Family.POS, active),
    ("PUT", f"{_POS}/discounts/unlock", "unlock", Family.POS, unlock),
    ("POST", f"{_POS}/batch_redemptions", name_of_redeem, Family.POS, redeem),
    ("DELETE", f"{_POS}/batch_redemptions/{{ref}}", "void", Family.POS, void),
    ("POST", f"{_POS}/checkins", "checkin", Family.POS, checkin),
    ("POST", "/receipt_details", "receipt", Family.POS, receipt_details),
    ("POST", f"{_CODES}/token", "send_code", Family.PASSWORDLESS, send_code),
    ("POST", f"{_CODES}/verify", "verify_code", Family.PASSWORDLESS, verify_code),
    ("POST", f"{_CODES}/refresh_token", "refresh", Family.PASSWORDLESS, refresh),
    ("POST", f"{_CODES}/sign_out", "sign_out", Family.PASSWORDLESS, sign_out),
    ("GET", "/api2/mobile/users/profile", "profile", Family.MOBILE, profile),
)
"""Method, path, name of the call or what tells it, headers it asks for, handler."""
CALLS = frozenset(
    {*(call for _, _, call, _, _ in ROUTES if isinstance(call, str)), "quote", "commit"}
)
ROOTS = ("/api/pos", "/api2", "/receipt_details", "/ping")
