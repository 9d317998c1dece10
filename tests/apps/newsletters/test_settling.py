"""What an outcome means for a delivery, which letter somebody gets, when a newsletter stops: as tables."""

import pytest

from standfirst.apps.mailing.api import Meaning
from standfirst.apps.newsletters.rules.letters import letter_for
from standfirst.apps.newsletters.rules.settling import (
    CONFIGURATION,
    LONGEST_PAUSE,
    MOST_BREAKS,
    MOST_REFUSALS,
    PASSING,
    UNWELCOME,
    Heard,
    Settlement,
    Word,
    settlement,
    why_to_stop,
)
from standfirst.apps.newsletters.rules.states import DeliveryState as State
from standfirst.apps.newsletters.rules.states import OnUnknown
from standfirst.apps.newsletters.rules.variants import Variant


@pytest.mark.parametrize(
    ("heard", "attempt", "expected"),
    [
        (Heard(Word.ACCEPTED), 1, Settlement(State.SENT)),
        (Heard(Word.UNKNOWN, why="lost"), 1, Settlement(State.UNKNOWN)),
        (Heard(Word.NOT_SENT, why="stopped"), 99, Settlement(State.PENDING)),
        (Heard(Word.NOT_SENT, why="closed"), 1, Settlement(State.RETRY, "connection", 60)),
        (Heard(Word.NOT_SENT, why="closed"), MOST_BREAKS, Settlement(State.REJECTED, "connection")),
        (Heard(Word.NOT_SENT, why="failed_eai"), 1, Settlement(State.REJECTED, "failed_eai")),
        (Heard(Word.NOT_SENT, why="unfilled"), 1, Settlement(State.REJECTED, "unfilled")),
        (Heard(Word.REFUSED, meaning="retry"), 1, Settlement(State.RETRY, "retry", 60)),
        (Heard(Word.REFUSED, meaning="retry"), 3, Settlement(State.RETRY, "retry", 240)),
        (Heard(Word.REFUSED, meaning="slow down"), 11, Settlement(State.RETRY, "slow down", LONGEST_PAUSE)),
        (
            Heard(Word.REFUSED, meaning="retry"),
            MOST_REFUSALS,
            Settlement(State.REJECTED, "refused too often"),
        ),
        (Heard(Word.REFUSED, meaning="address"), 1, Settlement(State.REJECTED, "address")),
        (Heard(Word.REFUSED, meaning="mailbox"), 1, Settlement(State.REJECTED, "mailbox")),
        (Heard(Word.REFUSED, meaning="content"), 1, Settlement(State.REJECTED, "content")),
        (Heard(Word.REFUSED, meaning="policy"), 1, Settlement(State.REJECTED, "policy")),
        (
            Heard(Word.REFUSED, meaning="configuration"),
            40,
            Settlement(State.RETRY, "configuration", LONGEST_PAUSE),
        ),
    ],
)
def test_what_follows_from_an_outcome(heard: Heard, attempt: int, expected: Settlement) -> None:
    assert settlement(heard, attempt=attempt, on_unknown=OnUnknown.HOLD, first_pause=60) == expected


def test_the_words_are_those_of_the_mail() -> None:
    assert {*PASSING, *UNWELCOME, CONFIGURATION, "address", "mailbox"} | {"delivered"} == {
        meaning.value for meaning in Meaning
    }


def test_a_pause_never_grows_beyond_an_hour() -> None:
    found = [
        settlement(
            Heard(Word.NOT_SENT, why="x"), attempt=number, on_unknown=OnUnknown.HOLD, first_pause=7
        ).again_in
        for number in range(1, MOST_BREAKS)
    ]
    assert found == sorted(found)
    assert found[-1] == LONGEST_PAUSE


@pytest.mark.parametrize(
    ("refused", "of", "stops"),
    [
        ({}, 1000, False),
        ({"configuration": 1}, 1000, True),
        ({"policy": 9}, 9, False),
        ({"policy": 10}, 100, True),
        ({"policy": 10}, 1000, False),
        ({"policy": 30, "content": 20}, 1000, True),
        ({"address": 900, "mailbox": 100}, 1000, False),
        ({"message": 10}, 20, True),
        ({"unfilled": 3}, 3, False),
    ],
)
def test_when_a_newsletter_stops(refused: dict[str, int], of: int, stops: bool) -> None:
    assert bool(why_to_stop(refused, settled=of)) is stops


GIVEN = {(Variant.READER, "en-GB"): "r", (Variant.READER, "ar"): "r-ar", (Variant.SUBSCRIBER, "en-GB"): "s"}


@pytest.mark.parametrize(
    ("subscribes", "language", "expected"),
    [
        (True, "en-GB", "s"),
        (True, "ar", "s"),
        (False, "ar", "r-ar"),
        (False, "fr", "r"),
        (False, "en-GB", "r"),
    ],
)
def test_who_gets_which_letter(subscribes: bool, language: str, expected: str) -> None:
    assert letter_for(GIVEN, subscribes=subscribes, language=language) == expected


def test_who_has_no_subscription_never_gets_what_subscribers_get() -> None:
    with pytest.raises(KeyError):
        letter_for({(Variant.SUBSCRIBER, "en"): "s"}, subscribes=False, language="en")


def test_without_a_letter_of_their_own_subscribers_get_that_of_all() -> None:
    assert letter_for({(Variant.READER, "en"): "r"}, subscribes=True, language="en") == "r"
