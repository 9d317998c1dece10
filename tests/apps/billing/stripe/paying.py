"""What readers do at the fake Stripe, and what our books must say then."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Customer, Payment, WebhookEvent
from standfirst.apps.billing.queries.intents import PATIENCE
from standfirst.apps.billing.rules.stripe_books import TURN
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Subscription
from tests.apps.billing.ordering import key
from tests.fake_stripe import FakeStripe, happenings
from tests.fake_stripe.books import GONE, Object

GRACE = timedelta(days=7)


@dataclass
class House:
    """The fake and shorthand for what is done with it."""

    fake: FakeStripe

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.fake.books.now, UTC)

    def order(self, reader: User, price: membership.Price, **more: str) -> str:
        """The address of the page to pay on."""
        given = {"key": key(), "gateway": "stripe", "billed_to": "Amal", **more}
        return billing.begin_checkout(reader_id=reader.pk, price_id=price.pk, now=self.now, **given)  # type: ignore[arg-type]

    def pay(self, address: str) -> None:
        happenings.complete(self.fake.books, address.rpartition("/")[2])

    def subscribe(self, reader: User, price: membership.Price) -> membership.Subscription:
        self.pay(self.order(reader, price))
        self.look(reader)
        found = membership.find_running(reader_id=reader.pk)
        assert found
        return found

    def look(self, reader: User) -> int:
        return billing.reconcile_reader(reader_id=reader.pk, now=self.now)

    def work(self) -> int:
        """The worker carries out what the house asks of Stripe by itself."""
        return billing.carry_out_what_is_left(now=self.now + PATIENCE)

    def wait(self, days: float, *, cards_work: bool = True) -> None:
        happenings.pass_time(self.fake.books, int(days * 86_400), cards_work=cards_work)

    def theirs(self, reader: User) -> list[Object]:
        """Subscriptions at Stripe, newest first."""
        customer = Customer.objects.get(reader=reader)
        return self.fake.books.all("subscription", customer=customer.ref)

    def customer(self, reader: User) -> str:
        return Customer.objects.get(reader=reader).ref

    def hear(self, event: Object) -> bool:
        """A webhook comes in and is heeded."""
        body, headers = self.fake.signed(event)
        new = billing.receive_stripe_webhook(body=body, signature=headers["Stripe-Signature"], now=self.now)
        number = WebhookEvent.objects.get(event_id=event["id"]).pk
        billing.heed_webhook(number=number, now=self.now)
        return new


def agree(house: House, reader: User) -> None:
    """Our subscription, payments and refunds are what the fake's books and its money log say."""
    ours = {one.gateway_ref: one for one in Subscription.objects.filter(owner=reader, gateway="stripe")}
    for theirs in house.theirs(reader):
        mine = ours.pop(theirs["id"])
        wanted = expected(house, theirs)
        assert mine.state == wanted[0], (theirs, wanted, mine.terms())
        if wanted[1] is not None:
            assert abs(mine.ends_at - wanted[1]) < timedelta(seconds=1), (theirs, mine.terms())
    assert ours == {}
    total = sum(int((one.amount - one.refunded) * 100) for one in Payment.objects.filter(reader=reader))
    lines = house.fake.books.money
    paid = sum(
        line["amount"] * {"charge": 1, "refund": -1}.get(line["kind"], 0)
        for line in lines
        if line["customer"] == house.customer(reader)
    )
    assert total == paid


def expected(house: House, theirs: Object) -> tuple[str, datetime | None]:
    """State and end, told by rules that were written down a second time."""
    books, item = house.fake.books, theirs["items"]["data"][0]
    intents = happenings.intents_of(books, theirs["id"])
    charges = [books.get(books.get(one)["latest_charge"]) for one in intents]
    disputes = [books.all("dispute", charge=charge["id"]) for charge in charges]
    newest = [one["status"] for one in disputes[0]] if disputes else []
    if charges and charges[0]["amount_refunded"] == charges[0]["amount"]:
        return "refunded", None
    if theirs["status"] in GONE or "lost" in newest:
        return "ended", None
    if "needs_response" in newest:
        return "disputed", None
    return _by_status(house, theirs, item, paid=bool(charges))


def nobody_pays_for_nothing(house: House, reader: User) -> None:
    """Whatever goes on at Stripe, and would be charged for, is open here; or a bank has taken its last payment for now."""
    for theirs in house.theirs(reader):
        mine = Subscription.objects.get(owner=reader, gateway_ref=theirs["id"])
        collects = theirs["status"] not in GONE and not theirs["pause_collection"]
        if collects and theirs["status"] != "past_due":
            assert membership.opens(membership.State(mine.state)) or mine.state == "disputed", (theirs, mine)


def _by_status(house: House, theirs: Object, item: Object, *, paid: bool) -> tuple[str, datetime | None]:
    start, end = (datetime.fromtimestamp(item[f"current_period_{side}"], UTC) for side in ("start", "end"))
    if theirs["status"] == "past_due":
        return ("past_due", start) if house.now < start + GRACE else ("ended", None)
    if theirs["cancel_at_period_end"]:
        return "cancelling", end
    if theirs["pause_collection"]:
        return "paused", None
    return ("trial", end + TURN) if theirs["status"] == "trialing" and not paid else ("active", end)
