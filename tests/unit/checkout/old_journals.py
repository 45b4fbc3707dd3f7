"""Journals as earlier versions of the program wrote them: literal statements and literal bodies,
so that nothing of today's program has a part in them."""

import sqlite3
from pathlib import Path

SCHEMA_1 = """
CREATE TABLE sale (
    id TEXT PRIMARY KEY,
    opened TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER
) STRICT;
CREATE INDEX sale_unsettled ON sale (first) WHERE last IS NULL;
CREATE INDEX sale_opened ON sale (opened);
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    sale TEXT NOT NULL,
    at TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE TABLE private (
    sale TEXT NOT NULL,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sale, name)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
"""

PAID = "sale-5285bf00b003437b94a0b50cc9844e8c"
COMMITTING = "sale-22ed515737614b2b8d2a109a636e734b"
KEY = "rdm-30f7803650024ad1baa7a5f210b42fa6"
HANDLE = "cst-eaad8b0caa1244e89297f91411780a1c"
SECRET = b"39053344705"

_BASKET = (
    '{"type":"BasketSet","basket":{"currency":"BRL","lines":[{"id":1,"sku":"PRE-10",'
    '"title":"Prensa 600 ml","unit_price":{"minor":14990,"currency":"BRL"},"quantity":1,'
    '"ean":"7891000100202","brand":null,"category":null}],"discount":null,"last_line":1}}'
)

EVENTS_OF_PAID = (
    (
        '{"type":"Opened","number":"L01C03-000041","at":"2026-08-03T14:01:00.000Z","currency":"BRL",'
        '"provider":"BonifiQ"}'
    ),
    _BASKET,
    (
        '{"type":"Paid","order":{"id":"L01C03-000041-844e8c","total":{"minor":14990,"currency":"BRL"},'
        '"lines":[{"sku":"PRE-10","title":"Prensa 600 ml","net":{"minor":14990,"currency":"BRL"},'
        '"brand":null,"category":null}],"tender":{"method":"cash","paid":{"minor":14990,'
        '"currency":"BRL"},"given":{"minor":15000,"currency":"BRL"}},'
        '"placed_at":"2026-08-03T14:01:40.000Z","coupon":null,"operator":"Ana P."},"at":1513.02,'
        '"register":false}'
    ),
)

EVENTS_OF_COMMITTING = (
    (
        '{"type":"Opened","number":"L01C03-000042","at":"2026-08-03T14:02:00.000Z","currency":"BRL",'
        '"provider":"BonifiQ"}'
    ),
    _BASKET,
    f'{{"type":"CustomerSet","customer":"{HANDLE}"}}',
    (
        f'{{"type":"RedemptionMoved","event":{{"type":"Begun","intent":{{"sale":"{COMMITTING}",'
        f'"key":"{KEY}","transaction":"otp-9637c4da0cba43ee937b1239bf63fd7f","customer":"{HANDLE}",'
        '"reward":"40","title":"Usar cashback","benefit":{"type":"Cashback","limit":{"minor":3738,'
        '"currency":"BRL"}},"amount":{"minor":3000,"currency":"BRL"},"gift":null,"needs_code":true,'
        '"signing_up":false,"wrong_before":0,"code":{"life":300,"tries":3,"resend_after":30,"sends":3,'
        '"shortest":4,"longest":6}},"at":1512.960599538}}'
    ),
    (
        f'{{"type":"RedemptionMoved","event":{{"type":"CodeSendAnswered","key":"{KEY}","send":1,'
        '"answer":{"type":"Sent","channel":"sms","destination":"•••• 0000","reference":null,'
        '"life":null},"at":1512.965366071}}'
    ),
    '{"type":"RedemptionMoved","event":{"type":"CodeEntered","at":1512.965491707}}',
    (
        f'{{"type":"RedemptionMoved","event":{{"type":"CheckAnswered","key":"{KEY}","entry":1,'
        '"answer":{"type":"Approved"},"at":1512.966254339}}'
    ),
)

DRAFT = (
    b'{"method":"POST","path":"/commit/39053344705","body":"eyJjdXN0b21lciI6ICIzOTA1MzM0NDcwNSJ9"}'
)
PERSON = (
    b'{"key":{"kind":"cpf","value":"39053344705"},"customer":{"key":{"kind":"cpf",'
    b'"value":"39053344705"},"name":"Bruna Teste","reference":"39053344705",'
    b'"document":"39053344705","phone":"11900000000","email":null,"tier":null,"enrolled":null},'
    b'"contact":null}'
)


def write_version_1(path: Path) -> None:
    """A day of one settled sale, and one whose redemption was on its way when the power went."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(SCHEMA_1)
    for sale, at, bodies in (
        (PAID, "2026-08-03T14:01:00.000Z", EVENTS_OF_PAID),
        (COMMITTING, "2026-08-03T14:02:00.000Z", EVENTS_OF_COMMITTING),
    ):
        for body in bodies:
            put = "INSERT INTO event (sale, at, body) VALUES (?, ?, ?)"
            db.execute(put, (sale, at, body.encode()))
    db.execute("INSERT INTO sale VALUES (?, '2026-08-03T14:01:00.000Z', 1, 3)", (PAID,))
    db.execute("INSERT INTO sale VALUES (?, '2026-08-03T14:02:00.000Z', 4, NULL)", (COMMITTING,))
    for name, kept in ((f"draft:{KEY}", DRAFT), (f"person:{HANDLE}", PERSON)):
        db.execute("INSERT INTO private VALUES (?, ?, ?)", (COMMITTING, name, kept))
    db.close()


def write_version_0(path: Path) -> None:
    """A file that was made and never filled: the power went at the very first start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
