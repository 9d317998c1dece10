"""Reads of the guidelines."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from standfirst.apps.moderation.models import Acceptance, GuidelineRule, GuidelinesVersion
from standfirst.apps.moderation.rules.guidelines import FIRST, Guidelines, Rule
from standfirst.core.compiled import Compiled

_RULES = (
    GuidelineRule.objects.filter(version=OuterRef("pk"))
    .order_by("number")
    .values(card=JSONObject(number="number", title="title", text="text", guard="guard"))
)
# In one query, as every page of a conversation asks for it.
_NEWEST = Compiled(
    lambda: (
        GuidelinesVersion.objects.annotate(told=ArraySubquery(_RULES))
        .order_by("-number")
        .values_list("number", "introduction", "published_at", "by_id", "told")[:1]
    )
)
_ACCEPTED = Compiled(
    lambda reader: (
        Acceptance.objects.filter(reader_id=reader).order_by("-version").values_list("version")[:1]
    ),
    reader=int,
)


def guidelines() -> Guidelines:
    """The version that holds; the delivered one until another is published."""
    for number, introduction, published_at, by_id, told in _NEWEST():
        return Guidelines(
            number=number,
            introduction=introduction,
            rules=tuple(Rule(**rule) for rule in told),
            published_at=published_at,
            by_id=by_id,
        )
    return FIRST


def guidelines_version(number: int) -> Guidelines | None:
    """An earlier version."""
    found = GuidelinesVersion.objects.prefetch_related("rules").filter(pk=number).first()
    if found is None and number == FIRST.number:
        return FIRST
    return _card(found) if found else None


def rules_quoted(quoted: Iterable[tuple[int | None, int | None]]) -> dict[tuple[int, int], Rule]:
    """Rules as they read in the versions that were quoted, by version and number; in one query.

    What is not there, or None, is left out.
    """
    wanted = {(version, number) for version, number in quoted if version and number}
    versions = {version for version, _ in wanted}
    rows = GuidelineRule.objects.filter(version_id__in=versions) if versions else ()
    kept = {(row.version_id, row.number): Rule(row.number, row.title, row.text, row.guard) for row in rows}
    delivered = {(FIRST.number, rule.number): rule for rule in FIRST.rules}
    return {key: rule for key, rule in {**delivered, **kept}.items() if key in wanted}


def list_guidelines() -> list[Guidelines]:
    """All versions, the newest first."""
    found = [_card(version) for version in GuidelinesVersion.objects.prefetch_related("rules")]
    return found or [FIRST]


def accepted_version(*, reader_id: int) -> int | None:
    """The newest version that this reader has accepted."""
    return next((version for (version,) in _ACCEPTED(reader=reader_id)), None)


def _card(version: GuidelinesVersion) -> Guidelines:
    rules = (Rule(rule.number, rule.title, rule.text, rule.guard) for rule in version.rules.all())
    return Guidelines(
        number=version.number,
        introduction=version.introduction,
        rules=tuple(rules),
        published_at=version.published_at,
        by_id=version.by_id,
    )
