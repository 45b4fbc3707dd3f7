"""Reads the requests that create and update a factor (contract, section 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos_app.sandbox.twilio_verify.records import PLATFORMS, Push
from pos_app.sandbox.twilio_verify.refusals import CONFIG, FACTOR_TYPE
from pos_app.sandbox.twilio_verify.totp import ALGORITHMS, Totp, new_secret, normalised

if TYPE_CHECKING:
    from pos_app.sandbox.twilio_verify.books import Books
    from pos_app.sandbox.twilio_verify.form import Form

LONGEST_NAME = 64
_TOKEN = (32, 255)


def read_means(books: Books, form: Form) -> Totp | Push:
    if form.choice("FactorType", ("totp", "push"), fine=FACTOR_TYPE) == "push":
        return _push(form)
    settings = books.settings
    usual = Totp(
        _secret(books, form),
        "sha1",
        settings.totp_time_step,
        settings.totp_skew,
        settings.totp_code_length,
    )
    return read_config(form, usual)


def read_config(form: Form, before: Totp) -> Totp:
    return replace(
        before,
        alg=form.choice("Config.Alg", ALGORITHMS, before.alg, CONFIG),
        time_step=form.integer("Config.TimeStep", 20, 60, before.time_step, CONFIG),
        skew=form.integer("Config.Skew", 0, 2, before.skew, CONFIG),
        code_length=form.integer("Config.CodeLength", 3, 8, before.code_length, CONFIG),
    )


def read_device(form: Form, before: Push) -> Push:
    """What an app that was updated, or has a new token, tells."""
    platform = form.choice("Config.NotificationPlatform", PLATFORMS, before.platform, CONFIG)
    sdk_version = form.optional("Config.SdkVersion") or before.sdk_version
    token = _token(form) or before.token
    return replace(before, platform=platform, sdk_version=sdk_version, token=token)


def _push(form: Form) -> Push:
    platform = form.choice("Config.NotificationPlatform", PLATFORMS, fine=CONFIG)
    token = _token(form)
    if token is None and platform != "none":
        raise form.refusal("Config.NotificationToken", CONFIG)
    return Push(
        alg=form.choice("Binding.Alg", ("ES256",)),
        public_key=form.text("Binding.PublicKey"),
        app_id=form.text("Config.AppId", fine=CONFIG),
        platform=platform,
        token=token,
        sdk_version=form.optional("Config.SdkVersion"),
    )


def _token(form: Form) -> str | None:
    if form.optional("Config.NotificationToken") is None:
        return None
    return form.text("Config.NotificationToken", *_TOKEN, fine=CONFIG)


def _secret(books: Books, form: Form) -> str:
    given = form.optional("Binding.Secret")
    if given is None:
        return new_secret(books.rng)
    secret = normalised(given)
    if secret is None:
        raise form.refusal("Binding.Secret")
    return secret
