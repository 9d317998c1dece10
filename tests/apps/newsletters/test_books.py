"""What became of deliveries, written down by whoever holds them; the books can be added up."""

from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import steer_sendings as steering
from standfirst.apps.newsletters.actions.settle_deliveries import settle
from standfirst.apps.newsletters.gateways.hearing import Report
from standfirst.apps.newsletters.models import (
    NewsletterPage,
    Sending,
    Suppression,
)
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.core.export import Person, parts_of
from standfirst.core.merging import merge_rows
from tests.apps.newsletters.sending import (
    BOTH,
    ME,
    begin,
    claim,
    many,
    settled,
    sign_up,
    states,
)
from tests.publication import Publication

pytestmark = pytest.mark.django_db
Offered = dict[str, int]


def test_the_books_add_up_when_it_is_finished(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 6, now=now)
    sending = begin(offered["everybody"], now=now)
    one, two, three, four, five, six = claim(now=now)
    assert steering.finish_what_is_done(now=now) == []
    settled([one, two], Heard(Word.ACCEPTED), now=now)
    settled([three], Heard(Word.REFUSED, meaning="address"), now=now, code=550)
    settled([four], Heard(Word.UNKNOWN, why="closed"), now=now)
    settled([five], Heard(Word.NOT_SENT, why="failed_eai"), now=now)
    settled([six], Heard(Word.REFUSED, meaning="retry"), now=now, code=451)
    assert newsletters.account_of(sending).settled == 5
    assert steering.finish_what_is_done(now=now) == []
    assert claim(now=now) == []
    [again] = claim(now=now + timedelta(minutes=2))
    assert (again.id, again.attempt) == (six.id, 2)
    settled([again], Heard(Word.ACCEPTED), now=now)
    assert steering.finish_what_is_done(now=now) == [sending.pk]
    sending.refresh_from_db()
    account = newsletters.account_of(sending)
    assert account.by_state == {"sent": 3, "rejected": 2, "unknown": 1}
    assert account.settled == account.frozen == 6
    assert account.state == "finished"


def test_a_dead_address_is_suppressed_for_newsletters_and_for_nothing_else(
    offered: Offered, now: datetime
) -> None:
    [dead, full] = many(offered["everybody"], 2, now=now)
    begin(offered["everybody"], now=now)
    by_reader = {one.reader: one for one in claim(now=now)}
    settled([by_reader[dead.pk]], Heard(Word.REFUSED, meaning="address"), now=now, code=550)
    settled([by_reader[full.pk]], Heard(Word.REFUSED, meaning="mailbox"), now=now, code=552)
    assert [each.address_digest for each in Suppression.objects.all()] == [
        accounts.digest_of_address(dead.address)
    ]
    account = newsletters.account_of(begin(offered["registered"], now=now, number=2))
    assert account.excluded == {}


@pytest.mark.parametrize("stranger", ["owner", "attempt"])
def test_whoever_does_not_hold_a_delivery_settles_nothing_and_that_is_loud(
    offered: Offered, now: datetime, stranger: str, caplog: pytest.LogCaptureFixture
) -> None:
    many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    [row] = claim(now=now)
    attempt = row.attempt + (stranger == "attempt")
    report = Report(row.id, attempt, Heard(Word.ACCEPTED), 250)
    owner = "f" * 16 if stranger == "owner" else ME
    assert settle([report], owner=owner, first_pause=60, now=now) == [row.id]
    assert "settled by another sender" in caplog.text
    assert states(sending) == {("claimed", ""): 1}


def test_settling_twice_is_once_and_silent(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 1, now=now)
    begin(offered["everybody"], now=now)
    rows = claim(now=now)
    assert settled(rows, Heard(Word.ACCEPTED), now=now) == settled(rows, Heard(Word.ACCEPTED), now=now) == []


def test_our_own_fault_pauses_the_newsletter_and_costs_nobody_anything(
    offered: Offered, now: datetime
) -> None:
    many(offered["everybody"], 3, now=now)
    sending = begin(offered["everybody"], now=now)
    settled(claim(now=now, most=1), Heard(Word.REFUSED, meaning="configuration"), now=now, code=550)
    sending.refresh_from_db()
    assert sending.state == "paused"
    assert "set-up is wrong" in sending.paused_because
    assert not Suppression.objects.exists()
    newsletters.resume_sending(sending_id=sending.pk, now=now)
    assert len(claim(now=now)) == 3


@pytest.mark.parametrize(
    ("policy", "left"),
    [("hold", ("unknown", "")), ("drop", ("unknown", "dropped")), ("resend", ("retry", "unknown"))],
)
def test_the_policy_for_what_is_unknown_is_the_newsletters(
    offered: Offered, now: datetime, policy: str, left: tuple[str, str]
) -> None:
    NewsletterPage.objects.filter(pk=offered["everybody"]).update(on_unknown=policy)
    many(offered["everybody"], 1, now=now)
    sending = begin(offered["everybody"], now=now)
    settled(claim(now=now), Heard(Word.UNKNOWN, why="lost"), now=now)
    assert states(sending) == {left: 1}


def test_the_servers_log_settles_what_is_unknown(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 3, now=now)
    sending = begin(offered["everybody"], now=now)
    taken, lost, late = claim(now=now)
    settled([taken, lost], Heard(Word.UNKNOWN, why="lost"), now=now)
    settled([late], Heard(Word.UNKNOWN, why="lost"), now=now + timedelta(minutes=5))
    assert steering.finish_what_is_done(now=now) == [sending.pk]
    names = {newsletters.message_id_of(sending, taken.reader), "<other@news.example>"}
    found = newsletters.reconcile(sending_id=sending.pk, message_ids=names, until=now, now=now)
    assert (found.sent, found.pending) == (1, 1)
    assert states(sending) == {("sent", "reconciled"): 1, ("pending", ""): 1, ("unknown", ""): 1}
    assert [one.id for one in claim(now=now)] == [lost.id]


def test_the_row_outlives_whoever_is_erased(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    addressee = sign_up(reader, offered["everybody"], now=now)
    sending = begin(offered["everybody"], now=now)
    settled(claim(now=now), Heard(Word.ACCEPTED), now=now)
    addressee.delete()
    assert newsletters.account_of(sending).by_state == {"sent": 1}


@override_settings(BULK_SMTP_HOST="mail.example", BULK_BOUNCE_DOMAIN="bounces.example")
def test_letters_are_frozen_with_their_masthead(offered: Offered, now: datetime) -> None:
    sending = begin(offered["everybody"], now=now)
    NewsletterPage.objects.filter(pk=offered["everybody"]).update(title="Another name")
    assert Sending.objects.get(pk=sending.pk).masthead["newsletter"] == "The everybody letter"
    assert [row.html for row in sending.letters.all()] == [each.html for each in BOTH]


def test_what_waits_for_a_mailbox_that_is_merged_goes_to_the_one_that_stays(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    kept, gone = publication.reader("registered"), publication.reader("lapsed")
    staying = sign_up(kept, offered["registered"], now=now)
    sign_up(gone, offered["everybody"], now=now)
    begin(offered["everybody"], now=now)
    merge_rows(kept=kept.pk, gone=gone.pk)
    assert [(one.reader, one.address) for one in claim(now=now)] == [(staying.pk, kept.email)]


def test_readers_are_told_which_editions_were_sent_to_them(
    publication: Publication, offered: Offered, now: datetime
) -> None:
    reader = publication.reader("registered")
    sign_up(reader, offered["everybody"], now=now)
    many(offered["everybody"], 2, now=now)
    begin(offered["everybody"], now=now)
    parts = {part.table: part for part in parts_of(Person(reader.pk, ()))}
    [row] = parts["newsletters.Delivery"].rows
    assert {cell.column: cell.words for cell in row}["sending_id"] == "Edition 1"
