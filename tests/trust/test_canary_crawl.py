"""Every address × method × viewer: a word that is not for a viewer is in no answer to that viewer."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.membership import api as membership
from tests.publication import Publication
from tests.trust.addresses import Address, all_addresses
from tests.trust.canaries import MAY_CHANGE, VIEWERS, Watch, spoken

STAFF = ("author", "other_author", "moderator", "editor")
VARIANTS: dict[str, tuple[str, dict[str, str]]] = {
    "as JSON": ("?format=json", {"Accept": "application/json"}),
    "as text": ("?format=txt&output=amp&print=1", {"Accept": "text/plain"}),
    "preview": ("?preview=true&preview_mode=subscriber&mode=subscriber&in_preview_panel=true", {}),
    "as a subscriber": ("?viewer=subscriber&standing=subscriber&access=open", {"X-Standfirst-Viewer": "subscriber"}),
    "a part": ("", {"Range": "bytes=0-100000"}),
    "a fragment": ("", {"HX-Request": "true", "X-Requested-With": "XMLHttpRequest"}),
    "a robot": ("", {"User-Agent": "Googlebot/2.1", "Referer": "https://www.google.com/"}),
    "another method": ("?_method=POST", {"X-HTTP-Method-Override": "PUT"}),
}
SUFFIXES = (".json", "json/", "amp/", "print/", "rss/", "feed/private/", "index.html", "?", "/")


def client_of(viewer: str, publication: Publication, *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    if viewer != "visitor":
        client.force_login(publication.reader(viewer))
    return client


def crawl(viewer: str, publication: Publication, addresses: list[Address], method: str = "get") -> list[str]:
    """What leaks to the viewer. Who may change things sends without a CSRF token, so nothing is changed."""
    client = client_of(viewer, publication, csrf=viewer in MAY_CHANGE)
    watch = Watch(publication)
    return [
        leak
        for address in sorted(addresses, key=lambda each: "out" in each.name)  # signing out comes last
        for leak in watch.leaks(viewer, address, spoken(getattr(client, method)(address.url)))
    ]


def on_the_site(publication: Publication) -> list[Address]:
    return [address for address in all_addresses(publication)[0] if not address.at_the_desk]


def at_the_desk(publication: Publication) -> list[Address]:
    return [address for address in all_addresses(publication)[0] if address.at_the_desk]


def test_every_address_can_be_filled_in(kept: Publication) -> None:
    found, unknown = all_addresses(kept)
    assert unknown == [], "enter these in tests/trust/addresses.py"
    assert len({address.name for address in found}) > 200


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_nothing_leaks_on_the_site(viewer: str, method: str, kept: Publication) -> None:
    assert crawl(viewer, kept, on_the_site(kept), method) == []


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("viewer", STAFF)
def test_nothing_leaks_at_the_desk(viewer: str, method: str, kept: Publication) -> None:
    assert crawl(viewer, kept, at_the_desk(kept), method) == []


@pytest.mark.parametrize("viewer", ["visitor", "registered", "lapsed", "subscriber"])
def test_the_desk_is_closed_to_readers(viewer: str, kept: Publication) -> None:
    assert crawl(viewer, kept, at_the_desk(kept)) + crawl(viewer, kept, at_the_desk(kept), "post") == []
    client = client_of(viewer, kept)
    for address in at_the_desk(kept):
        assert client.get(address.url).status_code in {302, 403, 404, 405} or "api" in address.name, address


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_odd_way_of_asking_opens_a_text(viewer: str, kept: Publication) -> None:
    client, watch = client_of(viewer, kept), Watch(kept)
    found = []
    for text in kept.texts.values():
        for query, headers in VARIANTS.values():
            address = Address("variant", text.path + query)
            found += watch.leaks(viewer, address, spoken(client.get(address.url, headers=headers)))
        for suffix in SUFFIXES:
            address = Address("suffix", text.path + suffix)
            found += watch.leaks(viewer, address, spoken(client.get(address.url)))
    assert found == []
