"""A cache that misbehaves stands before the front, and still nobody is given what is not theirs."""

import pytest

from tests.publication import Publication
from tests.trust.addresses import Address
from tests.trust.canaries import Watch
from tests.trust.hostile_cache import MISBEHAVIOURS, HostileCache
from tests.trust.site import Front, RealSite

ORDERS = (("subscriber", "registered", "lapsed", ""), ("", "registered", "subscriber", "", "lapsed"))
TEXTS = ("open", "registered", "subscribers", "draft", "revised", "blocks")


def matrix(publication: Publication) -> list[Address]:
    """Shared and personal addresses, and some that are not there."""
    texts = [publication.texts[name].path for name in TEXTS]
    beside = [f"/search/?q={publication.texts[name].beside}" for name in ("registered", "subscribers")]
    shared = [
        "/",
        "/world/",
        "/authors/nadia-example/",
        "/feed/",
        "/world/feed/rss/",
        "/sitemap.xml",
        "/publication.css",
    ]
    personal = [
        "/account/",
        "/account/bar/",
        "/sign-in/",
        "/search/?q=piece",
        *beside,
        "/desk/",
        "/account/x.css",
    ]
    feeds = [
        Address("feed", f"/feed/private/{key}/", holder) for holder, key in publication.feed_keys.items()
    ]
    gifts = [Address("gift", f"/gift/{publication.gift}/", "a gift")]
    return [*(Address("", url) for url in (*texts, *shared, *personal)), *feeds, *gifts]


def replay(cache: HostileCache, publication: Publication, order: tuple[str, ...]) -> list[str]:
    """What leaks when these come one after another to every address, by HEAD and GET."""
    watch = Watch(publication)
    return [
        leak
        for address in matrix(publication)
        for reader in order
        for method in ("HEAD", "GET")
        for leak in watch.leaks(
            reader or "visitor", address, cache.ask(address.url, reader=reader, method=method).spoken()
        )
    ]


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
def test_nothing_goes_to_the_wrong_reader(
    misbehaviour: str, site: RealSite, fronts: tuple[Front, Front]
) -> None:
    for order in ORDERS:
        cache = HostileCache(fronts[0], misbehaviour)
        assert replay(cache, site.publication, order) == []


def test_the_cache_does_keep_what_visitors_share(site: RealSite, fronts: tuple[Front, Front]) -> None:
    cache = HostileCache(fronts[0], "ignores Vary")
    replay(cache, site.publication, ("", ""))
    assert cache.hits > 10


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
def test_a_given_article_is_kept_by_no_cache(
    misbehaviour: str, site: RealSite, fronts: tuple[Front, Front]
) -> None:
    cache = HostileCache(fronts[0], misbehaviour)
    answers = [cache.ask(f"/gift/{site.publication.gift}/") for _ in range(2)]
    assert [answer.header("cache-control") for answer in answers] == ["private, no-store"] * 2
    assert [answer.header("referrer-policy") for answer in answers] == ["no-referrer"] * 2
    assert (cache.hits, cache.kept) == (0, {})


def test_with_private_headers_switched_off_the_cache_gives_everything_away(
    site: RealSite, careless_front: Front
) -> None:
    cache = HostileCache(careless_front, "ignores Vary")
    found = replay(cache, site.publication, ORDERS[0])
    leaking = {leak.split(" (")[0] for leak in found}
    assert {"visitor at /world/subscribers/", "visitor at /account/bar/"} <= leaking


def test_a_shared_page_holds_nobody(site: RealSite, fronts: tuple[Front, Front]) -> None:
    for address in matrix(site.publication):
        answer = fronts[1].ask(address.url, reader="subscriber")
        if answer.header("etag"):
            assert b"csrfmiddlewaretoken" not in answer.body, address
            assert b"nonce" not in answer.spoken(), address
            assert answer.header("set-cookie") == "", address
