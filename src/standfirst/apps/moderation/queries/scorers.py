"""The scorer that a publication has chosen, given little time."""

import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from standfirst.apps.moderation.rules.submissions import Scorer

AT_ONCE = 4


class InTime:
    """A scorer that is given so many seconds. One that hangs keeps its thread, and four that hang are all there are."""

    def __init__(self, scorer: Scorer, *, seconds: float) -> None:
        self._scorer = scorer
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def score(self, text: str, language: str) -> float:
        """Raises TimeoutError, or what the scorer raises."""
        if not self._free.acquire(timeout=self._seconds):
            raise TimeoutError("every thread of the scorer is busy")
        answers: list[Callable[[], float]] = []
        thread = threading.Thread(target=self._ask, args=(text, language, answers), daemon=True)
        thread.start()
        thread.join(self._seconds)
        if not answers:
            raise TimeoutError(f"the scorer took more than {self._seconds} seconds")
        return answers[0]()

    def _ask(self, text: str, language: str, answers: list[Callable[[], float]]) -> None:
        try:
            score = self._scorer.score(text, language)
            answers.append(lambda: score)
        except BaseException as fault:
            raised = fault
            answers.append(lambda: _raise(raised))
        finally:
            self._free.release()


def _raise(fault: BaseException) -> float:
    raise fault


def find_scorer() -> Scorer | None:
    """The one that MODERATION_SCORER names. A path that leads nowhere gives a scorer that raises, so texts are held."""
    path = settings.MODERATION_SCORER
    return _load(path, float(settings.MODERATION_SCORER_SECONDS)) if path else None


@cache
def _load(path: str, seconds: float) -> Scorer:
    try:
        made: Any = import_string(path)()
    except Exception as fault:
        return _Broken(fault)
    return InTime(made, seconds=seconds)


class _Broken:
    """What was named could not be made."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def score(self, text: str, language: str) -> float:
        """Raises what went wrong."""
        raise RuntimeError("there is no such scorer") from self._fault
