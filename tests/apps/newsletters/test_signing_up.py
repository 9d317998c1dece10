"""Signing up and stopping as whole requests: readers with one click, visitors by a confirmed address."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.mailing.models import Letter
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import ask as asking_module
from standfirst.apps.newsletters.actions import sign_up as sign_up_module
from standfirst.apps.newsletters.models import Act, Addressee, Asking, Fact, SignUp
from standfirst.core.models import LimitBucket
from tests.publication import Publication
from tests.signing_in import enter

LIST, SENT = "/newsletters/", "/newsletters/sign-up/sent/"
STRANGER = "stranger@letters.example"
pytestmark = pytest.mark.django_db
Offered = dict[str, int]


@pytest.fixture(autouse=True)
def nobody_counted(db: None) -> None:
    LimitBucket.objects.all().delete()


def inside(reader: User) -> Client:
    return enter(Client(), reader)


def ask(*numbers: int, address: str = STRANGER, client: Client | None = None, **more: str) -> HttpResponse:
    fields = {"email": address, "newsletter": [str(number) for number in numbers], **more}
    return (client or Client()).post(LIST, fields)


def link_to(address: str = STRANGER) -> str:
    found = re.search(r"(/newsletters/confirm/[^/\s]+/)", Letter.objects.filter(to=address).latest("pk").text)
    assert found
    return found[1]


def has(addressee: Addressee | None) -> set[int]:
    return set(SignUp.objects.standing().filter(addressee=addressee).values_list("newsletter_id", flat=True))


def has_of(reader: User) -> set[int]:
    return has(Addressee.objects.filter(reader=reader).first())


def everything() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Addressee, SignUp, Asking, Fact, Letter))


# Readers


def test_a_reader_turns_one_on_and_off_with_one_click_each(
    publication: Publication, offered: Offered
) -> None:
    reader = publication.reader("registered")
    client = inside(reader)
    assert "Signed up ✓" not in client.get(LIST).content.decode()
    assert client.post(LIST, {"on": offered["registered"]}).status_code == 302
    page = client.get(LIST).content.decode()
    assert page.count("Signed up ✓") == 1
    assert "You receive 1." in page
    client.post(LIST, {"off": offered["registered"]})
    assert has_of(reader) == set()
    assert [(fact.act, fact.form) for fact in newsletters.list_facts(reader_id=reader.pk)] == [
        (Act.GIVEN, "newsletters"),
        (Act.WITHDRAWN, "newsletters"),
    ]


def test_one_form_turns_several_on(publication: Publication, offered: Offered) -> None:
    reader = publication.reader("subscriber")
    inside(reader).post(LIST, {"newsletter": [str(number) for number in offered.values()]})
    assert has_of(reader) == set(offered.values())


def test_turning_on_twice_is_one_sign_up_and_one_fact(publication: Publication, offered: Offered) -> None:
    reader = publication.reader("registered")
    for _ in range(2):
        inside(reader).post(LIST, {"on": offered["everybody"]})
    assert SignUp.objects.filter(addressee__reader=reader).count() == 1
    assert len(newsletters.list_facts(reader_id=reader.pk)) == 1


@pytest.mark.parametrize(
    ("who", "which", "may"),
    [
        ("registered", "everybody", True),
        ("registered", "registered", True),
        ("registered", "subscribers", False),
        ("lapsed", "subscribers", False),
        ("subscriber", "subscribers", True),
    ],
)
def test_who_may_have_which(
    publication: Publication, offered: Offered, who: str, which: str, may: bool
) -> None:
    reader, before = publication.reader(who), everything()
    answer = inside(reader).post(LIST, {"on": offered[which]})
    assert answer.status_code == (302 if may else 403)
    assert has_of(reader) == ({offered[which]} if may else set())
    assert (everything() == before) is not may


def test_twin_without_the_table_a_lapsed_reader_gets_what_is_for_subscribers(
    publication: Publication, offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_up_module, "may_have", lambda audience, standing: True)
    reader = publication.reader("lapsed")
    inside(reader).post(LIST, {"on": offered["subscribers"]})
    assert has_of(reader) == {offered["subscribers"]}


def test_subscribers_newsletters_lead_to_the_plans_and_back(offered: Offered) -> None:
    page = Client().get(LIST).content.decode()
    assert 'href="/join/?next=/newsletters/"' in page
    assert 'href="/sign-up/?next=/newsletters/"' in page
    assert page.count('type="checkbox"') == 2  # the publication has one of its own


def test_the_evidence_names_the_form_the_words_and_the_exact_policy(
    publication: Publication, offered: Offered
) -> None:
    reader = publication.reader("registered")
    inside(reader).post(LIST, {"on": offered["everybody"]})
    fact = newsletters.list_facts(reader_id=reader.pk)[0]
    assert fact.statement.endswith("You can unsubscribe at any time.")
    shown = accounts.find_wording(fact.privacy_digest)
    assert shown
    assert shown.kind == accounts.PRIVACY
    page = inside(reader).get("/account/consents/evidence/").content.decode()
    assert "The everybody letter: signed up" in page
    assert fact.privacy_digest in page


@pytest.mark.parametrize(
    "statement", ["UPDATE newsletters_fact SET act = 'given'", "DELETE FROM newsletters_fact"]
)
def test_the_database_keeps_the_evidence_as_it_is(
    publication: Publication, offered: Offered, statement: str
) -> None:
    inside(publication.reader("registered")).post(LIST, {"on": offered["everybody"]})
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# Visitors


def test_a_visitor_gets_nothing_before_the_mailbox_has_confirmed(offered: Offered) -> None:
    assert ask(offered["everybody"]).headers["Location"] == SENT
    assert not Addressee.objects.filter(address=STRANGER).exists()
    path = link_to()
    for method in ("get", "head", "options", "get"):
        getattr(Client(), method)(path)  # scanners open links
    assert not Addressee.objects.filter(address=STRANGER).exists()
    assert "The everybody letter" in Client().get(path).content.decode()
    assert Client().post(path).status_code == 200
    addressee = Addressee.objects.get(address=STRANGER)
    assert has(addressee) == {offered["everybody"]}
    acts = Fact.objects.filter(form="newsletters").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [Act.ASKED, Act.CONFIRMED]


def test_confirming_twice_is_once_and_an_old_link_is_over(offered: Offered, now: datetime) -> None:
    ask(offered["everybody"])
    path = link_to()
    secret = path.split("/")[3]
    first = newsletters.confirm(secret=secret, now=now)
    assert newsletters.confirm(secret=secret, now=now) == first
    assert SignUp.objects.filter(addressee=first).count() == 1
    with pytest.raises(newsletters.LinkIsOver):
        newsletters.confirm(secret=secret, now=now + timedelta(days=8))
    assert Client().post("/newsletters/confirm/made-up/").status_code == 404


def test_one_letter_a_day_goes_to_an_address_and_the_answer_is_always_the_same(offered: Offered) -> None:
    answers = [ask(offered["everybody"]) for _ in range(3)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, SENT)}
    assert Letter.objects.filter(to=STRANGER).count() == 1


def test_twin_without_the_day_every_asking_writes_a_letter(
    offered: Offered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking_module, "_asked_lately", lambda address, now: False)
    for _ in range(3):
        ask(offered["everybody"])
    assert Letter.objects.filter(to=STRANGER).count() == 3


def test_known_and_unknown_addresses_are_answered_alike(publication: Publication, offered: Offered) -> None:
    known = ask(offered["everybody"], address=publication.reader("registered").email)
    unknown = ask(offered["everybody"])
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert Letter.objects.filter(template="newsletters/emails/confirm").count() == 2


def test_one_client_cannot_have_many_mailboxes_written_to(offered: Offered) -> None:
    answers = [ask(offered["everybody"], address=f"victim{n}@letters.example").status_code for n in range(14)]
    assert answers == [302] * 10 + [429] * 4
    assert Letter.objects.filter(template="newsletters/emails/confirm").count() == 10


def test_a_program_that_fills_everything_in_is_answered_and_nothing_is_kept(offered: Offered) -> None:
    before = everything()
    assert ask(offered["everybody"], website="https://spam.example").headers["Location"] == SENT
    assert everything() == before


@pytest.mark.parametrize(
    ("which", "address"),
    [
        ("everybody", "nobody"),
        ("everybody", "a@b.example\r\nBcc: c@d.example"),
        ("registered", STRANGER),
        ("subscribers", STRANGER),
        ("", STRANGER),
    ],
)
def test_what_cannot_be_asked_leaves_nothing(offered: Offered, which: str, address: str) -> None:
    before = everything()
    numbers = [offered[which]] if which else []
    assert ask(*numbers, address=address).status_code == 422
    assert everything() == before


def test_an_address_that_becomes_an_account_brings_its_newsletters_along(
    publication: Publication, offered: Offered
) -> None:
    ask(offered["everybody"])
    Client().post(link_to())
    reader = User.objects.create_user(STRANGER, first_name="Stella", last_name="Ranger")
    inside(reader).post(LIST, {"on": offered["registered"]})
    assert has_of(reader) == {offered["everybody"], offered["registered"]}
    assert not Addressee.objects.filter(address=STRANGER).exists()
    assert {fact.act for fact in newsletters.list_facts(reader_id=reader.pk)} >= {Act.CONFIRMED, Act.GIVEN}


def test_askings_are_forgotten_after_a_week(offered: Offered, now: datetime) -> None:
    ask(offered["everybody"])
    assert newsletters.forget_askings(now=now + timedelta(days=6)) == 0
    assert newsletters.forget_askings(now=now + timedelta(days=8)) == 1
