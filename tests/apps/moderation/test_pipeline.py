"""Each phase says what it sees, the gravest counts, and what breaks holds the text."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.moderation.rules import pipeline
from standfirst.apps.moderation.rules.keys import are_alike, text_key
from standfirst.apps.moderation.rules.pipeline import judge, should_nudge
from standfirst.apps.moderation.rules.submissions import Finding, History, Judgement, Limits, Verdict
from tests.apps.moderation.judging import KNOWN_HERE, LIMITS, judged, submission

SAID = "I have walked along that harbour every morning of the winter and it was never closed."
NEW_HERE = replace(KNOWN_HERE, approved_ever=1)
TWO_LINKS = "https://a.example and https://b.example"


@pytest.mark.parametrize(
    ("source", "facts", "verdict", "code"),
    [
        (SAID, {}, "publish", None),
        ("", {}, "refuse", "empty"),
        (" \u200b\n> ", {}, "refuse", "empty"),
        ("a" * 4_001, {}, "refuse", "too_long"),
        ("a" * 4_000, {}, "publish", None),
        (SAID, {"mode": "closed"}, "refuse", "closed"),
        (SAID, {"mode": "readers_only"}, "publish", None),
        (SAID, {"mode": "premoderated"}, "hold", "premoderated"),
        (SAID, {"mode": "a mode of tomorrow"}, "hold", "broke:closed"),
        ("e" + "\u0301" * 20, {}, "flag", "piled_up"),
        ("\u202egnihton", {}, "flag", "direction"),
        ("a\x07", {}, "flag", "controls"),
        ("one\r\ntwo", {}, "publish", None),
        ("What an ass.", {}, "flag", "suspect"),
        ("This is shit.", {}, "hold", "banned"),
        ("This is sh**i**t.", {}, "hold", "banned"),
        ("You n1gger", {}, "hold", "slur"),
        ("[here](https://a.example/bullshit)", {}, "hold", "banned"),
        ("The penis of the octopus", {}, "publish", None),
        ("Kike B. is right", {"believed": frozenset({"Kike"})}, "publish", None),
        ("see https://a.example", {}, "publish", None),
        (TWO_LINKS, {}, "hold", "links"),
        (f"{TWO_LINKS} {TWO_LINKS}", {}, "refuse", "too_many_links"),
        (SAID, {"history": NEW_HERE}, "hold", "first"),
        (SAID, {"history": History(9, 3, 9, 9)}, "hold", "history"),
        (SAID, {"history": History(9, 2, 9, 9)}, "publish", None),
        (SAID, {"history": History(9, 3, 3, 9)}, "publish", None),
        (SAID, {"hold_all": True}, "hold", "hold_all"),
        (SAID, {"history": replace(KNOWN_HERE, last_keys=(text_key(SAID),))}, "hold", "repeat"),
        (SAID, {"history": replace(KNOWN_HERE, last_keys=(text_key(SAID),)), "is_edit": True}, "publish", None),
    ],
)  # fmt: skip
def test_each_phase_says_what_it_sees(
    source: str, facts: dict[str, Any], verdict: str, code: str | None
) -> None:
    judgement = judged(source, **facts)
    assert judgement.verdict == verdict
    assert code in {finding.code for finding in judgement.findings} or (
        code is None and not judgement.findings
    )


def test_the_gravest_finding_counts_and_all_are_told() -> None:
    judgement = judged(f"What an ass, {TWO_LINKS}", mode="premoderated")
    assert [finding.code for finding in judgement.findings] == ["suspect", "links", "premoderated"]
    assert judgement.verdict is Verdict.HOLD
    assert [finding.rule for finding in judgement.findings] == [2, 4, None]
    assert judgement.findings[0].words == ("ass",)


def test_nothing_is_asked_after_a_refusal() -> None:
    assert [finding.code for finding in judged("This is shit.", mode="closed").findings] == ["closed"]


def test_for_staff_words_and_all_after_them_are_not_asked() -> None:
    assert judged(f"shit {TWO_LINKS}", is_staff=True, hold_all=True).findings == ()
    assert judged(SAID, is_staff=True, mode="closed").verdict is Verdict.REFUSE


@pytest.mark.parametrize("name", [name for name, _ in (*pipeline.FOR_EVERYBODY, *pipeline.NOT_FOR_STAFF)])
def test_a_phase_that_breaks_holds_the_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> list[Finding]:
        raise MemoryError

    for part in ("FOR_EVERYBODY", "NOT_FOR_STAFF"):
        phases = tuple((one, breaks if one == name else run) for one, run in getattr(pipeline, part))
        monkeypatch.setattr(pipeline, part, phases)
    judgement = judged(SAID)
    assert (judgement.verdict, judgement.broke) == (Verdict.HOLD, True)
    assert [finding.code for finding in judgement.findings] == [f"broke:{name}"]


def test_twin_if_a_broken_phase_said_nothing_its_text_would_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_run", lambda name, phase, text, context: [])
    assert judged("You n1gger").verdict is Verdict.PUBLISH


def test_words_that_cannot_be_looked_up_hold_the_text() -> None:
    judgement = judge(submission(SAID), limits=LIMITS, lexicon=None)
    assert (judgement.verdict, judgement.broke) == (Verdict.HOLD, True)


class Says:
    """A scorer that always says the same, or raises it."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def score(self, text: str, language: str) -> float:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (0.1, "publish"), (0.7, "flag"), (0.95, "hold"), (float("nan"), "hold"), (7, "hold"), ("much", "hold"), (None, "hold"),
        (TimeoutError(), "hold"), (OSError(), "hold"),
    ],
)  # fmt: skip
def test_a_scorer_holds_or_flags_and_one_that_fails_holds(answer: object, verdict: str) -> None:
    assert judged(SAID, scorer=Says(answer)).verdict == verdict


@pytest.mark.parametrize(
    ("source", "facts", "nudged"),
    [
        (SAID, {}, False), ("What an ass.", {}, True), ("This is shit.", {}, True), (SAID, {"mode": "premoderated"}, False),
        ("This is shit.", {"mode": "closed"}, False), (TWO_LINKS, {}, False),
    ],
)  # fmt: skip
def test_words_and_repeats_are_nudged_once(source: str, facts: dict[str, Any], nudged: bool) -> None:
    judgement = judged(source, **facts)
    assert should_nudge(judgement, already_nudged=False) is nudged
    assert not should_nudge(judgement, already_nudged=True)


def test_nobody_is_nudged_because_we_broke() -> None:
    broken = Judgement(Verdict.HOLD, (Finding("words", "broke:words", Verdict.HOLD),), broke=True)
    assert not should_nudge(broken, already_nudged=False)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (SAID, True), (f"  {SAID.upper()}!!", True), (SAID.replace("é", "e"), True), ("I never saw that harbour.", False),
        (SAID[::-1], False), ("", False),
    ],
)  # fmt: skip
def test_a_text_is_known_again(other: str, alike: bool) -> None:
    assert are_alike(text_key(SAID), text_key(other)) is alike


def test_a_key_that_was_written_down_is_still_the_key() -> None:
    told = "Nobody in the harbour had asked the pilot why the strait was closed, and so it went on for years."
    assert text_key(told) == "883ad2896884a43c3663c881bc13a25e489a2213a1a0ccb3"


def test_a_long_text_is_known_again_with_a_word_changed_and_a_short_one_is_not() -> None:
    long = " ".join(f"{SAID} {number}" for number in range(12))
    assert are_alike(text_key(long), text_key(long.replace("winter and it was never closed. 7", "winter 7")))
    assert not are_alike(text_key("Not at all."), text_key("Not at the mall."))


def test_other_long_texts_on_the_same_subject_are_others() -> None:
    one = "The harbour was closed for the winter because the dredger had gone to another port, and nobody had asked the pilots."
    other = "Nobody closes a harbour for the winter; the dredger is an excuse, and the pilots were told about it in the spring."
    assert not are_alike(text_key(one), text_key(other))


@given(st.text(max_size=300), st.sampled_from(["open", "premoderated", "closed"]), st.booleans())
def test_no_text_breaks_a_phase_and_none_goes_out_where_it_may_not(
    text: str, mode: str, is_staff: bool
) -> None:
    judgement = judged(text, mode=mode, is_staff=is_staff)
    assert not judgement.broke
    assert mode == "open" or is_staff or judgement.verdict.gravity >= Verdict.HOLD.gravity


def test_the_numbers_are_what_the_guide_says() -> None:
    assert Limits() == Limits(1, 4_000, 3, 2, 2, 6, 7, 0.3, 4)
