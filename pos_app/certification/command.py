"""``pos-app certify``: plays a provider's certification in its sandbox, and writes it down."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from pos_app.certification.document import written
from pos_app.certification.masking import Rules
from pos_app.certification.results import Certificate

CERTIFICATIONS: Mapping[str, str] = {"punchh": "pos_app.certification.punchh"}
"""Packages with a module ``programme``, whose ``certify`` plays it, and a module ``masks``, whose
``RULES`` say what of it may be shown."""
USAGE = 2


def run(options: argparse.Namespace, arrange: Callable[[Any], None] | None = None) -> int:
    """``arrange`` makes the provider's sandbox other than it is documented."""
    provider = getattr(options, "provider", None) or next(iter(CERTIFICATIONS))
    package = CERTIFICATIONS.get(provider)
    if package is None:
        known = ", ".join(CERTIFICATIONS)
        print(
            f"there is no certification for {provider}; there is one for: {known}", file=sys.stderr
        )
        return USAGE
    if options.out is not None and not _is_writable(options.out):
        return USAGE
    on: date = options.date or datetime.now().astimezone().date()
    certify: Callable[..., Awaitable[Certificate]] = import_module(f"{package}.programme").certify
    rules: Rules = import_module(f"{package}.masks").RULES
    certificate = asyncio.run(_played(certify(on) if arrange is None else certify(on, arrange)))
    return _tell(certificate, written(certificate, rules), options.out)


async def _played(certifying: Awaitable[Certificate]) -> Certificate:
    return await certifying


def _is_writable(out: Path) -> bool:
    """Before anything is played."""
    try:
        out.open("a", encoding="utf-8").close()
    except OSError as error:
        print(f"cannot write {out}: {error.strerror}", file=sys.stderr)
        return False
    return True


def _tell(certificate: Certificate, document: str, out: Path | None) -> int:
    if out is None:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write(document)
    else:
        out.write_text(document, encoding="utf-8")
        passed = sum(step.passed for step in certificate.steps)
        print(f"{passed} of {len(certificate.steps)} steps passed; the log is in {out}")
    return 0 if certificate.passed else 1
