"""Two subjects of one edition: who gets which, what waits, what is counted, and that it is chosen once."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from standfirst.apps.audit import api as audit
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import choose_subject as choosing
from standfirst.apps.newsletters.actions import claim_deliveries as claiming
from standfirst.apps.newsletters.actions import steer_sendings as steering
from standfirst.apps.newsletters.actions.choose_subject import choose_subjects
from standfirst.apps.newsletters.actions.count_click import settle_clicks
from standfirst.apps.newsletters.actions.divide_audience import key_of
from standfirst.apps.newsletters.api import Arm, Because, Refused, WantedTest
from standfirst.apps.newsletters.models import (
    Click,
    Delivery,
    LetterLink,
    NewsletterPage,
    Sending,
    SendingLetter,
    SubjectTest,
)
from standfirst.apps.newsletters.queries.links import find_link
from standfirst.apps.newsletters.rules.settling import Heard, Word
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import draft, editions_of, note
from tests.apps.newsletters.following import BROWSER, linked, path_of
from tests.apps.newsletters.sending import claim, many, settled, states
from tests.publication import Publication

pytestmark = pytest.mark.django_db
Offered = dict[str, int]
PEOPLE, PERCENT, MINUTES = 100, 40, 60
EACH = PEOPLE * PERCENT // 200
WAIT = timedelta(minutes=MINUTES)


@pytest.fixture
def tested(offered: Offered, now: datetime) -> Sending:
    """To a hundred visitors, of whom forty test two subjects."""
    number = offered["everybody"]
    many(number, PEOPLE, now=now)
    return begin(number, now=now)


def begin(number: int, *, now: datetime, percent: int = PERCENT) -> Sending:
    first = replace(linked(), subject="One")
    return newsletters.begin_sending(
        newsletter_id=number,
        edition_number=1,
        name="Edition 1",
        letters=[first, replace(first, subject="Two", arm=Arm.SECOND.value)],
        test=WantedTest(percent, MINUTES),
        now=now,
    )


def send(now: datetime) -> dict[int, str]:
    """All that is due, settled as sent: the subject of each, by the delivery."""
    found: dict[int, str] = {}
    while rows := claim(now=now):
        letters = dict(SendingLetter.objects.values_list("pk", "subject"))
        found |= {row.id: letters[row.letter_id] for row in rows}
        settled(rows, Heard(Word.ACCEPTED), now=now)
    return found


def arms(sending: Sending) -> dict[int, str]:
    return dict(Delivery.objects.filter(sending=sending).values_list("pk", "arm"))


def follow(sending: Sending, arm: Arm, count: int, *, at: datetime, who: str = "person") -> None:
    """From so many letters of an arm, twice each; then the quarter of an hour is over."""
    link = LetterLink.objects.filter(sending=sending).earliest("number")
    Click.objects.bulk_create(
        Click(link=link, followed_at=at + timedelta(seconds=20 * again), follower=who, sign="browser",
              letter_code=f"{arm}{each}", arm=arm.value)
        for each in range(count) for again in range(2)
    )  # fmt: skip
    settle_clicks(now=at + timedelta(minutes=16))


def the_test(sending: Sending) -> SubjectTest:
    return SubjectTest.objects.get(sending=sending)


def test_the_audience_is_divided_by_a_keyed_hash_that_can_be_made_again(tested: Sending) -> None:
    rows = Delivery.objects.filter(sending=tested)
    numbers = dict(rows.values_list("pk", "addressee_number"))
    key = key_of(tested)
    order = sorted(numbers, key=lambda pk: hashlib.sha256(f"{key}{numbers[pk]}".encode()).digest())
    expected = {
        pk: "a" if place < EACH else "b" if place < 2 * EACH else "r" for place, pk in enumerate(order)
    }
    assert arms(tested) == expected
    assert Counter(expected.values()) == {"a": EACH, "b": EACH, "r": PEOPLE - 2 * EACH}


def test_the_rest_waits_for_the_choice_and_everybody_gets_exactly_one_letter(
    tested: Sending, now: datetime
) -> None:
    first = send(now)
    assert Counter(first.values()) == {"One": EACH, "Two": EACH}
    assert {arms(tested)[pk] + subject for pk, subject in first.items()} == {"aOne", "bTwo"}
    assert send(now + 9 * WAIT) == {}  # however long it takes
    choose_subjects(now=now)
    follow(tested, Arm.SECOND, 15, at=now)
    follow(tested, Arm.FIRST, 2, at=now)
    assert choose_subjects(now=now + WAIT - timedelta(seconds=1)) == 0
    assert choose_subjects(now=now + WAIT) == 1
    rest = send(now + WAIT)
    assert Counter(rest.values()) == {"Two": PEOPLE - 2 * EACH}
    assert not set(first) & set(rest)
    assert steering.finish_what_is_done(now=now + WAIT) == [tested.pk]
    account = newsletters.account_of(tested)
    assert account.settled == account.frozen == account.candidates == PEOPLE
    assert states(tested) == {("sent", ""): PEOPLE}


def test_twin_without_the_bound_the_rest_is_sent_before_a_subject_is_chosen(
    tested: Sending, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "claimable_until", lambda _, *, now: now + WAIT)
    assert len(send(now)) == PEOPLE


def test_the_figures_are_kept_with_the_choice_and_robots_and_second_clicks_are_not_in_them(
    tested: Sending, now: datetime
) -> None:
    send(now)
    choose_subjects(now=now)
    follow(tested, Arm.FIRST, 3, at=now)
    follow(tested, Arm.SECOND, 16, at=now)
    follow(tested, Arm.FIRST, 20, at=now, who="robot")
    choose_subjects(now=now + WAIT)
    test = the_test(tested)
    assert (test.chosen, test.because, test.chosen_at) == ("b", Because.CLICKS, now + WAIT)
    figures = test.first_delivered, test.first_clicked, test.second_delivered, test.second_clicked
    assert figures == (EACH, 3, EACH, 16)
    follow(tested, Arm.FIRST, 18, at=now + 2 * WAIT)
    assert choose_subjects(now=now + 3 * WAIT) == 0
    assert the_test(tested).first_clicked == 3


def test_a_click_that_comes_while_it_is_chosen_changes_no_figure(
    tested: Sending, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(now)
    choose_subjects(now=now)
    follow(tested, Arm.SECOND, 16, at=now)
    real = choosing.tallies_of

    def looked_at_in_time(test: SubjectTest) -> object:
        found = real(test)
        follow(tested, Arm.FIRST, 18, at=now)
        return found

    monkeypatch.setattr(choosing, "tallies_of", looked_at_in_time)
    choose_subjects(now=now + WAIT)
    test = the_test(tested)
    assert (test.chosen, test.first_clicked, test.second_clicked) == ("b", 0, 16)


def test_without_a_difference_that_can_be_told_the_editors_first_is_used(
    tested: Sending, now: datetime
) -> None:
    send(now)
    choose_subjects(now=now)
    follow(tested, Arm.SECOND, 8, at=now)
    follow(tested, Arm.FIRST, 6, at=now)
    choose_subjects(now=now + WAIT)
    assert (the_test(tested).chosen, the_test(tested).because) == ("a", Because.NO_DIFFERENCE)
    assert set(send(now + WAIT).values()) == {"One"}


def test_the_wait_counts_from_the_last_letter_of_the_test(tested: Sending, now: datetime) -> None:
    """A sending that stood still has told nothing yet."""
    rows = claim(now=now, most=EACH)
    settled(rows, Heard(Word.ACCEPTED), now=now)
    assert choose_subjects(now=now + 9 * WAIT) == 0
    assert the_test(tested).out_at is None
    send(now + 9 * WAIT)
    assert choose_subjects(now=now + 9 * WAIT) == 0
    assert choose_subjects(now=now + 10 * WAIT) == 1


@pytest.mark.parametrize("second", ["clicks", "hand"])
def test_two_who_choose_never_choose_differently(tested: Sending, now: datetime, second: str) -> None:
    """Both have seen that it is open."""
    send(now)
    stale = the_test(tested)
    newsletters.choose_by_hand(sending_id=tested.pk, arm=Arm.SECOND, by=BY_DESK, now=now)
    if second == "hand":
        with pytest.raises(Refused, match="chosen already"):
            newsletters.choose_by_hand(sending_id=tested.pk, arm=Arm.FIRST, by=BY_DESK, now=now)
    else:
        stale.out_at = now - WAIT
        assert not choosing._choose(stale, now)
    assert (the_test(tested).chosen, the_test(tested).because) == ("b", Because.BY_HAND)
    assert set(send(now).values()) == {"Two"}  # at once: nobody waits for the clock any more
    entries = audit.Entry.objects.filter(action="newsletters.choose_subject")
    assert [each.details for each in entries] == [{"subject": "b"}]


def test_a_letter_is_the_same_at_every_attempt(tested: Sending, now: datetime) -> None:
    rows = claim(now=now)
    before = {row.id: row.letter_id for row in rows}
    settled(rows, Heard(Word.REFUSED, meaning="retry"), now=now, code=451)
    newsletters.choose_by_hand(sending_id=tested.pk, arm=Arm.SECOND, by=BY_DESK, now=now)
    again = claim(now=now + timedelta(hours=1), most=2 * PEOPLE)
    assert {row.id: row.letter_id for row in again if row.id in before} == before


@pytest.mark.parametrize("act", ["stop", "cancel"])
def test_who_stops_and_what_is_cancelled_while_it_waits_is_skipped_as_ever(
    tested: Sending, now: datetime, act: str
) -> None:
    send(now)
    if act == "cancel":
        newsletters.cancel_sending(sending_id=tested.pk, now=now)
        assert choose_subjects(now=now + 9 * WAIT) == 0
        assert states(tested)["skipped", "cancelled"] == PEOPLE - 2 * EACH
        return
    one = Delivery.objects.filter(sending=tested, arm="r").first()
    assert one
    manner = newsletters.Manner(form="tests", language="en-GB")
    newsletters.stop(
        addressee_id=one.addressee_number, newsletter_id=tested.newsletter_id, manner=manner, now=now
    )
    newsletters.choose_by_hand(sending_id=tested.pk, arm=Arm.FIRST, by=BY_DESK, now=now)
    send(now)
    assert states(tested) == {("sent", ""): PEOPLE - 1, ("skipped", "stopped"): 1}


def test_with_too_few_readers_for_a_test_everybody_gets_the_first(offered: Offered, now: datetime) -> None:
    many(offered["everybody"], 3, now=now)
    sending = begin(offered["everybody"], now=now)
    assert (the_test(sending).chosen, the_test(sending).because) == ("a", Because.TOO_FEW)
    assert list(send(now).values()) == ["One"] * 3


def test_a_click_knows_which_subject_its_letter_had_and_names_nobody(tested: Sending, now: datetime) -> None:
    send(now - timedelta(minutes=5))
    for arm in (Arm.FIRST, Arm.SECOND):
        row = Delivery.objects.filter(sending=tested, arm=arm).earliest("pk")
        led = find_link(delivery=row.pk, number=1)
        assert led
        assert led.arm == arm
        assert Client(headers=BROWSER).get(path_of(row.pk, 1)).status_code == 302
    clicks = Click.objects.filter(link__sending=tested).order_by("arm")
    assert [(each.arm, each.addressee_id) for each in clicks] == [("a", None), ("b", None)]
    assert LetterLink.objects.filter(sending=tested).count() == 3  # both letters lead to the same


@pytest.mark.parametrize(
    ("change", "fault"), [({"by_zone": True}, "own morning"), ({"counts_clicks": False}, "does not count")]
)
def test_an_edition_that_cannot_be_tested_is_not_approved(
    publication: Publication, now: datetime, change: dict[str, bool], fault: str
) -> None:
    page = draft(now, note("Good morning."), subject="One", second_subject="Two")
    assert newsletters.draft_of(page, now=now).faults == ()
    NewsletterPage.objects.filter(pk=page.newsletter_id).update(**change)
    page = editions_of(page.newsletter).get(pk=page.pk)
    [found] = newsletters.draft_of(page, now=now).faults
    assert fault in found
    with pytest.raises(newsletters.NotReady):
        newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [([""], "no letter with the second subject"), (["", "b", "for subscribers"], "Not every letter")],
)
def test_a_test_without_both_letters_for_everybody_is_refused_and_leaves_nothing(
    offered: Offered, now: datetime, letters: list[str], sentence: str
) -> None:
    given = [
        linked("subscriber") if arm == "for subscribers" else replace(linked(), arm=arm) for arm in letters
    ]
    with pytest.raises(Refused, match=sentence):
        newsletters.begin_sending(
            newsletter_id=offered["everybody"],
            edition_number=1,
            name="E",
            letters=given,
            test=WantedTest(20, 60),
            now=now,
        )
    assert not Sending.objects.exists()
    assert not SubjectTest.objects.exists()


def test_from_the_composer_to_two_letters_of_each_variant(publication: Publication, now: datetime) -> None:
    page = draft(now, note("Good morning."), subject="One", second_subject="Two", test_percent=50)
    many(page.newsletter_id, 8, now=page.slot - timedelta(days=1))
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    newsletters.settle_editions(begin=newsletters.begin_sending, now=page.slot)
    sending = newsletters.find_sending(edition_number=page.pk)
    assert sending
    found = Counter(sending.letters.values_list("variant", "subject"))
    assert found == {(variant, each): 1 for variant in ("subscriber", "reader") for each in ("One", "Two")}
    assert Counter(arms(sending).values()) == {"a": 2, "b": 2, "r": 4}
