"""Every address × method × viewer: a word that is not for a viewer is in no answer to that viewer."""

import sys
from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.rules.gate import Gated, Grant, Whole
from standfirst.core.networks import CAMPUS_KEY
from standfirst.core.viewer import Standing
from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.addresses import DOORS, Address, all_addresses
from tests.trust.canaries import BY_PRIVATE_FEED, MAY_CHANGE, ON_THE_SITE, VIEWERS, Watch, spoken

GATED = {"wagtail_serve", "site:feed-private", "site:search"}
PAGES = ("draft", "revised", "blocks")
VARIANTS: dict[str, tuple[str, dict[str, str]]] = {
    "as JSON": ("?format=json", {"Accept": "application/json"}),
    "as text": ("?format=txt&output=amp&print=1", {"Accept": "text/plain"}),
    "preview": ("?preview=true&preview_mode=subscriber&mode=subscriber&in_preview_panel=true", {}),
    "as a subscriber": (
        "?viewer=subscriber&standing=subscriber&access=open",
        {"X-Standfirst-Viewer": "subscriber"},
    ),
    "a part": ("", {"Range": "bytes=0-100000"}),
    "a fragment": ("", {"HX-Request": "true", "X-Requested-With": "XMLHttpRequest"}),
    "a robot": ("", {"User-Agent": "Googlebot/2.1", "Referer": "https://www.google.com/"}),
    "another method": ("?_method=POST", {"X-HTTP-Method-Override": "PUT"}),
}
SUFFIXES = (".json", "json/", "amp/", "print/", "rss/", "feed/private/", "index.html", "?", "/")


def client_of(viewer: str, publication: Publication, *, csrf: bool = False) -> Client:
    """On a campus the front tells the application what is open there; see test_campus for the front."""
    told = {CAMPUS_KEY: membership.Plan.objects.earliest("pk").group} if viewer == "campus" else {}
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False, **told)
    if viewer not in {"visitor", "campus"}:
        enter(client, publication.reader(viewer))
    return client


def crawl(viewer: str, publication: Publication, addresses: list[Address], method: str = "get") -> list[str]:
    """What leaks to the viewer. Who may change things sends without a CSRF token, so nothing is changed."""
    client = client_of(viewer, publication, csrf=viewer in MAY_CHANGE)
    watch = Watch(publication)
    found = []
    for address in sorted(addresses, key=lambda each: "out" in each.name):  # signing out comes last
        found += watch.leaks(viewer, address, spoken(getattr(client, method)(address.url)))
        client.cookies.pop("messages", None)  # the desk's refusals would pile up
    return found


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


@pytest.mark.parametrize(
    ("viewer", "method"),
    [
        ("other_author", "get"),
        ("other_author", "head"),
        ("other_author", "post"),
        ("moderator", "get"),
        ("moderator", "post"),
    ],
)
def test_nothing_of_others_leaks_at_the_desk(viewer: str, method: str, kept: Publication) -> None:
    pages = ["draft"] if method == "head" else PAGES
    assert crawl(viewer, kept, at_the_desk(kept, pages=pages), method) == []


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
    client, watch = client_of(viewer, kept), Watch(kept)
    for address in at_the_desk(kept, pages=["draft"]):
        for answer in (client.get(address.url), client.post(address.url)):
            assert watch.leaks(viewer, address, spoken(answer)) == []
            client.cookies.pop("messages", None)
            assert answer.status_code in {302, 403, 404, 405} or address.name in DOORS, address


@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_odd_way_of_asking_opens_a_text(viewer: str, kept: Publication) -> None:
    client, watch, found = client_of(viewer, kept), Watch(kept), []
    for name in ("registered", "subscribers", "draft", "revised"):
        path = kept.texts[name].path
        for query, headers in (*VARIANTS.values(), *((suffix, {}) for suffix in SUFFIXES)):
            answer = client.get(path + query, headers=headers)
            found += watch.leaks(viewer, Address("variant", path + query), spoken(answer))
    assert found == []


def test_who_may_read_does_read(kept: Publication) -> None:
    for viewer, opened in ON_THE_SITE.items():
        client = client_of(viewer, kept)
        for name in opened:
            page = spoken(client.get(kept.texts[name].path))
            for place, word in kept.texts[name].canaries.items():
                assert word[:11].encode() in page, (viewer, name, place)


@pytest.mark.parametrize(("holder", "opened"), BY_PRIVATE_FEED.items())
def test_a_private_feed_is_as_whole_as_its_holders_standing(
    holder: str, opened: frozenset[str], kept: Publication
) -> None:
    feed = spoken(Client().get(f"/feed/private/{kept.feed_keys[holder]}/"))
    assert {name for name, text in kept.texts.items() if text.canary.encode() in feed} == opened


@pytest.mark.parametrize("viewer", ["visitor", "registered", "lapsed"])
def test_a_gift_opens_the_one_article(viewer: str, kept: Publication) -> None:
    client, link = client_of(viewer, kept), f"/gift/{kept.gift}/"
    looked, pressed = spoken(client.get(link)), spoken(client.post(link, follow=True))  # type: ignore[arg-type]
    again, stranger = spoken(client.get(link)), spoken(Client().get(link))
    assert [opened_in(page, kept) for page in (looked, stranger)] == [set(), set()]
    assert [opened_in(page, kept) for page in (pressed, again)] == [{"subscribers"}, {"subscribers"}]


def opened_in(page: bytes, kept: Publication) -> set[str]:
    return {name for name, text in kept.texts.items() if text.canary.encode() in page}


def test_the_meter_opens_the_one_article_that_was_counted(kept: Publication) -> None:
    editorial.set_publication(meter_for_readers=1, meter_for_visitors=1)
    client, watch = client_of("registered", kept), Watch(kept)
    texts = [kept.texts[name] for name in ("corrected", "blocks", "subscribers", "draft", "revised")]
    answers = {text.id: spoken(client.post(f"/read/{text.id}/", follow=True)) for text in texts}  # type: ignore[arg-type]
    assert kept.texts["corrected"].canary.encode() in answers[kept.texts["corrected"].id]
    others = [Address("read", f"/read/{text.id}/") for text in texts[1:]]
    assert [
        leak for each in others for leak in watch.leaks("registered", each, answers[int(each.url[6:-1])])
    ] == []
    opened = f"/read/{kept.texts['corrected'].id}/"
    assert crawl("visitor", kept, on_the_site(kept)) == []
    assert [leak for leak in crawl("registered", kept, on_the_site(kept)) if opened not in leak] == []


def open_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody may read the whole of everything, wherever the gate is asked."""

    def whole(article: Gated[Any], standing: Standing, *, grant: Grant | None = None) -> Whole[Any]:
        return Whole(standfirst=article.standfirst, blocks=tuple(article.gated_blocks()))

    for name, module in list(sys.modules.items()):
        if name.startswith("standfirst.") and hasattr(module, "view_of"):
            monkeypatch.setattr(module, "view_of", whole)


def test_with_the_gate_open_the_crawl_sees_it_everywhere(
    kept: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_the_gate(monkeypatch)
    for name in ("registered", "subscribers"):
        index_article(article=ArticlePage.objects.get(pk=kept.texts[name].id), configuration="english")
    asked = [each for each in on_the_site(kept) if each.name in GATED]
    leaks = crawl("visitor", kept, asked)
    assert {leak.split("(")[1].split(")")[0] for leak in leaks} == GATED
    assert sum("of blocks" in leak for leak in leaks) >= len(kept.texts["blocks"].canaries)


def test_with_more_rights_the_crawl_sees_what_another_wrote(kept: Publication) -> None:
    group = Group.objects.get(name="Authors")
    page = Page.objects.get(pk=kept.sections["world"])
    GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
    asked = [
        each for each in at_the_desk(kept, pages=["draft"]) if each.name.startswith("wagtailadmin_pages:")
    ]
    leaking = {leak.split("(")[1].split(")")[0] for leak in crawl("other_author", kept, asked)}
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft"} <= leaking
