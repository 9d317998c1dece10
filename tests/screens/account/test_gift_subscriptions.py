"""Giving a subscription and redeeming it: whole requests, and what nobody can bend."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Price
from standfirst.core import clock
from standfirst.screens.account import redeem as redeeming
from tests.publication import Publication
from tests.screens.account.doors import letters_to
from tests.screens.conftest import SignedIn
from tests.signing_in import enter

ORDER, REDEEM, GIFTS = "/join/gift/", "/redeem/", "/account/gifts/"
RECIPIENT = "nia@elsewhere.example"
DESK = membership.By(1, "the desk")


def year() -> Price:
    return Price.objects.get(interval="year", on_sale=True)


def fields(client: Client, **more: str) -> dict[str, str]:
    """As the form gives them."""
    page = client.get(ORDER).content.decode()
    key = re.search(r'name="key" value="(\w{32})"', page)
    assert key
    return {
        "price": str(year().pk), "way": "mail", "to_name": "Nia", "to_email": RECIPIENT, "deliver_on": "", "from_name": "Amal",
        "message": "For the long evenings.", "billed_to": "Amal Karim", "gateway": "invoice", "key": key[1], **more,
    }  # fmt: skip


def order(client: Client, **more: str) -> HttpResponse:
    answer: HttpResponse = client.post(ORDER, {**fields(client, **more), "order": "1"})  # type: ignore[assignment]
    return answer


def bought(client: Client, **more: str) -> GiftSubscription:
    """Ordered and paid."""
    assert order(client, **more).status_code == 302
    invoice = Invoice.objects.filter(gift__isnull=False).latest("pk")
    moment = clock.now()
    billing.confirm_payment(number=invoice.number, by=DESK, received_at=moment, now=moment)
    return GiftSubscription.objects.latest("pk")


def code(gift: GiftSubscription) -> str:
    return membership.code_of(gift)


def standing(publication: Publication, name: str) -> str:
    return str(membership.standing_of(publication.reader(name), now=clock.now()))


def test_from_the_form_to_the_open_article(publication: Publication, signed_in: SignedIn) -> None:
    buyer, nia, text = signed_in("subscriber"), signed_in("registered"), publication.texts["subscribers"]
    look = buyer.post(ORDER, {**fields(buyer), "look": "1"}).content.decode()
    assert "Look it over, and order" in look
    assert not GiftSubscription.objects.exists(), "looking orders nothing"
    answer = order(buyer)
    assert answer["Location"].startswith("/account/invoices/")
    assert b"Gift subscription" in buyer.get(answer["Location"]).content
    assert b"awaiting payment" in buyer.get(GIFTS).content
    invoice = Invoice.objects.get(gift__isnull=False)
    billing.confirm_payment(number=invoice.number, by=DESK, received_at=clock.now(), now=clock.now())
    found = re.search(r"/redeem/\?code=[\w-]+", Letter.objects.get(to=RECIPIENT).text)
    assert found
    assert text.canary not in nia.get(text.path).content.decode()
    page = nia.get(found[0])
    assert b"Redeem the gift" in page.content
    assert page["Cache-Control"] == "private, no-store"
    assert b'name="referrer" content="same-origin"' in page.content, "the address holds the code"
    assert standing(publication, "registered") == "registered", "looking redeems nothing"
    done = nia.post(REDEEM, {"code": found[0].partition("=")[2], "redeem": "1"})
    assert settings.PASS_COOKIE in done.cookies  # the front need not have heard of it
    assert "The gift is redeemed." in nia.get(done["Location"]).content.decode()
    assert text.canary in nia.get(text.path).content.decode()
    assert "redeemed" in buyer.get(GIFTS).content.decode()
    assert "registered@reader.example" not in buyer.get(GIFTS).content.decode()


def test_a_visitor_makes_an_account_first_and_comes_back(client: Client, publication: Publication) -> None:
    answer = client.get(ORDER, {"price": "7", "evil": "//elsewhere.example"})
    assert answer["Location"] == "/sign-up/?next=%2Fjoin%2Fgift%2F%3Fprice%3D7"
    assert client.post(ORDER, {"order": "1"})["Location"].startswith("/sign-up/")
    assert not GiftSubscription.objects.exists()


def test_a_visitor_with_a_code_is_led_through_the_door_and_back(client: Client, signed_in: SignedIn) -> None:
    gift = bought(signed_in("subscriber"))
    page = client.get(REDEEM, {"code": code(gift).lower()}).content.decode()
    assert f"next=%2Fredeem%2F%3Fcode%3D{code(gift)}" in page
    client.post(REDEEM, {"code": code(gift), "redeem": "1"})
    gift.refresh_from_db()
    assert gift.redeemed_at is None


@pytest.mark.parametrize(
    ("bent", "sentence"),
    [
        ({"to_email": ""}, "Where is it to be sent?"), ({"to_email": "nobody"}, "valid e"), ({"to_email": "a@b.example\nBcc: c@d.example"}, "valid e"),
        ({"from_name": "\u200b"}, "can be seen"), ({"price": "0"}, "Select a valid choice"), ({"price": "x"}, "Select a valid choice"),
        ({"deliver_on": "2020-01-01"}, "between today"), ({"deliver_on": "2999-01-01"}, "between today"), ({"deliver_on": "soon"}, "valid date"),
        ({"message": "x" * 501}, "at most 500"), ({"way": "pigeon"}, "Select a valid choice"), ({"key": "x"}, ""), ({"gateway": "cash"}, "no such way"),
        ({"billed_to": ""}, "This field is required"),
    ],
)  # fmt: skip
def test_what_cannot_be_given_so_is_refused_and_leaves_nothing(
    signed_in: SignedIn, publication: Publication, bent: dict[str, str], sentence: str
) -> None:
    answer = order(signed_in("subscriber"), **bent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (GiftSubscription.objects.count(), Invoice.objects.count(), Letter.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "bent",
    [
        {"amount": "0.01"}, {"currency": "JPY"}, {"buyer": "1"}, {"buyer_id": "1"}, {"paid_at": "2020-01-01"}, {"redeemed_by": "1"},
        {"seed": "x"}, {"digest": "x"}, {"state": "paid"}, {"expires_at": "2999-01-01"}, {"delivered_at": "2020-01-01"}, {"period": "1"},
        {"gift": "1"}, {"gift_id": "1"}, {"subscription": "1"}, {"void_at": "2020-01-01"}, {"code": "0000"}, {"deliver_at": "2020-01-01"},
    ],
)  # fmt: skip
def test_nothing_that_is_posted_besides_changes_the_gift(
    publication: Publication, signed_in: SignedIn, bent: dict[str, str]
) -> None:
    assert order(signed_in("subscriber"), **bent).status_code == 302
    gift, invoice = GiftSubscription.objects.get(), Invoice.objects.get()
    assert (gift.buyer_id, invoice.reader_id) == (publication.people["subscriber"],) * 2
    assert (invoice.amount, invoice.currency, invoice.state) == (year().amount, "EUR", "open")
    moments = (
        gift.paid_at,
        gift.delivered_at,
        gift.redeemed_at,
        gift.void_at,
        gift.expires_at,
        gift.period,
        gift.subscription,
    )
    assert set(moments) == {None}
    assert (len(gift.seed), len(gift.digest)) == (32, 64)


def test_a_day_is_kept_and_the_letter_waits_for_it(signed_in: SignedIn) -> None:
    day = (clock.now() + timedelta(days=30)).date()
    gift = bought(signed_in("subscriber"), deliver_on=day.isoformat())
    assert gift.deliver_at.date() == day
    assert letters_to(RECIPIENT) == []


def test_who_hands_it_over_gets_the_code_and_a_card(signed_in: SignedIn) -> None:
    buyer = signed_in("subscriber")
    gift = bought(buyer, way="hand", to_email="not even an address")
    assert letters_to("subscriber@reader.example") == ["invoice", "gift_to_hand_over", "receipt"]
    card = buyer.get(f"/account/gifts/subscriptions/{gift.pk}/")
    assert code(gift).encode() in card.content
    assert b'content="same-origin"' in card.content


def test_the_code_of_a_gift_by_mail_is_not_shown_to_the_buyer_until_they_ask_for_it(
    signed_in: SignedIn,
) -> None:
    buyer = signed_in("subscriber")
    gift = bought(buyer)
    here = f"/account/gifts/subscriptions/{gift.pk}/"
    assert buyer.get(here).status_code == 302
    assert buyer.post(f"{here}again/", {"to_me": "1"})["Location"] == f"{GIFTS}?done=sent"
    assert code(gift).encode() in buyer.get(here).content


def test_nobody_elses_gift_is_shown_or_sent(signed_in: SignedIn) -> None:
    gift = bought(signed_in("subscriber"), way="hand")
    other, here = signed_in("revoked"), f"/account/gifts/subscriptions/{gift.pk}/"
    before = Letter.objects.count()
    assert [other.get(here).status_code, other.post(f"{here}again/", {"to_me": "1"}).status_code] == [
        404,
        404,
    ]
    assert Letter.objects.count() == before
    assert b"for Nia" not in other.get(GIFTS).content


def test_a_letter_is_sent_again_four_times_a_day(signed_in: SignedIn) -> None:
    buyer = signed_in("subscriber")
    here = f"/account/gifts/subscriptions/{bought(buyer).pk}/again/"
    assert [buyer.post(here).status_code for _ in range(5)] == [302] * 4 + [429]
    assert letters_to(RECIPIENT).count("gift") == 5


@pytest.mark.parametrize("typed", ["", "nothing", "0000-0000-0000-0000", "\x00", "x" * 5000])
def test_a_code_of_nobody_is_refused_with_one_sentence(signed_in: SignedIn, typed: str) -> None:
    answer = signed_in("registered").post(REDEEM, {"code": typed, "redeem": "1"})
    assert answer.status_code == 422
    sentence = "Please type the code." if not typed.strip("\x00") else "There is no such code."
    assert sentence in answer.content.decode()


def test_a_used_code_says_so(signed_in: SignedIn) -> None:
    gift = bought(signed_in("subscriber"))
    for client, status in ((signed_in("registered"), 302), (signed_in("lapsed"), 422)):
        assert client.post(REDEEM, {"code": code(gift), "redeem": "1"}).status_code == status


def guess(count: int) -> list[int]:
    client = Client(REMOTE_ADDR="203.0.113.9")
    return [
        client.post(REDEEM, {"code": f"0000-0000-0000-{number:04}"}).status_code for number in range(count)
    ]


def test_guessing_comes_to_an_end_also_for_the_right_code(signed_in: SignedIn) -> None:
    gift = bought(signed_in("subscriber"))
    assert guess(21) == [422] * 20 + [429]
    assert Client(REMOTE_ADDR="203.0.113.9").get(REDEEM, {"code": code(gift)}).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.9").get(REDEEM, {"code": code(gift)}).status_code == 200


def test_without_the_limit_guessing_would_go_on(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redeeming, "refuse_if_too_many", lambda *_, **__: None)
    assert guess(30) == [422] * 30


@pytest.mark.parametrize("gateway", ["invoice", "stripe"])
def test_who_has_a_subscription_is_told_first_what_happens(
    publication: Publication, signed_in: SignedIn, gateway: str
) -> None:
    gift, client = bought(signed_in("subscriber")), signed_in("registered")
    number = publication.people["registered"]
    membership.open_subscription(
        membership.Order(owner_id=number, price_id=year().pk, gateway=gateway), by=DESK, now=clock.now()
    )
    page = client.get(REDEEM, {"code": code(gift)}).content.decode()
    assert ("is added to it" in page, "that is paid by card" in page) == (
        gateway == "invoice",
        gateway == "stripe",
    )
    done = client.post(REDEEM, {"code": code(gift), "redeem": "1"}, follow=True).content.decode()
    assert ("its time was added" if gateway == "invoice" else "It is kept for you") in done


def test_a_form_of_another_site_redeems_nothing(publication: Publication, signed_in: SignedIn) -> None:
    gift = bought(signed_in("subscriber"))
    strict = enter(Client(enforce_csrf_checks=True), publication.reader("registered"))
    answer = strict.post(
        REDEEM, {"code": code(gift), "redeem": "1"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    gift.refresh_from_db()
    assert gift.redeemed_at is None


def test_the_desk_sends_again_withdraws_and_reads_it_in_the_story(
    publication: Publication, signed_in: SignedIn
) -> None:
    gift, number = bought(signed_in("subscriber")), publication.people["subscriber"]
    desk = an_office()
    here = f"/desk/subscriptions/{number}/"
    assert b"Gifts they bought" in desk.get(here).content
    assert desk.post(f"{here}send-gift/", {"gift": gift.pk}).status_code == 302
    assert letters_to(RECIPIENT).count("gift") == 2
    assert desk.post(f"{here}void-gift/", {"gift": gift.pk, "because": ""}).status_code == 422
    assert desk.post(f"{here}void-gift/", {"gift": gift.pk, "because": "asked"}).status_code == 302
    assert b"membership.void_gift" in desk.get(here).content
    assert b"Void" in desk.get("/desk/subscriptions/gifts/").content
    other = f"/desk/subscriptions/{publication.people['registered']}/void-gift/"
    assert desk.post(other, {"gift": gift.pk, "because": "asked"}).status_code == 422


@pytest.mark.parametrize("name", ["moderator", "editor", "registered"])
def test_others_do_nothing_to_gifts_at_the_desk(
    publication: Publication, signed_in: SignedIn, name: str
) -> None:
    gift, number = bought(signed_in("subscriber")), publication.people["subscriber"]
    client = signed_in(name)
    assert client.get("/desk/subscriptions/gifts/").status_code in {302, 403}
    answer = client.post(f"/desk/subscriptions/{number}/void-gift/", {"gift": gift.pk, "because": "x"})
    assert answer.status_code in {302, 403}
    gift.refresh_from_db()
    assert gift.void_at is None


def an_office() -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    return enter(Client(), administrator)
