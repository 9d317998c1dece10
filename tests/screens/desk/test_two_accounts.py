"""Two accounts of one person become one: what passes on, what ends, and what stands against it."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.accounts.models import Consent, NameClaim
from standfirst.apps.audit.models import Entry
from standfirst.apps.billing.models import Customer, Intent, Invoice, Payment
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import MonthlyUse, Period, Plan, Seat, Subscription
from standfirst.core import clock, merging
from standfirst.core.bus.contracts import STANDING
from standfirst.core.models import BusMessage
from standfirst.screens.account import erasing
from tests.apps.billing.ordering import ordered, subscribed
from tests.apps.membership.subscribing import a_plan, opened, price
from tests.publication import Publication
from tests.screens.conftest import SignedIn
from tests.signing_in import enter

YES = {"because": "wrote from both addresses", "sure": "on"}


@pytest.fixture
def desk(publication: Publication) -> Client:
    administrator = User.objects.create_user("office@review.example", is_staff=True)
    administrator.groups.set(Group.objects.filter(name="Administrators"))
    return enter(Client(), administrator)


@pytest.fixture
def pair(publication: Publication) -> tuple[User, User]:
    """The account that stays and the one that goes, of one person."""
    kept, gone = (
        User.objects.create_user(f"{name}@twice.example", first_name=name) for name in ("stays", "goes")
    )
    return kept, gone


def merge(desk: Client, kept: User, gone: User, **fields: str) -> HttpResponse:
    answer: Any = desk.post(f"/desk/subscriptions/{kept.pk}/merge/?other={gone.email}", {**YES, **fields})
    return answer  # type: ignore[no-any-return]


def refused(desk: Client, kept: User, gone: User) -> str:
    before = counts()
    answer = merge(desk, kept, gone)
    assert answer.status_code == 422
    assert counts() == before
    gone.refresh_from_db()
    assert gone.closes_at is None or gone.is_staff is False
    return answer.content.decode()


def counts() -> tuple[int, ...]:
    kinds: tuple[Any, ...] = (Entry, Letter, BusMessage, Period, Subscription)
    return tuple(kind.objects.count() for kind in kinds)


def standing(reader: User) -> str:
    return membership.standing_of(User.objects.get(pk=reader.pk), now=clock.now())


def test_both_stand_side_by_side_before_anything_happens(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    subscribed(gone, now=clock.now())
    before = counts()
    page = desk.get(f"/desk/subscriptions/{kept.pk}/merge/?other=GOES@twice.example").content.decode()
    for words in (
        "Side by side",
        "stays@twice.example",
        "goes@twice.example",
        "What will happen",
        "Merge, for good",
    ):
        assert words in page
    assert counts() == before
    assert (
        "Nobody has an account"
        in desk.get(f"/desk/subscriptions/{kept.pk}/merge/?other=x@y.example").content.decode()
    )


def test_what_was_paid_for_passes_on(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    running = subscribed(gone, now=clock.now())
    assert merge(desk, kept, gone).status_code == 302
    assert standing(kept) == "subscriber"
    running.refresh_from_db()
    assert running.owner_id == kept.pk
    for kind in (Invoice, Payment, Period):
        assert set(kind.objects.filter(reader__in=pair).values_list("reader_id", flat=True)) == {kept.pk}  # type: ignore[attr-defined]
    assert membership.find_running(reader_id=kept.pk) == running


def test_what_passed_on_can_be_refunded_and_ends(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    subscribed(gone, now=clock.now())
    merge(desk, kept, gone)
    payment = Payment.objects.get(reader=kept)
    fields = {
        "payment": payment.pk,
        "key": "b" * 32,
        "amount": str(payment.amount),
        "because": "asked",
        "closes": "on",
    }
    assert desk.post(f"/desk/subscriptions/{kept.pk}/refund/", fields).status_code == 302
    assert standing(kept) == "registered"


def test_the_longer_time_holds(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    plan, moment = membership.list_plans()[0], clock.now()
    for reader, days in ((kept, 10), (gone, 90)):
        membership.grant_subscription(
            reader_id=reader.pk, plan_id=plan.pk, starts_at=moment, ends_at=moment + timedelta(days=days), source="desk",
            now=moment,
        )  # fmt: skip
    merge(desk, kept, gone)
    period = membership.standing_period(reader_id=kept.pk, now=clock.now())
    assert period is not None
    assert period.ends_at == moment + timedelta(days=90)


def test_the_other_account_is_closed_for_good(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    sessions = [enter(Client(), reader) for reader in pair]
    assert all(client.get("/account/").status_code == 200 for client in sessions)
    merge(desk, kept, gone)
    assert all(client.get("/account/").status_code == 302 for client in sessions)
    gone.refresh_from_db()
    assert (gone.is_active, standing(gone)) == (False, "visitor")
    later = clock.now() + timedelta(hours=1, minutes=1)
    assert erasing.erase_due(now=later) == 1
    gone.refresh_from_db()
    assert (gone.email, gone.first_name) == (f"erased-{gone.pk}@erased.invalid", "")
    assert User.objects.get(pk=kept.pk).first_name == "stays"
    User.objects.create_user("goes@twice.example")


def test_an_erasure_after_it_takes_nothing_from_who_stays(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    subscribed(gone, now=clock.now())
    merge(desk, kept, gone)
    erasing.erase_due(now=clock.now() + timedelta(hours=2))
    assert standing(kept) == "subscriber"
    assert Invoice.objects.filter(reader=kept, state="paid").count() == 1


def test_ways_in_names_and_consents_do_not_pass_on(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    Authenticator.objects.create(user=gone, type="totp", data={"secret": "x"})
    Consent.objects.create(
        reader=gone,
        kind="correspondence:offers",
        given=True,
        statement="x",
        form="t",
        language="en",
        recorded_at=clock.now(),
    )
    merge(desk, kept, gone)
    assert not Authenticator.objects.filter(user=kept).exists()
    assert not Consent.objects.filter(reader=kept).exists()
    assert not NameClaim.objects.filter(reader=kept).exists()


def test_every_front_is_told_and_both_addresses_get_a_letter(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    merge(desk, kept, gone)
    told = [row.payload["reader"] for row in BusMessage.objects.filter(topic=STANDING).order_by("pk")][-2:]
    assert told == [kept.pk, gone.pk]
    letters = {
        letter.to: letter for letter in Letter.objects.filter(template__startswith="billing/emails/merged")
    }
    assert set(letters) == {kept.email, gone.email}
    assert gone.email not in letters[kept.email].text
    assert kept.email not in letters[gone.email].text


def test_it_is_on_record_for_both(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    subscribed(gone, now=clock.now())
    merge(desk, kept, gone)
    one = Entry.objects.get(action="accounts.merge")
    assert (one.about, one.reason) == (f"reader:{kept.pk}", YES["because"])
    assert (one.details["gone"], one.details["subscription"], one.details["invoice"]) == (gone.pk, 1, 1)
    assert Entry.objects.get(action="accounts.merged_into").details == {"kept": kept.pk}


def test_two_subscriptions_that_run_are_refused_with_what_to_do(
    desk: Client, pair: tuple[User, User]
) -> None:
    for reader in pair:
        subscribed(reader, now=clock.now())
    assert "End one of them first" in refused(desk, *pair)


@pytest.mark.parametrize("which", [0, 1])
def test_an_order_that_waits_for_its_payment_is_refused(
    desk: Client, pair: tuple[User, User], which: int
) -> None:
    invoice = ordered(pair[which], now=clock.now())
    assert f"The order {invoice.number} waits" in refused(desk, *pair)


def test_a_payment_under_way_is_refused(desk: Client, pair: tuple[User, User]) -> None:
    Intent.objects.create(
        key="k", kind="refund", gateway="stripe", reader=pair[1], actor_id=1, actor="x", made_at=clock.now()
    )
    assert "being carried out" in refused(desk, *pair)


@pytest.mark.parametrize("runs", ["stays", "goes"])
def test_two_customers_of_one_provider_are_both_followed(
    desk: Client, pair: tuple[User, User], runs: str
) -> None:
    kept, gone = pair
    running = opened(kept if runs == "stays" else gone, price(a_plan()), now=clock.now())
    Subscription.objects.filter(pk=running.pk).update(gateway="stripe", gateway_ref="sub_1")
    for reader in pair:
        Customer.objects.create(
            gateway="stripe", reader=reader, ref=f"cus_{reader.pk}", key=f"k{reader.pk}", made_at=clock.now()
        )
    assert merge(desk, kept, gone).status_code == 302
    found = Customer.objects.filter(reader=kept).order_by("pk").values_list("ref", "is_former")
    assert sorted(found) == sorted([(f"cus_{kept.pk}", False), (f"cus_{gone.pk}", True)])


def test_a_trial_that_both_have_had(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    taken, moment = price(a_plan()), clock.now()
    for reader, begun in ((kept, moment - timedelta(days=90)), (gone, moment - timedelta(days=5))):
        order = membership.Order(owner_id=reader.pk, price_id=taken.pk, gateway="invoice")
        membership.start_trial(order, by=membership.CLOCK, now=begun)
    membership.end_subscription(reader_id=kept.pk, because="over", now=moment)
    assert "keep the account whose subscription runs" in refused(desk, kept, gone)
    assert merge(desk, gone, kept).status_code == 302
    assert (standing(gone), membership.find_running(reader_id=gone.pk) is not None) == ("subscriber", True)


@pytest.mark.parametrize("owner", ["stays", "goes"])
def test_nobody_sits_twice_in_a_group(desk: Client, pair: tuple[User, User], owner: str) -> None:
    plan, moment = a_plan("company"), clock.now()
    Plan.objects.filter(pk=plan.pk).update(seats=3)
    owning, sitting = pair if owner == "stays" else pair[::-1]
    group = opened(owning, price(Plan.objects.get(pk=plan.pk), "year"), now=moment)
    by = membership.actors.reader(owning.pk)
    token = membership.invite(subscription_id=group.pk, email=sitting.email, by=by, now=moment)
    seat = membership.take_seat(token=token, reader_id=sitting.pk, email=sitting.email, now=moment)
    assert merge(desk, *pair).status_code == 302
    seat.refresh_from_db()
    assert seat.left_at is not None
    assert standing(pair[0]) == "subscriber"
    membership.end_subscription(reader_id=pair[0].pk, because="over", now=clock.now())
    assert standing(pair[0]) == "registered"


def test_a_seat_passes_on_and_still_follows_its_group(desk: Client, pair: tuple[User, User]) -> None:
    kept, gone = pair
    plan, moment, owner = a_plan("company"), clock.now(), User.objects.create_user("owner@twice.example")
    Plan.objects.filter(pk=plan.pk).update(seats=3)
    group = opened(owner, price(Plan.objects.get(pk=plan.pk), "year"), now=moment)
    by = membership.actors.reader(owner.pk)
    token = membership.invite(subscription_id=group.pk, email=gone.email, by=by, now=moment)
    seat = membership.take_seat(token=token, reader_id=gone.pk, email=gone.email, now=moment)
    merge(desk, kept, gone)
    assert (Seat.objects.get(pk=seat.pk).reader_id, standing(kept)) == (kept.pk, "subscriber")
    membership.end_subscription(reader_id=owner.pk, because="over", now=clock.now())
    assert standing(kept) == "registered"


def test_what_was_used_of_a_month_adds_up(desk: Client, pair: tuple[User, User]) -> None:
    month = membership.month_of(clock.now(), zone=UTC)
    for reader, used in zip(pair, (2, 3), strict=True):
        MonthlyUse.objects.create(reader=reader, kind="gift", month=month, used=used)
    merge(desk, *pair)
    assert [(use.reader_id, use.used) for use in MonthlyUse.objects.filter(reader__in=pair)] == [
        (pair[0].pk, 5)
    ]


def test_the_staff_is_not_merged(desk: Client, pair: tuple[User, User], publication: Publication) -> None:
    editor = publication.reader("editor")
    assert "works at the desk" in refused(desk, pair[0], editor)
    assert "works at the desk" in refused(desk, editor, pair[1])
    pair[1].groups.add(Group.objects.get(name="Hosts"))
    assert "works at the desk" in refused(desk, *pair)


def test_an_account_is_not_merged_with_itself_nor_with_a_closed_one(
    desk: Client, pair: tuple[User, User]
) -> None:
    assert "This is the same account." in refused(desk, pair[0], pair[0])
    User.objects.filter(pk=pair[1].pk).update(is_active=False)
    assert "is closed" in refused(desk, *pair)


@pytest.mark.parametrize("missing", ["because", "sure"])
def test_without_a_reason_and_a_tick_nothing_happens(
    desk: Client, pair: tuple[User, User], missing: str
) -> None:
    before = counts()
    assert merge(desk, *pair, **{missing: ""}).status_code == 422
    assert counts() == before


@pytest.mark.parametrize("who", ["editor", "publisher", "moderator", "subscriber"])
def test_only_those_with_the_right_merge(signed_in: SignedIn, pair: tuple[User, User], who: str) -> None:
    before = counts()
    assert merge(signed_in(who), *pair).status_code in {302, 403}
    assert counts() == before
    assert User.objects.get(pk=pair[1].pk).is_active


def test_what_breaks_in_the_middle_leaves_nothing(
    desk: Client, pair: tuple[User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(pair[1], now=clock.now())
    before, rows = counts(), merging.merge_rows

    def breaking(**numbers: int) -> dict[str, int]:
        rows(**numbers)
        raise RuntimeError

    monkeypatch.setattr("standfirst.apps.billing.actions.merge_accounts.merge_rows", breaking)
    with pytest.raises(RuntimeError):
        merge(desk, *pair)
    assert counts() == before
    assert standing(pair[1]) == "subscriber"
    assert Payment.objects.get(reader__in=pair).reader_id == pair[1].pk
