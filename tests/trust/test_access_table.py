"""Each address answers as its declared access says, and what belongs to the demo does not exist elsewhere."""

import json
import subprocess
import sys

import pytest

from standfirst.conf.access import Access, access_of
from tests.publication import Publication
from tests.trust.addresses import DOORS, Address, all_addresses
from tests.trust.site import Answer, Front, RealSite, environment

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "standfirst.conf.settings.production",
    "SECRET_KEY": "a secret of this test alone, long enough to be taken for one: 0123456789",
    "PASS_KEY": "a pass key of this test alone, long enough to be taken for one: 0123456789",
    "ORIGIN": "https://review.example",
}
_LOOK = """
import json, sys, django; django.setup()
from django.urls import Resolver404, get_resolver, resolve
get_resolver().url_patterns
import standfirst.conf.cli, standfirst.conf.front, standfirst.conf.processes
def there(path):
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
print(json.dumps([[n for n in sys.modules if n.startswith("standfirst.screens.demo")],
                  [p for p in ("/demo/", "/demo/mail/", "/demo/mail.json", "/demo/enter/editor/") if there(p)]]))
"""


def policy(address: Address) -> Access | None:
    return access_of(name=address.name, route=address.url.lstrip("/"))


def answers_so(access: Access, answer: Answer) -> bool:
    control = answer.header("cache-control")
    match access:
        case Access.PUBLIC_SHARED:
            return bool(answer.header("etag")) if answer.status == 200 else control == "private, no-store"
        case Access.PUBLIC_FILE:
            return control.startswith("public") if answer.status == 200 else control == "private, no-store"
        case Access.STAFF:
            return answer.status in {302, 403, 404, 405} and control == "private, no-store"
        case _:
            return control == "private, no-store" and answer.header("etag") == ""


@pytest.mark.parametrize("reader", ["", "subscriber"])
def test_every_address_answers_as_declared(
    reader: str, acting: Publication, fronts: tuple[Front, Front]
) -> None:
    fronts[1].ask("/account/", reader=reader)  # by which a pass that has run out is a new one
    for address in all_addresses(acting, pages=["draft"])[0]:
        if address.name in DOORS:
            continue
        access = policy(address)
        assert access is not None, address
        assert answers_so(access, fronts[1].ask(address.url, reader=reader)), address


def test_the_demo_does_not_exist_in_production(site: RealSite) -> None:
    found = subprocess.run(
        [sys.executable, "-c", _LOOK], env={**environment(site.database_url), **PRODUCTION},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    modules, addresses = json.loads(found.stdout.splitlines()[-1])
    assert (modules, addresses) == ([], [])
