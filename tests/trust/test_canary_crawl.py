"""Every address × method × viewer: a word that is not for a viewer is in no answer to that viewer."""

from collections.abc import Sequence

import pytest
from django.test import Client

from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.membership import api as membership
from tests.publication import Publication
from tests.trust.addresses import Address, all_addresses
from tests.trust.canaries import MAY_CHANGE, VIEWERS, Watch, spoken

PAGES = ("subscribers", "draft", "revised", "blocks")
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
OPEN_AT_THE_DESK = {"wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
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
    return [address for address in all_addresses(publication, pages=PAGES)[0] if not address.at_the_desk]


def at_the_desk(publication: Publication, *, pages: Sequence[str] = PAGES) -> list[Address]:
    return [address for address in all_addresses(publication, pages=pages)[0] if address.at_the_desk]


def test_every_address_can_be_filled_in(kept: Publication) -> None:
    found, unknown = all_addresses(kept, pages=PAGES)
    assert unknown == [], "enter these in tests/trust/addresses.py"
    assert len({address.name for address in found}) > 200


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_nothing_leaks_on_the_site(viewer: str, method: str, kept: Publication) -> None:
    assert crawl(viewer, kept, on_the_site(kept), method) == []


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("viewer", ["other_author", "moderator"])
def test_nothing_of_others_leaks_at_the_desk(viewer: str, method: str, kept: Publication) -> None:
    assert crawl(viewer, kept, at_the_desk(kept), method) == []


@pytest.mark.parametrize("viewer", ["author", "editor"])
def test_no_reader_is_shown_to_those_who_only_write(viewer: str, kept: Publication) -> None:
    assert crawl(viewer, kept, at_the_desk(kept, pages=["draft"])) == []


@pytest.mark.parametrize("viewer", ["author", "editor"])
def test_nothing_is_changed_without_a_token(viewer: str, kept: Publication) -> None:
    addresses, before = at_the_desk(kept, pages=["draft"]), list(ArticlePage.objects.values())
    assert crawl(viewer, kept, addresses, "post") == []
    client = client_of(viewer, kept, csrf=True)
    refused = {client.post(address.url).status_code for address in addresses}
    assert refused <= {302, 403, 404, 405}
    assert list(ArticlePage.objects.values()) == before


@pytest.mark.parametrize("viewer", ["visitor", "registered", "lapsed", "subscriber"])
def test_the_desk_is_closed_to_readers(viewer: str, kept: Publication) -> None:
    addresses, client, watch = at_the_desk(kept), client_of(viewer, kept), Watch(kept)
    for address in addresses:
        for answer in (client.get(address.url), client.post(address.url)):
            assert watch.leaks(viewer, address, spoken(answer)) == []
            assert answer.status_code in {302, 403, 404, 405} or address.name in OPEN_AT_THE_DESK, address


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_odd_way_of_asking_opens_a_text(viewer: str, kept: Publication) -> None:
    client, watch, found = client_of(viewer, kept), Watch(kept), []
    for name in ("registered", "subscribers", "draft", "revised"):
        path = kept.texts[name].path
        for query, headers in (*VARIANTS.values(), *((suffix, {}) for suffix in SUFFIXES)):
            answer = client.get(path + query, headers=headers)
            found += watch.leaks(viewer, Address("variant", path + query), spoken(answer))
    assert found == []
