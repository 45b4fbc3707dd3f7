"""One function per call: read the body, let the caller in, act. Refusals leave as exceptions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from pos_app.sandbox.exchange import Incoming, Reply
from pos_app.sandbox.weavr import answers, challenging, sending, signing_in, stepping_up, twins
from pos_app.sandbox.weavr.auth import Caller, Need
from pos_app.sandbox.weavr.books import Books
from pos_app.sandbox.weavr.fixtures import ACCOUNT_PROFILE
from pos_app.sandbox.weavr.reading import Query, read_body, read_channel, read_code
from pos_app.sandbox.weavr.records import PUSH, SMS
from pos_app.sandbox.weavr.refusals import not_found

Handler: TypeAlias = Callable[[Books, Incoming, Caller], Reply]

_DONE = Reply(None, 204)


# Tokens


def login(books: Books, call: Incoming, caller: Caller) -> Reply:
    wanted = read_body(call)
    email, password = wanted.text("email"), wanted.object("password").text("value")
    try:
        session = signing_in.log_in(books, caller.key(), email, password)
    except signing_in.PasswordExpiredError as expired:
        return Reply({"token": expired.session.token}, 409)
    return Reply(signing_in.logged_in(session))


def identities(_books: Books, call: Incoming, caller: Caller) -> Reply:
    query, user = Query(call), caller.session().user
    told = answers.page(
        "identities",
        query,
        user.identities,
        lambda one: {"id": answers.typed_id(one), "name": one.name},
    )
    return Reply(told)


def access_token(books: Books, call: Incoming, caller: Caller) -> Reply:
    chosen = read_body(call).object("identity")
    kind, identity_id = chosen.choice("type", ("CONSUMER", "CORPORATE")), chosen.id("id")
    who = caller.session()
    identity = signing_in.identity_of(who, kind, identity_id)
    return Reply(signing_in.exchanged(books.sessions.exchange(who, identity, books.now())))


def logout(books: Books, _call: Incoming, caller: Caller) -> Reply:
    books.sessions.end(caller.session(), books.settings)
    if books.settings.third_party_login:
        return Reply({"url": "https://identity.example/logout"})
    return _DONE


def factors(_books: Books, _call: Incoming, caller: Caller) -> Reply:
    told = [
        {"type": one.type, "channel": one.channel, "status": one.status}
        for one in caller.session().user.factors
    ]
    return Reply({"factors": told})


def enrol(books: Books, call: Incoming, caller: Caller) -> Reply:
    read_channel(call, (SMS,))
    stepping_up.enrol(books, caller.session())
    return _DONE


def finish_enrolment(books: Books, call: Incoming, caller: Caller) -> Reply:
    read_channel(call, (SMS,))
    code = read_code(read_body(call))
    stepping_up.finish_enrolment(books, caller.session(), code)
    return _DONE


def step_up(books: Books, call: Incoming, caller: Caller) -> Reply:
    read_channel(call, (SMS,))
    stepping_up.issue(books, caller.session(), SMS)
    return _DONE


def step_up_push(books: Books, call: Incoming, caller: Caller) -> Reply:
    channel = read_channel(call, PUSH)
    return Reply({"id": stepping_up.issue(books, caller.session(), channel).id})


def finish_step_up(books: Books, call: Incoming, caller: Caller) -> Reply:
    read_channel(call, (SMS,))
    code = read_code(read_body(call))
    stepping_up.verify(books, caller.session(), code)
    return _DONE


# Accounts and people


def accounts(books: Books, call: Incoming, caller: Caller) -> Reply:
    query = Query(call)
    since, until = query.whole("createdFrom"), query.whole("createdTo")
    who = caller.session()
    found = [
        one
        for one in books.accounts_of(who.identity)
        if query.one("profileId") in {None, ACCOUNT_PROFILE}
        and query.one("friendlyName") in {None, one.friendly_name}
        and query.one("currency") in {None, one.currency}
        and query.one("tag") is None
        and (not query.every("state") or one.state in query.every("state"))
        and (since is None or answers.milliseconds(one.created_at) >= since)
        and (until is None or answers.milliseconds(one.created_at) <= until)
    ]
    told = answers.page("accounts", query, found, partial(answers.account, settings=books.settings))
    return Reply(told)


def account(books: Books, call: Incoming, caller: Caller) -> Reply:
    found = books.own_account(caller.session(), call.segments["id"])
    return Reply(answers.account(found, books.settings))


def statement(books: Books, call: Incoming, caller: Caller) -> Reply:
    """Newest first."""
    query = Query(call)
    since, until = query.whole("fromTimestamp"), query.whole("toTimestamp")
    found = books.own_account(caller.session(), call.segments["id"])
    entries = [
        one
        for one in reversed(found.entries)
        if (since is None or answers.milliseconds(one.at) >= since)
        and (until is None or answers.milliseconds(one.at) <= until)
    ]
    told = partial(answers.entry, currency=found.currency, settings=books.settings)
    return Reply(answers.page("entry", query, entries, told))


def users(_books: Books, call: Incoming, caller: Caller) -> Reply:
    query, user = Query(call), caller.session().user
    found = [user] if query.one("email") in {None, user.email} else []
    return Reply(answers.page("users", query, found, answers.user))


def user(_books: Books, call: Incoming, caller: Caller) -> Reply:
    found = caller.session().user
    if found.id != call.segments["id"]:
        raise not_found("User")
    return Reply(answers.user(found))


def consumer(_books: Books, _call: Incoming, caller: Caller) -> Reply:
    who = caller.session()
    if who.identity.type != "CONSUMER":
        raise not_found("Consumer")
    return Reply({"id": answers.typed_id(who.identity), "rootUser": answers.user(who.user)})


# Sends


def create_send(books: Books, call: Incoming, caller: Caller) -> Reply:
    wanted = sending.read_wanted(read_body(call))
    return Reply(answers.send(sending.create(books, caller.session(), wanted), books.settings))


def send(books: Books, call: Incoming, caller: Caller) -> Reply:
    found = books.own_send(caller.session(), call.segments["id"])
    return Reply(answers.send(found, books.settings))


def sends(books: Books, call: Incoming, caller: Caller) -> Reply:
    query = Query(call)
    sending.check_filters(query)
    found = sending.listed(books, caller.session(), query)
    return Reply(answers.page("send", query, found, partial(answers.send, settings=books.settings)))


def cancel_send(books: Books, call: Incoming, caller: Caller) -> Reply:
    reason = sending.read_reason(read_body(call))
    cancelled = sending.cancel(books, caller.session(), call.segments["id"], reason)
    return Reply(answers.send(cancelled, books.settings))


# Challenges


def issue(books: Books, call: Incoming, caller: Caller) -> Reply:
    return _issue(books, call, caller, (SMS,))


def issue_push(books: Books, call: Incoming, caller: Caller) -> Reply:
    return _issue(books, call, caller, PUSH)


def _issue(books: Books, call: Incoming, caller: Caller, channels: tuple[str, ...]) -> Reply:
    channel, wanted = read_channel(call, channels), read_body(call)
    resource = wanted.choice("resourceType", challenging.RESOURCES)
    ids = wanted.ids("resourceIds")
    challenge = challenging.issue(books, caller.session(), channel, resource, ids)
    return Reply({"scaChallengeId": challenge.id})


def verify(books: Books, call: Incoming, caller: Caller) -> Reply:
    channel, wanted = read_channel(call, (SMS,)), read_body(call)
    code = read_code(wanted)
    resource = wanted.choice("resourceType", challenging.RESOURCES)
    challenging.verify(books, caller.session(), call.segments["id"], channel, resource, code)
    return _DONE


_STEP_UP, _FACTORS = "/stepup/challenges", "/authentication_factors"
_OLD = "/sends/{id}/challenges"

ROUTES: tuple[tuple[str, str, str, Need, Handler], ...] = (
    ("POST", "/login_with_password", "login", Need.KEY, login),
    ("GET", "/identities", "identities", Need.EITHER, identities),
    ("POST", "/access_token", "access_token", Need.LOGIN, access_token),
    ("POST", "/logout", "logout", Need.EITHER, logout),
    ("GET", _FACTORS, "factors", Need.ACCESS, factors),
    ("POST", f"{_FACTORS}/otp/{{channel}}", "enrol", Need.ACCESS, enrol),
    (
        "POST",
        f"{_FACTORS}/otp/{{channel}}/verify",
        "finish_enrolment",
        Need.ACCESS,
        finish_enrolment,
    ),
    ("POST", f"{_STEP_UP}/otp/{{channel}}", "step_up", Need.ACCESS, step_up),
    ("POST", f"{_STEP_UP}/otp/{{channel}}/verify", "finish_step_up", Need.ACCESS, finish_step_up),
    ("POST", f"{_STEP_UP}/push/{{channel}}", "step_up_push", Need.ACCESS, step_up_push),
    ("GET", "/managed_accounts", "accounts", Need.STEPPED_UP, accounts),
    ("GET", "/managed_accounts/{id}", "account", Need.STEPPED_UP, account),
    ("GET", "/managed_accounts/{id}/statement", "statement", Need.STEPPED_UP, statement),
    ("GET", "/users", "users", Need.STEPPED_UP, users),
    ("GET", "/users/{id}", "user", Need.STEPPED_UP, user),
    ("GET", "/consumers", "consumer", Need.STEPPED_UP, consumer),
    ("POST", "/sends", "create_send", Need.ACCESS, create_send),
    ("GET", "/sends", "sends", Need.ACCESS, sends),
    ("GET", "/sends/{id}", "send", Need.ACCESS, send),
    ("POST", "/sends/{id}/cancel", "cancel_send", Need.ACCESS, cancel_send),
    ("POST", "/challenges/otp/{channel}", "issue", Need.ACCESS, issue),
    ("POST", "/challenges/push/{channel}", "issue_push", Need.ACCESS, issue_push),
    ("POST", "/challenges/{id}/otp/{channel}/verify", "verify", Need.ACCESS, verify),
    ("POST", f"{_OLD}/otp/{{channel}}", "old_issue", Need.ACCESS, twins.issue),
    ("POST", f"{_OLD}/push/{{channel}}", "old_issue_push", Need.ACCESS, twins.issue_push),
    ("POST", f"{_OLD}/otp/{{channel}}/verify", "old_verify", Need.ACCESS, twins.verify),
)
"""Method, path, name of the call, token it asks for, handler."""
WITH_REF = frozenset(
    {
        *("create_send", "issue", "issue_push", "verify"),
        *("step_up", "step_up_push", "finish_step_up"),
    }
)
"""The calls that an idempotency-ref makes repeatable."""
