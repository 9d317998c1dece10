"""The rules under which comments were removed, as they read at the time."""

from collections.abc import Iterable

from standfirst.apps.comments.models import Decision
from standfirst.apps.moderation import api as moderation


def rules_of(decisions: Iterable[Decision]) -> dict[int, moderation.Rule]:
    """By the numbers of the decisions; in one query."""
    found = list(decisions)
    rules = moderation.rules_quoted((each.guidelines, each.rule) for each in found)
    return {each.pk: rule for each in found if (rule := rules.get((each.guidelines or 0, each.rule or 0)))}


def rule_quoted(decision: Decision) -> moderation.Rule | None:
    """Of one decision; None where none was named."""
    return rules_of([decision]).get(decision.pk)
