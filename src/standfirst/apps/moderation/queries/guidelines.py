"""Reads of the guidelines."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef
from django.db.models.functions import JSONObject

from standfirst.apps.moderation.models import Acceptance, GuidelineRule, GuidelinesVersion
from standfirst.apps.moderation.rules.guidelines import FIRST, Guidelines, Rule

_RULES = (
    GuidelineRule.objects.filter(version=OuterRef("pk"))
    .order_by("number")
    .values(card=JSONObject(number="number", title="title", text="text", guard="guard"))
)
# In one query, as every page of a conversation asks for it.
_VERSIONS = GuidelinesVersion.objects.annotate(told=ArraySubquery(_RULES)).values(
    "number", "introduction", "published_at", "by_id", "told"
)


def guidelines() -> Guidelines:
    """The version that holds; the delivered one until another is published."""
    found = _VERSIONS.first()
    if found is None:
        return FIRST
    return Guidelines(
        number=found["number"],
        introduction=found["introduction"],
        rules=tuple(Rule(**rule) for rule in found["told"]),
        published_at=found["published_at"],
        by_id=found["by_id"],
    )


def guidelines_version(number: int) -> Guidelines | None:
    """An earlier version."""
    found = GuidelinesVersion.objects.prefetch_related("rules").filter(pk=number).first()
    if found is None and number == FIRST.number:
        return FIRST
    return _card(found) if found else None


def list_guidelines() -> list[Guidelines]:
    """All versions, the newest first."""
    found = [_card(version) for version in GuidelinesVersion.objects.prefetch_related("rules")]
    return found or [FIRST]


def accepted_version(*, reader_id: int) -> int | None:
    """The newest version that this reader has accepted."""
    newest: int | None = Acceptance.objects.filter(reader_id=reader_id).aggregate(newest=Max("version"))[
        "newest"
    ]
    return newest


def _card(version: GuidelinesVersion) -> Guidelines:
    rules = (Rule(rule.number, rule.title, rule.text, rule.guard) for rule in version.rules.all())
    return Guidelines(
        number=version.number,
        introduction=version.introduction,
        rules=tuple(rules),
        published_at=version.published_at,
        by_id=version.by_id,
    )
