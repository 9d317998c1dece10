"""What every phase is given beside the text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from standfirst.apps.moderation.rules.submissions import Finding, Limits, Scorer, Submission
from standfirst.core.text import Lexicon


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The publication's numbers and words, and the scorer if there is one."""

    limits: Limits
    lexicon: Lexicon
    scorer: Scorer | None = None


Phase = Callable[[Submission, Context], Iterator[Finding]]
