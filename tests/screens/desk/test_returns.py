"""What came back, at the desk: who sees which of it, and what they may do about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.audit.models import Entry
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Audience, FurnishedNewsletter
from standfirst.apps.newsletters.models import Addressee, Alarm, Return, Suppression
from standfirst.core import clock
from standfirst.screens.desk import returns
from tests.apps.newsletters.coming_back import alarm
from tests.apps.newsletters.sending import sign_up
from tests.publication import Publication
from tests.signing_in import enter

PAGE = "/desk/editions/returns/"
Desk = Callable[[str], Client]


@pytest.fixture
def newsletter_id(publication: Publication) -> int:
    furnished = FurnishedNewsletter(
        slug="daily", title="The Daily", blurb="x", weekdays="1", audience=Audience.EVERYBODY
    )
    return newsletters.set_newsletter(furnished, position=99, zone="UTC")


@pytest.fixture
def whose(publication: Publication, newsletter_id: int) -> Addressee:
    return sign_up(publication.reader("registered"), newsletter_id, now=clock.now())


@pytest.fixture
def desk(publication: Publication) -> Desk:
    def enter_as(role: str) -> Client:
        person = User.objects.create_user(f"{role.lower()}@review.example", is_staff=True)
        person.groups.set(Group.objects.filter(name=role))
        return enter(Client(), person)

    return enter_as


def came_back(whose: Addressee, number: int = 1, **facts: Any) -> Return:
    """A return that has given the mailbox up."""
    found = Return.objects.create(
        name=f"{number}", arrived_at=clock.now(), way="lmtp", addressee=whose, address_digest=f"{number:064x}",
        **{"kind": "bounce", "fault": "address", "is_permanent": True, "status": "5.1.1", "diagnostic": "no such user",
           "effect": "given up", "letter_number": 1, **facts},
    )  # fmt: skip
    if found.effect == "given up":
        Suppression.objects.create(
            address_digest=found.address_digest, reason="address", since=clock.now(), evidence=found
        )
    return found


@pytest.mark.parametrize(
    ("role", "status"),
    [("Authors", 302), ("Moderators", 302), ("Hosts", 302), ("Editors", 200), ("Publishers", 200), ("Administrators", 200)],
)  # fmt: skip
def test_those_who_make_newsletters_see_it(whose: Addressee, desk: Desk, role: str, status: int) -> None:
    came_back(whose)
    answer = desk(role).get(PAGE)
    assert answer.status_code == status
    assert ("Undeliverable" in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize(
    ("role", "sees"), [("Editors", False), ("Publishers", False), ("Administrators", True)]
)
def test_addresses_are_for_those_who_may_see_them(
    whose: Addressee, desk: Desk, role: str, sees: bool
) -> None:
    came_back(whose)
    client = desk(role)
    assert (b"registered@reader.example" in client.get(PAGE).content) is sees
    assert (client.get(f"{PAGE}export/").status_code == 200) is sees


def test_twin_without_the_right_everybody_would_see_them(
    whose: Addressee, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_back(whose)
    monkeypatch.setattr(returns, "RIGHT_TO_ADDRESSES", "wagtailadmin.access_admin")
    assert b"registered@reader.example" in desk("Editors").get(PAGE).content


def test_it_is_narrowed_down_by_what_why_and_newsletter(
    whose: Addressee, desk: Desk, newsletter_id: int
) -> None:
    came_back(whose, 1)
    came_back(whose, 2, kind="complaint", fault="", effect="stopped", diagnostic="the word")
    came_back(whose, 3, kind="unread", fault="", effect="nothing", diagnostic="it is no message")
    client = desk("Editors")

    def shown(query: str) -> list[str]:
        page = client.get(f"{PAGE}?{query}").content.decode()
        return [words for words in ("no such user", "the word", "it is no message") if words in page]

    assert shown("") == ["no such user", "the word"]
    assert shown("kind=complaint") == ["the word"]
    assert shown("fault=address") == ["no such user"]
    assert shown("kind=unread") == ["it is no message"]
    assert shown(f"newsletter_id={newsletter_id}") == []
    assert shown("kind=%00&fault=x&newsletter_id=99999999999999999999&before=x") == [
        "no such user",
        "the word",
    ]


def test_older_ones_are_on_the_next_page(whose: Addressee, desk: Desk) -> None:
    for number in range(returns.MOST_SHOWN + 1):
        came_back(whose, number, effect="counted", diagnostic=f"number {number}.")
    client = desk("Editors")
    page = client.get(PAGE).content.decode()
    assert ("number 1." in page, "number 0." in page) == (True, False)
    oldest = Return.objects.order_by("pk")[1].pk
    assert f"before={oldest}" in page
    assert "number 0." in client.get(f"{PAGE}?before={oldest}").content.decode()


def test_an_editor_lifts_a_suppression(whose: Addressee, desk: Desk) -> None:
    came_back(whose)
    client = desk("Editors")
    number = Suppression.objects.get().pk
    assert f"/lift/{number}/" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}lift/{number}/")
    assert not Suppression.objects.exists()
    assert Entry.objects.filter(action="newsletters.lift_suppression").count() == 1
    assert "since lifted" in client.get(PAGE).content.decode()
    again = client.post(f"{PAGE}lift/{number}/", follow=True)
    assert "are sent there already" in again.content.decode()
    assert Entry.objects.filter(action="newsletters.lift_suppression").count() == 1


@pytest.mark.parametrize("path", ["lift", "go-on"])
def test_others_change_nothing(whose: Addressee, desk: Desk, newsletter_id: int, path: str) -> None:
    came_back(whose)
    number = Suppression.objects.get().pk if path == "lift" else alarm(newsletter_id).pk
    assert desk("Authors").post(f"{PAGE}{path}/{number}/").status_code == 302
    assert Suppression.objects.exists()
    assert not Alarm.objects.exclude(closed_at=None).exists()
    assert not Entry.objects.filter(action__startswith="newsletters.").exists()


def test_an_alarm_is_told_with_the_editions_and_ends_where_its_reasons_are(
    publication: Publication, desk: Desk, newsletter_id: int
) -> None:
    raised = alarm(newsletter_id)
    client = desk("Editors")
    assert "The Daily stands still." in client.get("/desk/editions/").content.decode()
    assert raised.sentence in client.get(PAGE).content.decode()
    client.post(f"{PAGE}go-on/{raised.pk}/")
    raised.refresh_from_db()
    assert raised.closed_at is not None
    assert "stands still" not in client.get("/desk/editions/").content.decode()
    assert "goes on already" in client.post(f"{PAGE}go-on/{raised.pk}/", follow=True).content.decode()


def test_the_table_has_it_all_and_is_on_record(whose: Addressee, desk: Desk) -> None:
    came_back(whose, diagnostic="=1+1")
    answer = desk("Administrators").get(f"{PAGE}export/")
    table = b"".join(answer.streaming_content).decode()
    assert '"registered@reader.example"' in table
    assert '"\'=1+1"' in table
    assert Entry.objects.filter(action="desk.export_returns").count() == 1
