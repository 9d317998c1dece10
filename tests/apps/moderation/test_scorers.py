"""A scorer that hangs, fails or does not exist holds the text."""

import threading

import pytest
from django.test import override_settings

from standfirst.apps.moderation import api as moderation
from standfirst.apps.moderation.queries.scorers import AT_ONCE, InTime
from tests.apps.moderation.judging import judged

HERE = "tests.apps.moderation.test_scorers"
release = threading.Event()


class Hangs:
    def score(self, text: str, language: str) -> float:
        release.wait(30)
        return 0.0


class Calm:
    def score(self, text: str, language: str) -> float:
        return 0.0


class Fails:
    def score(self, text: str, language: str) -> float:
        raise KeyError(text)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("", "publish"), (f"{HERE}.Calm", "publish"), (f"{HERE}.Fails", "hold"), (f"{HERE}.Nowhere", "hold")],
)
def test_the_scorer_of_the_settings_is_asked(name: str, verdict: str) -> None:
    with override_settings(MODERATION_SCORER=name, MODERATION_SCORER_SECONDS=10):
        assert judged("A quiet morning.", scorer=moderation.find_scorer()).verdict == verdict


def test_one_that_hangs_holds_the_text_and_takes_so_many_threads_and_no_more() -> None:
    before = threading.active_count()
    scorer = InTime(Hangs(), seconds=0.01)
    try:
        verdicts = {judged("A quiet morning.", scorer=scorer).verdict for _ in range(AT_ONCE + 3)}
        assert verdicts == {moderation.Verdict.HOLD}
        assert threading.active_count() - before <= AT_ONCE
    finally:
        release.set()
