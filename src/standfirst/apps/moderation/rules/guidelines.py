"""The publication's rules for what readers write: versions that never change once they are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

MOST_RULES = 20
LONGEST_TITLE, LONGEST_TEXT, LONGEST_INTRODUCTION = 120, 1_000, 2_000
# The checks that uphold a rule, and so name its number.
GUARDS = {"": "no check", "words": "listed words", "repeat": "the same text again", "links": "links"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `guard` is the check that names it."""

    number: int
    title: str
    text: str
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Guidelines:
    """One version, as readers see it; `published_at` is empty for the one that is delivered."""

    number: int
    introduction: str
    rules: tuple[Rule, ...]
    published_at: datetime | None = None
    by_id: int | None = None

    def rule(self, number: int | None) -> Rule | None:
        """The rule of this number, if there is one."""
        return next((rule for rule in self.rules if rule.number == number), None)

    @property
    def guarded(self) -> Mapping[str, int]:
        """Which rule each check names, for `Limits.rules`."""
        return {rule.guard: rule.number for rule in self.rules if rule.guard}


FIRST = Guidelines(
    number=1,
    introduction="What stands here is read by many who never write. These rules keep it worth their time.",
    rules=(
        Rule(
            1,
            "Write as you would speak in a room.",
            "There are people in it, and the writer of the article is often one of them.",
        ),
        Rule(
            2,
            "Argue with the point, not the person.",
            "An argument may be called weak, and shown to be. Insults, slurs and threats are taken out, whoever they are meant for.",
            guard="words",
        ),
        Rule(
            3,
            "Stay with the subject.",
            "Say it once. What belongs under another article, or to the editors, is better sent there.",
            guard="repeat",
        ),
        Rule(
            4,
            "Nothing for sale.",
            "No advertisements, appeals for money or links that are there to be followed and not to support what you say.",
            guard="links",
        ),
        Rule(
            5,
            "Nothing unlawful.",
            "Nothing that breaks the law, or that tells of private people what is not yours to tell.",
        ),
        Rule(
            6,
            "What you did not write is quoted and named.",
            "A few sentences, with their source. The rest stays where it was published.",
        ),
    ),
)


def fault_of_guidelines(introduction: str, rules: Sequence[tuple[str, str, str]]) -> str:
    """Why this cannot be published, rules being title, text and guard; empty when it can."""
    if not 1 <= len(rules) <= MOST_RULES:
        return f"There are from 1 to {MOST_RULES} rules."
    if len(introduction) > LONGEST_INTRODUCTION:
        return f"The introduction has at most {LONGEST_INTRODUCTION} characters."
    for number, (title, text, guard) in enumerate(rules, start=1):
        if not title.strip():
            return f"Rule {number} has no title."
        if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
            return f"Rule {number} is too long."
        if guard not in GUARDS:
            return f"Rule {number} names a check that there is not."
    named = [guard for *_, guard in rules if guard]
    return "" if len(named) == len(set(named)) else "Two rules name the same check."
