"""Seats under load and on two fronts: never too many, and gone at once."""

from standfirst.apps.accounts.api import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Invitation, Period, Plan, Price, Seat
from standfirst.core import clock
from standfirst.core.db import transaction
from tests.publication import Publication
from tests.trust.site import Front
from tests.trust.test_money import DESK, everybody, readers, seen_after

AT_ONCE = 20


def a_group(seats: int) -> tuple[int, membership.By]:
    """The subscription of somebody new, and who manages it."""
    owner = readers(1)[0]
    row = {"name": "Company", "slug": f"company-{seats}", "blurb": "All.", "opens": "All", "on_sale": False}
    plan, _ = Plan.objects.get_or_create(slug=row["slug"], defaults={**row, "seats": seats})
    price, _ = Price.objects.get_or_create(
        plan=plan, interval="year", currency="EUR", defaults={"amount": 99}
    )
    order = membership.Order(owner_id=owner, price_id=price.pk, gateway="invoice")
    with transaction():
        found = membership.open_subscription(order, by=DESK, now=clock.now())
    return found.pk, membership.actors.reader(owner)


def offered(number: int, by: membership.By, reader_id: int) -> tuple[str, int]:
    email = User.objects.get(pk=reader_id).email
    with transaction():
        return membership.invite(subscription_id=number, email=email, by=by, now=clock.now()), reader_id


def take(offer: tuple[str, int]) -> bool:
    token, reader_id = offer
    email = User.objects.get(pk=reader_id).email
    try:
        membership.take_seat(token=token, reader_id=reader_id, email=email, now=clock.now())
    except membership.GroupRefused:
        return False
    return True


def test_twenty_at_once_take_only_the_seats_there_are(acting: Publication) -> None:
    number, by = a_group(AT_ONCE + 1)
    offers = [offered(number, by, reader_id) for reader_id in readers(AT_ONCE)]
    Plan.objects.filter(slug=f"company-{AT_ONCE + 1}").update(seats=6)
    said = everybody(take, offers)
    taken = Seat.objects.filter(group__subscription_id=number, left_at=None)
    assert (said.count(True), sorted(taken.values_list("number", flat=True))) == (5, [2, 3, 4, 5, 6])
    assert Period.objects.filter(subscription_id=number, source="seat").count() == 5


def test_one_link_taken_by_twenty_at_once_is_one_seat(acting: Publication) -> None:
    number, by = a_group(4)
    offer = offered(number, by, readers(1)[0])
    assert everybody(take, [offer] * AT_ONCE).count(True) == 1
    assert Invitation.objects.get(group__subscription_id=number).taken_at is not None
    assert Period.objects.filter(subscription_id=number, source="seat").count() == 1


def test_a_seat_is_seen_on_both_fronts_at_once_and_so_is_its_end(
    acting: Publication, fronts: tuple[Front, Front]
) -> None:
    text, reader_id = acting.texts["subscribers"], acting.people["registered"]

    def whole(front: Front) -> bool:
        return text.canary.encode() in front.ask(text.path, reader="registered").body

    def gated(front: Front) -> bool:
        return not whole(front)

    def seat() -> int:
        return Seat.objects.get(reader_id=reader_id, left_at=None).pk

    number, by = a_group(3)
    assert all(gated(front) for front in fronts)
    seen_after(lambda: take(offered(number, by, reader_id)), whole, fronts)
    seen_after(
        lambda: membership.remove_seat(subscription_id=number, seat_id=seat(), by=by, now=clock.now()),
        gated,
        fronts,
    )
    seen_after(lambda: take(offered(number, by, reader_id)), whole, fronts)

    def refund() -> None:
        with transaction():
            membership.refund_subscription(subscription_id=number, because="a test", by=DESK, now=clock.now())

    seen_after(refund, gated, fronts)
