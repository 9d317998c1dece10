"""Whatever is written into a field of a form or into an address, the answer is one that somebody has thought of."""

import secrets
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.publication import Publication
from tests.trust.posting import Posting, Prepared, inside, office
from tests.trust.postings import POSTINGS
from tests.trust.producing import MORE_ACTS
from tests.trust.return_doors import unlimited
from tests.trust.whole_database import taken_back

ODD = {
    "nothing": "",
    "NUL": "\x00",
    "long": "x" * 100_000,
    "negative": "-1",
    "huge": "9" * 40,
    "no figure": "²",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "right to left": "\u202e\u200d\ufeff مرحبا 🙂",
    "lines": "a\r\nBcc: b@c.example",
}
DESK = "/desk/subscriptions/"


def at_the_desk(name: str, **fields: str) -> Prepared:
    return lambda publication: Posting(office(), f"{DESK}{publication.people['registered']}/{name}/", fields)


def gift(publication: Publication) -> Posting:
    told = {"price": "1", "way": "mail", "to_name": "Nia", "to_email": "nia@elsewhere.example", "deliver_on": "", "from_name": "Amal",
            "message": "Words", "billed_to": "Amal", "gateway": "invoice", "key": secrets.token_hex(16), "order": "1"}  # fmt: skip
    return Posting(inside(publication), "/join/gift/", told)


MORE: dict[str, Prepared] = {
    "gift": gift,
    "redeem": lambda publication: Posting(inside(publication), "/redeem/", {"code": "x", "redeem": "1"}),
    "confirm": at_the_desk("confirm", number="2026-000001", received_on="2026-11-20", ref="x"),
    "withdraw": at_the_desk("withdraw", number="2026-000001", because="x"),
    "refund": at_the_desk("refund", payment="1", key="0" * 32, amount="1", because="x", closes="on"),
    "void-gift": at_the_desk("void-gift", gift="1", because="x"),
    "send-gift": at_the_desk("send-gift", gift="1"),
    "merge": at_the_desk("merge", because="x", sure="on"),
    "webhook": lambda _: Posting(Client(), "/webhooks/stripe/", {"id": "x"}),
    **MORE_ACTS,
    "told by mail": lambda _: Posting(Client(), "/webhooks/mail/ses/", {"Type": "x"}),
}
ASKED: dict[str, tuple[str, ...]] = {
    "/join/": ("interval", "currency", "next"),
    "/join/checkout/": ("price", "next", "code"),
    "/join/gift/": ("price", "currency"),
    "/join/paid/": ("next", "gift"),
    "/redeem/": ("code",),
    "/account/": ("done",),
    "/account/subscription/": ("done", "next"),
    "/account/confirm/": ("next",),
    "/sign-in/": ("next",),
    DESK: ("q", "state"),
    f"{DESK}invoices/": ("number",),
    f"{DESK}1/": ("x",),
    f"{DESK}1/merge/": ("other",),
}
PATHS = (
    "/account/invoices/{}/", "/account/invoices/{}/pdf/", "/account/receipts/{}/", "/account/gifts/give/{}/",
    "/account/gifts/subscriptions/{}/", "/account/email/undo/{}/", "/account/keep/{}/", "/account/group/join/{}/",
    "/account/data/{}/", "/account/consents/text/{}/", "/desk/subscriptions/{}/", "/desk/people/{}/",
    "/desk/subscriptions/import/{}/", "/desk/consents/text/{}/",
    "/webhooks/mail/{}/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """One moment, and no limits."""
    with time_machine.travel(clock.now(), tick=False), unlimited():
        yield


def faults(client: Client, ask: Callable[[str], int]) -> list[str]:
    """Which of the odd values are answered with a fault of ours; what they change is taken back."""
    client.raise_request_exception = False
    cookies = client.cookies.output()
    with taken_back():
        found = [name for name, value in ODD.items() if ask(value) >= 500]
    client.cookies = SimpleCookie(cookies.replace("Set-Cookie: ", ""))
    return found


@pytest.mark.parametrize("name", sorted({**POSTINGS, **MORE}))
def test_no_value_of_any_field_is_a_fault_of_ours(kept: Publication, name: str) -> None:
    posting = {**POSTINGS, **MORE}[name](kept)
    found = {}
    for field in sorted({*posting.fields, *posting.also}):

        def send(value: str, field: str = field) -> int:
            return posting.client.post(posting.path, {**posting.fields, field: value}).status_code

        found[field] = faults(posting.client, send)
    assert {field: names for field, names in found.items() if names} == {}


@pytest.mark.parametrize("path", ASKED)
def test_no_value_in_an_address_is_a_fault_of_ours(kept: Publication, path: str) -> None:
    client = office() if path.startswith("/desk") else inside(kept)
    found = {
        name: faults(client, lambda value, name=name: client.get(path, {name: value[:4000]}).status_code)  # type: ignore[misc]
        for name in ASKED[path]
    }
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize("path", PATHS)
def test_no_part_of_an_address_is_a_fault_of_ours(kept: Publication, path: str) -> None:
    client = office() if path.startswith("/desk") else inside(kept)
    assert (
        faults(client, lambda value: client.get(path.format(quote(value[:2000], safe=""))).status_code) == []
    )


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_clock_can_show_is_written_nowhere(
    kept: Publication, settings: Any, zone: str, day: str
) -> None:
    """In some zones it lies outside of what can be read back, and then no page with it could be shown any more."""
    settings.TIME_ZONE = zone
    client, reader_id = office(), kept.people["registered"]
    plan = str(membership.list_plans()[0].pk)
    client.post(f"{DESK}{reader_id}/grant/", {"plan": plan, "until": day, "because": "x"})
    assert client.get(f"{DESK}{reader_id}/").status_code == 200
    table = f"email,plan,from,until\na@b.example,everything,{day},{day}\n".encode()
    page = client.post(f"{DESK}import/", {"table": SimpleUploadedFile("readers.csv", table)}, follow=True)
    assert b"year" in page.content


@pytest.mark.parametrize("column", ["email", "given name", "language", "plan", "from", "until"])
def test_no_cell_of_a_table_is_a_fault_of_ours(kept: Publication, column: str) -> None:
    client = office()

    def send(value: str) -> int:
        told = {
            "email": "a@b.example",
            "given name": "A",
            "language": "en",
            "plan": "",
            "from": "",
            "until": "",
            column: value,
        }
        body = ",".join(told) + "\n" + ",".join('"' + cell.replace('"', '""') + '"' for cell in told.values())
        table = SimpleUploadedFile("readers.csv", body.encode())
        return client.post(f"{DESK}import/", {"table": table}, follow=True).status_code

    assert faults(client, send) == []
