"""What was seen in Stripe's books is taken over: subscriptions, payments, refunds, letters. Part of the caller's transaction."""

from datetime import timedelta

from standfirst.apps.billing.gateways.letters import receipt_letter, subscription_letter
from standfirst.apps.billing.gateways.purposes import OWN
from standfirst.apps.billing.gateways.stripe_door import NAME
from standfirst.apps.billing.gateways.stripe_refunds import write_refunds
from standfirst.apps.billing.gateways.stripe_wishing import Taking, protest, wish_end, wish_money_back
from standfirst.apps.billing.models import Intent, Payment
from standfirst.apps.billing.models.intents import Kind
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.apps.billing.rules.stripe_books import (
    GONE,
    NOT_BEGUN,
    Books,
    Course,
    Paid,
    major,
    minor,
    price_id_of,
    standing_of_course,
    what_follows,
    why_to_end,
)
from standfirst.apps.membership import api as membership

_SECOND = "goes on beside another subscription"
_LETTERS = {
    membership.State.PAST_DUE: "payment_missing",
    membership.State.CANCELLING: "cancelled",
    membership.State.ENDED: "ended",
}


def take_over(books: Books, taking: Taking) -> int:
    """How many subscriptions changed; nothing is written when nothing differs."""
    return sum(
        _take(course, taking) for course in books.courses if course.subscription["status"] not in NOT_BEGUN
    )


def _take(course: Course, taking: Taking) -> bool:
    found = membership.find_by_gateway(gateway=NAME, gateway_ref=course.ref)
    if found is not None and found.owner_id != taking.reader_id:
        return _take_of_another(course, found, taking)
    try:
        subscription = found or _begin(course, taking)
        if subscription is None:
            return False
        paid = _write_payments(course, subscription, taking)
        changed = _follow(course, subscription, taking)
    except membership.AlreadySubscribed:
        return _refuse_a_second(course, found, taking)
    _end_there(course, subscription, taking)
    return changed or found is None or paid


def _take_of_another(course: Course, found: membership.Subscription, taking: Taking) -> bool:
    """A subscription that was over, and stayed with an account that was merged: its money is this reader's now."""
    if not taking.is_former:
        protest(course.ref, taking, "belongs to another reader here")
        return False
    paid = _write_payments(course, found, taking)
    _end_there(course, found, taking)
    return paid


def _end_there(course: Course, subscription: membership.Subscription, taking: Taking) -> None:
    """What opens nothing any more is not charged for any more."""
    if because := why_to_end(course):
        wish_end(course, taking, subscription=subscription, because=because)


def _refuse_a_second(course: Course, found: membership.Subscription | None, taking: Taking) -> bool:
    """Nobody pays for two."""
    protest(course.ref, taking, _SECOND)
    return _send_back(course, found, taking, because=_SECOND)


def _send_back(
    course: Course, found: membership.Subscription | None, taking: Taking, *, because: str
) -> bool:
    """Nothing can be opened for it: what was paid last goes back, and it ends there; whether a payment was new."""
    new = _write_payments(course, found, taking)
    if course.payments and not course.payments[0].disputes:
        payment = Payment.objects.get(gateway=NAME, ref=course.payments[0].ref)
        wish_money_back(payment, taking, because=because)
    if course.subscription["status"] not in GONE:
        wish_end(course, taking, subscription=found, because=because)
    return new


def _begin(course: Course, taking: Taking) -> membership.Subscription | None:
    """A subscription of ours for one that was paid at Stripe; only for what was ordered here, at its price.

    An order that came back other than it went out is sent back; what was never ordered here is the desk's to judge.
    """
    intent = _order_of(course, taking)
    price = _price_of(course)
    fault = _fault(course, intent, price)
    if fault or intent is None or price is None:
        protest(course.ref, taking, fault)
        if intent is not None:
            _send_back(course, None, taking, because=fault)
        return None
    subscription = _open(course, intent, price, taking)
    if membership.opens(membership.State(_word(course).state)):
        subscription_letter("welcome", subscription, now=taking.now)
    return subscription


def _open(course: Course, intent: Intent, price: membership.Price, taking: Taking) -> membership.Subscription:
    word = _word(course)
    order = membership.Order(
        owner_id=taking.reader_id,
        price_id=price.pk,
        gateway=NAME,
        gateway_ref=course.ref,
        promotion_id=intent.facts.get("promotion"),
        grace_days=get_billing().grace_days,
    )
    if word.state is membership.State.TRIAL and not membership.has_tried(reader_id=taking.reader_id):
        return membership.start_trial(order, until=word.ends_at, by=taking.by, now=taking.now)
    return membership.open_subscription(
        order, starts_at=word.starts_at, ends_at=word.ends_at, by=taking.by, now=taking.now
    )


def _order_of(course: Course, taking: Taking) -> Intent | None:
    key = (course.subscription.get("metadata") or {}).get("intent", "")
    found = Intent.objects.filter(key=key, kind=Kind.BEGIN_CHECKOUT, gateway=NAME)
    return found.filter(reader_id=taking.reader_id).first()


def _price_of(course: Course) -> membership.Price | None:
    """Ours, if Stripe's has its sum, currency and length."""
    sold = course.item["price"]
    ours = price_id_of(sold.get("lookup_key"))
    found = membership.Price.objects.filter(pk=ours or 0).select_related("plan").first()
    if found is None:
        return None
    asked = (found.currency.lower(), minor(found.amount, found.currency), found.interval)
    given = (sold["currency"], sold["unit_amount"], (sold.get("recurring") or {}).get("interval"))
    return found if asked == given else None


def _fault(course: Course, intent: Intent | None, price: membership.Price | None) -> str:
    """Why nothing opens; empty for an order that is as it should be."""
    if intent is None:
        return "was not ordered here by this reader"
    if price is None or not course.is_single or intent.price_id != price.pk:
        return "is not at the price that was ordered"
    if _paid_at_first(course, intent) < intent.facts.get("expected", 0):
        return "was paid with less than was ordered"
    return ""


def _paid_at_first(course: Course, intent: Intent) -> int:
    """The oldest payment; after a free trial there may be none yet."""
    expected = int(intent.facts.get("expected", 0))
    if course.payments:
        return course.payments[-1].minor
    return expected if intent.facts.get("trial_days") else course.first_total or 0


def _word(course: Course) -> membership.GatewayWord:
    days = get_billing().grace_days
    said = standing_of_course(course, grace=timedelta(days=days))
    price = _price_of(course)
    return membership.GatewayWord(
        state=membership.State(said.state),
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        until=said.until,
        price_id=price.pk if price else None,
        payments=len(course.payments),
        because=said.because,
    )


def _follow(course: Course, subscription: membership.Subscription, taking: Taking) -> bool:
    before = subscription.state
    subscription, changed = membership.follow_gateway(
        subscription_id=subscription.pk, word=_word(course), by=taking.by, now=taking.now
    )
    state = membership.State(subscription.state)
    if subscription.state != before and state in _LETTERS:
        subscription_letter(_LETTERS[state], subscription, now=taking.now)
    return changed


def _write_payments(course: Course, subscription: membership.Subscription | None, taking: Taking) -> bool:
    """Each payment once, and each refund of it once; whether anything was new. The customer's row is locked.

    Money for what cannot be opened is written down all the same, so that the desk can send it back.
    """
    price = subscription.price if subscription else _price_of(course)
    words = OWN.words(price) if price else course.ref
    refs = [paid.ref for paid in course.payments]
    known = {one.ref: one for one in Payment.objects.filter(gateway=NAME, ref__in=refs)}
    new = [paid for paid in reversed(course.payments) if paid.ref not in known]
    known |= {paid.ref: _write_down(paid, subscription, words, taking) for paid in new}
    back = [
        write_refunds(paid, known[paid.ref], taking, follows=what_follows(course, paid))
        for paid in reversed(course.payments)
    ]
    return bool(new) or any(back)


def _write_down(
    paid: Paid, subscription: membership.Subscription | None, words: str, taking: Taking
) -> Payment:
    payment = Payment.objects.create(
        gateway=NAME,
        ref=paid.ref,
        reader_id=taking.reader_id,
        subscription=subscription,
        words=words,
        currency=paid.currency,
        amount=major(paid.minor, paid.currency),
        received_at=paid.at,
        recorded_at=taking.now,
    )
    receipt_letter(payment, now=taking.now)
    return payment
