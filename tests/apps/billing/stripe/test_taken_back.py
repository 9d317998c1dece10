"""Money that goes back at Stripe: what it was paid for ends there too, so that nobody pays for what is closed."""

from collections.abc import Callable

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways import stripe_taking
from standfirst.apps.billing.models import Intent, Payment, Refund
from standfirst.apps.billing.rules.stripe_books import Course, Follows, Paid, what_follows, why_to_end
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from tests.apps.billing.ordering import letters, refund, standing
from tests.apps.billing.stripe.paying import House, agree, nobody_pays_for_nothing
from tests.apps.membership.subscribing import a_plan, price
from tests.fake_stripe import happenings
from tests.fake_stripe.books import GONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(house: None) -> membership.Price:
    found = price(a_plan(), "month")
    found.trial_days = 0
    found.save()
    return found


def newest(cards: House, reader: User) -> str:
    return happenings.intents_of(cards.fake.books, cards.theirs(reader)[0]["id"])[0]


def pay_back_there(cards: House, reader: User, amount: int | None = None) -> None:
    """At Stripe's own dashboard; the webhook comes, and the worker does what follows."""
    happenings.refund(cards.fake.books, newest(cards, reader), amount)
    cards.hear(cards.fake.books.events[-1])
    cards.work()


def pay_back_here(cards: House, reader: User) -> None:
    payment = Payment.objects.latest("received_at")
    refund(payment, str(payment.left), closes=False, now=cards.now)
    cards.work()


def lose_a_dispute(cards: House, reader: User) -> None:
    made = happenings.dispute(cards.fake.books, newest(cards, reader))
    happenings.close_dispute(cards.fake.books, made["id"], won=False)
    cards.hear(cards.fake.books.events[-1])
    cards.work()


def charged(cards: House, reader: User) -> int:
    return len(cards.fake.books.charges(cards.customer(reader)))


@pytest.mark.parametrize("take_back", [pay_back_there, pay_back_here, lose_a_dispute])
def test_what_was_taken_back_whole_is_never_charged_again(
    cards: House, reader: User, month: membership.Price, take_back: Callable[[House, User], None]
) -> None:
    cards.subscribe(reader, month)
    take_back(cards, reader)
    assert (standing(reader, cards.now), cards.theirs(reader)[0]["status"]) == ("registered", "canceled")
    cards.wait(400)
    cards.look(reader)
    assert charged(cards, reader) == 1
    agree(cards, reader)


def test_the_twin_that_does_not_end_it_there_is_charged_and_was_told_otherwise(
    cards: House, reader: User, month: membership.Price, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stripe_taking, "wish_end", lambda *_, **__: None)
    cards.subscribe(reader, month)
    pay_back_there(cards, reader)
    with pytest.raises(AssertionError):
        nobody_pays_for_nothing(cards, reader)
    cards.wait(40)
    assert charged(cards, reader) == 2


def test_a_part_or_an_older_period_leaves_it_as_it_is(
    cards: House, reader: User, month: membership.Price
) -> None:
    cards.subscribe(reader, month)
    pay_back_there(cards, reader, 100)
    cards.wait(31)
    older = happenings.intents_of(cards.fake.books, cards.theirs(reader)[0]["id"])[-1]
    happenings.refund(cards.fake.books, older)
    cards.look(reader)
    assert cards.work() == 0
    assert standing(reader, cards.now) == "subscriber"
    found = [entry for entry in audit.list_entries(limit=50) if entry.action == "billing.refund"]
    assert [entry.details["what_follows"] for entry in found] == [Follows.GOES_ON, Follows.GOES_ON]
    assert "ended" not in Letter.objects.filter(template__endswith="refunded").latest("pk").text


def test_the_letter_and_the_record_say_what_follows(
    cards: House, reader: User, month: membership.Price
) -> None:
    mine = cards.subscribe(reader, month)
    pay_back_there(cards, reader)
    text = Letter.objects.get(template__endswith="refunded").text
    assert Payment.objects.get().sum_text in text.partition(" of ")[0]
    assert "Your subscription has ended with it, and nothing more is charged." in " ".join(text.split())
    about = [entry.action for entry in audit.list_entries(about=mine.about, limit=20)]
    assert about.count("billing.wish_end") == 1
    (entry,) = audit.list_entries(about=Payment.objects.get().about, limit=20)
    assert (entry.action, entry.details["what_follows"]) == ("billing.refund", Follows.ENDS)


def test_looking_again_asks_for_nothing_more(cards: House, reader: User, month: membership.Price) -> None:
    cards.subscribe(reader, month)
    pay_back_there(cards, reader)
    before = (len(audit.list_entries(limit=100)), Letter.objects.count(), Intent.objects.count())
    assert [cards.look(reader) + cards.work() for _ in range(3)] == [0, 0, 0]
    assert (len(audit.list_entries(limit=100)), Letter.objects.count(), Intent.objects.count()) == before


def test_a_period_that_was_paid_before_the_end_was_asked_for_is_open(
    cards: House, reader: User, month: membership.Price
) -> None:
    """The worker was away for a month, and the card was charged once more."""
    mine = cards.subscribe(reader, month)
    happenings.refund(cards.fake.books, newest(cards, reader))
    cards.hear(cards.fake.books.events[-1])
    cards.wait(31)
    cards.work()
    cards.look(reader)
    assert Intent.objects.get(kind="end").sentence == "A later period has been paid."
    mine.refresh_from_db()
    assert (mine.state, standing(reader, cards.now)) == ("active", "subscriber")
    pay_back_there(cards, reader)
    assert cards.theirs(reader)[0]["status"] in GONE


def test_a_renewal_beside_an_open_dispute_opens_what_it_was_taken_for(
    cards: House, reader: User, month: membership.Price
) -> None:
    cards.subscribe(reader, month)
    made = happenings.dispute(cards.fake.books, newest(cards, reader))
    cards.look(reader)
    assert standing(reader, cards.now) == "registered"
    cards.wait(31)
    cards.look(reader)
    assert (charged(cards, reader), standing(reader, cards.now)) == (2, "subscriber")
    happenings.close_dispute(cards.fake.books, made["id"], won=False)
    cards.look(reader)
    assert (cards.work(), standing(reader, cards.now)) == (0, "subscriber")


def test_a_silent_stripe_is_asked_again(cards: House, reader: User, month: membership.Price) -> None:
    cards.subscribe(reader, month)
    happenings.refund(cards.fake.books, newest(cards, reader))
    cards.hear(cards.fake.books.events[-1])
    cards.fake.cut_before = 1
    assert cards.work() == 0
    assert cards.work() == 1
    assert cards.theirs(reader)[0]["status"] in GONE


def test_a_refund_that_the_bank_did_not_take_is_in_the_books_no_more(
    cards: House, reader: User, month: membership.Price
) -> None:
    cards.subscribe(reader, month)
    pay_back_there(cards, reader, 100)
    cards.fake.books.all("refund")[0]["status"] = "failed"
    for _ in range(2):
        cards.look(reader)
    assert (Payment.objects.get().refunded, Refund.objects.count()) == (0, 0)
    assert letters(reader)[-1] == "refund_failed"
    about = [entry.action for entry in audit.list_entries(about=Payment.objects.get().about, limit=9)]
    assert about == ["billing.refund_failed", "billing.refund"]


def test_the_letter_of_a_trial_by_card_says_that_the_card_is_charged(cards: House, reader: User) -> None:
    cards.subscribe(reader, price(a_plan(), "month"))
    text = " ".join(Letter.objects.get(template__endswith="welcome").text.split())
    assert "is charged to the card that you have entered" in text
    assert "invoice" not in text


def test_the_letter_of_a_failed_card_speaks_of_the_card(
    cards: House, reader: User, month: membership.Price
) -> None:
    cards.subscribe(reader, month)
    cards.wait(31, cards_work=False)
    cards.look(reader)
    text = Letter.objects.get(template__endswith="payment_missing").text
    assert "Your card could not be charged." in text
    assert "transfer" not in text


def paid(ref: str, *, back: int = 0, dispute: str = "") -> Paid:
    refunds = ({"id": "re", "amount": back, "status": "succeeded"},) if back else ()
    return Paid(ref, 100, "EUR", None, refunds, ({"status": dispute},) if dispute else ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("payments", "status", "follows", "why"),
    [
        ([paid("a", back=100)], "active", Follows.ENDS, "paid back"),
        ([paid("a", back=100)], "past_due", Follows.ENDS, "paid back"),
        ([paid("a", back=100)], "canceled", Follows.ENDS, ""),
        ([paid("a", back=99)], "active", Follows.GOES_ON, ""),
        ([paid("a", dispute="lost")], "active", Follows.GOES_ON, "dispute lost"),
        ([paid("a", dispute="won")], "active", Follows.GOES_ON, ""),
        ([paid("a", dispute="needs_response")], "active", Follows.GOES_ON, ""),
        ([paid("a", dispute="warning_closed")], "active", Follows.GOES_ON, ""),
        ([paid("b"), paid("a", back=100)], "active", Follows.GOES_ON, ""),
        ([paid("b"), paid("a", dispute="lost")], "active", Follows.GOES_ON, ""),
    ],
)
def test_what_follows_from_money_that_goes_back(
    payments: list[Paid], status: str, follows: Follows, why: str
) -> None:
    course = Course({"id": "sub", "status": status}, tuple(payments))
    assert (what_follows(course, payments[-1]), why_to_end(course)) == (follows, why)
