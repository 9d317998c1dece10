"""From the link in every edition, without signing in: stop one or all, pause, how often; and nothing else."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import Act, Addressee, Fact, Frequency, SignUp, Suppression
from standfirst.core import clock
from standfirst.core.models import LimitBucket
from tests.apps.newsletters.sending import sign_up
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
Offered = dict[str, int]


@pytest.fixture
def addressee(publication: Publication, offered: Offered) -> Addressee:
    """The subscriber, with all three."""
    LimitBucket.objects.all().delete()
    reader = publication.reader("subscriber")
    enter(Client(), reader).post("/newsletters/", {"newsletter": [str(each) for each in offered.values()]})
    return Addressee.objects.get(reader=reader)


def mine(addressee: Addressee) -> str:
    return f"/newsletters/mine/{addressee.key}/"


def stop_of(addressee: Addressee, number: int) -> str:
    return f"/newsletters/stop/{addressee.key}/{number}/"


def has(addressee: Addressee) -> set[int]:
    return set(SignUp.objects.standing().filter(addressee=addressee).values_list("newsletter_id", flat=True))


def test_the_page_shows_no_address_and_no_name(addressee: Addressee, publication: Publication) -> None:
    page = Client().get(mine(addressee)).content.decode()
    reader = publication.reader("subscriber")
    assert "The subscribers letter" in page
    assert [word for word in (reader.email, reader.last_name, reader.username) if word and word in page] == []


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_one_click_stops_one_newsletter_without_cookies_or_being_led_elsewhere(
    addressee: Addressee, offered: Offered, encoding: str
) -> None:
    number = offered["everybody"]
    more = {"content_type": "application/x-www-form-urlencoded"} if encoding == "urlencoded" else {}
    body = "List-Unsubscribe=One-Click" if more else {"List-Unsubscribe": "One-Click"}
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(stop_of(addressee, number), body, **more)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert number not in has(addressee)
    assert Fact.objects.filter(act=Act.WITHDRAWN, form="one-click").count() == 1


def test_opening_any_link_a_hundred_times_changes_nothing(addressee: Addressee, offered: Offered) -> None:
    before = has(addressee), Fact.objects.count()
    client = Client()
    for path in (mine(addressee), stop_of(addressee, offered["everybody"])):
        for method in ("get", "head", "options") * 34:
            getattr(client, method)(path)
    assert (has(addressee), Fact.objects.count()) == before


@pytest.mark.parametrize("key", ["made-up", "x" * 200, "%00"])
def test_a_key_that_nobody_has_opens_nothing(addressee: Addressee, offered: Offered, key: str) -> None:
    assert Client().get(f"/newsletters/mine/{key}/").status_code == 404
    assert Client().post(f"/newsletters/stop/{key}/{offered['everybody']}/").status_code == 404
    assert has(addressee) == set(offered.values())


def test_stop_everything_stops_everything(addressee: Addressee, offered: Offered) -> None:
    Client().post(mine(addressee), {"act": "stop-everything"})
    assert has(addressee) == set()
    assert Fact.objects.filter(act=Act.WITHDRAWN, form="preferences").count() == len(offered)
    assert "You receive nothing" in Client().get(mine(addressee)).content.decode()


def test_how_often_is_kept(addressee: Addressee, offered: Offered) -> None:
    Client().post(
        mine(addressee), {"act": "frequency", "newsletter": offered["registered"], "frequency": "weekly"}
    )
    weekly = SignUp.objects.filter(addressee=addressee, frequency=Frequency.WEEKLY)
    assert [each.newsletter_id for each in weekly] == [offered["registered"]]


def test_a_pause_holds_until_its_day_and_can_be_ended(addressee: Addressee) -> None:
    day = clock.now().date() + timedelta(days=20)
    Client().post(mine(addressee), {"act": "pause", "until": day.isoformat()})
    addressee.refresh_from_db()
    assert addressee.paused_until == day
    assert "Nothing comes until" in Client().get(mine(addressee)).content.decode()
    Client().post(mine(addressee), {"act": "resume"})
    addressee.refresh_from_db()
    assert addressee.paused_until is None


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "pause", "until": "yesterday"},
        {"act": "pause", "until": "2020-01-01"},
        {"act": "pause", "until": "2999-01-01"},
        {"act": "frequency", "newsletter": "1", "frequency": "hourly"},
        {"act": "stop", "newsletter": "x"},
        {"act": "sign-up"},
        {},
    ],
)
def test_what_the_page_does_not_offer_changes_nothing(
    addressee: Addressee, offered: Offered, fields: dict[str, str]
) -> None:
    assert Client().post(mine(addressee), fields).status_code == 422
    addressee.refresh_from_db()
    assert addressee.paused_until is None
    assert has(addressee) == set(offered.values())


def test_a_reader_who_is_signed_in_has_the_same_page(addressee: Addressee, publication: Publication) -> None:
    page = enter(Client(), publication.reader("subscriber")).get("/newsletters/mine/").content.decode()
    assert "What you receive" in page
    assert Client().get("/newsletters/mine/").status_code == 302


def test_the_hub_names_them(addressee: Addressee, publication: Publication) -> None:
    page = enter(Client(), publication.reader("subscriber")).get("/account/").content.decode()
    assert "Your newsletters" in page
    assert "The registered letter" in page


def test_a_reader_is_told_that_letters_came_back_and_may_say_that_it_works(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    sign_up(reader, offered["everybody"], now=now)
    client = enter(Client(), reader)
    told = "came back, so none is sent there"
    places = ("/newsletters/mine/", "/newsletters/", "/account/")
    assert [told in client.get(place).content.decode() for place in places] == [False] * 3
    newsletters.suppress(address=reader.email, newsletter_id=None, reason="address", now=now)
    newsletters.suppress(
        address=reader.email, newsletter_id=offered["everybody"], reason="complaint", now=now
    )
    for place in places:
        page = client.get(place).content.decode()
        assert told in page
        assert "The everybody letter does not come any more" in page
        assert 'href="/account/email/"' in page
    client.post("/newsletters/mine/", {"act": "write-again"})
    assert not Suppression.objects.exists()
    assert told not in client.get("/newsletters/mine/").content.decode()


def test_by_the_key_of_an_edition_the_page_says_so_and_shows_no_address(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    addressee = sign_up(reader, offered["everybody"], now=now)
    newsletters.suppress(address=reader.email, newsletter_id=None, reason="mailbox", now=now)
    page = Client().get(f"/newsletters/mine/{addressee.key}/").content.decode()
    assert "The mailbox was full" in page
    assert reader.email not in page
    assert "/account/email/" not in page
