"""The wordings of an edition, and who gets which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from standfirst.apps.newsletters.rules.variants import Variant

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class LetterGiven:
    """One wording as it was composed. `variant` is `subscriber` or `reader`, `language` a BCP 47 tag.

    Subject, HTML and text may hold the tokens of the wire, such as `[[unsubscribe]]`. `blocks` are the names of the
    edition's blocks by their place, from 1. `arm` is “b” where it has the edition's second subject.
    """

    variant: str
    language: str
    subject: str
    html: str
    text: str
    blocks: Mapping[int, str] = field(default_factory=dict, compare=False)
    arm: str = ""


def fault_of_letters(letters: Sequence[LetterGiven], *, for_subscribers_only: bool) -> str | None:
    """Why these cannot be an edition: a sentence; None for a set from which everybody gets one."""
    kinds = [(letter.variant, letter.language, letter.arm) for letter in letters]
    if strange := sorted({letter.variant for letter in letters} - set(Variant)):
        return f"There is no variant “{strange[0]}”."
    if len(set(kinds)) != len(kinds):
        return "A variant was given twice."
    variants = {letter.variant for letter in letters}
    if not variants or (Variant.READER not in variants and not for_subscribers_only):
        return "There is no letter for readers without a subscription."
    if {kind[:2] for kind in kinds if kind[2]} not in (set(), {kind[:2] for kind in kinds if not kind[2]}):
        return "Not every letter is there with the second subject."
    return None


def letter_for(given: dict[tuple[str, str], L], *, subscribes: bool, language: str) -> L:
    """By (variant, language). Who has no subscription never gets what subscribers get. Raises KeyError for them."""
    for variant in Variant if subscribes else (Variant.READER,):
        fitting = {tongue: letter for (kind, tongue), letter in given.items() if kind == variant}
        if fitting:
            return fitting.get(language) or next(iter(fitting.values()))
    raise KeyError(Variant.READER)
