"""Two subjects of an edition: how each does, and whom a claim may give which."""

from datetime import datetime, timedelta

from django.db.models import Count

from standfirst.apps.newsletters.models import Click, Delivery, Sending, SendingLetter, SubjectTest
from standfirst.apps.newsletters.rules.states import DeliveryState
from standfirst.apps.newsletters.rules.subjects import Arm, Tally

_A_MOMENT = timedelta(microseconds=1)


def test_of(sending: Sending) -> SubjectTest | None:
    """The sending's, where it has two subjects."""
    return SubjectTest.objects.filter(sending=sending).first()


def tallies_of(test: SubjectTest) -> tuple[Tally, Tally]:
    """As they stand now. A letter is counted once in a quarter of an hour, and not before it is over: until then it is not known
    who is a robot."""
    sent = Delivery.objects.filter(sending_id=test.sending_id, state=DeliveryState.SENT)
    delivered = dict(sent.values_list("arm").annotate(rows=Count("pk")).order_by())
    clicks = Click.objects.filter(link__sending_id=test.sending_id, is_first=True)
    clicked = dict(clicks.values_list("arm").annotate(rows=Count("pk")).order_by())
    first, second = (
        Tally(delivered.get(arm, 0), min(clicked.get(arm, 0), delivered.get(arm, 0)))
        for arm in (Arm.FIRST.value, Arm.SECOND.value)
    )
    return first, second


def kept_tallies(test: SubjectTest) -> tuple[Tally, Tally] | None:
    """Those by which it was chosen; None before that, and where nothing was tested."""
    if test.first_delivered is None or test.second_delivered is None:
        return None
    return (
        Tally(test.first_delivered, test.first_clicked or 0),
        Tally(test.second_delivered, test.second_clicked or 0),
    )


def claimable_until(test: SubjectTest | None, *, now: datetime) -> datetime:
    """Deliveries of later moments are not claimed: the rest waits for the choice, however long that takes, and then no longer."""
    if test is None:
        return now
    return max(now, test.rest_at) if test.chosen else min(now, test.rest_at - _A_MOMENT)


def second_letters(sending: Sending) -> dict[int, int]:
    """The letter with the second subject in place of that with the first, by their numbers."""
    rows = SendingLetter.objects.filter(sending=sending).values_list("variant", "language", "arm", "pk")
    numbers = {(variant, language, arm): number for variant, language, arm, number in rows}
    return {
        number: numbers[variant, language, Arm.SECOND.value]
        for (variant, language, arm), number in numbers.items()
        if not arm and (variant, language, Arm.SECOND.value) in numbers
    }


def gets_second(arm: str, test: SubjectTest | None) -> bool:
    """Whether a delivery of this arm carries the second subject."""
    return arm == Arm.SECOND or bool(arm == Arm.REST and test and test.chosen == Arm.SECOND)
