"""One sender as a process of its own: `python -m bench.wire_sender PORT NUMBER CONNECTIONS KEYS JOURNAL` says what it took, as JSON.

KEYS is a word of “none”, “rsa”, “ed25519” and “both”.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from standfirst.apps.mailing.gateways.journal import Journal, kept_on_disk
from standfirst.apps.mailing.gateways.smtp.lanes import Lanes
from standfirst.apps.mailing.gateways.smtp.opening import Route
from standfirst.apps.mailing.rules.bulk.fixed import Masthead, Variant
from standfirst.apps.mailing.rules.bulk.forms import Form, Recipient, make_form
from standfirst.apps.mailing.rules.bulk.outcomes import Accepted, Envelope, Outcome
from standfirst.apps.mailing.rules.bulk.tokens import Token
from standfirst.apps.mailing.rules.dkim import Key, Signer
from standfirst.apps.mailing.rules.verp import return_path

SIZE = 30 * 1024  # bytes of a whole message
DOMAIN = "news.example"
SECRET = b"of the measurement"
AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
EVERY = 500  # deliveries in one claim of the ledger
_TEXT = (
    "Good morning, [[name]].\n\n"
    + "A line of the morning’s news, as plain text.\n" * 40
    + "[[why]] [[unsubscribe]]\n"
)
_STORY = (
    '<h2>A headline</h2><p>Über alles <a href="https://news.example/c/[[click]]/1">Wörter</a> and more.</p>\n'
)
_FOOT = '<p>[[why]] <a href="[[unsubscribe]]">Off</a> <a href="[[preferences]]">Mine</a> <a href="[[online]]">Web</a></p>'


def keys(word: str) -> list[Key]:
    rsa = [Key(DOMAIN, "r", generate_private_key(public_exponent=65537, key_size=2048))]
    ed = [Key(DOMAIN, "e", Ed25519PrivateKey.generate())]
    return {"none": [], "rsa": rsa, "ed25519": ed, "both": rsa + ed}[word]


def form(word: str) -> Form:
    """Filled, a message of SIZE bytes with a dozen counted links."""
    signer = Signer(keys(word)) if word != "none" else None
    filler = ""
    while True:
        html = "<p>Good morning, [[name]]</p>" + _STORY * 12 + filler + _FOOT
        variant = Variant("measured", "subscribers", "What the river took", _TEXT, html)
        made = make_form(variant, _masthead(), secret=SECRET, signer=signer)
        missing = SIZE - len(made.fill(recipient(1), at=AT))
        if missing <= 0:
            return made
        filler += "<p>" + "some words of a story " * max(1, missing // 24) + "</p>\n"


def _masthead() -> Masthead:
    web = f"https://{DOMAIN}/newsletters/"
    return Masthead(
        "The Bulletin", f"morning@{DOMAIN}", "Morning", "morning", DOMAIN, web, web, f"desk@{DOMAIN}", "bulletin"
    )  # fmt: skip


def recipient(number: int) -> Recipient:
    mark = f"{number}.q7x4kzq7x4kzq7x4kzq7x4kzq7x4kz"
    values = {
        Token.NAME: f"Zoë Reader {number}",
        Token.WHY: "You get this because you signed up on 3 May 2026.",
        Token.UNSUBSCRIBE: f"https://{DOMAIN}/newsletters/off/{mark}/",
        Token.PREFERENCES: f"https://{DOMAIN}/newsletters/mine/{mark}/",
        Token.ONLINE: f"https://{DOMAIN}/newsletters/morning/2026-11-20/",
        Token.CLICK: f"c{number}-q7x4kz",
    }
    return Recipient(f"reader-{number}", f"reader{number}@inbox.example", values)


def envelopes(made: Form, numbers: range) -> Iterator[Envelope]:
    for number in numbers:
        one = recipient(number)
        sender = return_path(number, domain=f"bounces.{DOMAIN}", secret=SECRET)
        yield Envelope(number, 1, sender, one.address, made.fill(one, at=AT))


class Counting:
    """A book that counts, in front of the journal."""

    def __init__(self, journal: Journal) -> None:
        self.intend = journal.intend
        self._journal, self.accepted = journal, 0

    def settle(self, outcome: Outcome) -> None:
        self._journal.settle(outcome)
        self.accepted += isinstance(outcome, Accepted)


async def send(port: int, number: int, connections: int, word: str) -> dict[str, float]:
    made = form(word)
    with tempfile.TemporaryDirectory(prefix="standfirst-bench-") as folder:
        journal = Journal.open(Path(folder, "journal"))
        book = Counting(journal)
        route = Route("127.0.0.1", port, "sender.example")
        begun, busy = time.perf_counter(), time.process_time()
        async with kept_on_disk(journal), Lanes(route, connections=connections) as lanes:
            for first in range(0, number, EVERY):
                await lanes.deliver(envelopes(made, range(first, min(first + EVERY, number))), book)
                journal.forget()
        took, worked = time.perf_counter() - begun, time.process_time() - busy
    resident = psutil.Process().memory_info().rss / 1e6
    return {"accepted": book.accepted, "seconds": took, "cpu": worked, "memory": resident}


if __name__ == "__main__":
    where, how_many, over, signing = sys.argv[1:5]
    print(json.dumps(uvloop.run(send(int(where), int(how_many), int(over), signing))))
