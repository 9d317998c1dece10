"""The subscriptions desk grants and ends subscriptions by hand."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period
from standfirst.core import clock
from tests.publication import Publication


@pytest.fixture
def desk(publication: Publication) -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    client = Client()
    client.force_login(administrator)
    return client


def plan() -> str:
    return str(membership.list_plans()[0].pk)


def standing(publication: Publication, name: str) -> str:
    return membership.standing_of(publication.reader(name), now=clock.now())


def test_a_reader_is_found_by_a_part_of_the_address(desk: Client, publication: Publication) -> None:
    assert "registered@reader.example" in desk.get("/desk/subscriptions/?q=regis").content.decode()
    assert "No reader matches" in desk.get("/desk/subscriptions/?q=nobody").content.decode()


def test_a_grant_opens_everything(desk: Client, publication: Publication) -> None:
    reader_id = publication.people["registered"]
    response = desk.post(f"/desk/subscriptions/{reader_id}/grant/", {"plan": plan(), "until": "2099-01-01"})
    assert response.status_code == 302
    assert standing(publication, "registered") == "subscriber"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"until": "2001-01-01"}, "This day is over."),
        ({"until": "soon"}, "Enter a valid date"),
        ({"plan": "0"}, "Select a valid choice"),
    ],
)
def test_a_refused_grant_says_why_and_leaves_nothing(
    desk: Client, publication: Publication, fields: dict[str, str], sentence: str
) -> None:
    before = Period.objects.count()
    reader_id = publication.people["registered"]
    response = desk.post(f"/desk/subscriptions/{reader_id}/grant/", {"plan": plan(), **fields})
    assert (response.status_code, Period.objects.count()) == (422, before)
    assert sentence in response.content.decode()


def test_ending_closes_everything_and_keeps_the_reason(
    desk: Client, publication: Publication, now: datetime
) -> None:
    reader_id = publication.people["subscriber"]
    desk.post(f"/desk/subscriptions/{reader_id}/end/", {"because": "asked for it by letter"})
    assert standing(publication, "subscriber") == "registered"
    assert "asked for it by letter" in desk.get(f"/desk/subscriptions/{reader_id}/").content.decode()


def test_ending_without_a_reason_is_refused(desk: Client, publication: Publication) -> None:
    response = desk.post(f"/desk/subscriptions/{publication.people['subscriber']}/end/", {"because": ""})
    assert response.status_code == 422
    assert standing(publication, "subscriber") == "subscriber"


@pytest.mark.parametrize("name", ["editor", "author", "publisher"])
def test_editors_do_not_handle_subscriptions(publication: Publication, name: str) -> None:
    client = Client()
    client.force_login(publication.reader(name))
    assert client.get("/desk/subscriptions/").status_code in {302, 403}
    reader_id = publication.people["registered"]
    client.post(f"/desk/subscriptions/{reader_id}/grant/", {"plan": plan()})
    assert standing(publication, "registered") == "registered"
