"""Closing an account: what is asked, what ends at once, and how it is kept after all."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group

from standfirst.apps.accounts.models import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from standfirst.screens.account import erasing
from tests.apps.billing.ordering import ordered, subscribed
from tests.publication import Publication
from tests.screens.account.doors import Browser, letters_to
from tests.screens.account.test_step_up import stale

READER = "registered@reader.example"
LINK = re.compile(r"http://[^/]+(/account/keep/\S+)")


def signed_in(address: str = READER) -> Browser:
    browser = Browser()
    browser.sign_in(address)
    return browser


def close(browser: Browser) -> Any:
    return browser.post("/account/close/", sure="on")


def link_in_letter(address: str = READER) -> str:
    letter = Letter.objects.filter(to=address, template__endswith="account_closes").latest("pk")
    found = LINK.search(letter.text)
    assert found
    return found[1]


def closes_at() -> Any:
    return User.objects.get(email=READER).closes_at


def test_closing_signs_out_everywhere_and_writes_a_letter(publication: Publication) -> None:
    first, second = signed_in(), signed_in()
    page = close(first).content.decode()
    assert "Your account is closed" in page
    assert not first.is_in()
    assert not second.is_in()
    assert timedelta(days=13) < closes_at() - clock.now() <= timedelta(days=14)
    assert letters_to(READER)[-1] == "account_closes"
    about = f"reader:{publication.people['registered']}"
    assert audit.list_entries(about=about)[0].action == "accounts.close"


def test_it_is_not_done_without_the_box_a_fresh_proof_or_a_post(publication: Publication) -> None:
    browser = signed_in()
    assert browser.post("/account/close/").status_code == 422
    assert "What stays" in browser.get("/account/close/").content.decode()
    assert stale(browser).post("/account/close/", sure="on")["Location"].startswith("/account/confirm/")
    assert closes_at() is None


@pytest.mark.parametrize("by_role", [True, False], ids=["by a role", "by a mark"])
def test_who_works_at_the_desk_stays(publication: Publication, by_role: bool) -> None:
    if by_role:
        User.objects.get(email=READER).groups.add(Group.objects.get_or_create(name="Authors")[0])
    else:
        User.objects.filter(email=READER).update(is_staff=True)
    answer = close(signed_in())
    assert answer.status_code == 422
    assert "You work at the desk" in answer.content.decode()
    assert closes_at() is None


def test_a_running_subscription_is_cancelled_and_an_order_withdrawn(publication: Publication) -> None:
    reader = publication.reader("registered")
    subscribed(reader, now=clock.now())
    assert "is cancelled now" in signed_in().get("/account/close/").content.decode()
    close(signed_in())
    running = membership.find_running(reader_id=reader.pk)
    assert running
    assert running.state == "cancelling"
    other = publication.reader("lapsed")
    order = ordered(other, now=clock.now())
    close(signed_in(other.email))
    order.refresh_from_db()
    assert order.state == "void"


def test_the_letters_link_asks_and_its_button_keeps(publication: Publication) -> None:
    close(signed_in())
    path, stranger = link_in_letter(), Browser(home="198.51.100.4")
    for _ in range(3):  # as scanners of mail do
        assert stranger.get(path).status_code == 200
    assert closes_at() is not None
    assert "Your account stays" in stranger.post(path).content.decode()
    assert closes_at() is None
    assert stranger.get(path).status_code == 410
    assert not stranger.is_in()


def test_a_link_fits_one_closing_only(publication: Publication) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        close(signed_in())
        old = link_in_letter()
        Browser().post(old)
        moment.shift(timedelta(hours=1))
        close(signed_in())
        assert Browser().post(old).status_code == 410
        assert Browser().post(f"{old[:-3]}xx/").status_code == 410
        assert closes_at() is not None


def test_signing_in_offers_to_keep_it(publication: Publication) -> None:
    close(signed_in())
    browser = Browser()
    browser.ask_for_code(READER, next="/world/open/")
    answer = browser.sign_in(READER, next="/world/open/")
    assert answer["Location"].startswith("/account/keep/?next=")
    assert "Keep your account?" in browser.get(answer["Location"]).content.decode()
    assert "is erased on" in browser.get("/account/").content.decode()
    assert browser.post("/account/keep/", next="/world/open/")["Location"] == "/world/open/"
    assert closes_at() is None


@pytest.mark.parametrize("payload", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_keeping_leads_nowhere_else(publication: Publication, payload: str) -> None:
    close(signed_in())
    browser = signed_in()
    assert "evil" not in browser.get("/account/keep/", QUERY_STRING=f"next={payload}").content.decode()
    assert browser.post("/account/keep/", next=payload)["Location"] in {"/", "/account/"}


def test_when_the_time_is_over_it_is_erased_and_not_before(publication: Publication) -> None:
    close(signed_in())
    path, now = link_in_letter(), clock.now()
    assert erasing.erase_due(now=now + timedelta(days=13)) == 0
    assert erasing.erase_due(now=now + timedelta(days=15)) == 1
    assert erasing.erase_due(now=now + timedelta(days=15)) == 0
    assert Browser().post(path).status_code == 410
    erased = publication.reader("registered")
    assert (erased.email, erased.is_active) == (f"erased-{erased.pk}@erased.invalid", False)


def test_a_provider_that_does_not_answer_is_asked_again_later(
    publication: Publication, monkeypatch: Any
) -> None:
    close(signed_in())
    later = clock.now() + timedelta(days=15)

    def silent(**_: object) -> None:
        raise billing.Unreachable

    with monkeypatch.context() as patched:
        patched.setattr(billing, "forget_reader", silent)
        assert erasing.erase_due(now=later) == 0
        assert User.objects.filter(email=READER).exists()
    assert erasing.erase_due(now=later) == 1
