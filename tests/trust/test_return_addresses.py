"""Nobody is led elsewhere: every door that is told where to lead back to, with every payload; and no door is forgotten."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.addresses import Address, all_addresses
from tests.trust.payloads import RETURN_NAMES, RETURNS, leads_elsewhere, strays
from tests.trust.return_doors import DOORS, HEEDLESS, Door, addresses_in, unlimited

EVERY = pytest.mark.parametrize("door", DOORS.values(), ids=["+".join(names) for names in DOORS])
CRAWLED = ("//evil.example/x", "javascript:alert(1)")


@pytest.fixture(autouse=True)
def demo(settings: Any) -> Iterator[None]:
    """With the doors of the demo, and without limits."""
    settings.ROOT_URLCONF = "standfirst.conf.urls_demo"
    with unlimited():
        yield


def breaches(door: Door, publication: Publication, payload: str) -> list[str]:
    return [
        address
        for answer in door(publication, payload)
        for address in addresses_in(answer)
        if strays(address)
    ]


def test_there_are_forty_payloads_and_each_would_lead_elsewhere_or_nowhere() -> None:
    assert len(set(RETURNS)) >= 40
    assert sum(map(leads_elsewhere, RETURNS)) >= 25
    assert not leads_elsewhere("/world/a-story/?x=1#text")


@EVERY
def test_no_door_leads_elsewhere(kept: Publication, door: Door) -> None:
    usual = set(breaches(door, kept, "/world/"))
    found = {payload: set(breaches(door, kept, payload)) - usual for payload in RETURNS}
    assert {payload: where for payload, where in found.items() if where} == {}


@EVERY
def test_every_door_leads_back_to_a_page_of_ours(kept: Publication, door: Door) -> None:
    """Else a door that forgets where somebody came from would pass for a safe one."""
    answers = door(kept, "/world/open/")
    assert [answer for answer in answers if "/world/open/" in told(answer)]


def told(answer: Any) -> str:
    return " ".join(addresses_in(answer)).replace("%2F", "/").replace("%252F", "/")


@contextmanager
def believing() -> Iterator[None]:
    """Switched off: whatever is asked for is where it leads."""
    with pytest.MonkeyPatch.context() as patched:
        for name, module in list(sys.modules.items()):
            if name.startswith("standfirst.") and hasattr(module, "safe_next"):
                patched.setattr(module, "safe_next", lambda address: address or "/")
        yield


@EVERY
def test_twin_without_the_check_every_door_leads_elsewhere(kept: Publication, door: Door) -> None:
    with believing():
        assert breaches(door, kept, "//evil.example/x")


class Read:
    """Notes which address looked at a parameter that is called like a return address."""

    def __init__(self) -> None:
        self.by: set[str] = set()
        self.asking = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        get, item = QueryDict.get, QueryDict.__getitem__

        def noting_get(data: QueryDict, key: str, default: Any = None) -> Any:
            self._note(key)
            return get(data, key, default)

        def noting_item(data: QueryDict, key: str) -> Any:
            self._note(key)
            return item(data, key)

        with patch.object(QueryDict, "get", noting_get), patch.object(QueryDict, "__getitem__", noting_item):
            yield

    def _note(self, key: str) -> None:
        if key in RETURN_NAMES:
            self.by.add(self.asking)


def wander(publication: Publication, viewer: str, *, desk: bool, read: Read) -> list[str]:
    """Every address by GET, and on the site by POST, each time with all names of return addresses."""
    client, found = Client(raise_request_exception=False), []
    if viewer:
        enter(client, publication.reader(viewer))
    for address in all_addresses(publication, pages=["draft"])[0]:
        if address.at_the_desk == desk and "out" not in address.name:
            read.asking = address.name
            found += astray(client, address, by_post=not desk)
    return found


def astray(client: Client, address: Address, *, by_post: bool) -> list[str]:
    found = []
    for payload in CRAWLED:
        asked = dict.fromkeys(RETURN_NAMES, payload)
        glue = "&" if "?" in address.url else "?"
        answers = [client.get(f"{address.url}{glue}{urlencode(asked)}")]
        answers += [client.post(address.url, asked)] if by_post else []
        found += [
            f"{address.url} ({address.name}): {where}"
            for answer in answers
            for where in addresses_in(answer)
            if leads_elsewhere(where) and payload.strip("/\\") in where
        ]
    return found


@pytest.mark.parametrize("viewer", ["", "registered", "subscriber"])
def test_no_address_of_the_site_leads_elsewhere_and_no_door_is_forgotten(
    kept: Publication, viewer: str
) -> None:
    read, known = Read(), {name for names in DOORS for name in names}
    with read.listening():
        assert wander(kept, viewer, desk=False, read=read) == []
    assert read.by - known - HEEDLESS == set(), "add these to DOORS in tests/trust/return_doors.py"
    assert read.by, "nothing was read at all"


def test_no_address_of_the_desk_leads_elsewhere(kept: Publication) -> None:
    assert wander(kept, "publisher", desk=True, read=Read()) == []
