"""Nothing that is sent beside the address gets into a page that others are given, and no personal page poses as a file."""

from collections.abc import Iterator

import pytest

from tests.publication import Publication
from tests.trust.addresses import Address
from tests.trust.canaries import Watch
from tests.trust.hostile_cache import HostileCache
from tests.trust.odd import HEADERS, PARAMETERS, SUFFIXES, WORD
from tests.trust.site import Answer, Front, RealSite

SHARED = ("/", "/world/subscribers/")


def cold_hosts() -> Iterator[str]:
    """Hosts whose pages nobody has asked for yet: each port of the Host header is a page of its own."""
    return (f"localhost:{port}" for port in range(20_000, 60_000))


COLD = cold_hosts()


def told(answer: Answer) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All of an answer that may be kept."""
    return answer.status, answer.body, sorted(pair for pair in answer.headers if pair[0] != "date")


def poisoned_by(
    front: Front, path: str, *, headers: tuple[tuple[str, str], ...] = (), query: str = ""
) -> bool:
    """Whether the one who sends it first, or the innocent one who comes next, is told anything but the plain page."""
    plain, host = told(front.ask(path, host=next(COLD))), next(COLD)
    first = front.ask(f"{path}?{query}" if query else path, headers=headers, host=host)
    second = front.ask(path, host=host)
    return told(first) != plain or told(second) != plain or WORD.encode() in first.spoken() + second.spoken()


@pytest.mark.parametrize("path", SHARED)
def test_no_odd_header_changes_a_shared_page(path: str, fronts: tuple[Front, Front]) -> None:
    assert len(HEADERS) >= 120
    assert [name for name, value in HEADERS if poisoned_by(fronts[0], path, headers=((name, value),))] == []
    assert not poisoned_by(fronts[0], path, headers=HEADERS)


@pytest.mark.parametrize("path", SHARED)
def test_no_odd_parameter_changes_a_shared_page(path: str, fronts: tuple[Front, Front]) -> None:
    assert len(PARAMETERS) >= 80
    assert [query for query in PARAMETERS if poisoned_by(fronts[0], path, query=query)] == []
    assert not poisoned_by(fronts[0], path, query="&".join(PARAMETERS))


def test_the_comparison_sees_a_parameter_that_counts(fronts: tuple[Front, Front]) -> None:
    assert poisoned_by(fronts[0], "/join/", query=f"next=/{WORD}/")


def test_the_comparison_sees_a_header_that_counts(fronts: tuple[Front, Front]) -> None:
    cookie = (("Cookie", fronts[0].cookies["subscriber"]),)
    assert poisoned_by(fronts[0], "/world/subscribers/", headers=cookie)


def personal(publication: Publication) -> list[Address]:
    search = f"/search/?q={publication.texts['subscribers'].beside}"
    feed = f"/feed/private/{publication.feed_keys['subscriber']}/"
    return [Address("", url) for url in ("/account/", "/account/bar/", search, "/desk/", feed, "/sign-in/")]


def deceived(cache: HostileCache, publication: Publication, suffix: str) -> list[str]:
    """A subscriber is sent to a personal address with an ending; then a visitor asks for the same."""
    watch, found = Watch(publication), []
    for address in personal(publication):
        for url in {address.url + suffix, address.url.rstrip("/") + suffix}:
            cache.ask(url, reader="subscriber")
            stranger = cache.ask(url)
            found += watch.leaks("visitor", Address(address.name, url), stranger.spoken())
    return found


@pytest.mark.parametrize("misbehaviour", ["keeps by extension", "keeps failures"])
def test_no_ending_makes_a_personal_page_a_file(
    misbehaviour: str, site: RealSite, fronts: tuple[Front, Front]
) -> None:
    assert len(SUFFIXES) >= 60
    cache = HostileCache(fronts[0], misbehaviour)
    assert [leak for suffix in SUFFIXES for leak in deceived(cache, site.publication, suffix)] == []


def test_with_private_headers_switched_off_a_personal_page_is_kept(
    site: RealSite, careless_front: Front
) -> None:
    assert deceived(HostileCache(careless_front, "ignores Vary"), site.publication, "") != []


def test_no_ending_makes_a_personal_answer_cacheable(site: RealSite, fronts: tuple[Front, Front]) -> None:
    for address in personal(site.publication):
        for suffix in ("", *SUFFIXES):
            answer = fronts[0].ask(address.url + suffix, reader="subscriber")
            assert answer.header("cache-control") == "private, no-store" or answer.status == 400, (
                address,
                suffix,
            )
            assert answer.header("etag") == "", (address, suffix)
