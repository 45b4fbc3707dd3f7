"""After a whole tour with debug logging on, nothing personal and no secret lies anywhere."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.harness import run, sandbox_process

PERSONAL = {
    "bonifiq": [
        "12345678909",
        "123.456.789-09",
        "39053344705",
        "52998224725",
        "11144477735",
        "28625587887",
        "16899535009",
        "98765432100",
        "maria@exemplo.com.br",
        "11987658778",
        "11900001234",
        "11988887766",
        "5511988887766",
        "sandbox-token",
        "sandbox-key",
    ],
    "punchh": [
        "5005550142",
        "500-555-0142",
        "ola@guests.example",
        "7700123400090017",
        "7700123400090020",
        "0a1f09c0017b",
        "sandbox-location-key",
        "5a4db0c5-0000-4000-8000-73616e64626f",
        "code_verifier",
        "access_token",
    ],
}
CHECKS = {"bonifiq": ("validate", "Code"), "punchh": ("verify_code", "token")}


def _forms(secret: str) -> Iterator[bytes]:
    raw = secret.encode()
    yield raw
    yield quote(secret, safe="").encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        yield encoded[(shift * 8 + 5) // 6 : -4] if shift else encoded[:-4].rstrip(b"=")
    yield secret.encode("utf-16-le")


@pytest.mark.scenario("bonifiq", 28)
@pytest.mark.scenario("punchh", 30)
@pytest.mark.parametrize("provider", PERSONAL)
def test_nothing_personal_is_left_in_logs_journal_transcript_or_pictures(
    provider: str, tmp_path: Path
) -> None:
    out, data = tmp_path / "out", tmp_path / "data"
    with sandbox_process() as sandbox:
        config = sandbox.settings_file(tmp_path, provider)
        done = run(
            *("tour", "--json", "--config", str(config), "--data-dir", str(data)),
            *("--out", str(out), "--log-level", "DEBUG"),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        call, member = CHECKS[provider]
        codes = [check["request"][member] for check in sandbox.calls(call, provider)]
    assert codes
    places = {str(p): p.read_bytes() for p in [*data.rglob("*"), *out.rglob("*")] if p.is_file()}
    places["transcript"] = done.stdout.encode() + done.stderr.encode()
    assert any(name.endswith("pos-app.log") for name in places)
    found = [
        (secret, name)
        for secret in PERSONAL[provider]
        for form in _forms(secret)
        for name, content in places.items()
        if form in content
    ]
    assert found == []
    log = next(text for name, text in places.items() if name.endswith("pos-app.log"))
    log = re.sub(rb"request=[0-9a-f-]{36}", b"", log)  # whose groups may look like any code
    assert [code for code in codes if re.search(rb"\b" + code.encode() + rb"\b", log)] == []
