"""An edition to send in tests, and the private keys that sign it."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from standfirst.apps.mailing.rules.bulk.fixed import Masthead, Variant
from standfirst.apps.mailing.rules.bulk.forms import Form, Recipient, make_form
from standfirst.apps.mailing.rules.bulk.tokens import Token
from standfirst.apps.mailing.rules.dkim import Signer, load_key

SECRET = b"a secret of the tests"
DOMAIN = "news.example"
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)

TEXT = """Good morning, [[name]].

.A line that begins with a dot
From here on   blanks \t count, and so do they at an end   
Über den Fluß: “quotes” = signs, emoji 🦊, عربي, and a very long line that has to be broken somewhere in its middle, ß by ß.

Read online: [[online]]
[[why]] Sign off: [[unsubscribe]] Choose: [[preferences]]
Story: https://news.example/c/1/[[click]]
"""  # noqa: W291
HTML = (
    "<!doctype html>\n<html lang=en><body>\n  <p>Good morning, [[name]]. Fünf Wörter 🦊.</p>\n"
    '<p><a href="https://news.example/c/1/[[click]]">Story</a> <a href="[[online]]">Online</a>\n'
    '<a href="[[unsubscribe]]">Sign off</a> <a href="[[preferences]]">Choose</a> [[why]]</p></body></html>\n'
)


def variant(**other: Any) -> Variant:
    given = {
        "edition": "morning-2026-11-20",
        "kind": "subscribers",
        "subject": "Überfahrt: what the river took",
        "text": TEXT,
        "html": HTML,
    }
    return Variant(**(given | other))


def masthead(**other: Any) -> Masthead:
    given = {
        "sender_name": "The Bulletin, mornings",
        "sender_address": "morning@news.example",
        "newsletter": "Morning “World”",
        "slug": "morning",
        "domain": DOMAIN,
        "archive": "https://news.example/newsletters/morning/",
        "help": "https://news.example/newsletters/",
        "owner": "desk@news.example",
        "sender_id": "bulletin",
    }
    return Masthead(**(given | other))


def values(number: int = 1, **other: str) -> dict[Token, str]:
    given = {
        "name": "Zoë O’Neill & <sons>",
        "why": "You get this because you signed up on 3 May 2026.",
        "unsubscribe": f"https://news.example/newsletters/off/r{number}.q7x4kzq7x4kzq7x4kzq7x4kzq7x4kzq7x4kz/",
        "preferences": f"https://news.example/newsletters/mine/?reader=r{number}&seal=q7x4kz",
        "online": f"https://news.example/newsletters/morning/2026-11-20/?c=c{number}",
        "click": f"c{number}-q7x4kz",
    }
    return {Token(name): value for name, value in (given | other).items()}


def recipient(number: int = 1, *, address: str = "", **other: str) -> Recipient:
    return Recipient(f"reader-{number}", address or f"reader{number}@inbox.example", values(number, **other))


def form(*, signer: Signer | None = None, of: Masthead | None = None, **other: Any) -> Form:
    return make_form(variant(**other), of or masthead(), secret=SECRET, signer=signer)


@cache
def pem_of_rsa(bits: int = 2048) -> bytes:
    return _pem(generate_private_key(public_exponent=65537, key_size=bits))


@cache
def pem_of_ed25519() -> bytes:
    return _pem(Ed25519PrivateKey.generate())


def _pem(key: Any) -> bytes:
    made: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made


@cache
def signer() -> Signer:
    """With both keys."""
    pairs = [("rsa1", pem_of_rsa()), ("ed1", pem_of_ed25519())]
    return Signer([load_key(pem, domain=DOMAIN, selector=selector) for selector, pem in pairs])
