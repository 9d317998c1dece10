"""How many comments were removed under each rule, quarter by quarter, for everybody to see."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.api import EVERY_PAGE
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.http.screens import shared_screen
from standfirst.core.http.shared import shared_page

QUARTERS = 4
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule and how often it was applied; `width` is of WIDEST, beside the most frequent rule of all quarters."""

    number: int
    title: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months; `ends_at` is the first moment of the next."""

    number: int
    year: int
    ends_at: datetime
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """Of all rules."""
        return sum(bar.count for bar in self.bars)


@shared_page(tags=(EVERY_PAGE, moderation.TAG), ttl=3600)
def counts(request: HttpRequest) -> HttpResponse:
    """The quarter that runs and the three before it."""
    return shared_screen(
        request,
        "site/comment_counts.html",
        publication=editorial.get_publication(),
        quarters=quarters(now()),
        widest=WIDEST,
        canonical=f"{settings.ORIGIN}/comments/counts/",
    )


def quarters(moment: datetime) -> list[Quarter]:
    """The newest first."""
    edges = edges_before(moment)
    found = [comments.rejections_by_rule(since=since, until=until) for until, since in pairwise(edges)]
    rules = moderation.rules_quoted(key for each in found for key in each)
    counted = [_by_words(each, rules) for each in found]
    most = max((count for each in counted for count in each.values()), default=0)
    holding = [(rule.number, rule.title) for rule in moderation.guidelines().rules]
    return [
        Quarter((since.month + 2) // 3, since.year, until, _bars(found, holding, most))
        for until, since, found in zip(edges, edges[1:], counted, strict=False)
    ]


def _by_words(
    found: dict[tuple[int, int], int], rules: dict[tuple[int, int], moderation.Rule]
) -> Counter[tuple[int, str]]:
    """By number and title: a rule that kept both from one version to the next is one rule."""
    told: Counter[tuple[int, str]] = Counter()
    for (version, number), count in found.items():
        rule = rules.get((version, number))
        told[number, rule.title if rule else "A rule of an earlier version"] += count
    return told


def edges_before(moment: datetime) -> list[datetime]:
    """The end of the quarter that runs and the beginnings of it and of those before, in the publication's time zone."""
    local = timezone.localtime(moment)
    first = local.year * 4 + (local.month - 1) // 3 + 1
    return [
        timezone.make_aware(datetime(quarter // 4, quarter % 4 * 3 + 1, 1))  # noqa: DTZ001
        for quarter in range(first, first - QUARTERS - 1, -1)
    ]


def _bars(found: Counter[tuple[int, str]], holding: list[tuple[int, str]], most: int) -> tuple[Bar, ...]:
    """Every rule that holds, and those of earlier versions that were applied, as they read then."""
    earlier = sorted(set(found) - set(holding))
    return tuple(
        Bar(number, title, count, round(count * WIDEST / most) if most else 0)
        for number, title in [*holding, *earlier]
        for count in [found[number, title]]
    )
