"""An edition in each reader's own morning: who gets it when, what the calendar does for it, and who says where they are."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import claim_deliveries as claiming
from standfirst.apps.newsletters.actions import steer_sendings as steering
from standfirst.apps.newsletters.management.commands.send import line_of
from standfirst.apps.newsletters.models import (
    Addressee,
    Delivery,
    EditionPage,
    EditionState,
    NewsletterPage,
    Sending,
)
from standfirst.apps.newsletters.queries.sendings import next_wave_at
from standfirst.apps.newsletters.rules.mornings import standard_zones
from standfirst.apps.newsletters.rules.settling import Heard, Word
from standfirst.core.merging import merge_rows
from standfirst.core.models import LimitBucket
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import (
    Sender,
    editions_of,
    make_newsletter,
    note,
    open_for_letters,
    write,
)
from tests.apps.newsletters.sending import BOTH, claim, many, settled, sign_up, states
from tests.publication import Publication

pytestmark = pytest.mark.django_db
EARLY = time(6, 30)
# The slot of a newsletter at home in Berlin, in winter.
SLOT = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)


@pytest.fixture
def berlin(publication: Publication, db: None) -> NewsletterPage:
    """Every day at half past six in Berlin, and at that time everywhere; empty ones go out, too."""
    newsletter = make_newsletter(begun=SLOT - timedelta(days=30))
    fields = {"at": EARLY, "zone": "Europe/Berlin", "by_zone": True, "ready_minutes": 60}
    NewsletterPage.objects.filter(pk=newsletter.pk).update(**fields)
    return NewsletterPage.objects.get(pk=newsletter.pk)


PEOPLE = ["Asia/Tokyo", "Europe/Berlin", "", "America/New_York", "Not/Known", "Europe/London"]
BERLIN = SLOT
TOKYO, LONDON = BERLIN - timedelta(hours=8), BERLIN + timedelta(hours=1)
NEW_YORK = BERLIN + timedelta(hours=6)


def readers(newsletter: NewsletterPage) -> dict[str, int]:
    """The number of one addressee in each zone of PEOPLE."""
    people = many(newsletter.pk, len(PEOPLE), now=SLOT)
    for one, zone in zip(people, PEOPLE, strict=True):
        Addressee.objects.filter(pk=one.pk).update(zone=zone)
    return {zone: one.pk for one, zone in zip(people, PEOPLE, strict=True)}


def begin(newsletter: NewsletterPage, *, at: datetime) -> Sending:
    return newsletters.begin_sending(
        newsletter_id=newsletter.pk, edition_number=1, name="Edition 1", letters=BOTH, slot=SLOT, now=at
    )


def moments(sending: Sending) -> dict[int, datetime]:
    return dict(Delivery.objects.filter(sending=sending).values_list("addressee_number", "not_before"))


def test_each_delivery_carries_its_readers_morning_and_the_newsletters_own_time_where_none_is_known(
    berlin: NewsletterPage,
) -> None:
    whose = readers(berlin)
    found = moments(begin(berlin, at=TOKYO - timedelta(hours=1)))
    assert {zone: found[number] for zone, number in whose.items()} == {
        "Asia/Tokyo": TOKYO,
        "Europe/Berlin": BERLIN,
        "": BERLIN,
        "Not/Known": BERLIN,
        "Europe/London": LONDON,
        "America/New_York": NEW_YORK,
    }


def test_whose_morning_is_past_when_it_is_begun_gets_it_at_once(berlin: NewsletterPage) -> None:
    whose, late = readers(berlin), BERLIN + timedelta(minutes=20)
    found = moments(begin(berlin, at=late))
    assert [found[whose[zone]] for zone in ("Asia/Tokyo", "Europe/Berlin", "", "Europe/London")] == [
        late, late, late, LONDON,
    ]  # fmt: skip


def test_without_the_option_everybody_gets_it_at_once(berlin: NewsletterPage) -> None:
    NewsletterPage.objects.filter(pk=berlin.pk).update(by_zone=False)
    readers(berlin)
    sending = begin(berlin, at=TOKYO)
    assert set(moments(sending).values()) == {TOKYO}
    assert len(claim(now=TOKYO)) == len(PEOPLE)


def claimed(at: datetime) -> set[int]:
    rows = claim(now=at)
    settled(rows, Heard(Word.ACCEPTED), now=at)
    return {row.reader for row in rows}


def test_nobody_is_written_to_before_their_morning_and_the_books_add_up_at_the_end(
    berlin: NewsletterPage,
) -> None:
    whose = readers(berlin)
    sending = begin(berlin, at=TOKYO - timedelta(hours=1))
    minute = timedelta(minutes=1)
    assert claimed(TOKYO - minute) == set()
    assert claimed(TOKYO) == {whose["Asia/Tokyo"]}
    assert claimed(BERLIN - minute) == set()
    assert claimed(BERLIN) == {whose["Europe/Berlin"], whose[""], whose["Not/Known"]}
    assert steering.finish_what_is_done(now=BERLIN) == []
    assert claimed(NEW_YORK) == {whose["Europe/London"], whose["America/New_York"]}
    assert steering.finish_what_is_done(now=NEW_YORK) == [sending.pk]
    account = newsletters.account_of(sending)
    assert account.settled == account.frozen == account.candidates == len(PEOPLE)


def test_twin_without_the_moment_all_are_written_to_at_the_first_morning(
    berlin: NewsletterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers(berlin)
    begin(berlin, at=TOKYO - timedelta(hours=1))
    blind = claiming._PENDING.replace("not_before <= %s", "%s::timestamptz IS NOT NULL")
    monkeypatch.setattr(claiming, "_PENDING", blind)
    assert len(claimed(TOKYO)) == len(PEOPLE)


def test_whoever_stops_between_two_waves_does_not_get_it(berlin: NewsletterPage) -> None:
    whose = readers(berlin)
    sending = begin(berlin, at=TOKYO)
    assert claimed(TOKYO) == {whose["Asia/Tokyo"]}
    manner = newsletters.Manner(form="tests", language="en-GB")
    newsletters.stop(addressee_id=whose["Europe/London"], newsletter_id=berlin.pk, manner=manner, now=BERLIN)
    claimed(NEW_YORK)
    assert states(sending) == {("sent", ""): len(PEOPLE) - 1, ("skipped", "stopped"): 1}


@pytest.mark.parametrize(("until", "gets_it"), [(date(2026, 12, 1), True), (date(2026, 12, 2), False)])
def test_a_pause_is_asked_for_the_day_of_the_morning_and_not_for_that_of_the_freeze(
    berlin: NewsletterPage, until: date, gets_it: bool
) -> None:
    whose = readers(berlin)
    Addressee.objects.filter(pk=whose["Europe/London"]).update(paused_until=until)
    sending = begin(berlin, at=TOKYO)  # on the last day of November, where the day is counted
    assert (whose["Europe/London"] in moments(sending)) is gets_it
    account = newsletters.account_of(sending)
    assert account.candidates == len(PEOPLE)


@pytest.mark.parametrize("act", ["pause", "cancel"])
def test_waves_to_come_are_paused_and_cancelled_like_any_others(berlin: NewsletterPage, act: str) -> None:
    readers(berlin)
    sending = begin(berlin, at=TOKYO)
    claimed(TOKYO)
    if act == "cancel":
        newsletters.cancel_sending(sending_id=sending.pk, now=TOKYO)
        assert claimed(NEW_YORK) == set()
        assert states(sending) == {("sent", ""): 1, ("skipped", "cancelled"): len(PEOPLE) - 1}
        return
    newsletters.pause_sending(sending_id=sending.pk, because="a look")
    assert claimed(NEW_YORK) == set()
    newsletters.resume_sending(sending_id=sending.pk, now=BERLIN)
    assert len(claimed(BERLIN)) == 3
    assert len(claimed(NEW_YORK)) == 2


def test_a_sender_knows_when_it_has_nothing_to_do_but_a_later_wave(berlin: NewsletterPage) -> None:
    readers(berlin)
    sending = begin(berlin, at=TOKYO)
    rows = claim(now=TOKYO)
    assert next_wave_at(now=TOKYO) is None  # what is on its way may come back
    settled(rows, Heard(Word.REFUSED, meaning="retry"), now=TOKYO, code=451)
    assert next_wave_at(now=TOKYO) is None
    later = TOKYO + timedelta(hours=1)
    claimed(later)
    assert next_wave_at(now=later) == BERLIN
    assert next_wave_at(now=BERLIN) is None  # it may be claimed
    newsletters.pause_sending(sending_id=sending.pk, because="a look")
    assert next_wave_at(now=later) is None


def test_the_progress_speaks_of_what_is_due_and_of_the_waves(berlin: NewsletterPage) -> None:
    readers(berlin)
    sending = begin(berlin, at=TOKYO)
    claimed(TOKYO)
    sending.refresh_from_db()
    found = newsletters.progress_of(sending, now=TOKYO + timedelta(seconds=2))
    assert (found.left, found.is_resting, found.ends_at) == (5, True, None)
    assert [(wave.at, wave.waiting) for wave in found.coming] == [(BERLIN, 3), (LONDON, 1), (NEW_YORK, 1)]
    assert not newsletters.progress_of(sending, now=BERLIN).is_resting


def test_many_of_a_hundred_zones_are_claimed_by_the_index_alone(berlin: NewsletterPage) -> None:
    people = many(berlin.pk, 4000, now=SLOT)
    zones = sorted(standard_zones())
    for place, zone in enumerate(zones[:100]):
        Addressee.objects.filter(pk__in=[one.pk for one in people[place::100]]).update(zone=zone)
    sending = begin(berlin, at=SLOT - timedelta(hours=13))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE newsletters_delivery")
        cursor.execute(f"EXPLAIN {claiming._PENDING}", [sending.pk, BERLIN, 500])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan using deliveries_by_morning" in plan
    assert "Sort" not in plan


# The calendar


def drafted(newsletter: NewsletterPage, now: datetime) -> EditionPage:
    open_for_letters()
    newsletters.plan_editions(now=now)
    page = editions_of(newsletter).get(slot=SLOT)
    return write(page, note("Good morning."))


def settle(at: datetime) -> Sender:
    sender = Sender()
    newsletters.settle_editions(begin=sender, now=at)
    return sender


def state_of(page: EditionPage) -> str:
    return EditionPage.objects.get(pk=page.pk).state


OPENS = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # half past six in Kiritimati


@pytest.mark.parametrize(("first", "opens"), [("", OPENS), ("Asia/Tokyo", TOKYO)])
def test_it_is_filled_and_given_before_the_first_morning(
    berlin: NewsletterPage, first: str, opens: datetime
) -> None:
    NewsletterPage.objects.filter(pk=berlin.pk).update(first_zone=first)
    page = drafted(berlin, opens - timedelta(days=2))
    assert settle(opens - timedelta(minutes=61)).given == []
    assert state_of(page) == EditionState.DRAFT
    assert settle(opens - timedelta(minutes=60)).given == []
    assert state_of(page) == EditionState.APPROVED
    assert settle(opens - timedelta(minutes=1)).given == []
    assert [number for number, _, _ in settle(opens).given] == [page.pk]


def test_twin_by_the_newsletters_own_time_it_is_ready_hours_later(berlin: NewsletterPage) -> None:
    NewsletterPage.objects.filter(pk=berlin.pk).update(by_zone=False)
    page = drafted(berlin, OPENS - timedelta(days=2))
    settle(OPENS)
    assert state_of(page) == EditionState.DRAFT
    settle(SLOT - timedelta(minutes=60))
    assert state_of(page) == EditionState.APPROVED


def test_approved_between_the_mornings_it_goes_out_at_once_to_those_who_are_late_and_is_no_matter_for_a_person(
    berlin: NewsletterPage,
) -> None:
    NewsletterPage.objects.filter(pk=berlin.pk).update(when_not_ready="hold")
    whose, page = readers(berlin), drafted(berlin, OPENS - timedelta(days=2))
    settle(OPENS)
    assert state_of(page) == EditionState.HELD
    late = TOKYO + timedelta(hours=3)
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=late)
    newsletters.settle_editions(begin=newsletters.begin_sending, now=late)
    sending = newsletters.find_sending(edition_number=page.pk)
    assert sending
    found = moments(sending)
    assert (found[whose["Asia/Tokyo"]], found[whose["Europe/Berlin"]]) == (late, BERLIN)
    assert claimed(late) == {whose["Asia/Tokyo"]}


def test_what_is_two_hours_past_its_own_time_waits_for_a_person_all_the_same(berlin: NewsletterPage) -> None:
    page = drafted(berlin, OPENS - timedelta(days=2))
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=OPENS - timedelta(hours=2))
    assert settle(SLOT + timedelta(hours=2, minutes=1)).given == []
    assert state_of(page) == EditionState.HELD


def test_a_first_morning_in_a_zone_that_there_is_not_is_refused(berlin: NewsletterPage) -> None:
    berlin.first_zone = "Asia/Tokio"
    with pytest.raises(ValidationError, match="no such time zone"):
        berlin.clean()


def test_the_list_says_that_it_comes_where_the_reader_is(berlin: NewsletterPage) -> None:
    page = Client().get("/newsletters/").content.decode()
    assert "Delivered every day, at 06:30 where you are" in page
    NewsletterPage.objects.filter(pk=berlin.pk).update(by_zone=False)
    page = Client().get("/newsletters/").content.decode()
    assert "Delivered every day" in page
    assert "where you are" not in page


# Where a reader is


@pytest.fixture
def mine(berlin: NewsletterPage) -> Callable[[], Addressee]:
    LimitBucket.objects.all().delete()
    [one] = many(berlin.pk, 1, now=SLOT)
    return lambda: Addressee.objects.get(pk=one.pk)


def say(mine: Callable[[], Addressee], zone: str) -> Any:
    return Client().post(f"/newsletters/mine/{mine().key}/", {"act": "zone", "zone": zone})


def test_a_reader_chooses_a_zone_and_takes_it_back(mine: Callable[[], Addressee]) -> None:
    assert mine().zone == ""
    for zone in ("Asia/Tokyo", ""):
        assert say(mine, zone).status_code == 302
        assert mine().zone == zone
        page = Client().get(f"/newsletters/mine/{mine().key}/").content.decode()
        assert ('<option value="Asia/Tokyo" selected>' in page) is bool(zone)


@pytest.mark.parametrize("zone", ["Asia/Tokio", "Etc/GMT-14", "localtime", "../etc/passwd", "x" * 50])
def test_another_word_is_refused_and_nothing_is_kept(mine: Callable[[], Addressee], zone: str) -> None:
    answer = say(mine, zone)
    assert answer.status_code == 422
    assert "There is no such time zone." in answer.content.decode()
    assert mine().zone == ""


def test_to_look_at_the_page_records_no_zone(mine: Callable[[], Addressee]) -> None:
    Client().get(f"/newsletters/mine/{mine().key}/", {"zone": "Asia/Tokyo", "act": "zone"})
    assert mine().zone == ""


@pytest.mark.parametrize(("own", "kept"), [("", "Asia/Tokyo"), ("Europe/London", "Europe/London")])
def test_of_two_accounts_the_one_that_stays_keeps_its_zone_or_gets_the_others(
    berlin: NewsletterPage, publication: Publication, now: datetime, own: str, kept: str
) -> None:
    stays, goes = publication.reader("subscriber"), publication.reader("registered")
    for reader, zone in ((stays, own), (goes, "Asia/Tokyo")):
        addressee = sign_up(reader, berlin.pk, now=now)
        Addressee.objects.filter(pk=addressee.pk).update(zone=zone)
    merge_rows(kept=stays.pk, gone=goes.pk)
    assert Addressee.objects.get(reader=stays).zone == kept


def test_a_visitor_is_offered_to_say_where_they_are_only_where_something_goes_by_it(
    berlin: NewsletterPage,
) -> None:
    [box] = re.findall(r"<input[^>]*name=\"zone\"[^>]*>", Client().get("/newsletters/").content.decode())
    assert 'type="checkbox"' in box
    assert "checked" not in box
    NewsletterPage.objects.filter(pk=berlin.pk).update(by_zone=False)
    assert 'name="zone"' not in Client().get("/newsletters/").content.decode()


def test_the_command_says_which_waves_are_out_and_when_the_next_one_is(berlin: NewsletterPage) -> None:
    readers(berlin)
    sending = begin(berlin, at=TOKYO)
    claimed(TOKYO)
    account = newsletters.account_of(Sending.objects.get(pk=sending.pk))
    told = line_of(account, now=TOKYO)
    assert told.endswith("; 1 of 4 waves are out; the next goes out at 2026-12-01 05:30 UTC, to 3 readers")
    newsletters.cancel_sending(sending_id=sending.pk, now=TOKYO)
    account = newsletters.account_of(Sending.objects.get(pk=sending.pk))
    assert "waves" not in line_of(account, now=TOKYO)
