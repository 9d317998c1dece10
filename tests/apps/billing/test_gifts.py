"""Gifts: ordered, paid by invoice, sent on their day, withdrawn, given up and forgotten."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import gift_letters
from standfirst.apps.billing.models import Intent, Invoice, Payment
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import order_gift as ordering
from standfirst.apps.membership.models import GiftSubscription, Price
from tests.apps.billing.giving import (
    RECIPIENT,
    code_in,
    invoice_of,
    letters_to,
    order_gift,
    ordered_gift,
    paid_gift,
    redeem,
)
from tests.apps.billing.ordering import key, letters, order, pay, refund, standing
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price

pytestmark = pytest.mark.django_db
State = membership.GiftState


def traces() -> tuple[int, ...]:
    """How much there is of everything that an act could leave."""
    counts = [model.objects.count() for model in (GiftSubscription, Intent, Invoice, Payment, Letter)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return (*counts, len(audit.list_entries(limit=1000)), cursor.fetchone()[0])


def test_an_order_makes_an_invoice_and_writes_to_the_buyer_alone(reader: User, now: datetime) -> None:
    gift = ordered_gift(reader, now=now)
    invoice = invoice_of(gift)
    assert (invoice.amount, invoice.lines[0][0]) == (Decimal(90), "Gift subscription: Everything, one year")
    assert (letters(reader), letters_to(RECIPIENT)) == (["invoice"], [])
    assert gift.state_at(now) is State.AWAITING
    with pytest.raises(membership.GiftRefused, match="not been paid"):
        redeem(gift, a_reader("nia"), now=now)


def test_a_payment_sends_the_code(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now)
    letter = Letter.objects.get(to=RECIPIENT)
    assert code_in(letter) == membership.code_of(gift)
    assert "For the long evenings." in letter.text
    assert f"/redeem/?code={code_in(letter)}" in letter.html
    assert letters(reader) == ["invoice", "gift_sent", "receipt"]
    assert (gift.state_at(now), standing(reader, now)) == (State.DELIVERED, "registered")


def test_of_the_code_only_a_hash_is_kept(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now)
    code = membership.code_of(gift)
    kept = str(GiftSubscription.objects.values_list().get())
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_code_survives_a_new_key_of_the_house(reader: User, now: datetime, settings: object) -> None:
    gift = paid_gift(reader, now=now)
    code = membership.code_of(gift)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "k" * 60  # type: ignore[attr-defined]
    assert membership.code_of(gift) == code
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    with pytest.raises(membership.GiftRefused, match="key of the house"):
        membership.code_of(gift)


def test_who_hands_it_over_gets_the_code(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now, to_email="")
    assert letters(reader) == ["invoice", "gift_to_hand_over", "receipt"]
    letter = Letter.objects.get(template="billing/emails/gift_to_hand_over")
    assert code_in(letter) == membership.code_of(gift)


def test_a_gift_is_sent_on_its_day_and_once(reader: User, now: datetime) -> None:
    day = now + timedelta(days=20)
    gift = paid_gift(reader, now=now, deliver_at=day)
    assert (letters_to(RECIPIENT), gift.state_at(now)) == ([], State.PAID)
    assert billing.deliver_gifts(now=day - timedelta(minutes=1)) == 0
    assert [billing.deliver_gifts(now=day) for _ in range(3)] == [1, 0, 0]
    assert letters_to(RECIPIENT) == ["gift"]


def test_a_gift_is_sent_after_days_of_silence(reader: User, now: datetime) -> None:
    paid_gift(reader, now=now, deliver_at=now + timedelta(days=2))
    assert billing.deliver_gifts(now=now + timedelta(days=9)) == 1


def test_what_is_cut_off_between_claim_and_letter_is_sent_by_the_next(
    reader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid_gift(reader, now=now, deliver_at=now + timedelta(days=1))
    later = now + timedelta(days=1)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(gift_letters, "send_gift", killed)
        with pytest.raises(KeyboardInterrupt):
            billing.deliver_gifts(now=later)
    assert letters_to(RECIPIENT) == []
    assert billing.deliver_gifts(now=later) == 1


def test_one_that_cannot_be_sent_does_not_hold_up_the_others(reader: User, now: datetime) -> None:
    later = now + timedelta(days=1)
    broken = paid_gift(reader, now=now, deliver_at=later)
    paid_gift(reader, now=now, deliver_at=later, to_email="other@elsewhere.example")
    GiftSubscription.objects.filter(pk=broken.pk).update(digest="0" * 64)
    assert billing.deliver_gifts(now=later) == 1
    assert letters_to("other@elsewhere.example") == ["gift"]


def test_the_same_order_twice_is_one_gift(reader: User, now: datetime) -> None:
    again = key()
    first, second = (order_gift(reader, now=now, again=again) for _ in range(2))
    assert first == second
    assert (GiftSubscription.objects.count(), Invoice.objects.count()) == (1, 1)


def test_gifts_stand_beside_one_another_and_beside_an_order_of_ones_own(reader: User, now: datetime) -> None:
    order(reader, price(a_plan(), "year"), now=now)
    gifts = [ordered_gift(reader, now=now) for _ in range(2)]
    assert {invoice.state for invoice in Invoice.objects.all()} == {"open"}
    own = billing.open_order(reader_id=reader.pk)
    assert own is not None
    assert own.gift_id is None
    pay(invoice_of(gifts[0]), now=now)
    assert standing(reader, now) == "registered"
    assert Payment.objects.get().subscription is None


@pytest.mark.parametrize("bent", ["seats", "off sale", "nothing", "gateway"])
def test_what_is_refused_leaves_nothing(reader: User, now: datetime, bent: str) -> None:
    taken = price(a_plan(), "year")
    gateway = "cash" if bent == "gateway" else "invoice"
    if bent == "seats":
        membership.Plan.objects.update(seats=5)
    elif bent == "off sale":
        Price.objects.update(on_sale=False)
    elif bent == "nothing":
        Price.objects.filter(pk=taken.pk).update(amount=0)
    before = traces()
    wish = membership.GiftOrder(reader.pk, taken.pk, "Amal", "Nia", RECIPIENT, "", now)
    with pytest.raises(billing.Refused):
        billing.begin_gift(wish, key=key(), gateway=gateway, billed_to="Amal", now=now)
    assert traces() == before


def test_a_withdrawn_gift_opens_nothing_and_asks_for_nothing(reader: User, now: datetime) -> None:
    gift = ordered_gift(reader, now=now)
    billing.void_gift(gift_id=gift.pk, because="ordered twice", by=BY_DESK, now=now)
    assert invoice_of(gift).state == "void"
    with pytest.raises(billing.Refused, match="withdrawn"):
        pay(invoice_of(gift), now=now)
    entry = audit.list_entries(about=gift.about)[0]
    assert (entry.action, entry.reason, entry.actor_id) == ("membership.void_gift", "ordered twice", 1)
    with pytest.raises(billing.Refused, match="void already"):
        billing.void_gift(gift_id=gift.pk, because="again", by=BY_DESK, now=now)


def test_an_invoice_that_is_withdrawn_takes_the_gift_with_it(reader: User, now: datetime) -> None:
    gift = ordered_gift(reader, now=now)
    billing.withdraw_invoice(number=invoice_of(gift).number, because="a mistake", by=BY_DESK, now=now)
    gift.refresh_from_db()
    assert gift.state_at(now) is State.VOID


def test_a_paid_gift_that_is_withdrawn_is_not_sent(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now, deliver_at=now + timedelta(days=3))
    billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=now)
    assert billing.deliver_gifts(now=now + timedelta(days=4)) == 0
    with pytest.raises(membership.GiftRefused, match="withdrawn"):
        redeem(gift, a_reader("nia"), now=now)


@pytest.mark.parametrize(
    ("amount", "closes", "then"),
    [("90", False, State.VOID), ("10", True, State.VOID), ("10", False, State.DELIVERED)],
)
def test_a_refund_before_it_is_redeemed(
    reader: User, now: datetime, amount: str, closes: bool, then: membership.GiftState
) -> None:
    gift = paid_gift(reader, now=now)
    refund(Payment.objects.get(), amount, closes=closes, now=now)
    gift.refresh_from_db()
    assert gift.state_at(now) is then
    assert letters(reader)[-1] == "refunded"


def test_an_order_that_nobody_pays_is_given_up(reader: User, now: datetime) -> None:
    gift, late = ordered_gift(reader, now=now), now + timedelta(days=40)
    assert billing.give_up_gifts(now=late) == 0, "an invoice still asks for the money"
    assert billing.give_up_orders(now=late) == 1
    gift.refresh_from_db()
    assert (gift.state_at(late), gift.void_because) == (State.VOID, "nobody paid it")


def test_a_gift_is_good_for_three_years(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now)
    over = now.replace(year=2029)
    with pytest.raises(membership.GiftRefused, match="three years"):
        redeem(gift, a_reader("nia"), now=over)
    assert redeem(gift, a_reader("benedikt"), now=over - timedelta(seconds=1)).redeemed_at


def test_it_is_sent_again_and_then_to_the_buyer(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now)
    billing.send_gift_again(gift_id=gift.pk, by=BY_DESK, now=now)
    assert letters_to(RECIPIENT) == ["gift", "gift"]
    billing.send_gift_again(gift_id=gift.pk, by=BY_DESK, to_buyer=True, now=now)
    assert letters_to(RECIPIENT) == ["gift", "gift"]
    assert letters(reader)[-1] == "gift_to_hand_over"


@pytest.mark.parametrize("state", ["awaiting", "redeemed", "void"])
def test_only_an_open_gift_is_sent_again(reader: User, now: datetime, state: str) -> None:
    gift = ordered_gift(reader, now=now) if state == "awaiting" else paid_gift(reader, now=now)
    if state == "redeemed":
        redeem(gift, a_reader("nia"), now=now)
    elif state == "void":
        billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=now)
    before = traces()
    with pytest.raises(membership.GiftRefused):
        billing.send_gift_again(gift_id=gift.pk, by=BY_DESK, to_buyer=True, now=now)
    assert traces() == before


def test_whom_it_was_for_is_forgotten_a_month_after_the_letter(reader: User, now: datetime) -> None:
    gift = paid_gift(reader, now=now)
    assert billing.forget_recipients(now=now + timedelta(days=29)) == 0
    assert [billing.forget_recipients(now=now + timedelta(days=30)) for _ in range(2)] == [1, 0]
    gift.refresh_from_db()
    assert (gift.to_name, gift.to_email, gift.message) == ("", "", "")
    assert redeem(gift, a_reader("nia"), now=now + timedelta(days=99)).redeemed_at


def test_a_gift_that_waits_for_its_day_is_not_forgotten(reader: User, now: datetime) -> None:
    paid_gift(reader, now=now, deliver_at=now + timedelta(days=300))
    assert billing.forget_recipients(now=now + timedelta(days=299)) == 0


def test_without_the_claim_a_second_worker_would_send_it_again(
    reader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift = paid_gift(reader, now=now)
    monkeypatch.setattr(
        gift_letters.membership, "claim_delivery", lambda number, **_: ordering.lock_gift(number)
    )
    assert gift_letters.deliver(gift.pk, now=now)
    assert letters_to(RECIPIENT) == ["gift", "gift"]
