"""The send ledger: who is frozen, who is claimed, and why others are not."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.models import User
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Institution, Plan
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import begin_sending as freezing
from standfirst.apps.newsletters.actions import claim_deliveries as claiming
from standfirst.apps.newsletters.api import Reason, Refused, Variant
from standfirst.apps.newsletters.models import (
    Addressee,
    Delivery,
    Exclusion,
    Frequency,
    Sending,
    SendingLetter,
    SignUp,
)
from standfirst.apps.newsletters.rules.settling import Heard, Word
from tests.apps.newsletters.sending import (
    MANNER,
    begin,
    claim,
    letter,
    many,
    settled,
    sign_up,
    states,
)
from tests.publication import Publication

pytestmark = pytest.mark.django_db
Offered = dict[str, int]


def everything() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Sending, SendingLetter, Delivery, Exclusion))


# The freeze


def test_everybody_who_has_signed_up_is_a_row_or_a_reason(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    number = offered["everybody"]
    people = many(number, 9, now=now)
    Addressee.objects.filter(pk=people[0].pk).update(paused_until=now.date() + timedelta(days=2))
    newsletters.suppress(address=people[1].address, newsletter_id=None, reason="complaint", now=now)
    newsletters.suppress(address=people[2].address, newsletter_id=number, reason="complaint", now=now)
    newsletters.suppress(address=people[3].address, newsletter_id=offered["registered"], reason="x", now=now)
    reader = publication.reader("registered")
    sign_up(reader, number, now=now)
    User.objects.filter(pk=reader.pk).update(is_active=False)
    SignUp.objects.filter(addressee=people[4]).update(ended_at=now)
    account = newsletters.account_of(begin(number, now=now))
    assert account.excluded == {"paused": 1, "suppressed": 2, "closed": 1}
    assert (account.frozen, account.candidates, account.settled) == (5, 9, 0)


def test_who_comes_after_the_freeze_gets_the_next_edition(offered: Offered, now: datetime) -> None:
    number = offered["everybody"]
    many(number, 2, now=now)
    sending = begin(number, now=now)
    many(number, 3, now=now)
    assert newsletters.account_of(sending).frozen == 2
    assert newsletters.account_of(begin(number, now=now, number=2)).frozen == 5


@pytest.mark.parametrize(
    ("who", "which", "gets"),
    [
        ("registered", "everybody", Variant.READER),
        ("lapsed", "everybody", Variant.READER),
        ("subscriber", "everybody", Variant.SUBSCRIBER),
        ("registered", "registered", Variant.READER),
        ("subscriber", "registered", Variant.SUBSCRIBER),
        ("registered", "subscribers", None),
        ("lapsed", "subscribers", None),
        ("subscriber", "subscribers", Variant.SUBSCRIBER),
    ],
)
def test_the_letter_is_that_of_the_standing(
    publication: Publication, offered: Offered, now: datetime, who: str, which: str, gets: str | None
) -> None:
    reader = publication.reader(who)
    addressee = sign_up(reader, offered["everybody"], now=now)
    SignUp.objects.filter(addressee=addressee).update(newsletter_id=offered[which])
    sending = begin(offered[which], now=now)
    found = [row.letter.variant for row in Delivery.objects.filter(addressee_number=addressee.pk)]
    assert found == ([gets] if gets else [])
    assert newsletters.account_of(sending).excluded == ({} if gets else {"standing": 1})


def test_an_institution_opens_the_subscribers_letter_and_a_visitors_address_there_does_not(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    domain = reader.email.partition("@")[2]
    Institution.objects.create(name="A library", plan=Plan.objects.get(), starts_at=now, domains=[domain])
    [visitor] = many(offered["everybody"], 1, now=now)
    Addressee.objects.filter(pk=visitor.pk).update(address=f"visitor@{domain}")
    addressee = sign_up(reader, offered["everybody"], now=now)
    begin(offered["everybody"], now=now)
    variants = dict(Delivery.objects.values_list("addressee_number", "letter__variant"))
    assert variants == {addressee.pk: Variant.SUBSCRIBER, visitor.pk: Variant.READER}


def test_one_mailbox_gets_one_copy(publication: Publication, offered: Offered, now: datetime) -> None:
    """A visitor's mailbox became a reader's by a change of address."""
    number = offered["everybody"]
    [visitor] = many(number, 1, now=now)
    reader = publication.reader("registered")
    sign_up(reader, number, now=now)
    User.objects.filter(pk=reader.pk).update(email=visitor.address)
    account = newsletters.account_of(begin(number, now=now))
    assert (account.frozen, account.excluded) == (1, {"twice": 1})


@pytest.mark.parametrize(("days", "gets"), [(1, False), (6, False), (7, True)])
def test_at_most_one_a_week(offered: Offered, now: datetime, days: int, gets: bool) -> None:
    number = offered["everybody"]
    many(number, 1, now=now, frequency=Frequency.WEEKLY)
    begin(number, now=now)
    account = newsletters.account_of(begin(number, now=now + timedelta(days=days), number=2))
    assert (account.frozen, account.excluded) == ((1, {}) if gets else (0, {"weekly": 1}))


def test_the_databases_digest_is_that_of_the_accounts(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 3, now=now)
    begin(offered["everybody"], now=now)
    expected = {accounts.digest_of_address(each.address) for each in Addressee.objects.exclude(address=None)}
    assert set(Delivery.objects.values_list("address_digest", flat=True)) == expected


def test_beginning_twice_is_one_sending(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 2, now=now)
    assert begin(offered["everybody"], now=now) == begin(offered["everybody"], now=now)
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize(
    ("letters", "why"),
    [
        ([], "no letter for readers"),
        ([letter(Variant.SUBSCRIBER)], "no letter for readers"),
        ([letter(), letter()], "twice"),
        ([letter("sponsors")], "no variant"),
        ([letter(subject="")], "subject"),
        ([letter(text="[[password]]")], "password"),
    ],
)
def test_what_cannot_be_sent_leaves_nothing(
    offered: Offered, now: datetime, letters: list[Any], why: str
) -> None:
    many(offered["everybody"], 2, now=now)
    before = everything()
    with pytest.raises(Refused, match=why):
        begin(offered["everybody"], now=now, letters=letters)
    assert everything() == before


def test_books_that_disagree_leave_nothing(
    offered: Offered, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row is lost on its way into the table: the freeze notices."""
    many(offered["everybody"], 3, now=now)
    before = everything()
    lossy = freezing._FREEZE.replace(
        "WHERE verdict = '' ORDER BY digest", "WHERE verdict = '' ORDER BY digest LIMIT 2"
    )
    monkeypatch.setattr(freezing, "_FREEZE", lossy)
    with pytest.raises(newsletters.BooksDisagree, match="3 have signed up, but 2 rows"):
        begin(offered["everybody"], now=now)
    assert everything() == before


# The claim


def test_what_has_changed_since_the_freeze_is_skipped_with_its_reason(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    number = offered["everybody"]
    people = many(number, 6, now=now)
    reader = publication.reader("registered")
    sign_up(reader, number, now=now)
    sending = begin(number, now=now)
    newsletters.stop(addressee_id=people[0].pk, newsletter_id=number, manner=MANNER, now=now)
    newsletters.pause(addressee_id=people[1].pk, until=now.date() + timedelta(days=3), now=now)
    newsletters.suppress(address=people[2].address, newsletter_id=None, reason="complaint", now=now)
    people[3].sign_ups.all().delete()
    people[3].delete()
    User.objects.filter(pk=reader.pk).update(is_active=False)
    later = now + timedelta(minutes=1)
    rows = claim(now=later)
    assert sorted(one.reader for one in rows) == sorted(each.pk for each in people[4:])
    reasons = {"stopped": 1, "paused": 1, "suppressed": 1, "gone": 1, "closed": 1}
    assert newsletters.skipped_by_reason(sending) == reasons
    assert newsletters.account_of(sending).settled == 5


def test_who_stops_while_the_claim_is_on_its_way_to_the_database_does_not_get_it(
    offered: Offered, now: datetime
) -> None:
    """The claim's own moment is earlier than the sign-off; what is committed counts."""
    [leaver] = many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    newsletters.stop(
        addressee_id=leaver.pk, newsletter_id=None, manner=MANNER, now=now + timedelta(seconds=1)
    )
    assert claim(now=now) == []
    assert newsletters.skipped_by_reason(sending) == {"stopped": 1}


def test_twin_without_asking_anew_whoever_has_stopped_gets_it(
    offered: Offered, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    [leaver] = many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    frozen = list(claiming._asked_anew(sending, [leaver.pk], now))
    newsletters.stop(addressee_id=leaver.pk, newsletter_id=None, manner=MANNER, now=now)
    monkeypatch.setattr(claiming, "_asked_anew", lambda *_: frozen)
    assert [one.reader for one in claim(now=now)] == [leaver.pk]


def test_a_subscription_that_ended_since_the_freeze_changes_the_letter_or_ends_the_delivery(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("subscriber")
    for which in ("everybody", "subscribers"):
        sign_up(reader, offered[which], now=now)
    open_, closed = begin(offered["everybody"], now=now), begin(offered["subscribers"], now=now, number=2)
    membership.end_everything(reader_id=reader.pk, because="tests", by=membership.CLOCK, now=now)
    later = now + timedelta(minutes=1)
    [row] = claim(now=later)
    assert SendingLetter.objects.get(pk=row.letter_id).variant == Variant.READER
    assert row.sending_id == open_.pk
    settled([row], Heard(Word.ACCEPTED), now=later)
    assert claim(now=later) == []
    assert states(closed) == {("skipped", Reason.STANDING): 1}


def test_a_new_address_is_where_it_goes(publication: Publication, offered: Offered, now: datetime) -> None:
    reader = publication.reader("registered")
    sign_up(reader, offered["everybody"], now=now)
    begin(offered["everybody"], now=now)
    User.objects.filter(pk=reader.pk).update(email="new@inbox.example")
    assert [one.address for one in claim(now=now)] == ["new@inbox.example"]


def test_a_new_address_that_another_delivery_has_is_skipped(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    [visitor] = many(offered["everybody"], 1, now=now)
    reader = publication.reader("registered")
    sign_up(reader, offered["everybody"], now=now)
    sending = begin(offered["everybody"], now=now)
    User.objects.filter(pk=reader.pk).update(email=visitor.address)
    assert len(claim(now=now)) == 1
    assert newsletters.skipped_by_reason(sending) == {"twice": 1}


def test_nothing_is_claimed_of_what_is_paused_cancelled_or_stopped_as_a_whole(
    offered: Offered, now: datetime
) -> None:
    many(offered["everybody"], 5, now=now)
    sending = begin(offered["everybody"], now=now)
    assert len(claim(now=now, most=1)) == 1
    newsletters.pause_everything(because="restored", now=now)
    assert claim(now=now) == []
    newsletters.resume_everything(now=now)
    newsletters.pause_sending(sending_id=sending.pk, because="wrong subject")
    assert claim(now=now) == []
    newsletters.resume_sending(sending_id=sending.pk, now=now)
    assert len(claim(now=now, most=1)) == 1
    newsletters.cancel_sending(sending_id=sending.pk, now=now)
    assert claim(now=now) == []
    assert states(sending) == {("claimed", ""): 2, ("skipped", "cancelled"): 3}
    for act in (newsletters.pause_sending, newsletters.cancel_sending):
        with pytest.raises(Refused):
            act(
                sending_id=sending.pk,
                **({"because": "x"} if act is newsletters.pause_sending else {"now": now}),
            )
