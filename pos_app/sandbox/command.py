"""``pos-app sandbox``: serves the sandbox on loopback and prints what an integrator needs."""

import sys

from pos_app.sandbox.assembly import Sandbox, build_sandbox

TILL_TOML = """\
Put one [loyalty] of these into a till.toml, alone or with the [challenge], and start a till or
a tour on it (no credentials are needed here):

{sections}
    pos-app --config till.toml
    pos-app tour --config till.toml
"""
SECTION = """\
    [{section}]
    provider = "{name}"
    address = "{address}"
"""


def run(port: int) -> int:
    from pos_app.sandbox.server import serve  # noqa: PLC0415 - only a server needs one

    sandbox = build_sandbox()
    try:
        serve(sandbox, port, on_ready=lambda address: _introduce(sandbox, address))
    except OSError as error:
        print(f"cannot serve on port {port}: {error}; choose another with --port", file=sys.stderr)
        return 2
    return 0


def _introduce(sandbox: Sandbox, address: str) -> None:
    print(f"The sandbox is at {address} (stop it with Ctrl+C).\n")
    for name, provider in sandbox.providers.items():
        about = provider.introduce()
        print(f"{name}: {address}{about['root']}")
        credentials = about["credentials"]
        assert isinstance(credentials, dict)  # noqa: S101 - the shape of introduce
        print("  credentials: " + "  ".join(f"{k} {v}" for k, v in credentials.items()))
        customers = about["customers"]
        assert isinstance(customers, list)  # noqa: S101
        for customer in customers:
            known = {name: value for name, value in customer.items() if value is not None}
            print("  customer     " + "  ".join(f"{k} {v}" for k, v in known.items()))
    print(f"\nControl routes are under {address}/_sandbox.\n")
    sections = [
        SECTION.format(section=provider.section, name=name, address=address)
        for name, provider in sandbox.providers.items()
    ]
    print(TILL_TOML.format(sections="\n".join(sections)), flush=True)
