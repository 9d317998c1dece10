"""The rules of editions as tables: what becomes of one, what fills it, what keeps it from going out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from standfirst.apps.newsletters.rules.confirming import is_confirmed
from standfirst.apps.newsletters.rules.filling import PINNED, Candidate, Chosen, Place, fill
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.lint import MOST_BYTES, faults_of, gated_in
from standfirst.apps.newsletters.rules.steps import Promise, State, Step, step_of
from standfirst.apps.newsletters.rules.typeset import NotSet, typeset

SLOT = datetime(2026, 11, 20, 7, tzinfo=UTC)
READY = SLOT - timedelta(hours=1)
SECOND = timedelta(seconds=1)
LATE = SLOT + timedelta(hours=2) + SECOND


@pytest.mark.parametrize(
    ("state", "policy", "now", "step"),
    [
        ("draft", "fill", READY - SECOND, Step.WAIT),
        ("draft", "fill", READY, Step.FILL),
        ("draft", "hold", READY, Step.HOLD),
        ("draft", "skip", READY, Step.SKIP),
        ("draft", "whatever", READY, Step.HOLD),
        ("draft", "fill", LATE - SECOND, Step.FILL),
        ("draft", "fill", LATE, Step.HOLD_AS_LATE),
        ("draft", "skip", LATE, Step.HOLD_AS_LATE),
        ("approved", "hold", SLOT - SECOND, Step.WAIT),
        ("approved", "hold", SLOT, Step.GIVE),
        ("approved", "skip", LATE - SECOND, Step.GIVE),
        ("approved", "fill", LATE, Step.HOLD_AS_LATE),
        ("held", "fill", LATE, Step.WAIT),
        ("skipped", "fill", SLOT, Step.WAIT),
        ("given", "fill", SLOT, Step.WAIT),
    ],
)
def test_what_becomes_of_an_edition(state: str, policy: str, now: datetime, step: Step) -> None:
    promise = Promise(goes_at=SLOT, late_after=SLOT, ready_by=READY, when_not_ready=policy)
    assert step_of(State(state), promise, now=now) is step


def place(block: str, *pinned: int, most: int = 3, family: str = "article") -> Place:
    return Place(block=block, kind=block, family=family, pinned=pinned, most=most)


def offered(*numbers: int) -> list[Candidate]:
    return [Candidate(number, f"number {number}") for number in numbers]


def numbers(found: tuple[Chosen, ...]) -> list[tuple[str, int]]:
    return [(each.block, each.number) for each in found]


@pytest.mark.parametrize(
    ("places", "candidates", "carried", "expected"),
    [
        ([place("a", most=2)], {"a": offered(1, 2, 3)}, [], [("a", 1), ("a", 2)]),
        ([place("a", 9, most=2)], {"a": offered(1, 2)}, [], [("a", 9), ("a", 1)]),
        ([place("a", most=2)], {"a": offered(1, 2, 3)}, [1], [("a", 2), ("a", 3)]),
        ([place("a", 1, most=1)], {"a": offered(2)}, [1], [("a", 1)]),
        ([place("a", most=2), place("b", 1)], {"a": offered(1, 2), "b": []}, [], [("a", 2), ("b", 1)]),
        ([place("a", most=1), place("b", most=1)], {"a": offered(1), "b": offered(1, 2)}, [], [("a", 1), ("b", 2)]),
        ([place("a", 1, 1), place("b", 1, 2)], {}, [], [("a", 1), ("b", 2)]),
        ([place("a", 1, 2, 3, most=2)], {"a": offered(4)}, [], [("a", 1), ("a", 2), ("a", 3)]),
        ([place("a")], {"a": offered(1)}, [1], []),
        ([], {"a": offered(1)}, [], []),
    ],
)  # fmt: skip
def test_what_fills_an_edition(
    places: list[Place],
    candidates: dict[str, list[Candidate]],
    carried: list[int],
    expected: list[tuple[str, int]],
) -> None:
    before = frozenset(("article", number) for number in carried)
    assert numbers(fill(places, candidates, carried=before)) == expected


def test_a_letter_of_the_same_number_is_no_repetition() -> None:
    places = [place("a", 7), place("letters", family="letter")]
    assert numbers(fill(places, {"letters": offered(7)})) == [("a", 7), ("letters", 7)]


def test_each_item_says_why_it_is_there() -> None:
    found = fill([place("a", 9)], {"a": offered(1)})
    assert [each.reason for each in found] == [PINNED, "number 1"]


TOKENS = "[[why]] [[unsubscribe]] [[preferences]]"
GOOD = LetterGiven(
    variant="reader",
    language="en-GB",
    subject="Good morning",
    html='<p>[[why]]</p><a href="[[unsubscribe]]">Stop</a><a href="[[preferences]]">Choose</a>'
    '<a href="https://other.example/">x</a><img src="a" alt="A square"><p>The Example, 1 Street</p>',
    text=f"Hello {TOKENS} The Example, 1 Street",
)


def faults(letter: LetterGiven, *, address: str = "1 Street") -> list[str]:
    return faults_of(letter, postal_address=address, leads_somewhere=lambda link: link.startswith("https:"))


def test_a_good_letter_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (replace(GOOD, html=GOOD.html + "x" * MOST_BYTES), "too large"),
        (replace(GOOD, subject=" "), "no subject"),
        (replace(GOOD, text=" "), "no text part"),
        (replace(GOOD, text=GOOD.text.replace("[[unsubscribe]]", "")), "lost its [[unsubscribe]]"),
        (replace(GOOD, html=GOOD.html.replace("[[preferences]]", "")), "lost its [[preferences]]"),
        (replace(GOOD, html=GOOD.html.replace("1 Street", "")), "postal address"),
        (replace(GOOD, text=GOOD.text.replace("1 Street", "")), "postal address"),
        (replace(GOOD, html=GOOD.html.replace("https:", "http:")), "leads nowhere: http://other"),
        (replace(GOOD, html=GOOD.html.replace("https://other.example/", "[[name]]")), "leads nowhere"),
        (replace(GOOD, html=GOOD.html.replace(' alt="A square"', "")), "no words"),
        (replace(GOOD, html=GOOD.html.replace("A square", "")), "no words"),
    ],
)
def test_what_keeps_a_letter_from_going_out(broken: LetterGiven, fault: str) -> None:
    found = faults(broken)
    assert any(fault in each for each in found), found


def test_without_a_postal_address_nothing_goes_out() -> None:
    assert any("no postal address" in each for each in faults(GOOD, address=" "))


SECRET = "The harbour master kept two sets of books and showed the thinner one to the minister."


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        (SECRET, True),
        ("He wrote that the harbour master kept two sets of books and showed nobody.", True),
        ("The harbour master kept two sets.", False),
        ("Nothing of it.", False),
    ],
)
def test_a_run_of_gated_words_is_seen_in_either_part(said: str, is_found: bool) -> None:
    in_html = replace(GOOD, html=f"<p>{said.replace('two', '<b>two</b>')}</p>")
    in_text = replace(GOOD, text=said)
    assert [bool(gated_in(each, [SECRET])) for each in (in_html, in_text)] == [is_found, is_found]


def test_a_short_gated_paragraph_counts_as_a_whole() -> None:
    assert gated_in(replace(GOOD, text="And then: it was all a lie, he said."), ["It was all a lie."])


def mjml(inside: str) -> str:
    return f"<mjml><mj-head></mj-head><mj-body><mj-section><mj-column>{inside}</mj-column></mj-section></mj-body></mjml>"


def test_nothing_is_included_from_elsewhere() -> None:
    with pytest.raises(NotSet):
        typeset(mjml('<mj-include path="file:///etc/hostname"/>'))


def test_markup_that_is_not_closed_is_refused() -> None:
    with pytest.raises(NotSet):
        typeset(mjml("<mj-text><p>open</mj-text>"))


@pytest.mark.parametrize(
    ("typed", "count", "holds"),
    [
        ("", 1000, True),
        ("", 1001, False),
        ("1001", 1001, True),
        ("12,345", 12345, True),
        ("12 345", 12345, True),
        ("12'345", 12345, True),
        ("12.345", 12345, True),
        ("12222", 12345, True),  # some have stopped it since
        ("12221", 12345, False),
        ("12469", 12345, False),
        ("0", 12345, False),
        ("-12345", 12345, False),
        ("yes", 12345, False),
        ("١٢٣٤٥", 12345, False),
        ("9" * 5000, 12345, False),
    ],
)
def test_whoever_sends_to_many_types_to_how_many(typed: str, count: int, holds: bool) -> None:
    assert is_confirmed(typed, count=count, over=1000) is holds
