"""A new version of the guidelines, and readers who accept one."""

from collections.abc import Sequence
from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.moderation.actions.sanction_reader import Refused
from standfirst.apps.moderation.models import Acceptance, GuidelineRule, GuidelinesVersion
from standfirst.apps.moderation.queries.guidelines import guidelines, guidelines_version
from standfirst.apps.moderation.rules.guidelines import FIRST, Guidelines, Rule, fault_of_guidelines
from standfirst.core import bus
from standfirst.core.db import savepoint

TAG = "guidelines"


def publish_guidelines(
    *, introduction: str, rules: Sequence[tuple[str, str, str]], after: int, by: int, now: datetime
) -> Guidelines:
    """The new version; rules are title, text and guard, in their order. `after` is the version that was changed.

    Raises Refused, also where somebody has published another one meanwhile. The same once more changes nothing.
    """
    if fault := fault_of_guidelines(introduction, rules):
        raise Refused(fault)
    with savepoint():
        before = _lock(now=now)
        made = Guidelines(
            number=before.number + 1,
            introduction=introduction.strip(),
            rules=tuple(Rule(number, *_stripped(rule)) for number, rule in enumerate(rules, start=1)),
            published_at=now,
            by_id=by,
        )
        if (made.introduction, made.rules) == (before.introduction, before.rules):
            return before
        if after != before.number:
            raise Refused("Somebody has published another version meanwhile. Look at it first.")
        _keep(made, now=now)
        bus.purge(TAG)
        _record(made, by=by, now=now)
    return made


def accept_guidelines(*, reader_id: int, version: int, now: datetime) -> bool:
    """Whether there is such a version. Accepting twice keeps the first time."""
    card = guidelines_version(version)
    if card is None:
        return False
    with savepoint():
        _keep_first(now=now)
        Acceptance.objects.get_or_create(reader_id=reader_id, version=version, defaults={"accepted_at": now})
    return True


def _lock(*, now: datetime) -> Guidelines:
    """The version that holds, and nobody else publishes until this is done."""
    _keep_first(now=now)
    list(GuidelinesVersion.objects.select_for_update().filter(pk=FIRST.number))
    return guidelines()


def _keep_first(*, now: datetime) -> None:
    """The delivered version becomes a row as soon as somebody accepts it or publishes another: it never changes then."""
    if not GuidelinesVersion.objects.exists():
        _keep(FIRST, now=now)


def _keep(card: Guidelines, *, now: datetime) -> None:
    kept = GuidelinesVersion(
        number=card.number, introduction=card.introduction, by_id=card.by_id, published_at=now
    )
    # Two that keep the first version at once: the second waits for the first, and finds it there.
    GuidelinesVersion.objects.bulk_create([kept], ignore_conflicts=True)
    rows = [
        GuidelineRule(
            version_id=card.number, number=one.number, title=one.title, text=one.text, guard=one.guard
        )
        for one in card.rules
    ]
    GuidelineRule.objects.bulk_create(rows, ignore_conflicts=True)


def _stripped(rule: tuple[str, str, str]) -> tuple[str, str, str]:
    title, text, guard = rule
    return title.strip(), text.strip(), guard


def _record(made: Guidelines, *, by: int, now: datetime) -> None:
    audit.record(
        action="moderation.publish_guidelines",
        actor_id=by,
        actor=f"reader:{by}",
        about=f"guidelines:{made.number}",
        details={"rules": len(made.rules)},
        now=now,
    )
