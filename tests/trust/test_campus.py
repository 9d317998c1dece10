"""A campus before two real fronts: open at the first request, closed at once on both."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.publication import Publication
from tests.real import SEEN_WITHIN, until
from tests.trust.site import Front, RealSite

INSIDE = (("X-Forwarded-For", "192.0.2.7"),)
OUTSIDE = (("X-Forwarded-For", "198.51.100.7"),)
Fronts = tuple[Front, Front]


@pytest.fixture(scope="module")
def behind_a_proxy(site: RealSite) -> Iterator[Fronts]:
    """Two fronts that trust the proxy on this machine, which is the test itself."""
    trusting = {"TRUSTED_PROXIES": "127.0.0.1"}
    with site.front(**trusting) as one, site.front(**trusting) as other:
        yield one, other


@contextmanager
def an_institution(**more: Any) -> Iterator[membership.Institution]:
    plan = membership.Plan.objects.order_by("pk").first()
    found = membership.Institution.objects.create(
        name="A university", plan=plan, starts_at=clock.now() - timedelta(days=1), **more
    )
    try:
        yield found
    finally:
        found.delete()


def opens(front: Front, path: str, canary: bytes, **more: Any) -> bool:
    return canary in front.ask(path, **more).body


def test_a_campus_is_open_at_the_first_request_and_closed_at_once(
    acting: Publication, behind_a_proxy: Fronts
) -> None:
    text = acting.texts["subscribers"]
    canary = text.canary.encode()

    def seen(headers: Any) -> list[bool]:
        return [opens(front, text.path, canary, headers=headers) for front in behind_a_proxy]

    with an_institution(networks=["192.0.2.0/24"]) as found:
        until(lambda: all(seen(INSIDE)), within=SEEN_WITHIN)
        assert seen(OUTSIDE) == seen(()) == [False, False]
        found.in_force = False
        found.save()
        until(lambda: not any(seen(INSIDE)), within=SEEN_WITHIN)


def test_a_front_that_starts_later_knows_the_campus_at_its_first_request(
    site: RealSite, acting: Publication
) -> None:
    text = acting.texts["subscribers"]
    with an_institution(networks=["192.0.2.0/24"]), site.front(TRUSTED_PROXIES="127.0.0.1") as late:
        assert opens(late, text.path, text.canary.encode(), headers=INSIDE)
    with an_institution(networks=["192.0.2.0/24"]), site.front(TRUSTED_PROXIES="10.9.8.7") as careful:
        assert not opens(careful, text.path, text.canary.encode(), headers=INSIDE)


def test_personal_pages_know_the_campus_and_a_reader_of_it_is_no_person_more(
    acting: Publication, behind_a_proxy: Fronts
) -> None:
    text, front = acting.texts["subscribers"], behind_a_proxy[0]
    search = f"/search/?q={text.beside}"
    with an_institution(networks=["192.0.2.0/24"]):
        until(lambda: opens(front, search, text.path.encode(), headers=INSIDE), within=SEEN_WITHIN)
        assert not opens(front, search, text.path.encode(), headers=OUTSIDE)
        assert front.ask("/account/", headers=INSIDE).status == 302


def test_a_domain_opens_and_closes_at_once(acting: Publication, fronts: Fronts) -> None:
    text = acting.texts["subscribers"]
    canary = text.canary.encode()

    def seen(reader: str) -> list[bool]:
        return [opens(front, text.path, canary, reader=reader) for front in fronts]

    assert seen("registered") == [False, False]
    with an_institution(domains=["reader.example"]):
        until(lambda: all(seen("registered")), within=SEEN_WITHIN)
    until(lambda: not any(seen("registered")), within=SEEN_WITHIN)
