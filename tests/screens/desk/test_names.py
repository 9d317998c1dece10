"""Names that wait for a second look: who may decide, and what a press does."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import NameReview, User
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing.models import Letter
from standfirst.core import clock
from tests.publication import Publication
from tests.signing_in import enter


def desk(role: str) -> Client:
    person = User.objects.create_user(f"{role.lower()}@review.example", is_staff=True)
    person.groups.set(Group.objects.filter(name=role))
    return enter(Client(), person)


@pytest.fixture
def review(publication: Publication) -> NameReview:
    reader_id = publication.people["registered"]
    accounts.give_default_username(reader_id=reader_id, now=clock.now())
    assert accounts.ask_second_look(reader_id=reader_id, name="Piss Artist", now=clock.now())
    return NameReview.objects.get(reader_id=reader_id)


def decide(client: Client, review: NameReview, allow: str, reason: str = "") -> int:
    return client.post(f"/desk/names/{review.pk}/", {"allow": allow, "reason": reason}).status_code


@pytest.mark.parametrize("role", ["Moderators", "Editors", "Publishers", "Administrators"])
def test_who_may_decide_sees_what_waits(review: NameReview, role: str) -> None:
    client = desk(role)
    assert review.name in client.get("/desk/names/").content.decode()
    assert "/desk/names/" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("role", ["Hosts", "Authors"])
def test_who_may_not_is_refused(review: NameReview, role: str) -> None:
    client = desk(role)
    assert client.get("/desk/names/").status_code in {302, 403}
    assert decide(client, review, "yes") in {302, 403}
    review.refresh_from_db()
    assert review.decided_at is None


def test_a_reader_never_comes_near(review: NameReview, publication: Publication) -> None:
    client = enter(Client(), publication.reader("subscriber"))
    assert decide(client, review, "yes") in {302, 403}
    review.refresh_from_db()
    assert review.decided_at is None


@pytest.mark.parametrize(
    ("allow", "action"), [("yes", "accounts.allow_name"), ("no", "accounts.refuse_name")]
)
def test_one_press_decides_tells_the_reader_and_is_on_record(
    review: NameReview, publication: Publication, allow: str, action: str
) -> None:
    assert decide(desk("Moderators"), review, allow, "a manager’s name") == 302
    reader = publication.reader("registered")
    assert (reader.username == review.name) == (allow == "yes")
    entry = audit.list_entries(about=f"reader:{reader.pk}", limit=1)[0]
    assert (entry.action, entry.reason) == (action, "a manager’s name")
    letter = Letter.objects.filter(to=reader.email).latest("pk")
    assert letter.template.endswith("name_decided")
    assert "manager" not in letter.text
    assert "No name waits" in desk("Editors").get("/desk/names/").content.decode()


def test_a_name_that_somebody_took_meanwhile_stays_open(review: NameReview, publication: Publication) -> None:
    other = publication.people["subscriber"]
    accounts.give_default_username(reader_id=other, now=clock.now())
    second = NameReview.objects.create(
        reader_id=other, name=review.name, rule=review.rule, asked_at=clock.now()
    )
    client = desk("Moderators")
    assert decide(client, review, "yes") == 302
    answer = client.post(f"/desk/names/{second.pk}/", {"allow": "yes"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    second.refresh_from_db()
    assert second.decided_at is None
    assert decide(client, second, "no") == 302


def test_nonsense_is_no_decision(review: NameReview) -> None:
    client = desk("Moderators")
    assert decide(client, review, "perhaps") == 404
    assert client.post("/desk/names/999999/", {"allow": "yes"}).status_code == 404
    assert client.get(f"/desk/names/{review.pk}/").status_code == 405


def test_the_readers_story_tells_their_names(review: NameReview, publication: Publication) -> None:
    decide(desk("Moderators"), review, "yes")
    page = desk("Administrators").get(f"/desk/subscriptions/{review.reader_id}/").content.decode()
    assert "What the reader was called" in page
    assert review.name in page
