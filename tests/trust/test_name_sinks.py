"""Whatever somebody calls themselves stays words, wherever it is said: pages, letters, tables, files, papers, feeds, log."""

import csv
import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.template import base
from django.test import Client

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.editorial import api as editorial
from standfirst.apps.mailing import api as mailing
from standfirst.apps.mailing.actions.send_letter import send_letter
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock, spreadsheet
from standfirst.screens.account import my_data
from standfirst.screens.desk import subscriptions
from tests.apps.billing.ordering import ordered
from tests.apps.mailing.sink import Sink, sink
from tests.conf.test_logging import written
from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.payloads import NAMES
from tests.trust.posting import inside, office
from tests.trust.return_doors import unlimited

PLAIN = "Zora"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
EVERY = pytest.mark.parametrize("name", NAMES, ids=ascii)
Shape = list[tuple[str, tuple[str, ...]]]


class Outline(HTMLParser):
    """The elements of a page and the names of their attributes, in order: words alone change neither."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: Shape = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(name for name, _ in attrs)))


def outline(answer: Any) -> Shape:
    assert answer.status_code == 200, answer.status_code
    assert not [value for value in answer.headers.values() if "\r" in value or "\n" in value]
    return Outline(answer.content.decode()).shape


@pytest.fixture(autouse=True)
def free() -> Iterator[None]:
    cache.clear()
    with unlimited():
        yield


def called(publication: Publication, name: str) -> User:
    """A reader with this name in every place, however it came there."""
    reader = publication.reader("registered")
    User.objects.filter(pk=reader.pk).update(first_name=name, last_name=name, username=name[:40])
    return publication.reader("registered")


@EVERY
def test_no_form_takes_what_cannot_be_seen(kept: Publication, name: str) -> None:
    client = inside(kept)
    answer = client.post("/account/profile/", {"given_name": name, "family_name": name})
    assert answer.status_code in {200, 302}
    reader = kept.reader("registered")
    assert reader.first_name.isprintable()
    assert not set(reader.get_full_name()) & set("\r\n\t\u2028\x85\u202e\u2066\u200b\ufeff")


@pytest.mark.parametrize("name", [*NAMES, "nul\x00x"], ids=ascii)
def test_no_such_name_is_a_username(kept: Publication, name: str) -> None:
    with pytest.raises(accounts.UsernameRefused):
        accounts.choose_username(reader_id=kept.people["registered"], name=name, now=clock.now())
    answer = inside(kept).post("/account/profile/username/", {"username": name})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/profile/", {"given_name": "nul\x00x", "family_name": "\x00"}),
        ("/account/profile/username/", {"username": "nul\x00x", "again": "1"}),
        ("/sign-in/", {"email": "a\x00@reader.example"}), ("/sign-in/password/", {"email": "a@b.example", "password": "\x00"}),
        ("/sign-in/code/", {"code": "\x00"}), ("/account/group/", {"email": "a\x00@b.example"}),
        ("/account/subscription/cancel/", {"why": "other", "words": "\x00", "key": "\x00"}),
        ("/join/checkout/", {"price": "1", "billed_to": "\x00", "code": "\x00", "gateway": "\x00", "key": "\x00"}),
    ],
)  # fmt: skip
def test_a_nul_is_no_fault_of_ours(kept: Publication, path: str, fields: dict[str, str]) -> None:
    assert inside(kept).post(path, fields).status_code < 500
    assert inside(kept, "subscriber").post(path, fields).status_code < 500
    assert Client().post(path, fields).status_code < 500


PAGES = (
    "/account/",
    "/account/bar/",
    "/account/profile/",
    "/account/security/",
    "/account/close/",
    "/search/?q=x",
)


def pages(publication: Publication, name: str, clients: tuple[Client, Client]) -> dict[str, Shape]:
    """As the reader and as the desk see them."""
    reader, (own, desk) = called(publication, name), clients
    found = {path: outline(own.get(path)) for path in PAGES}
    story = f"/desk/subscriptions/{reader.pk}/"
    found[story] = outline(desk.get(story))
    found["list"] = outline(desk.get("/desk/subscriptions/?q=registered@"))
    return found


@EVERY
def test_a_page_has_the_same_elements_whatever_the_name(kept: Publication, name: str) -> None:
    clients = (inside(kept), office())
    usual, found = pages(kept, PLAIN, clients), pages(kept, name, clients)
    assert {path for path in usual if found[path] != usual[path]} == set()


def test_twin_an_unescaped_name_is_another_page(kept: Publication, monkeypatch: Any) -> None:
    clients = (inside(kept), office())
    usual = pages(kept, PLAIN, clients)
    monkeypatch.setattr(base, "conditional_escape", str)
    assert pages(kept, "<script>alert(1)</script>", clients) != usual


@EVERY
def test_an_invoice_has_the_same_elements_and_no_links_in_its_pdf(kept: Publication, name: str) -> None:
    reader = kept.reader("registered")
    invoice = ordered(reader, now=clock.now(), billed_to=PLAIN)
    path, client = f"/account/invoices/{invoice.number}/", enter(Client(), reader)
    usual = outline(client.get(path))
    type(invoice).objects.filter(pk=invoice.pk).update(billed_to=name.replace("\n", " ").replace("\r", " "))
    assert [tag for tag in outline(client.get(path)) if tag[0] != "br"] == [t for t in usual if t[0] != "br"]
    answer = client.get(f"{path}pdf/")
    found = billing.find_invoice(number=invoice.number, reader_id=reader.pk)
    assert found
    assert answer.content.startswith(b"%PDF-")
    for active in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction /S", b"/EmbeddedFile"):
        assert active not in answer.content
    assert "\n" not in answer["Content-Disposition"]


def table(client: Client) -> list[list[str]]:
    answer = client.get("/desk/subscriptions/export/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text, newline="")))


def cells_of(publication: Publication, name: str) -> tuple[list[list[str]], list[str]]:
    called(publication, name)
    rows = table(office())
    return rows, next(row for row in rows if row[0] == "registered@reader.example")


@EVERY
def test_a_table_has_the_same_cells_and_no_formula(kept: Publication, name: str) -> None:
    rows, row = cells_of(kept, name)
    assert {len(each) for each in rows} == {len(rows[0])}
    assert not [cell for each in rows for cell in each if cell.startswith(FORMULA)]
    assert set(row[1:3]) <= {name, f"'{name}"}


def test_twin_plain_cells_are_formulas(kept: Publication, monkeypatch: Any) -> None:
    monkeypatch.setattr(spreadsheet, "safe_cell", str)
    assert subscriptions.csv_lines is spreadsheet.csv_lines
    assert cells_of(kept, "=1+1")[1][1] == "=1+1"


@EVERY
def test_ones_data_say_the_name_and_nothing_else(kept: Publication, name: str) -> None:
    def opened(reader: User) -> tuple[dict[str, Any], str]:
        with zipfile.ZipFile(io.BytesIO(my_data.packed(reader, now=clock.now()))) as archive:
            return json.loads(archive.read("data.json")), archive.read("data.html").decode()

    _, usual = opened(called(kept, PLAIN))
    told, page = opened(called(kept, name))
    assert told["tables"]["accounts.User"][0]["first_name"] == name
    assert Outline(page).shape == Outline(usual).shape


@pytest.fixture
def server(settings: Any) -> Iterator[Sink]:
    with sink() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


def arrived(server: Sink, name: str) -> tuple[list[str], list[str], Shape]:
    """The recipients, the names of the headers and the elements of a letter that says the name where it can."""
    context = {"by": name, "name": name, "username": name, "allowed": True, "publication_name": name, "link": "https://x.example/", "origin": "https://x.example", "until": clock.now()}  # fmt: skip
    number = mailing.post(
        to="amal@reader.example", template="account/emails/group_invitation", context=context, now=clock.now()
    )
    assert len(Letter.objects.get(pk=number).subject.splitlines()) == 1
    assert send_letter(letter_id=number, now=clock.now())
    to, letter = server.taken[-1][0], server.letters[-1]
    html = letter.get_body(preferencelist=("html",))
    assert html
    return to, letter.keys(), Outline(html.get_content()).shape


def test_a_letter_has_the_same_headers_and_elements_whatever_the_name(
    kept: Publication, server: Sink
) -> None:
    """The publication's own name stands in the subject: a hostile one there is refused or made one line."""
    usual = arrived(server, PLAIN)
    assert usual[0] == ["amal@reader.example"]
    refused = []
    for name in NAMES:
        before = len(server.taken)
        try:
            assert arrived(server, name) == usual
        except ValueError:
            refused.append(name)
            assert len(server.taken) == before
    assert all(not name.isprintable() for name in refused)


@EVERY
def test_an_author_of_any_name_breaks_no_page_and_no_feed(kept: Publication, name: str) -> None:
    def shown(called: str) -> tuple[list[Shape], list[list[str]]]:
        editorial.set_author(
            slug="nadia-example", name=called, role=called, biography="Writes.", handles=(), portrait_id=None
        )
        paths = ("/authors/", "/authors/nadia-example/", "/world/open/")
        feeds = ("/feed/", "/feed/rss/", "/authors/nadia-example/feed/", "/sitemap.xml", "/news-sitemap.xml")
        trees = [ElementTree.fromstring(Client().get(path).content) for path in feeds]
        tags = [[element.tag for element in tree.iter()] for tree in trees]
        return [outline(Client().get(path)) for path in paths], tags

    assert shown(name) == shown(PLAIN)


@EVERY
def test_the_record_stays_whole_and_the_log_stays_silent(kept: Publication, name: str) -> None:
    number = audit.record(
        action="tests.act", actor_id=None, actor="the desk", about="reader:1", reason=name, now=clock.now()
    )
    assert number
    assert audit.verify_chain() is None
    ways: tuple[Callable[[logging.Logger], None], ...] = (
        lambda log: log.warning("refused %s", name),
        lambda log: log.info("named", extra={"username": name, "route": name, "reader": 1}),
    )
    for way in ways:
        line = written(way)
        assert len(line.splitlines()) == 1
        assert json.loads(line)["level"]
        assert name not in line
